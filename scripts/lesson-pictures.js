/**
 * Pictures of every lesson's first step, one sheet for each window size: `scripts/in-browser.sh node scripts/lesson-pictures.js ADDRESS` writes
 * docs/lessons-*.jpg from a served site. For people to look at; no test reads them.
 */
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import flags from './browser-flags.json' with { type: 'json' };

const SHEETS = [
  { name: 'wide', width: 1280, height: 720, link: '', shown: 400, columns: 3 },
  { name: 'phone', width: 390, height: 844, link: '&lang=es', shown: 195, columns: 6 },
  { name: 'projector', width: 1280, height: 720, link: '&theme=projector&lang=zh', shown: 400, columns: 3 },
];
const ORDER = 'www/src/lessons/order.json';

const address = process.argv[2];
const ids = JSON.parse(await readFile(ORDER, 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.CHROME, args: flags });
for (const { name, width, height, link, shown, columns } of SHEETS) {
  const pictures = [];
  for (const id of ids) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(`${address}#v=1&lesson=${id}${link}`);
    await page.locator('.lesson-words').waitFor();
    await page.locator('main[aria-busy="false"]').waitFor();
    await page.waitForTimeout(500);
    pictures.push((await page.screenshot()).toString('base64'));
    await page.close();
  }
  const sheet = await browser.newPage({ viewport: { width: columns * (shown + 8) + 8, height: 100 } });
  const images = pictures.map((data) => `<img width="${shown}" src="data:image/png;base64,${data}">`).join('');
  await sheet.setContent(`<body style="margin:8px;display:flex;flex-wrap:wrap;gap:8px;background:#777">${images}</body>`);
  await sheet.screenshot({ path: `docs/lessons-${name}.jpg`, type: 'jpeg', quality: 80, fullPage: true });
  await sheet.close();
}
await browser.close();
