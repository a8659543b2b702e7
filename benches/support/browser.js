/**
 * The browser that is measured: an installed Chromium without a window, as the page's tests start it.
 */
import { chromium } from '@playwright/test';
import flags from '../../scripts/browser-flags.json' with { type: 'json' };

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROME ?? '/usr/bin/chromium',
    args: [
      ...flags,
      // Without it the page sees the size of its heap in coarse steps.
      '--enable-precise-memory-info',
    ],
  });

/** A page of its own context, so of a cold cache, of the size the charts are designed for. What keeps the site for visits
 * without a network is left out where only the page's own work is measured. */
export const freshPage = async (browser, serviceWorkers = 'block') => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, serviceWorkers });
  return context.newPage();
};
