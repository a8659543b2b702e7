/**
 * The page's words in English, an area of the page a file. Listed by hand, unlike the translations: the types of all keys come
 * from here. The words of a workspace are added when it is opened (`addWords`); only their types stand here.
 */
import about from './page/about.json';
import access from './page/access.json';
import against from './analysis/against.json';
import arithmetic from './readout/arithmetic.json';
import charts from './charts/charts.json';
import controls from './quantizer/controls.json';
import data from './data/data.json';
import disagreements from './quantizer/disagreements.json';
import exporting from './page/export.json';
import files from './data/files.json';
import formats from './analysis/formats.json';
import header from './page/header.json';
import errors from './analysis/errors.json';
import lessons from './lessons/lessons.json';
import proof from './analysis/proof.json';
import readout from './readout/readout.json';
import scan from './data/scan.json';
import schemes from './quantizer/schemes.json';
import sentence from './quantizer/sentence.json';
import settings from './quantizer/settings.json';
import share from './page/share.json';
import sound from './charts/sound.json';
import stage from './page/stage.json';
import state from './page/state.json';
import status from './page/status.json';
import terms from './readout/terms.json';
import ui from './page/ui.json';
import version from './page/version.json';
import type embed from './workspaces/embed.json';
import type layer from './workspaces/layer.json';
import type teacher from './workspaces/teacher.json';
import type training from './workspaces/training.json';

const words = {
  about,
  access,
  against,
  arithmetic,
  charts,
  controls,
  data,
  disagreements,
  export: exporting,
  files,
  formats,
  header,
  errors,
  lessons,
  proof,
  readout,
  scan,
  schemes,
  sentence,
  settings,
  share,
  sound,
  stage,
  state,
  status,
  terms,
  ui,
  version,
};

export default words;

/** The words that are added when a workspace or a dialog is opened, or in a frame. */
export type LaterWords = { embed: typeof embed; layer: typeof layer; teacher: typeof teacher; training: typeof training };

/** All words of the page. */
export type Words = typeof words & LaterWords;
