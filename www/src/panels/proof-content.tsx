/**
 * What the numbers were held against, from the file the golden tests write, and the cases where libraries differ, each
 * to be opened on the main screen.
 */
import proof from '../proof.json';
import { formatWhole, linkTo, state, stateOf } from '../state/store';
import traps from '../traps.json';
import { DialogHead } from '../ui/dialog';

type File = keyof typeof proof;

/** What each file of vectors is about. */
const WORDS: Record<File, string> = {
  article_torch: "Integers, the textbook's formulas",
  torch_affine: 'Integers per tensor and per channel',
  torch_fake_quantize: 'Fake quantization with its gradient mask',
  torch_observers: 'Ranges: min-max, moving average; their scales',
  torch_histogram_observer: 'Ranges: histogram search',
  torchao_affine: 'Integers per tensor, row, column and group',
  onnx_quantize_linear: 'Integers per tensor, axis and block',
  onnx_dynamic_quantize_linear: 'Integers with the range of their own data',
  ort_calibrators: 'Ranges: min-max, percentile, entropy',
  modelopt_calibrators: "Ranges: TensorRT's entropy and percentile",
  hqq: 'HQQ',
  torch_float8: 'FP8, E8M0, BF16 and FP16: casts',
  ml_dtypes_formats: 'FP16, BF16, FP8, FP6, FP4, E8M0: tables and casts',
  torchao_mx: 'MXFP8, MXFP6, MXFP4',
  torchao_mx_modes: 'MXFP8, MXFP6, MXFP4: three more scale rules',
  torchao_nvfp4: 'NVFP4',
  bitsandbytes_4bit: 'NF4 and FP4 blocks: codes, bytes, values',
  bitsandbytes_nested: 'Magnitudes of NF4 blocks in 8 bits',
  gguf_blocks: 'Q4_0 to Q8_0, MXFP4; decoding of K-quants, IQ4, NVFP4',
  ggml_reference: 'Q2_K to Q6_K, IQ4_NL, IQ4_XS, NVFP4: bytes and values',
  dorefa_wrpn: 'DoReFa, WRPN, PACT',
  metrics: 'Errors: MSE, MAE, largest, SQNR, cosine, relative',
  policy_nonfinite: 'NaN, infinity and scales that overflow',
};

const rows = (Object.keys(WORDS) as File[]).map((file) => ({ file, words: WORDS[file], ...proof[file] }));
const sum = (key: 'cases' | 'mismatches' | 'otherwise'): number => rows.reduce((total, row) => total + row[key], 0);


/** `onnxruntime+onnx`, `1.32.0+1.23.2` as `onnxruntime 1.32.0, onnx 1.23.2`. */
const peers = (row: (typeof rows)[number]): string => {
  if (row.file === 'policy_nonfinite') return 'several of these';
  const versions = row.version.split('+');
  return row.peer
    .split('+')
    .map((peer, i) => `${peer} ${versions[i] ?? ''}`)
    .join(', ');
};

/** Nothing where every bit is the same. */
const tolerance = (row: (typeof rows)[number]): string =>
  typeof row.compare === 'string' ? '' : `, within ${row.compare.rtol.toExponential().replace('-', '−')}`;

const Table = () => (
  <table>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Held against</th>
        <th scope="col">Cases</th>
        <th scope="col">Mismatches</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.file}>
          <th scope="row" title={row.operation}>
            {row.words}
          </th>
          <td>
            {peers(row)}
            {tolerance(row)}
          </td>
          <td>{formatWhole(row.cases)}</td>
          <td>{formatWhole(row.mismatches)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** A link, so that it can also be copied and opened beside this page. Keeps the look. */
const hrefOf = (link: string): string => {
  const to = stateOf(link);
  return linkTo({ ...to, view: { ...to.view, theme: state.value.view.theme } });
};

const Traps = ({ close }: { close: () => void }) => (
  <ul class="traps">
    {traps.map((trap) => (
      <li key={trap.title}>
        <h4>{trap.title}</h4>
        <p>{trap.words}</p>
        <ul>
          {trap.cases.map((one) => (
            <li key={one.who}>
              <a href={hrefOf(one.link)} onClick={close}>
                {one.who}: {one.x} → {one.value}
              </a>
              <span class="hint">
                {' '}
                code {String(one.code).replace('-', '−')}
                {'scale' in one && `, scale ${one.scale}`}
              </span>
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
);

export const ProofContent = ({ close }: { close: () => void }) => (
  <>
    <DialogHead title="Proof" close={close} />
    <p>
      {formatWhole(sum('cases'))} cases computed by the libraries themselves, {formatWhole(sum('mismatches'))} mismatches. The expected
      results came from the packages below; <code>cargo test --test golden</code> holds this page's core to them and writes this table. For
      numbers never seen before, run <code>python tests/golden/generate.py --out new --seed 7</code> and{' '}
      <code>QUANTSCOPE_GOLDEN=new cargo test --test golden</code>.
    </p>
    <div class="proof-parts">
      <section aria-labelledby="proof-table" tabIndex={0}>
        <h3 id="proof-table">Bit for bit the same, unless said otherwise</h3>
        <Table />
        <p class="hint">
          In {formatWhole(sum('otherwise'))} cases of the last line the answer is another on purpose: this page leaves NaN and infinities out.
        </p>
        <p class="hint">
          No library's results stand behind TensorRT's, Distiller's and GPTQ's conventions (ggml's is held to its Q8_0 blocks), ACIQ, TensorRT's and GPTQ's least error, mean ± n
          standard deviations, MXINT8, Lloyd-Max, powers of two, binary, ternary and floats of one's own: these follow the source or the paper,
          and tests hold what must be true of them.
        </p>
      </section>
      <section aria-labelledby="proof-traps">
        <h3 id="proof-traps">Where libraries differ: open a case</h3>
        <Traps close={close} />
      </section>
    </div>
  </>
);
