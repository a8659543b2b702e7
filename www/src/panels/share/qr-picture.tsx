/**
 * A link as a QR code, for phones to read from a projection or from paper; or why there is none.
 */
import { encode } from 'uqr';
import { t } from '../../i18n';

/** The most characters of a link: longer ones make modules too small to be read across a room. */
const LONGEST = 900;

/** The white margin around the code in modules, as its standard requires. */
const QUIET = 4;

/** The dark modules as a path, one rectangle for each run in a row. */
const pathOf = (data: readonly (readonly boolean[])[]): string => {
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  });
  return path;
};

export const QrPicture = ({ text }: { text: string }) => {
  if (location.protocol === 'file:') return <p class="hint">{t('share.qrOfFile')}</p>;
  if (text.length > LONGEST) return <p class="hint">{t('share.qrTooLong')}</p>;
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" role="img" aria-label={t('share.qr')}>
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
};
