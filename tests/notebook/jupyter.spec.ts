/**
 * The widget in JupyterLab: draws, and is moved by hand and by assignment; two at once; restarts; saved notebooks; the dark theme.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { started } from './python.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantscope-lab-'));
/** What JupyterLab remembers of its user, such as the theme. */
const remembered = mkdtempSync(join(tmpdir(), 'quantscope-lab-user-'));
let address = '';
let server: ChildProcess;

/** A free port: JupyterLab prints the one it was given. */
const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
};

test.beforeAll(async () => {
  const port = await freePort();
  const given = ['-m', 'jupyterlab', '--no-browser', '--allow-root', '--ip=127.0.0.1', `--port=${port}`, `--notebook-dir=${folder}`];
  const settings = [
    '--IdentityProvider.token=t',
    '--ServerApp.disable_check_xsrf=True',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    `--LabApp.user_settings_dir=${remembered}`,
    `--LabApp.workspaces_dir=${remembered}`,
  ];
  server = (await started([...given, ...settings], /running at:/)).child;
  address = `http://127.0.0.1:${port}/lab?token=t`;
});

test.afterAll(() => {
  server.kill('SIGTERM');
});

const cell = (source: string): object => ({ cell_type: 'code', execution_count: null, id: `c${source.length}`, metadata: {}, outputs: [], source });

