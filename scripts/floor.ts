/**
 * The oldest browsers that the page is built for, from floor.json: as targets of the build, and in words for people. What they
 * must have is asked by `www/src/early-script.js`.
 */
import floor from './floor.json' with { type: 'json' };

/** What else takes the version of another browser: Safari of iPhones and iPads. */
const ALSO: Record<string, string> = { Safari: 'ios' };

/** As Vite names them: `chrome109`. */
export const targets = Object.entries(floor).flatMap(([name, version]) =>
  [name.toLowerCase(), ALSO[name]].flatMap((target) => (target === undefined ? [] : [`${target}${version}`])),
);

/** As people name them: `Chrome 109, Edge 109, Firefox 115, Safari 16.4`. */
export const browsers = Object.entries(floor)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ');
