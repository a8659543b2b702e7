/**
 * The page: the header, the layout that was chosen, and what may be opened over it. Knows no settings.
 */
import { computed, effect } from '@preact/signals';
import { options, type ComponentChildren, type FunctionComponent } from 'preact';
import { useEscape } from './charts/frame/spotlight';
import { ErrorAnalysisDialog } from './panels/analysis/error-analysis';
import { BusyBar } from './panels/busy';
import { DataFault } from './panels/data/data-menu';
import { PasteDialog } from './panels/data/paste';
import { DropArea } from './panels/files/open-files';
import { StoredDialog } from './panels/files/stored-dialog';
import { TensorDialog } from './panels/files/tensors';
import { Wanted } from './panels/files/wanted';
import { FormatsDialog } from './panels/formats/format-comparison';
import { compiledRest, type Workspace } from './engine/wasm';
import { whenIdle } from './idle';
import { Header } from './panels/header/header';
import { LessonsDialogs } from './panels/lesson/lessons';
import { Messages } from './panels/messages';
import { ProofDialog } from './panels/proof/proof';
import { FloatComparisonDialog } from './panels/reference/float-comparison';
import { Lab } from './panels/stage/lab';
import { Look } from './panels/stage/look';
import { SkipButtons } from './panels/stage/skip';
import { TermCard } from './panels/terms/term-card';
import { layout } from './state/layout';
import { beforePaint } from './state/study/frame';
import { workspace } from './state/workspace';
import { FILE, isMoving, shown, state } from './state/store';
import { fetchWhenIdle, later } from './ui/lazy';

const FileProvenance = later(async () => (await import('./panels/files/file-data')).Provenance);
const PrintedReport = later(async () => (await import('./panels/report/report')).PrintedReport);
const LayerWorkspace = later(async () => (await import('./panels/layer/workspace')).withLayerWords());
const TrainingWorkspace = later(async () => (await import('./panels/training/workspace')).withTrainingWords());
const LessonPanel = later(async () => (await import('./panels/lesson/panel')).LessonPanel);

/** Sets when the app is rendered, and fetches what may be opened later. */
export const startApp = (): void => {
  // Events of a gesture come more often than frames: their changes are rendered once a frame, with the picture of that frame.
  options.debounceRendering = (render) => (isMoving() ? beforePaint('rendering', render, render) : queueMicrotask(render));
  // Once a study is shown, the network is free.
  const unwatch = effect(() => {
    if (!shown.value) return;
    fetchWhenIdle();
    // Asked for again when it is needed.
    whenIdle(() => void compiledRest().catch(() => undefined));
    queueMicrotask(() => unwatch());
  });
};

const hasFile = computed(() => shown.value?.state.source.data === FILE);
/** For projectors the header has no choice of data, beside which its faults are told. */
const isPresenting = computed(() => layout.value === 'present');
const hasLesson = computed(() => state.value.classroom.lesson !== '');

/** What fills the page below the header; `children` are a lesson. */
type Page = FunctionComponent<{ hasLesson: boolean; children: ComponentChildren }>;

const TensorWorkspace: Page = (props) => (layout.value === 'lab' ? <Lab {...props} /> : <Look {...props} />);

const WORKSPACES: Record<Workspace, Page> = { tensor: TensorWorkspace, layer: LayerWorkspace, training: TrainingWorkspace };

/** Everything that is opened over the page. */
const Dialogs = () => (
  <>
    <LessonsDialogs />
    <FormatsDialog />
    <ProofDialog />
    <PasteDialog />
    <TensorDialog />
    <ErrorAnalysisDialog />
    <FloatComparisonDialog />
    <StoredDialog />
    <DropArea />
    <TermCard />
  </>
);

export const App = () => {
  useEscape();
  const Page = WORKSPACES[workspace.value];
  return (
    <>
      <SkipButtons hasLesson={hasLesson.value} />
      <Header />
      <BusyBar />
      <Wanted />
      <Messages />
      {isPresenting.value && <DataFault />}
      {hasFile.value && layout.value !== 'present' && <FileProvenance />}
      <Page hasLesson={hasLesson.value}>{hasLesson.value && <LessonPanel />}</Page>
      <Dialogs />
      <PrintedReport />
    </>
  );
};
