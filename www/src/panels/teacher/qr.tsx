/**
 * A link as a QR code, for phones to read from a projection.
 */
import { useSignal } from '@preact/signals';
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

export const QrCode = ({ text }: { text: string }) => {
  const large = useSignal(false);
  if (location.protocol === 'file:') return <p class="hint">{t('teacher.qrOfFile')}</p>;
  if (text.length > LONGEST) return <p class="hint">{t('teacher.qrTooLong')}</p>;
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  return (
    <button
      type="button"
      class="qr"
      aria-pressed={large.value}
      aria-label={t('teacher.qr')}
      title={t('teacher.qrLarge')}
      onClick={() => {
        large.value = !large.value;
      }}
    >
      <svg viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" aria-hidden="true">
        <rect width={size} height={size} fill="#fff" />
        <path d={pathOf(data)} fill="#000" />
      </svg>
    </button>
  );
};
