/**
 * The page's one store, as panels and charts see it: what is chosen, what is shown, which files are open, and the words.
 */
export { askAbout, exportFile, findDisagreements, measure, metadataOf, storedAt } from './asking';
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
  sameBytes,
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
export { busy, cancel, complain, complaint, expectNext, makeRoom, showTable } from './run';
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
  limits,
  offers,
  rangeMethods,
  stateOf,
} from '../engine/core';
