/**
 * The jobs timed in a worker, as the page computes: the crate in wasm, plain JavaScript, onnxruntime-web. Answers with
 * milliseconds, the median of several runs after some that are not counted.
 */
import { median } from '/support/stats.js';
import { errors, fakeQuantize } from './plain.js';

/** 10,000,000 values, in rows that blocks of 32 and 64 divide. */
const [ROWS, COLS] = [3125, 3200];
/** The range of the peers: about that of as many normals. */
const RANGE = 5.3;

/**
 * Times pieces of work in rounds of one run each, so that what disturbs the machine for a while disturbs all of them.
 * `before` is not timed.
 */
const timeAll = async (works, { runs = 9, warm = 3, before = () => {} } = {}) => {
  const times = Object.keys(works).map((name) => [name, []]);
  for (let i = -warm; i < runs; i += 1) {
    for (const [name, taken] of times) {
      await before();
      const start = performance.now();
      await works[name]();
      if (i >= 0) taken.push(performance.now() - start);
    }
  }
  return Object.fromEntries(times.map(([name, taken]) => [name, median(taken)]));
};

const started = async () => {
  const { default: init, Bench } = await import('/pkg/quantscope.js');
  const { memory } = await init();
  return { bench: new Bench(ROWS, COLS), megabytes: () => memory.buffer.byteLength / 1e6 };
};

const linear = async () => {
  const { bench } = await started();
  bench.make_target();
  return timeAll({
    copy: () => bench.copy(),
    fake8: () => bench.fake(8),
    errors8: () => bench.squared(8),
    errors4: () => bench.squared(4),
    measures8: () => bench.measures(8),
    mxfp4: () => bench.blocks('mx-e2m1'),
    nf4: () => bench.blocks('bnb-nf4'),
    q4_0: () => bench.blocks('q4-0'),
  });
};

const sorted = async () => {
  const { bench, megabytes } = await started();
  const before = megabytes();
  bench.study(8, 'min-max');
  const memory = { values: before, studied: megabytes() };
  const sort = await timeAll({ sort: () => bench.sort() }, { runs: 5, warm: 1, before: () => bench.forget() });
  const studies = await timeAll({
    study8: () => bench.study(8, 'min-max'),
    study4: () => bench.study(4, 'min-max'),
    search8: () => bench.search(8),
  });
  return { memory, ...sort, ...studies };
};

/** Normals by the page's own generator; its wasm is gone when the peers begin. */
const normals = async () => {
  const { bench } = await started();
  const values = bench.values();
  bench.free();
  return values;
};

const plain = async () => {
  const values = await normals();
  const target = new Float32Array(values.length);
  const scale = (levels) => (2 * RANGE) / (levels - 1);
  const copy = new Float32Array(values.length);
  const sort = await timeAll({ sort: () => copy.sort() }, { runs: 3, warm: 1, before: () => copy.set(values) });
  const linear = await timeAll({
    copy: () => target.set(values),
    fake8: () => fakeQuantize(values, target, scale(256), 128, 255),
    errors8: () => errors(values, scale(256), 128, 255),
    errors4: () => errors(values, scale(16), 8, 15),
  });
  return { ...sort, ...linear };
};

const onnxruntimeWeb = async () => {
  const values = await normals();
  const ort = await import('/ort/ort.wasm.bundle.min.mjs');
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = '/ort/';
  const model = new Uint8Array(await (await fetch('/peers/qdq.onnx')).arrayBuffer());
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const x = new ort.Tensor('float32', values, [values.length]);
  return { version: ort.env.versions.web, ...(await timeAll({ fake8: () => session.run({ x }) })) };
};

const jobs = { linear, sorted, plain, onnxruntimeWeb };

onmessage = async ({ data: job }) => {
  try {
    postMessage({ result: await jobs[job]() });
  } catch (error) {
    postMessage({ error: `${job}: ${error?.message ?? JSON.stringify(error)}` });
  }
};