const write = (name: string, ...sources: string[]): void => {
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
  const cells = sources.map((source, at) => ({ ...cell(source), id: `cell${at}` }));
  writeFileSync(join(folder, name), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
};

const open = async (page: Page, name: string): Promise<void> => {
  await page.goto(address.replace('/lab?', `/lab/tree/${name}?reset&`));
  await expect(page.locator('.jp-Notebook .jp-CodeCell').first()).toBeVisible();
  await expect(page.locator('#jp-main-statusbar')).toContainText('| Idle');
};

const cellAt = (page: Page, at: number): Locator => page.locator('.jp-Notebook .jp-CodeCell').nth(at);

/** Runs a cell and waits for its end. */
const run = async (page: Page, at: number): Promise<void> => {
  const one = cellAt(page, at);
  await one.locator('.cm-content').click();
  const before = await one.locator('.jp-InputPrompt').first().textContent();
  await page.keyboard.press('Control+Enter');
  await expect(one.locator('.jp-InputPrompt').first()).not.toHaveText(before ?? '');
  await expect(one.locator('.jp-InputPrompt').first()).toHaveText(/\[\d+\]/);
};

const printed = async (page: Page, at: number): Promise<unknown> => {
  await run(page, at);
  return JSON.parse((await cellAt(page, at).locator('.jp-OutputArea-output pre').last().textContent()) ?? '');
};

const frameOf = (page: Page, at: number): FrameLocator => cellAt(page, at).frameLocator('.quantscope-view iframe');

const drawn = async (frame: FrameLocator): Promise<void> => {
  await expect(frame.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

const MAKE = 'import json, numpy as np, quantscope\nx = ((np.arange(96, dtype=np.float32) * 37 % 101 - 50) / 16).reshape(8, 12)\n';
const SHOW = `${MAKE}w = quantscope.show(x, bits=3, scheme="symmetric")\nw`;
const TELL = 'print(json.dumps([w.settings["bits"], w.settings["range"], w.settings["hi"], w.metrics, w.result.get("range"), w.link, w.error]))';

type Told = [number, string, number, { sqnr_db: number; mse: number }, { lo: number; hi: number }, string, string];

test('the widget draws, is read after a drag, and follows an assignment', async ({ page }) => {
  write(
    'one.ipynb',
    SHOW,
    TELL,
    'w.settings = {**w.settings, "bits": 5, "range": "min-max"}',
    'try:\n    w.settings = {"bits": 99}\nexcept quantscope.SettingError as error:\n    print(json.dumps(error.keyword))',
    'p = w.picture("number-line")',
    'print(json.dumps(p.data.decode()[:4]))',
  );
  await open(page, 'one.ipynb');
  await run(page, 0);
  const frame = frameOf(page, 0);
  await drawn(frame);
  const handle = frame.getByRole('slider', { name: 'Upper end of the range' }).first();
  await expect(handle).toBeVisible();
  await expect.poll(async () => ((await printed(page, 1)) as Told)[3].sqnr_db ?? 0).toBeGreaterThan(10);
  const before = (await printed(page, 1)) as Told;
  // The crate's own numbers, to the last bit: tests/notebook/expected.json is what tests/it/python.rs holds them to.
  expect(before[3]).toMatchObject(JSON.parse(readFileSync('tests/notebook/expected.json', 'utf8')) as Record<string, unknown>);
  expect(before[0]).toBe(3);

  await handle.hover();
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 300, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => ((await printed(page, 1)) as Told)[1]).toBe('clip');
  const after = (await printed(page, 1)) as Told;
  // A hand that rests at the edge widens the axis, so how far it came depends on its time.
  expect(after[2]).not.toBe(before[2]);
  expect(after[4].hi).toBeCloseTo(after[2], 6);
  expect(after[5]).toContain('range=clip');

  await run(page, 2);
  await expect.poll(async () => (await printed(page, 1)) as Told).toMatchObject({ 0: 5, 1: 'min-max' });
  await expect(frame.locator('body')).toContainText('31');
  expect(await printed(page, 3)).toBe('bits');
  await run(page, 4);
  await expect.poll(() => printed(page, 5)).toBe('<svg');
});

test('two widgets at once keep apart, and a restarted kernel shows them again', async ({ page }) => {
  write(
    'two.ipynb',
    SHOW,
    `${MAKE}v = quantscope.compare(x, x + 0.5, bits=6)\nv`,
    'print(json.dumps([w.settings["bits"], v.settings["bits"], v.comparison and v.comparison["metrics"]["mse"]]))',
  );
  await open(page, 'two.ipynb');
  await run(page, 0);
  await run(page, 1);
  await drawn(frameOf(page, 0));
  await drawn(frameOf(page, 1));
  await expect.poll(() => printed(page, 2)).toEqual([3, 6, 0.25]);

  await page.getByRole('button', { name: 'Restart the kernel', exact: false }).first().click();
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click();
  await expect(page.locator('#jp-main-statusbar')).toContainText('| Idle');
  await run(page, 0);
  await drawn(frameOf(page, 0));
  await expect(frameOf(page, 0).locator('body')).toContainText('tensor');
});

test('a saved notebook that is opened again says what to do', async ({ page }) => {
  write('saved.ipynb', SHOW);
  await open(page, 'saved.ipynb');
  await run(page, 0);
  await drawn(frameOf(page, 0));
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(join(folder, 'saved.ipynb'), 'utf8')).toContain('widget-view+json');
  await page.request.delete(`${new URL(address).origin}/api/sessions/x?token=t`).catch(() => undefined);
  const sessions = (await (await page.request.get(`${new URL(address).origin}/api/kernels?token=t`)).json()) as { id: string }[];
  for (const { id } of sessions) await page.request.delete(`${new URL(address).origin}/api/kernels/${id}?token=t`);
  await open(page, 'saved.ipynb');
  await expect(cellAt(page, 0)).toContainText('Run this cell again');
});

test('in a dark notebook the page is dark', async ({ page }) => {
  write('dark.ipynb', SHOW);
  await open(page, 'dark.ipynb');
  await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  await page.getByText('Theme', { exact: true }).hover();
  await page.getByRole('menuitem', { name: 'JupyterLab Dark', exact: true }).click();
  await expect(page.locator('body')).toHaveAttribute('data-jp-theme-light', 'false');
  await run(page, 0);
  await expect(frameOf(page, 0).locator('html')).toHaveAttribute('data-theme', 'dark');
});
