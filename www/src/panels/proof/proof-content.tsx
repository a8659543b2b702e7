/**
 * The content of the Proof: what the numbers were compared with, from the file that the golden tests write, and the cases in
 * which libraries differ, each with a link that shows it.
 */
import { t, type WordKey } from '../../i18n';
import proof from '../../proof.json';
import { formatWhole, linkTo, state, stateOf } from '../../state/store';
import traps from '../../traps.json';
import { DialogHead } from '../../ui/dialog';
import { rich } from '../../ui/rich';

type File = keyof typeof proof;

/** The files of test vectors by subject; the catalogs have their words under these names. */
const FILES: readonly File[] = [
  'article_torch',
  'torch_affine',
  'torch_fake_quantize',
  'torch_observers',
  'torch_histogram_observer',
  'torchao_affine',
  'onnx_quantize_linear',
  'onnx_dynamic_quantize_linear',
  'ort_calibrators',
  'modelopt_calibrators',
  'hqq',
  'torch_float8',
  'ml_dtypes_formats',
  'torchao_mx',
  'torchao_mx_modes',
  'torchao_nvfp4',
  'bitsandbytes_4bit',
  'bitsandbytes_nested',
  'gguf_blocks',
  'ggml_reference',
  'ggml_importance',
  'layer_integer_products',
  'layer_dynamic',
  'layer_torch_dynamic',
  'layer_requantized',
  'layer_llm_int8',
  'layer_smooth_quant',
  'layer_awq',
  'layer_gptq',
  'training_gradients',
  'training_steps',
  'compressed_tensors_int',
  'coremltools',
  'nncf_int',
  'litert',
  'quanto',
  'mlx_affine',
  'awq',
  'neural_compressor',
  'qwix_int',
  'gptq',
  'gptq_mse',
  'distiller',
  'tensorrt_pytorch_quantization',
  'aciq_distiller',
  'compressed_tensors_fp8',
  'compressed_tensors_fp4',
  'modelopt_nvfp4',
  'dorefa_wrpn',
  'metrics',
  'policy_nonfinite',
];

const rows = FILES.map((file) => ({ file, ...proof[file] }));
const sum = (key: 'cases' | 'mismatches' | 'otherwise'): number => rows.reduce((total, row) => total + row[key], 0);

/** Writes `onnxruntime+onnx`, `1.32.0+1.23.2` as `onnxruntime 1.32.0, onnx 1.23.2`. */
const peers = (row: (typeof rows)[number]): string => {
  if (row.file === 'policy_nonfinite') return t('proof.several');
  const versions = row.version.split('+');
  return row.peer
    .split('+')
    .map((peer, i) => `${peer} ${versions[i] ?? ''}`)
    .join(', ');
};

/** The libraries compared with, and the tolerance where not every bit is the same. */
const against = (row: (typeof rows)[number]): string =>
  typeof row.compare === 'string'
    ? peers(row)
    : t('proof.within', { peers: peers(row), tolerance: row.compare.rtol.toExponential().replace('-', '−') });

const Table = () => (
  <table>
    <thead>
      <tr>
        <th scope="col">{t('proof.what')}</th>
        <th scope="col">{t('proof.against')}</th>
        <th scope="col">{t('proof.cases')}</th>
        <th scope="col">{t('proof.mismatches')}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.file}>
          <th scope="row" title={t(`proof.operation.${row.file}`)}>
            {t(`proof.file.${row.file}`)}
          </th>
          <td>{against(row)}</td>
          <td>{formatWhole(row.cases)}</td>
          <td>{formatWhole(row.mismatches)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** A real link, which can also be copied or opened in another tab. Keeps theme and layout. */
const hrefOf = (link: string): string => {
  const to = stateOf(link);
  const { theme, layout } = state.value.view;
  return linkTo({ ...to, view: { ...to.view, theme, layout } });
};

/** The key of a sentence about a case of the file, whose names are plain strings to the compiler. */
const wordsOf = (trap: string, what: string): string => t(`proof.trap.${trap}.${what}` as WordKey);

const codeOf = (one: { code: number; scale?: string }): string => {
  const code = String(one.code).replace('-', '−');
  return one.scale === undefined ? t('proof.code', { code }) : t('proof.codeScale', { code, scale: one.scale });
};

const Traps = ({ close }: { close: () => void }) => (
  <ul class="traps">
    {traps.map(({ trap, cases }) => (
      <li key={trap}>
        <h4>{wordsOf(trap, 'title')}</h4>
        <p>{wordsOf(trap, 'words')}</p>
        <ul>
          {cases.map((one) => (
            <li key={one.who}>
              <a href={hrefOf(one.link)} onClick={close}>
                {t('proof.case', { who: wordsOf(trap, `who.${one.who}`), x: one.x, value: one.value })}
              </a>
              <span class="hint"> {codeOf(one)}</span>
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
);

export const ProofContent = ({ close }: { close: () => void }) => (
  <>
    <DialogHead title={t('proof.proof')} close={close} />
    <p>
      {rich(t('proof.intro', { cases: formatWhole(sum('cases')), mismatches: formatWhole(sum('mismatches')) }), {
        code: (command) => <code>{command}</code>,
      })}
    </p>
    <div class="proof-parts">
      <section aria-labelledby="proof-table" tabIndex={0}>
        <h3 id="proof-table">{t('proof.table')}</h3>
        <Table />
        <p class="hint">{t('proof.otherwise', { n: formatWhole(sum('otherwise')) })}</p>
        <p class="hint">{t('proof.unproven')}</p>
      </section>
      <section aria-labelledby="proof-traps">
        <h3 id="proof-traps">{t('proof.traps')}</h3>
        <Traps close={close} />
      </section>
    </div>
  </>
);
