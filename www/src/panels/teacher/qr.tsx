/**
 * A link as a QR code, drawn as SVG.
 */
import { useSignal } from '@preact/signals';
import { encode } from 'uqr';
import { t } from '../../i18n';

/** The longest link: codes of longer ones cannot be scanned across a room. */
const LONGEST = 900;

/** Width of the quiet zone in modules, by the standard. */
const QUIET = 4;

/** The dark modules as an SVG path, one rectangle for each run in a row. */
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
