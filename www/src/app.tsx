/**
 * The page: which panel stands where. Knows no settings.
 */
import { computed, effect } from '@preact/signals';
import { options } from 'preact';
import { ClippingCurvePanel, ComparePanel, HistogramPanel, MapPanel, NumberLinePanel } from './charts';
import { Cell, useSpotlightKey } from './charts/frame/spotlight';
import { drawn } from './charts/frame/still';
import { FloatComparisonDialog } from './panels/reference/float-comparison';
import { ArithmeticPanel } from './panels/readout/arithmetic';
import { BusyBar } from './panels/busy';
import { CompareAB } from './panels/readout/compare-ab';
import { Controls, ControlsButton } from './panels/quantizer/controls';
import { Header } from './panels/header';
import { Headline } from './panels/readout/headline';
import { ErrorAnalysisButton, ErrorAnalysisDialog } from './panels/analysis/error-analysis';
import { Messages } from './panels/messages';
import { DropArea } from './panels/files/open-files';
import { PasteDialog } from './panels/data/paste';
import { Readout } from './panels/readout/readout';
import { TermCard } from './panels/terms/term-card';
import { StoredDialog } from './panels/files/stored-dialog';
import { TensorDialog } from './panels/files/tensors';
import { Wanted } from './panels/files/wanted';
import { t } from './i18n';
import { beforePaint } from './state/study/frame';
import { isHidden } from './state/parts';
import { busy, chosen, FILE, isMoving, shown, state } from './state/store';
import { fetchWhenIdle, later } from './ui/lazy';

const FileProvenance = later(async () => (await import('./panels/files/file-data')).Provenance);
const LessonPanel = later(async () => (await import('./panels/lesson/panel')).LessonPanel);

/** Sets when the app is rendered, and fetches what may be opened later. */
export const startApp = (): void => {
  // Events of a gesture come more often than frames: their changes are rendered once a frame, with the picture of that frame.
  options.debounceRendering = (render) => (isMoving() ? beforePaint('rendering', render, render) : queueMicrotask(render));
  // Once a study is shown, the network is free.
  const unwatch = effect(() => {
    if (!chosen.value) return;
    fetchWhenIdle();
    queueMicrotask(() => unwatch());
  });
};

const hasFile = computed(() => shown.value?.state.source.data === FILE);
const hasLesson = computed(() => state.value.classroom.lesson !== '');
const isBusy = computed(() => busy.value !== undefined);
const isLit = computed(() => state.value.view.spotlight !== 'off');

const TensorMap = () => <MapPanel tools={<ErrorAnalysisButton />} />;

const CHARTS = [
  { part: 'number-line', Chart: NumberLinePanel },
  { part: 'series', Chart: ComparePanel },
  { part: 'histogram', Chart: HistogramPanel },
  { part: 'bench', Chart: ClippingCurvePanel },
  { part: 'map', Chart: TensorMap },
] as const;

const STAGE = 'charts';

/** The first stop of the Tab key: skips the header and the controls. */
const SkipButton = () => (
  <button type="button" class="skip" onClick={() => document.getElementById(STAGE)?.focus()}>
    {t('access.skip')}
  </button>
);

export const App = () => {
  useSpotlightKey();
  return (
    <>
      <SkipButton />
      <Header />
      <BusyBar />
      <Wanted />
      <Messages />
      {hasFile.value && <FileProvenance />}
      <div class="page" data-lesson={hasLesson.value}>
        <aside class="side" aria-label={t('access.side')}>
          <Controls />
          {!isHidden('readout') && <Readout />}
        </aside>
        <main class="stage" id={STAGE} tabIndex={-1} data-spotlight={isLit.value || undefined} aria-busy={isBusy.value || !drawn.value}>
          <div class="words">
            <CompareAB />
            {!isHidden('words') && <Headline />}
          </div>
          {CHARTS.map(({ part, Chart }) =>
            isHidden(part) ? null : (
              <Cell key={part} of={part} {...(part === 'number-line' && { kind: 'cell-line' })}>
                <Chart />
              </Cell>
            ),
          )}
          {!isHidden('arithmetic') && <ArithmeticPanel />}
        </main>
        {hasLesson.value && <LessonPanel />}
      </div>
      <ControlsButton />
      <PasteDialog />
      <TensorDialog />
      <ErrorAnalysisDialog />
      <FloatComparisonDialog />
      <StoredDialog />
      <DropArea />
      <TermCard />
    </>
  );
};
