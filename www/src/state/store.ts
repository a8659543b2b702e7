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
  isMoving,
  messages,
  redo,
  same,
  say,
  settle,
  showPinned,
  state,
  undo,
  wanted,
  type Change,
} from './history';
export { openFiles, showTensor, sourceOf, type Outcome } from './opening';
export { chosen, isShown, pinned, shown, showsPinned, type Pinned, type Shown } from './picture';
export {
  askAbout,
  busy,
  cancel,
  complain,
  complaint,
  expectNext,
  exportFile,
  findDisagreements,
  makeRoom,
  measure,
  metadataOf,
  showTable,
  storedAt,
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
