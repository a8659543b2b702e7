/** The page's words in Spanish, an area of the page a file. */
import against from './against.json';
import comparison from './comparison.json';
import files from './files.json';
import formats from './formats.json';
import header from './header.json';
import lab from './lab.json';
import scan from './scan.json';

export default { against, comparison, files, formats, header, lab, scan };
