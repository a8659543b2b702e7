/**
 * The page's frame: which panel stands where. Knows no settings.
 */
import { effect } from '@preact/signals';
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
import { fetchWhenIdle, FileProvenance } from './panels/lazy';
import { Messages } from './panels/messages';
import { DropArea } from './panels/open-files';
import { PasteDialog } from './panels/paste';
import { Readout } from './panels/readout';
import { StoredDialog } from './panels/stored-dialog';
import { TensorDialog } from './panels/tensors';
import { Wanted } from './panels/wanted';
import { busy, chosen, FILE, shown } from './state/store';
import { TermCard } from './ui/term';

/** Once there is a picture the network is free for what may be opened later. */
const unwatch = effect(() => {
  if (!chosen.value) return;
  fetchWhenIdle();
  queueMicrotask(() => unwatch());
});

export const App = () => (
  <>
    <Header />
    <BusyBar />
    <Wanted />
    {shown.value?.state.source.data === FILE && <FileProvenance />}
    <main class="page" aria-busy={busy.value !== undefined || !drawn.value}>
      <div class="side">
        <Controls />
        <Readout />
      </div>
      <div class="stage">
        <div class="words">
          <CompareAB />
          <Headline />
        </div>
        <div class="cell cell-line">
          <NumberLinePanel />
        </div>
        <div class="cell">
          <ComparePanel />
        </div>
        <div class="cell">
          <HistogramPanel />
        </div>
        <div class="cell">
          <BenchPanel />
        </div>
        <div class="cell">
          <MapPanel />
        </div>
        <ArithmeticPanel />
      </div>
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
