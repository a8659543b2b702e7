/** The page's words in Chinese, an area of the page a file. */
import { translationOf } from '../catalog';

export default translationOf(import.meta.glob('./*/*.json', { eager: true, import: 'default' }));

/** The core's sentences, by their English. */
export { default as core } from '../core/zh.json?raw';
