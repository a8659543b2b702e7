/**
 * The page's state as panels and charts see it: the chosen state, the picture, the open files, and the words.
 */
import { history, layout, loop, messages as sentences, openFiles, pictures, startState } from './app-state';
import { followLessonLinks } from './lesson';

export { askAbout, exportFile, measure, metadataOf, outputsCurveOf, outputsOf, pictureOf } from './study/asking';
export { FRESH_VIEW, type Change } from './history/history';
export { dataName, FILE } from './files/open-files';
export { addBeside, addFiles, showTensor, sourceOf, type Outcome } from './files/opening';
export type { Pinned, Shown } from './study/pictures';
export { same, sameData } from './same';
export {
  aboutSource,
  channelsChart,
  conventionWords,
  withCodesOffered,
  examples,
  exampleSource,
  formatCandidates,
  formatDecibel,
  formatNumber,
  formatPercent,
  formatsPicture,
  formatWhole,
  granularitiesOf,
  linkTo,
  limits,
  schemeOptions,
  rangeMethods,
  stateOf,
} from '../engine/core';

/** Shows what the address says, and keeps the picture up with the state from now on. */
export const start = (): void => {
  startState();
  followLessonLinks();
};

export const { abandon, canRedo, canUndo, change, dismissPendingLink, isMoving, openLink, pendingLink, redo, settle, state, undo } = history;
export const { atHand, isShown, shown } = pictures;
export { isHandled } from './study/at-hand';
/** The picture to glide from. */
export const pressedFrom = (): typeof pictures.pressedFrom => pictures.pressedFrom;
export const { busy, canDismiss, cancel, fieldError, hint, report } = loop;
export const { change: changeChartSizes, show: showChart, showTable } = layout;
export const { list: messages, show: showMessage, dismiss: dismissMessages } = sentences;
export const { listing: opened, tensorOf } = openFiles;
