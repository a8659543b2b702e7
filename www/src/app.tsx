/**
 * The page's frame: which panel stands where. Knows no settings.
 */
import { computed, effect } from '@preact/signals';
import { options } from 'preact';
import { BenchPanel, ComparePanel, HistogramPanel, MapPanel, NumberLinePanel } from './charts';
import { Cell, useSpotlightKey } from './charts/spotlight';
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
import { beforePaint } from './state/frame';
import { t } from './i18n';
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
const isBusy = computed(() => busy.value !== undefined);
const isLit = computed(() => state.value.view.spotlight !== 'off');

const CHARTS = 'charts';

/** The first stop of the Tab key: past the header and the controls. */
const SkipButton = () => (
  <button type="button" class="skip" onClick={() => document.getElementById(CHARTS)?.focus()}>
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
      {hasFile.value && <FileProvenance />}
      <div class="page">
        <aside class="side" aria-label={t('access.side')}>
          <Controls />
          <Readout />
        </aside>
        <main class="stage" id={CHARTS} tabIndex={-1} data-spotlight={isLit.value || undefined} aria-busy={isBusy.value || !drawn.value}>
          <div class="words">
            <CompareAB />
            <Headline />
          </div>
          <Cell of="number-line" kind="cell-line">
            <NumberLinePanel />
          </Cell>
          <Cell of="series">
            <ComparePanel />
          </Cell>
          <Cell of="histogram">
            <HistogramPanel />
          </Cell>
          <Cell of="bench">
            <BenchPanel />
          </Cell>
          <Cell of="map">
            <MapPanel />
          </Cell>
          <ArithmeticPanel />
        </main>
      </div>
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
};
