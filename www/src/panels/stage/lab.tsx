/**
 * The lab: all controls, all numbers and all charts side by side. Knows no settings.
 */
import { computed, useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ClippingCurvePanel, ComparePanel, HistogramPanel, MapPanel, NumberLinePanel } from '../../charts';
import { drawn } from '../../charts/frame/still';
import { t } from '../../i18n';
import { isHidden } from '../../state/parts';
import { busy, state } from '../../state/store';
import { ErrorAnalysisButton } from '../analysis/error-analysis';
import { Controls, ControlsButton } from '../quantizer/controls';
import { hasRange } from '../quantizer/schemes';
import { ArithmeticPanel } from '../readout/arithmetic';
import { Headline } from '../readout/headline';
import { Readout } from '../readout/readout';
import { PinsPanel } from './pins';
import { STAGE } from './skip';

const isBusy = computed(() => busy.value !== undefined);

const hasPins = computed(() => state.value.pinned.length > 0);

const TensorMap = () => <MapPanel tools={<ErrorAnalysisButton />} />;

const CHARTS = [
  { part: 'number-line', Chart: NumberLinePanel },
  { part: 'series', Chart: ComparePanel },
  { part: 'histogram', Chart: HistogramPanel },
  { part: 'bench', Chart: ClippingCurvePanel },
  { part: 'map', Chart: TensorMap },
] as const;

/** Those that have something to show: without a range there is none to look for. */
const offered = () => CHARTS.filter(({ part }) => !isHidden(part) && (part !== 'bench' || hasRange(state.value.settings)));

/** `children` stand beside the charts: a lesson. */
export const Lab = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => {
  const charts = useComputed(offered).value;
  // The number line has a row of its own, two others share one; the last takes the place that is left.
  const isOdd = charts.filter(({ part }) => part !== 'number-line').length % 2 === 1;
  return (
    <>
      <div class="page" data-lesson={hasLesson}>
        {children}
        <aside class="side" aria-label={t('access.side')}>
          <Controls />
          {!isHidden('readout') && <Readout />}
        </aside>
        <main class="stage" id={STAGE} tabIndex={-1} aria-busy={isBusy.value || !drawn.value}>
          <div class="words">
            {hasPins.value && <PinsPanel />}
            {!isHidden('words') && <Headline />}
          </div>
          {charts.map(({ part, Chart }, i) => (
            <div key={part} class={part === 'number-line' ? 'cell cell-line' : i === charts.length - 1 && isOdd ? 'cell cell-wide' : 'cell'}>
              <Chart />
            </div>
          ))}
          {!isHidden('arithmetic') && <ArithmeticPanel />}
        </main>
      </div>
      <ControlsButton />
    </>
  );
};
