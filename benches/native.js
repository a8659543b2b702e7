/**
 * The same crate without a browser: what criterion found, as a table. benches/study.rs says what is measured.
 */
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digits, table } from './support/table.js';

const FOUND = 'target/criterion';

/** Criterion's middle estimates in milliseconds, by group and function. */
const estimates = async () => {
  const found = {};
  for (const entry of await readdir(FOUND, { recursive: true, withFileTypes: true })) {
    if (entry.name !== 'estimates.json' || !entry.parentPath.endsWith('new')) continue;
    const { group_id, function_id, value_str } = JSON.parse(await readFile(join(entry.parentPath, 'benchmark.json'), 'utf8'));
    const { median } = JSON.parse(await readFile(join(entry.parentPath, entry.name), 'utf8'));
    (found[group_id] ??= {})[[value_str, function_id].filter(Boolean).join(', ')] = median.point_estimate / 1e6;
  }
  return found;
};

export const native = async ({ say }) => {
  say('cargo bench');
  await rm(FOUND, { recursive: true, force: true });
  const { status } = spawnSync('cargo', ['bench', '--bench', 'study'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('cargo bench failed; what it said stands above.');
  const found = await estimates();
  const sizes = Object.keys(found).sort((a, b) => parseInt(a) - parseInt(b));
  const names = Object.keys(found[sizes[0]]).sort();
  return table(
    ['native, ms', ...sizes],
    names.map((name) => [name, ...sizes.map((size) => digits(found[size][name]))]),
  );
};
