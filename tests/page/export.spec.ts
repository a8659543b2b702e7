/**
 * Exports contain the numbers on show: files can be opened again, programs check their own result.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { exported, exportedJson, open, readout } from './steps.ts';

const hasModule = (module: string): boolean => spawnSync('python3', ['-c', `import ${module}`]).status === 0;

const SETTINGS = {
  'the start page': '',
  'groups of outlier weights': '#v=1&data=weights&scheme=symmetric&signed=true&bits=8&granularity=group&group=16&range=mse&convention=torch',
  'a percentile clip by columns': '#v=1&data=student-t&bits=3&granularity=column&range=percentile&p=99&rounding=half-away',
  'a cast': '#v=1&data=normal&scheme=bf16',
} as const;

for (const [library, button, module] of [
  ['NumPy', 'NumPy', 'numpy'],
  ['PyTorch', 'PyTorch', 'torch'],
] as const) {
  for (const [what, hash] of Object.entries(SETTINGS)) {
    test(`the ${library} program of ${what} proves itself`, async ({ page }, info) => {
      test.skip(!hasModule(module), `python3 with ${module} is not installed`);
      await open(page, hash);
      const { name, text } = await exported(page, button);
      expect(name).toMatch(/\.py$/);
      expect(text).toContain('assert');
      writeFileSync(info.outputPath(name), text);
      if (text.includes('quantscope.json')) {
        const data = await exported(page, 'JSON');
        writeFileSync(info.outputPath(data.name), data.text);
      }
      const { status, stderr } = spawnSync('python3', [name], { encoding: 'utf8', cwd: info.outputDir });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    });
  }
}

test('JSON and CSV hold the numbers on show', async ({ page }) => {
  await open(page);
  const json = await exportedJson(page);
  expect(json.shape).toEqual([4, 4]);
  expect(json.codes).toHaveLength(16);
  expect(json.slices).toHaveLength(1);
  expect(json.slices[0]).toMatchObject({ qmin: 0, qmax: 15 });
  await expect(readout(page, 'Scale')).toHaveText(json.slices[0]?.scale.toPrecision(4).replace(/0+$/, '') ?? '');

  const { text } = await exported(page, 'CSV');
  const lines = text.trim().split('\n');
  expect(lines).toHaveLength(17);
  expect(lines.slice(1).map((line) => Number(line.split(',')[5]))).toEqual(json.codes);
});

test('every chart saves as PNG and SVG', async ({ page }) => {
  // Twelve files, each of which takes the browser some time.
  test.slow();
  await open(page);
  for (const chart of ['Number line', 'Value after value', 'Staircase', 'Histogram', 'Where to clip', 'Tensor']) {
    const svg = await exported(page, `${chart} as SVG`);
    expect(svg.text).toContain('<svg');
    expect(svg.text.length, svg.name).toBeGreaterThan(1000);
    const png = await exported(page, `${chart} as PNG`);
    expect(png.text.slice(1, 4), png.name).toBe('PNG');
  }
});
