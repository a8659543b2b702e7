/**
 * The selected value in large type: how it becomes its code and comes back, and beside it the error of all values and the size.
 */
import { NONE, bytes, percent } from '../../engine/numbers';
import { t } from '../../i18n';
import { useLight } from '../../state/hovered';
import { isHidden } from '../../state/parts';
import { change, shown, type Shown } from '../../state/store';
import { Moved, valueLines } from '../readout/value-lines';
import { ValueSteps } from '../readout/value-steps';
import { NumbersButton } from './numbers';

/** Lines of more letters are written smaller, so that they stay in one. */
const LONG_LINE = 27;
const LONGEST_LINE = 33;

const Arithmetic = ({ now }: { now: Shown }) => {
  const lines = valueLines(now);
  const longest = Math.max(...lines.map(({ length }) => length));
  const size = longest > LONGEST_LINE ? 'longest' : longest > LONG_LINE ? 'long' : undefined;
  const light = useLight(now.frame.trace.index);
  return (
    <div class="card-value" data-part="arithmetic" {...light}>
      <h2>
        {now.frame.trace.name}
        <Moved now={now} />
      </h2>
      {lines.map(({ words }, i) => (
        <p key={i} class="card-line" data-size={size}>
          {words}
        </p>
      ))}
    </div>
  );
};

/** More letters than this are written smaller, so that both figures stand side by side. */
const LONG = 13;

/** The error of all values relative to their size, and how many bytes become how many. */
const Figures = ({ now }: { now: Shown }) => {
  const { metrics, size } = now.frame.readout;
  const sizes = t('stage.size', { before: bytes(size.original), after: bytes(size.codes + size.scales) });
  return (
    <dl class="figures" data-part="readout" data-long={sizes.length > LONG}>
      <div>
        <dd>{metrics.relative_frobenius === undefined ? NONE : percent(metrics.relative_frobenius)}</dd>
        <dt>{t('stage.error')}</dt>
      </div>
      <div>
        <dd>{sizes}</dd>
        <dt title={t('readout.sizeExact', { original: size.original, codes: size.codes, scales: size.scales, beside: size.beside })}>
          {t(size.scales > 0 ? 'stage.sizeWithScales' : 'stage.sizeName')}
        </dt>
      </div>
    </dl>
  );
};

export const ValueCard = () => {
  const now = shown.value;
  return (
    <section class="value-card" aria-label={t('stage.card')}>
      {now && !isHidden('arithmetic') && <Arithmetic now={now} />}
      {now && !isHidden('arithmetic') && (
        <div class="card-steps">
          <ValueSteps index={now.frame.trace.index} len={now.frame.readout.len} />
        </div>
      )}
      {now && !isHidden('readout') && <Figures now={now} />}
      <p class="card-ways">
        {!isHidden('readout') && <NumbersButton />}
        <button type="button" class="link" onClick={() => change({ view: { layout: 'lab' } })}>
          {t('stage.allCharts')}
        </button>
      </p>
    </section>
  );
};
