/**
 * The engines the site is tested in: where the browser of each is, what drives it, and what that is asked for.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const FLAGS = JSON.parse(readFileSync('scripts/browser-flags.json', 'utf8'));

/** WebKitGTK's small browser, where Debian and Ubuntu keep it. */
const miniBrowser = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
  .find((path) => existsSync(path));

/** What `PATH` has of programs, the first of them. */
const program = (...names) =>
  names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))).find((path) => existsSync(path));

const webkit = {
  name: 'WebKitGTK',
  browser: process.env.DISPLAY ? miniBrowser : undefined,
  driver: program('WebKitWebDriver'),
  environment: { WEBKIT_DISABLE_DMABUF_RENDERER: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  capabilities: (binary) => ({ 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }),
};

/**
 * Each engine: its name, its browser and its driver as far as they are there, its own capabilities, and how the checks begin that it
 * is for, where those are not all.
 */
export const ENGINES = {
  chromium: {
    name: 'Chromium',
    browser: process.env.CHROME ?? program('chromium', 'chromium-browser', 'google-chrome'),
    driver: process.env.CHROMEDRIVER ?? program('chromedriver'),
    capabilities: (binary) => ({ 'goog:chromeOptions': { binary, args: [...FLAGS, '--headless', '--window-size=1280,720'] } }),
  },
  firefox: {
    name: 'Firefox',
    browser: process.env.FIREFOX ?? program('firefox-esr', 'firefox'),
    driver: program('geckodriver'),
    capabilities: (binary) => ({ 'moz:firefoxOptions': { binary, args: ['-headless'] } }),
  },
  webkit,
  /** As Safari before 17 is, for which dialogs stand in. */
  withoutPopovers: {
    ...webkit,
    name: 'WebKitGTK without popovers',
    only: ['opens and closes', 'first visit', 'exports'],
    capabilities: (binary) => ({ 'webkitgtk:browserOptions': { binary, args: ['--automation', '--features=-PopoverAttribute'] } }),
  },
};
