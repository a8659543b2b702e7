/**
 * The button of each chart that gives it the page, in the layout for projectors; and the Escape key that leaves it. Knows no chart's
 * content.
 */
import { useEffect } from 'preact/hooks';
import type { Chart, Spotlight } from '../../engine/wasm';
import { t } from '../../i18n';
import { enlarge, leavePresent } from '../../state/layout';
import { SpotlightIcon } from '../../ui/icons';
import { OPEN } from '../../ui/popover/popover';

/** The charts as links name them: those of original and dequantized values are one. */
const SPOTS: Partial<Record<Chart, Spotlight>> = {
  'number-line': 'number-line',
  series: 'series',
  transfer: 'series',
  histogram: 'histogram',
  bench: 'bench',
  map: 'map',
};

export const SpotlightButton = ({ chart, title }: { chart: Chart; title: string }) => {
  const spot = SPOTS[chart];
  if (!spot) return null;
  return (
    <button
      type="button"
      class="spotlight"
      aria-label={t('access.spotlight', { chart: title })}
      title={t('access.spotlightTitle')}
      onClick={() => enlarge(spot)}
    >
      <SpotlightIcon />
    </button>
  );
};

/** Escape returns from the layout for projectors, unless the focused element or an open popover or dialog uses it. */
const leave = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector(OPEN)) return;
  leavePresent();
};

export const useEscape = (): void => {
  useEffect(() => {
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
};
