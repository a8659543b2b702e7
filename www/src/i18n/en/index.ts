/** The page's words in English, an area of the page a file. */
import header from './header.json';
import lessons from './lessons.json';
import teacher from './teacher.json';

export default { header, lessons, teacher };
