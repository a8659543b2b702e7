/**
 * One quantized tensor compared with its float: the measures beside those of this program's own quantizer, the distribution
 * of the errors, the worst rows and values.
 */
import type { FloatComparison, Metrics, TensorInfo } from '../../engine/wasm';
import { t } from '../../i18n';
import type { Closeup as Now } from '../../state/files/float-comparison';
import { comparisons } from '../../state/files/tools';
import { formatNumber, opened, showTensor } from '../../state/store';
import { NONE, decibel, percent, whole } from '../../engine/numbers';
import { save } from '../../ui/save';
import { ErrorPicture } from './error-picture';
import { valuesCsv } from './csv';

const ratio = (db: number | undefined): string => (db === undefined ? NONE : Number.isFinite(db) ? decibel(db) : t('against.exact'));

const MEASURES: readonly { words: () => string; of: (metrics: Metrics) => string }[] = [
  { words: () => 'SQNR', of: ({ sqnr_db: db }) => ratio(db) },
  { words: () => 'MSE', of: ({ mse }) => formatNumber(mse) },
  { words: () => 'MAE', of: ({ mae }) => formatNumber(mae) },
  { words: () => t('against.measure.worst'), of: ({ max_abs: worst }) => formatNumber(worst) },
  {
    words: () => t('against.measure.relative'),
    of: ({ relative_frobenius: relative }) => (relative === undefined ? NONE : percent(relative)),
  },
  { words: () => t('against.measure.cosine'), of: ({ cosine }) => (cosine === undefined ? NONE : formatNumber(cosine)) },
  { words: () => t('against.measure.zeroed'), of: ({ share_zeroed: zeroed }) => percent(zeroed) },
];

const Measures = ({ found, dtype }: { found: FloatComparison; dtype: string }) => (
  <table class="float-comparison-measures">
    <caption>{t('against.measures')}</caption>
    <thead>
      <tr>
        <td />
        <th scope="col">{t('against.inFile', { dtype })}</th>
        {found.own && <th scope="col">{t('against.madeHere', { name: found.own.name })}</th>}
      </tr>
    </thead>
    <tbody>
      {MEASURES.map(({ words, of }, i) => (
        <tr key={i}>
          <th scope="row">{words()}</th>
          <td>{of(found.metrics)}</td>
          {found.own && <td>{of(found.own.metrics)}</td>}
        </tr>
      ))}
    </tbody>
  </table>
);

/** The SQNR in dB below which the two tensors hardly belong together. */
const STRANGERS_DB = 3;

/** Sentences on what the numbers mean. */
const sentences = ({ metrics, own, permuted, left_out: leftOut, bits_per_value: bits }: FloatComparison): string[] => {
  const db = metrics.sqnr_db;
  const found = [t('against.bits', { bits: formatNumber(bits) })];
  if (metrics.max_abs === 0) found.push(t('against.noneDiffers'));
  else if (db !== undefined && db < STRANGERS_DB) {
    found.push(t('against.strangers'));
  } else if (own && db !== undefined && own.metrics.sqnr_db !== undefined) {
    const more = db - own.metrics.sqnr_db;
    const { name } = own;
    if (metrics.mse === own.metrics.mse) found.push(t('against.sameError', { name }));
    else if (Math.abs(more) < 0.05) found.push(t('against.aboutSameError', { name }));
    else if (more > 0) found.push(t('against.betterThanOwn', { by: decibel(more) }));
    else found.push(t('against.worseThanOwn', { name, by: decibel(-more) }));
  }
  if (permuted !== undefined) found.push(t('against.turned', { rows: whole(permuted) }));
  if (leftOut > 0) found.push(t('against.leftOut', { count: leftOut, n: whole(leftOut) }));
  return found;
};

type Places = { info: TensorInfo; place: number; close: () => void };

/** The most values of a tensor that is shown whole: in a sample of a larger one, a value has another index or none. */
const MOST_SHOWN = 100_000_000;

