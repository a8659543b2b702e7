/**
 * The arithmetic alone, 10,000,000 values on one thread: the crate in wasm, and who else does the same work.
 */
import { freshPage } from '../support/browser.js';
import { digits, ratio, table } from '../support/table.js';
import { measurePeers } from '../peers/native.js';

/** What is measured: its name here, in the answers, and how many times a copy inside wasm it may take. */
const WORK = [
  ['copy', 'copy'],
  ['quantize + dequantize, 8 bits', 'fake8'],
  ['quantize + dequantize + MSE, 8 bits', 'errors8', 2],
  ['quantize + dequantize + MSE, 4 bits', 'errors4', 2],
  ['quantize + dequantize + all measures, 8 bits', 'measures8'],
  ['MXFP4, quantize + dequantize + MSE', 'mxfp4', 6],
  ['NF4 in blocks of 64, the same', 'nf4', 6],
  ['Q4_0, the same', 'q4_0', 6],
  ['sort (and prefix sums, here)', 'sort'],
  ['clip of least squared error, 8 bits', 'search8'],
  ['percentiles 0.05 and 99.95', 'percentile'],
  ['histogram of 256 bins', 'histogram'],
];

/** Milliseconds that are promised, whatever the machine. */
const LIMITS = [
  ['prepared: sorted, with prefix sums', 'sort', 250],
  ['study, 8 bits, with a clipping curve of 200 points', 'study8', 3],
  ['study, 4 bits, with the same', 'study4', 3],
  ['clip of least squared error, 8 bits, prepared', 'search8', 5],
];

/** Megabytes of the values. */
const TENSOR = 40;

export const kernels = async ({ browser, address, say, targets }) => {
  const page = await freshPage(browser);
  await page.goto(`${address}/kernels/`);
  const run = (job) => {
    say(job);
    return page.evaluate((job) => measure(job), job);
  };
  const [linear, sorted] = [await run('linear'), await run('sorted')];
  const [plain, web] = [await run('plain'), await run('onnxruntimeWeb')];
  await page.context().close();
  const { measured, skipped } = await measurePeers(say);
  const ours = { ...linear, ...sorted };
  const { numpy, torch, onnxruntime } = measured;

  const named = (name, answer) => (answer?.version ? `${name} ${answer.version}` : name);
  const head = ['ms', 'wasm', 'in copies', 'target', 'JavaScript', named('onnxruntime-web', web)];
  const peers = [plain, web, numpy, torch, onnxruntime];
  const rows = WORK.map(([name, key, most]) => [
    name,
    digits(ours[key]),
    ratio(ours[key], ours.copy),
    most ? targets.judge(`${name}, over a copy of 10^7 f32`, ratio(ours[key], ours.copy), `<= ${most}x`, ours[key] <= most * ours.copy) : '',
    ...peers.map((peer) => digits(peer?.[key])),
  ]);
  const natives = [named('numpy', numpy), named('torch', torch), named('onnxruntime', onnxruntime)];
  for (const [name, peer] of Object.entries({ numpy, torch })) {
    if (peer)
      targets.judge(`quantize + dequantize + MSE, 8 bits, over ${name}`, ratio(ours.errors8, peer.errors8), '< 1x', ours.errors8 < peer.errors8);
  }
  const limits = LIMITS.map(([name, key, most]) => {
    const measured = digits(ours[key], ' ms');
    return [name, measured, targets.judge(name, measured, `<= ${most} ms`, ours[key] <= most)];
  });
  limits.push(['memory of the module after a study, over the tensor', ratio(sorted.memory.studied, TENSOR), '']);
  return [
    table([...head, ...natives], rows),
    ...(skipped.length > 0 ? [`Not installed here, so not measured: ${skipped.join(', ')}.`] : []),
    table(['10,000,000 values', 'wasm', 'target'], limits),
  ].join('\n\n');
};
