/** The page's words in Spanish, an area of the page a file. */
import access from './access.json';
import header from './header.json';
import sound from './sound.json';

export default { access, header, sound };
