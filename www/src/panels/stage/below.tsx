/**
 * The strip below the picture: one of several views of the same values, chosen by tabs, and beside it the selected value. On
 * phones and for projectors the tabs choose what stands in the place of the picture.
 */
import { useComputed } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { ClippingCurvePanel, MapPanel, MatricesPanel, SeriesPanel } from '../../charts';
import type { Part, Tab } from '../../engine/wasm';
import { t } from '../../i18n';
import { isCompact } from '../../state/layout';
import { isHidden } from '../../state/parts';
import { shown, state } from '../../state/store';
import { isCodeWithheld } from '../../state/withheld';
import { TabList } from '../../ui/tab-list';
import { hasRange } from '../quantizer/schemes';
import { BitsRow } from '../readout/bits';
import { PinsPanel } from './pins';
import { look, place, room, type Place } from './place';
import { ValueCard } from './value-card';

const FloatBits = () => (shown.value ? <BitsRow trace={shown.value.frame.trace} /> : null);

/** The part of the page that a teacher hides by its name, and what a tab shows. */
const TABS: Record<Tab, { part: Part; Content: FunctionComponent }> = {
  // Three of the four matrices show codes and what comes of them.
  matrices: { part: 'map', Content: () => (isCodeWithheld.value ? <MapPanel /> : <MatricesPanel />) },
  'in-order': { part: 'series', Content: () => <SeriesPanel /> },
  sorted: { part: 'series', Content: () => <SeriesPanel /> },
  clipping: { part: 'bench', Content: ClippingCurvePanel },
  bits: { part: 'arithmetic', Content: FloatBits },
};

/** Whether the scheme and the data have something to show there. */
const exists = (tab: Tab): boolean => {
  if (isHidden(TABS[tab].part)) return false;
  if (tab === 'clipping') return hasRange(state.value.settings);
  // Those of integers are for lessons.
  return tab !== 'bits' || shown.value?.frame.trace.bits.float !== undefined || state.value.classroom.lesson !== '';
};

const tabs = (): Tab[] => (Object.keys(TABS) as Tab[]).filter(exists);

const PANEL = 'below-panel';

/** What the tabs choose from, in order: the first and the last stand elsewhere where there is room. */
const places = (): readonly Place[] => [
  ...(isHidden('number-line') ? [] : (['line'] as const)),
  ...tabs(),
  ...(isHidden('arithmetic') ? [] : (['value'] as const)),
  ...(state.value.pinned.length > 0 ? (['pins'] as const) : []),
];

/** The words of a tab. */
const wordsOf = (place: Place): string =>
  t(place === 'bits' && shown.value?.frame.trace.bits.float === undefined ? 'stage.tab.plainBits' : `stage.tab.${place}`);

const isTab = (place: Place | undefined): place is Tab => place !== undefined && place in TABS;

export const Below = () => {
  // As text, so that a change that leaves the tabs as they are renders nothing here.
  const offered = useComputed(() => places().join(' ')).value.split(' ') as Place[];
  const asked = place.value;
  const first = offered.find(isTab);
  const at = offered.includes(asked) ? asked : first;
  const { tab } = useComputed(() => state.value.view).value;
  // Where the picture or the selected value has been chosen, the view is that of the state.
  const beside = at === 'pins' || isTab(at) ? at : offered.includes(tab) ? tab : first;
  // In small windows nothing is made that has no room.
  const isThere = !isCompact.value || room.value === 'tab' || room.value === 'pins';
  const Content = !isThere ? undefined : beside === 'pins' ? PinsPanel : isTab(beside) ? TABS[beside].Content : undefined;
  return (
    <section class="below" aria-label={t('stage.below')}>
      <TabList
        label={t('stage.tabs')}
        panel={Content && PANEL}
        value={at}
        tabs={offered.map((one) => [one, wordsOf(one)] as const)}
        onChoose={look}
      />
      {Content && beside && (
        <div class="below-panel" id={PANEL} role="tabpanel" aria-label={wordsOf(beside)}>
          <Content key={beside} />
        </div>
      )}
      <ValueCard />
    </section>
  );
};
