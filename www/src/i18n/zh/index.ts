/** The page's words in Simplified Chinese, an area of the page a file. */
import about from './about.json';
import arithmetic from './arithmetic.json';
import controls from './controls.json';
import data from './data.json';
import header from './header.json';
import lessons from './lessons.json';
import readout from './readout.json';
import schemes from './schemes.json';
import settings from './settings.json';
import status from './status.json';
import teacher from './teacher.json';
import terms from './terms.json';

export default { about, arithmetic, controls, data, header, lessons, readout, schemes, settings, status, teacher, terms };
