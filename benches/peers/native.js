/**
 * Runs the peers' scripts, one after another on one thread. One whose package is missing is skipped by its name.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** The Python with the peers' packages; PEERS_PYTHON names another, such as one that has torch. */
const PYTHON = process.env.PEERS_PYTHON ?? '.tools/peers/bin/python';
const MODULES = { numpy: 'numpy', torch: 'torch', onnxruntime: 'onnxruntime' };

const environment = () => {
  // One thread for all. An OpenBLAS kernel forced from outside would not be the one that users get.
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...rest } = process.env;
  return { ...rest, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
};

const python = async (...given) => (await promisify(execFile)(PYTHON, ['-B', ...given], { env: environment() })).stdout;

/** Milliseconds by peer and piece of work, and the names of the peers that are not there. */
export const measurePeers = async (say) => {
  const measured = {};
  const skipped = [];
  for (const [peer, module] of Object.entries(MODULES)) {
    const there =
      existsSync(PYTHON) &&
      (await python('-c', `import ${module}`).then(
        () => true,
        () => false,
      ));
    if (!there) {
      skipped.push(peer);
      continue;
    }
    say(peer);
    measured[peer] = JSON.parse(await python(`benches/peers/${peer}_peer.py`));
  }
  return { measured, skipped };
};
