/**
 * The page's frame: which panel stands where. Knows no settings.
 */
import { computed, effect } from '@preact/signals';
import { options } from 'preact';
import { BenchPanel, ComparePanel, HistogramPanel, MapPanel, NumberLinePanel } from './charts';
import { drawn } from './charts/still';
import { AgainstDialog } from './panels/against-dialog';
import { ArithmeticPanel } from './panels/arithmetic';
import { BusyBar } from './panels/busy';
import { CompareAB } from './panels/compare-ab';
import { Controls, ControlsButton } from './panels/controls';
import { Header } from './panels/header';
import { Headline } from './panels/headline';
import { LabDialog } from './panels/lab';
import { fetchWhenIdle, FileProvenance, LessonPanel } from './panels/lazy';
import { Messages } from './panels/messages';
import { DropArea } from './panels/open-files';
import { PasteDialog } from './panels/paste';
import { Readout } from './panels/readout';
import { StoredDialog } from './panels/stored-dialog';
import { TensorDialog } from './panels/tensors';
import { Wanted } from './panels/wanted';
import { beforePaint } from './state/frame';
import { isHidden } from './state/parts';
import { busy, chosen, FILE, isMoving, shown, state } from './state/store';
import { TermCard } from './ui/term';

/** A hand moves more often than the screen: what it changes is rendered once a frame, with the picture that comes then. */
options.debounceRendering = (render) => (isMoving() ? beforePaint('rendering', render, render) : queueMicrotask(render));

/** Once there is a picture the network is free for what may be opened later. */
const unwatch = effect(() => {
  if (!chosen.value) return;
  fetchWhenIdle();
  queueMicrotask(() => unwatch());
});

const hasFile = computed(() => shown.value?.state.source.data === FILE);
const hasLesson = computed(() => state.value.classroom.lesson !== '');
const isBusy = computed(() => busy.value !== undefined);

const CHARTS = [
  { part: 'number-line', Chart: NumberLinePanel },
  { part: 'series', Chart: ComparePanel },
  { part: 'histogram', Chart: HistogramPanel },
  { part: 'bench', Chart: BenchPanel },
  { part: 'map', Chart: MapPanel },
] as const;

export const App = () => (
  <>
    <Header />
    <BusyBar />
    <Wanted />
    {hasFile.value && <FileProvenance />}
    <main class="page" data-lesson={hasLesson.value} aria-busy={isBusy.value || !drawn.value}>
      <div class="side">
        <Controls />
        {!isHidden('readout') && <Readout />}
      </div>
      <div class="stage">
        <div class="words">
          <CompareAB />
          {!isHidden('words') && <Headline />}
        </div>
        {CHARTS.map(({ part, Chart }) =>
          isHidden(part) ? null : (
            <div key={part} class={part === 'number-line' ? 'cell cell-line' : 'cell'}>
              <Chart />
            </div>
          ),
        )}
        {!isHidden('arithmetic') && <ArithmeticPanel />}
      </div>
      {hasLesson.value && <LessonPanel />}
    </main>
    <ControlsButton />
    <Messages />
    <PasteDialog />
    <TensorDialog />
    <LabDialog />
    <AgainstDialog />
    <StoredDialog />
    <DropArea />
    <TermCard />
  </>
);
