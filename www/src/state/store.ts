/**
 * The page's one store, as panels and charts see it: what is chosen, what is shown, which files are open, and the words.
 */
export { dataName, FILE, opened, openHandles, tensorOf } from './files';
export {
  abandon,
  canRedo,
  canUndo,
  change,
  dismissMessages,
  dismissWanted,
  FRESH_VIEW,
  messages,
  redo,
  say,
  settle,
  showPinned,
  state,
  undo,
  wanted,
  type Change,
} from './history';
export { openFiles, showTensor, sourceOf, type Outcome } from './opening';
export {
  askAbout,
  busy,
  cancel,
  chosen,
  complain,
  complaint,
  exportFile,
  findDisagreements,
  makeRoom,
  measure,
  metadataOf,
  pinned,
  shown,
  showsPinned,
  showTable,
  storedAt,
  type Pinned,
  type Shown,
} from './run';
export {
  channelsChart,
  conventionWords,
  examples,
  exampleSource,
  formatCandidates,
  formatDecibel,
  formatNumber,
  formatPercent,
  formatsPicture,
  formatWhole,
  ladderOf,
  linkTo,
  offers,
  stateOf,
} from './words';