/** Shows the quantized tensor, with a value selected. */
const Show = ({ places: { info, place, close }, index, words }: { places: Places; index: number; words: string }) => {
  if (info.values > MOST_SHOWN) return words;
  const show = (): void => {
    close();
    showTensor(place, { selected: index });
  };
  return (
    <button type="button" class="float-comparison-place" onClick={show}>
      {words}
    </button>
  );
};

const Rows = ({ found, places }: { found: FloatComparison; places: Places }) => {
  const cols = places.info.shape.at(-1) ?? 1;
  return (
    <table>
      <caption>{t('against.rows.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('against.rows.row')}</th>
          <th scope="col">{t('against.rows.share')}</th>
          <th scope="col">SQNR</th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map(({ row, share, sqnr_db: db }) => (
          <tr key={row}>
            <th scope="row">
              <Show places={places} index={row * cols} words={t('against.atRow', { row: whole(row + 1) })} />
            </th>
            <td title={String(share)}>{percent(share)}</td>
            <td title={String(db)}>{ratio(db)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const placeWords = ({ shape }: TensorInfo, index: number, row: number, column: number): string =>
  shape.length < 2 ? t('against.atValue', { value: whole(index + 1) }) : t('against.at', { row: whole(row + 1), column: whole(column + 1) });

const Values = ({ found, places }: { found: FloatComparison; places: Places }) => (
  <table>
    <caption>{t('against.values.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('against.values.place')}</th>
        <th scope="col">
          <span class="swatch swatch-original" /> {t('against.values.float')}
        </th>
        <th scope="col">
          <span class="swatch swatch-dequantized" /> {t('against.values.stored')}
        </th>
        <th scope="col">{t('against.values.error')}</th>
      </tr>
    </thead>
    <tbody>
      {found.values.map(({ index, row, column, float, stored }) => (
        <tr key={index}>
          <th scope="row">
            <Show places={places} index={index} words={placeWords(places.info, index, row, column)} />
          </th>
          <td title={String(float)}>{formatNumber(float)}</td>
          <td title={String(stored)}>{formatNumber(stored)}</td>
          <td title={String(stored - float)}>{formatNumber(stored - float)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Found = ({ found, places }: { found: FloatComparison; places: Places }) => (
  <div class="float-comparison-parts" tabIndex={0} role="group" aria-label={t('against.found')}>
    <div class="float-comparison-part">
      {sentences(found).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Measures found={found} dtype={places.info.dtype} />
      <ErrorPicture found={found} />
    </div>
    <div class="float-comparison-part">
      {found.values.length > 0 && <Values found={found} places={places} />}
      {found.rows.length > 1 && <Rows found={found} places={places} />}
    </div>
  </div>
);

export const Closeup = ({ now: { pair, share, outcome }, close }: { now: Now; close: () => void }) => {
  const listing = opened.value;
  const [info, twin] = [listing?.tensors[pair.stored], listing?.tensors[pair.float]];
  if (!listing || !info || !twin) return null;
  const found = outcome && 'comparison' in outcome ? outcome.comparison : undefined;
  const place = ({ name, dtype, file }: TensorInfo): string => `${name} · ${dtype} · ${listing.files[file]?.name ?? ''}`;
  return (
    <>
      <div class="float-comparison-names">
        <p title={place(info)}>
          <span class="swatch swatch-dequantized" /> {place(info)}
        </p>
        <p title={place(twin)}>
          <span class="swatch swatch-original" /> {place(twin)}
        </p>
      </div>
      {!outcome && (
        <div class="float-comparison-progress">
          <progress aria-label={t('against.share')} value={share} max={1} />
          <span class="hint" role="status">
            {t('against.comparing')}
          </span>
          <button type="button" onClick={comparisons.lookAway}>
            {t('against.cancel')}
          </button>
        </div>
      )}
      {outcome && 'fault' in outcome && (
        <p class="fault" role="alert">
          {outcome.fault}
        </p>
      )}
      {found && (
        <>
          <Found found={found} places={{ info, place: pair.stored, close }} />
          <div class="float-comparison-foot">
            <button type="button" onClick={() => save(valuesCsv(found), 'quantscope-against-values.csv')}>
              {t('against.valuesCsv')}
            </button>
          </div>
        </>
      )}
    </>
  );
};
