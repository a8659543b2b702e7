/** The page's words in Simplified Chinese, an area of the page a file. */
import about from './about.json';
import access from './access.json';
import against from './against.json';
import arithmetic from './arithmetic.json';
import charts from './charts.json';
import comparison from './comparison.json';
import controls from './controls.json';
import data from './data.json';
import disagreements from './disagreements.json';
import exporting from './export.json';
import files from './files.json';
import formats from './formats.json';
import header from './header.json';
import lab from './lab.json';
import lessons from './lessons.json';
import proof from './proof.json';
import readout from './readout.json';
import scan from './scan.json';
import schemes from './schemes.json';
import settings from './settings.json';
import share from './share.json';
import sound from './sound.json';
import state from './state.json';
import status from './status.json';
import teacher from './teacher.json';
import terms from './terms.json';
import ui from './ui.json';
import version from './version.json';

export default {
  about,
  access,
  against,
  arithmetic,
  charts,
  comparison,
  controls,
  data,
  disagreements,
  export: exporting,
  files,
  formats,
  header,
  lab,
  lessons,
  proof,
  readout,
  scan,
  schemes,
  settings,
  share,
  sound,
  state,
  status,
  teacher,
  terms,
  ui,
  version,
};

/** The core's sentences, by their English. */
export { default as core } from '../core/zh.json?raw';
