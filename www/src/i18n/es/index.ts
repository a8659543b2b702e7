/** The page's words in Spanish, an area of the page a file. */
import about from './about.json';
import against from './against.json';
import arithmetic from './arithmetic.json';
import comparison from './comparison.json';
import controls from './controls.json';
import data from './data.json';
import files from './files.json';
import formats from './formats.json';
import header from './header.json';
import lab from './lab.json';
import lessons from './lessons.json';
import readout from './readout.json';
import scan from './scan.json';
import schemes from './schemes.json';
import settings from './settings.json';
import status from './status.json';
import teacher from './teacher.json';
import terms from './terms.json';
import version from './version.json';

export default {
  about,
  against,
  arithmetic,
  comparison,
  controls,
  data,
  files,
  formats,
  header,
  lab,
  lessons,
  readout,
  scan,
  schemes,
  settings,
  status,
  teacher,
  terms,
  version,
};
