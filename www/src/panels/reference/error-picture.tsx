/**
 * The histogram of the errors of a comparison: bars for the file, a line for the program's own quantizer. The scale of the
 * counts is logarithmic, so that the few large errors are visible.
 */
import type { FloatComparison } from '../../engine/wasm';
import { t } from '../../i18n';
import { formatNumber } from '../../state/store';
import { percent, whole } from '../../engine/numbers';

const WIDTH = 480;
const HEIGHT = 120;

/** The bins in use, with equally many on either side of 0. */
const inUse = (counts: readonly number[]): number => {
  const middle = counts.length / 2;
  let reach = 1;
  counts.forEach((count, i) => {
    if (count > 0) reach = Math.max(reach, i < middle ? middle - i : i - middle + 1);
  });
  return reach;
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

export const ErrorPicture = ({ found: { counts, edge, own } }: { found: FloatComparison }) => {
  if (edge === 0) return null;
  const middle = counts.length / 2;
  const reach = Math.max(inUse(counts), inUse(own?.counts ?? []));
  const [bars, line] = [counts, own?.counts ?? []].map((all) => all.slice(middle - reach, middle + reach));
  const limit = (edge * reach) / middle;
  const most = Math.max(...counts, ...(own?.counts ?? []));
  const step = WIDTH / (2 * reach);
  const height = (count: number): number => (HEIGHT * Math.log2(1 + count)) / Math.log2(1 + most);
  const outline = (line ?? []).map((count, i) => `${i === 0 ? 'M' : 'L'}${i * step} ${HEIGHT - height(count)}h${step}`).join('');
  const near = sum(counts.slice(middle - Math.ceil(reach / 4), middle + Math.ceil(reach / 4)));
  const words = t('against.picture.words', { from: formatNumber(-limit), to: formatNumber(limit), share: percent(near / sum(counts)) });
  return (
    <figure class="float-comparison-picture">
      <figcaption>{t('against.picture.title', { most: whole(most) })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {(bars ?? []).map((count, i) => (
          <rect
            key={i}
            class="float-comparison-bar"
            x={i * step + 0.5}
            width={Math.max(step - 1, 0.5)}
            y={HEIGHT - height(count)}
            height={height(count)}
          />
        ))}
        {own && <path class="float-comparison-line" d={outline} />}
        <line class="float-comparison-zero" x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
      </svg>
      <p class="float-comparison-axis">
        <span>{formatNumber(-limit)}</span>
        <span>{t('against.picture.zero')}</span>
        <span>{formatNumber(limit)}</span>
      </p>
      {own && (
        <p class="float-comparison-legend">
          <span class="float-comparison-key-bar" /> {t('against.picture.inFile')} <span class="float-comparison-key-line" />{' '}
          {t('against.picture.madeHere')}
        </p>
      )}
    </figure>
  );
};
