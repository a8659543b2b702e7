/**
 * Opens a built page in Chromium, from a folder by a server of this process or a file from the disk, and waits until it says a text:
 * `node scripts/said-by-page.js FOLDER TEXT`.
 */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import flags from './browser-flags.json' with { type: 'json' };

const [, , path, text] = process.argv;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  try {
    const found = await readFile(join(path, pathname === '/' ? 'index.html' : pathname));
    response.writeHead(200, { 'Content-Type': TYPES[extname(pathname)] ?? (pathname === '/' ? 'text/html' : 'application/octet-stream') }).end(found);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const address = (await stat(path)).isDirectory() ? `http://127.0.0.1:${server.address().port}/` : pathToFileURL(path).href;

const browser = await chromium.launch({ executablePath: process.env.CHROME, args: flags });
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.log(message.text()));
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  const says = (within) => within.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 60_000 });
  await Promise.any([says(page), says(page.frameLocator('iframe'))]);
} finally {
  await browser.close();
  server.close();
}
