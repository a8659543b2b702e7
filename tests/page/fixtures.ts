/**
 * Shared by all page tests: a page that fails its test on any warning or error in the console, any uncaught error
 * and any request to another host; and the accessibility check.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';

type Fixtures = {
  /** Always on: collects warnings and errors of the page and expects none at the end of the test. */
  quietPage: void;
  /** Expects that axe finds nothing wrong with the page, or the part of it that matches `within`, as it stands now; by all its rules or by these. */
  expectAccessible: (within?: string, rules?: string[]) => Promise<void>;
};

/**
 * Exceptions to the minimum size of targets, as its guideline allows: handles, whose position is given by the data, and terms
 * within a line of numbers. Both are larger for touch, see access.spec.ts. The page itself, which is focusable where it scrolls,
 * is no target.
 */
const EXCEPTED = /^<html|^<[^>]* class="([^"]* )?(value-grip|range-handle|chart-surface|term)[ "]/;

const isExcepted = (rule: string, html: string): boolean => rule === 'target-size' && EXCEPTED.test(html);

export const test = base.extend<Fixtures>({
  quietPage: [
    async ({ page, baseURL }, use) => {
      const origin = new URL(baseURL ?? '').origin;
      const complaints: string[] = [];
      page.on('console', (message) => {
        // The test runner's own message where it blocks service workers.
        if (message.text() === 'Service Worker registration blocked by Playwright') return;
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(`console ${message.type()}: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
      page.context().on('request', (request) => {
        const { protocol, origin: target } = new URL(request.url());
        if (protocol.startsWith('http') && target !== origin) complaints.push(`request to ${request.url()}`);
      });
      await use();
      expect(complaints, 'complaints of the page').toEqual([]);
    },
    { auto: true },
  ],

  expectAccessible: async ({ page }, use, info) => {
    info.slow();
    await use(async (within = 'html', rules) => {
      // Without frames of other hosts there is nothing to be joined in a page of its own.
      const axe = new AxeBuilder({ page }).include(within).setLegacyMode();
      axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      const found = violations
        .map(({ id, help, nodes }) => ({ id, help, at: nodes.filter(({ html }) => !isExcepted(id, html)).map((node) => node.target.join(' ')) }))
        .filter(({ at }) => at.length > 0);
      expect(found, 'axe violations').toEqual([]);
    });
  },
});

export { expect };
