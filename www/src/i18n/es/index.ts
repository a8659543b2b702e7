/** The page's words in Spanish, an area of the page a file. */
import { translationOf } from '../catalog';

export default translationOf(import.meta.glob('./*/*.json', { eager: true, import: 'default' }));

/** The core's sentences, by their English. */
export { default as core } from '../core/es.json?raw';
