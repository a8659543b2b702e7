/**
 * Steps shared by the page tests, named as a user would.
 */
import { expect, type Locator, type Page } from '@playwright/test';

/** A link that opens in the lab, unless it names a layout. */
export const inLab = (hash: string): string => (hash.includes('layout=') ? hash : `${hash.includes('#') ? hash : `${hash}#v=1`}&layout=lab`);

/** Waits until the app has drawn what was asked for. */
const drawn = (page: Page): Promise<void> => expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');

type Watched = typeof globalThis & { unanswered: number };

/** Runs in the page before its scripts: counts the requests to workers that have no answer yet. */
const countRequests = (): void => {
  const here = globalThis as Watched;
  here.unanswered = 0;
  here.Worker = class extends Worker {
    #hasModule = false;
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ kind?: string }>) => {
        if (data.kind !== undefined && data.kind !== 'progress') here.unanswered -= 1;
      });
    }
    override postMessage(message: { question?: string }): void {
      // The module, the first message, is answered too; the rest of it is not.
      if (message.question !== undefined || !this.#hasModule) here.unanswered += 1;
      this.#hasModule = true;
      super.postMessage(message);
    }
  };
};

/** From the page's next visit on, `answered` can be awaited. */
export const watchAnswers = async (page: Page): Promise<void> => {
  await page.addInitScript(countRequests);
};

/** Waits until what was asked for is on show: two frames, in which a change becomes a request, and its answer a picture. */
export const answered = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const frames = (): Promise<void> => new Promise((ready) => requestAnimationFrame(() => requestAnimationFrame(() => ready())));
        await frames();
        const open = (globalThis as Watched).unanswered;
        await frames();
        return open;
      }),
    )
    .toBe(0);

/** Opens the lab, below a link's hash where one is given, and waits until the app has drawn its first picture. */
export const open = async (page: Page, hash = ''): Promise<void> => {
  await page.goto(`./${inLab(hash)}`);
  await expect(page.getByRole('table', { name: 'Readout' })).toBeVisible();
  await drawn(page);
};

/** Opens what a first visit sees, below a link's hash where one is given. */
export const openLook = async (page: Page, hash = ''): Promise<void> => {
  await page.goto(`./${hash}`);
  await expect(page.locator('.lead-words')).toContainText(/\d/);
  await drawn(page);
};

/** The readout's value in the row of a term. */
export const readout = (page: Page, term: string): Locator =>
  page
    .getByRole('table', { name: 'Readout' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: term, exact: true }) })
    .getByRole('cell')
    .first();

/** Chooses a scheme by its family and, where it is not the family's first, its name. */
export const chooseScheme = async (page: Page, family: string, scheme?: string): Promise<void> => {
  await page.getByRole('group', { name: 'Family of schemes' }).getByRole('radio', { name: family }).check();
  if (scheme !== undefined) await page.getByRole('combobox', { name: 'Scheme' }).selectOption(scheme);
};

/** Types a number into a field and leaves it, as people do. */
export const enter = async (field: Locator, value: string): Promise<void> => {
  await field.fill(value);
  await field.press('Enter');
};

/** Pastes the user's own numbers. */
export const paste = async (page: Page, numbers: string): Promise<void> => {
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await page.getByRole('textbox', { name: /Separate numbers/ }).fill(numbers);
  await page.getByRole('button', { name: 'Use these numbers' }).click();
};

/** The text of the file that a button of the export menu saves. */
export const exported = async (page: Page, button: string): Promise<{ name: string; text: string }> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: button, exact: true }).click(),
  ]);
  await page.keyboard.press('Escape');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
};

/** The parts of the JSON export that tests read. */
export type Exported = {
  version: string;
  link: string;
  settings: { settings: Record<string, unknown>; source: Record<string, unknown> };
  shape: number[];
  slices: { scale: number; zero_point: number; qmin: number; qmax: number; clip_lo: number; clip_hi: number }[];
  codes: number[];
  dequantized: number[];
};

export const exportedJson = async (page: Page): Promise<Exported> => JSON.parse((await exported(page, 'JSON')).text) as Exported;

/** The panel of a chart. */
export const panel = (page: Page, chart: string): Locator => page.locator(`[data-panel=${chart}]`);

/** The button that gives a chart the whole stage. */
export const spotlight = (page: Page, chart: string): Locator => panel(page, chart).getByRole('button', { name: /^Spotlight/ });

/** The buttons that open something over the page. */
export const OPENERS = ['Export', 'Proof', 'About', 'View', 'Share', 'Formats', 'Where is the error?', 'SQNR', 'Where conventions disagree'] as const;
