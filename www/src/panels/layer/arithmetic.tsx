/**
 * The arithmetic of one output, a line a term: sums of products of codes, what zero points take away, scales, the accumulator's bits,
 * the output as a code again.
 */
import { whole } from '../../engine/numbers';
import type { OutputArithmetic, RunArithmetic } from '../../engine/wasm';
import { t } from '../../i18n';
import { arithmetic, extent, followArithmetic, lookAt, output, stopArithmetic } from '../../state/layer/arithmetic';
import { changeLayer } from '../../state/layer/layer';
import { startOfInputs } from '../../engine/layer';
import { change, formatNumber } from '../../state/store';
import { rich } from '../../ui/rich';
import { NumberField } from '../number-field';
import { useFollowing } from './following';
import './arithmetic.css';

/** Runs of columns that are listed one by one. */
const LISTED = 64;

const Line = ({ says, value, kind }: { says: string; value: string; kind?: 'exact' | 'rounded' | 'error' | 'sum' }) => (
  <tr class={kind && `layer-term-${kind}`}>
    <th scope="row">{rich(says, { sub: (words) => <sub>{words}</sub> })}</th>
    <td>{value}</td>
  </tr>
);

/** The terms of columns that share scales. */
const Terms = ({ run: { sums, scale_x: sx, scale_w: sw, zero_x: zx, zero_w: zw, corrected, value } }: { run: RunArithmetic }) => (
  <>
    <Line says={t('layer.terms.products', { n: whole(sums.count) })} value={whole(sums.products)} />
    <Line says={t('layer.terms.weightZero', { zero: whole(zw), sum: whole(sums.inputs) })} value={whole(-zw * sums.inputs)} />
    <Line says={t('layer.terms.inputZero', { zero: whole(zx), sum: whole(sums.weights) })} value={whole(-zx * sums.weights)} />
    <Line says={t('layer.terms.bothZeros', { n: whole(sums.count), x: whole(zx), w: whole(zw) })} value={whole(sums.count * zx * zw)} />
    <Line says={t('layer.terms.corrected')} value={whole(corrected)} kind="sum" />
    <Line says={t('layer.terms.scaled', { x: formatNumber(sx), w: formatNumber(sw) })} value={formatNumber(value)} />
  </>
);

/** Several runs of columns, each with scales of its own. */
const Runs = ({ runs }: { runs: readonly RunArithmetic[] }) => (
  <>
    {runs.slice(0, LISTED).map(({ first, sums, corrected, scale_x: x, scale_w: w, value }) => (
      <Line
        key={first}
        says={t('layer.terms.run', {
          first: whole(first + 1),
          n: whole(sums.count),
          sum: whole(corrected),
          x: formatNumber(x),
          w: formatNumber(w),
        })}
        value={formatNumber(value)}
      />
    ))}
    {runs.length > LISTED && <Line says={t('layer.terms.more', { n: whole(runs.length - LISTED) })} value="…" />}
  </>
);

const accumulator = ({ needed_bits: needed, guaranteed_bits: guaranteed, fits_i32: fits }: OutputArithmetic): string =>
  `${t('layer.terms.bits', { needed, guaranteed })} ${t(fits ? 'layer.terms.fits' : 'layer.terms.overflow')}`;

const Result = ({ of }: { of: OutputArithmetic }) => {
  const { runs, float_part: floats, bias, output: y, exact, requantized: again } = of;
  const [only] = runs;
  return (
    <>
      <table class="layer-terms">
        <caption class="hidden-words">{t('layer.terms.title')}</caption>
        <tbody>
          {runs.length === 1 && only ? <Terms run={only} /> : <Runs runs={runs} />}
          {floats !== 0 && <Line says={t('layer.terms.floats')} value={formatNumber(floats)} />}
          {bias !== 0 && <Line says={t('layer.terms.bias')} value={formatNumber(bias)} />}
          <Line says={t('layer.terms.output')} value={formatNumber(y)} kind="rounded" />
          <Line says={t('layer.terms.exact')} value={formatNumber(exact)} kind="exact" />
          <Line says={t('layer.terms.error')} value={formatNumber(y - exact)} kind="error" />
          {again?.multiplier !== undefined && <Line says={t('layer.terms.multiplier')} value={formatNumber(again.multiplier)} />}
          {again && (
            <Line
              says={t('layer.terms.again', { scale: formatNumber(again.scale), zero: whole(again.zero_point), value: formatNumber(again.value) })}
              value={whole(again.code)}
            />
          )}
        </tbody>
      </table>
      <p class="hint">{accumulator(of)}</p>
    </>
  );
};

/** What makes weight and inputs integers, in one press. */
const ToIntegers = () => (
  <p class="layer-note">
    {t('layer.terms.none')}
    <button
      type="button"
      onClick={() => {
        changeLayer({ inputs: { kind: 'dynamic', settings: startOfInputs() } });
        change({ settings: { scheme: 'symmetric', signed: true } });
      }}
    >
      {t('layer.terms.make')}
    </button>
  </p>
);

const Place = () => {
  const { token, channel } = output.value;
  const { tokens, channels } = extent.value;
  return (
    <div class="layer-place">
      <label>
        {t('layer.terms.token')}
        <NumberField
          label={t('layer.terms.token')}
          value={token + 1}
          min={1}
          max={tokens}
          step={1}
          least={1}
          maxInteger={Math.max(tokens, 1)}
          onCommit={(value) => lookAt({ token: value - 1 })}
        />
      </label>
      <label>
        {t('layer.terms.channel')}
        <NumberField
          label={t('layer.terms.channel')}
          value={channel + 1}
          min={1}
          max={channels}
          step={1}
          least={1}
          maxInteger={Math.max(channels, 1)}
          onCommit={(value) => lookAt({ channel: value - 1 })}
        />
      </label>
    </div>
  );
};

export const Arithmetic = () => {
  useFollowing(followArithmetic, stopArithmetic);
  const found = arithmetic.value;
  const isCurrent = found !== undefined && 'isCurrent' in found && found.isCurrent;
  return (
    <div class="layer-arithmetic" data-current={isCurrent}>
      <Place />
      {found && 'refusal' in found && <p class="fault">{found.refusal}</p>}
      {found && 'isCurrent' in found && (found.arithmetic ? <Result of={found.arithmetic} /> : <ToIntegers />)}
    </div>
  );
};
