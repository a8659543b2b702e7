/**
 * The strip below the picture: one of several views of the same values, chosen by tabs, and beside it the selected value. On
 * phones and for projectors the tabs choose what stands in the place of the picture.
 */
import { useComputed } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { ClippingCurvePanel, MatricesPanel, SeriesPanel } from '../../charts';
import type { Part, Tab } from '../../engine/wasm';
import { t } from '../../i18n';
import { isHidden } from '../../state/parts';
import { shown, state } from '../../state/store';
import { TabList } from '../../ui/tab-list';
import { hasRange } from '../quantizer/schemes';
import { BitsRow } from '../readout/bits';
import { PinsPanel } from './pins';
import { look, place, type Place } from './place';
import { ValueCard } from './value-card';

const FloatBits = () => (shown.value ? <BitsRow trace={shown.value.frame.trace} /> : null);

/** The part of the page that a teacher hides by its name, and what a tab shows. */
const TABS: Record<Tab, { part: Part; Content: FunctionComponent }> = {
  matrices: { part: 'map', Content: () => <MatricesPanel /> },
  'in-order': { part: 'series', Content: () => <SeriesPanel /> },
  sorted: { part: 'series', Content: () => <SeriesPanel /> },
  clipping: { part: 'bench', Content: ClippingCurvePanel },
  bits: { part: 'arithmetic', Content: FloatBits },
};

/** Whether the scheme and the data have something to show there. */
const exists = (tab: Tab): boolean => {
  if (isHidden(TABS[tab].part)) return false;
  if (tab === 'clipping') return hasRange(state.value.settings);
  return tab !== 'bits' || shown.value?.frame.trace.bits.float !== undefined;
};

const tabs = (): Tab[] => (Object.keys(TABS) as Tab[]).filter(exists);

const PANEL = 'below-panel';

/** What the tabs choose from, in order: the first and the last stand elsewhere where there is room. */
const places = (): readonly Place[] => [
  'line',
  ...tabs(),
  ...(isHidden('arithmetic') ? [] : (['value'] as const)),
  ...(state.value.pinned.length > 0 ? (['pins'] as const) : []),
];

export const Below = () => {
  const offered = useComputed(places).value;
  const asked = place.value;
  const at = offered.includes(asked) ? asked : 'matrices';
  const tab = useComputed(() => state.value.view.tab).value;
  const beside = asked === 'pins' ? 'pins' : offered.includes(tab) ? tab : 'matrices';
  const Content = beside === 'pins' ? PinsPanel : exists(beside) ? TABS[beside].Content : () => null;
  return (
    <section class="below" aria-label={t('stage.below')} data-place={at}>
      <TabList
        label={t('stage.tabs')}
        panel={PANEL}
        value={at}
        tabs={offered.map((one) => [one, t(`stage.tab.${one}`)] as const)}
        onChoose={look}
      />
      <div class="below-panel" id={PANEL} role="tabpanel" aria-label={t(`stage.tab.${beside}`)} data-part={beside === 'pins' ? undefined : TABS[beside].part}>
        <Content key={beside} />
      </div>
      <ValueCard />
    </section>
  );
};
