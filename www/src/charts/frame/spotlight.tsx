/**
 * The spotlight gives one chart the whole stage: the button of each chart, the cell that hides while another chart has the
 * spotlight, and the Escape key. Knows no chart's content.
 */
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Chart, Spotlight } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { SpotlightIcon } from '../../ui/icons';

/** The two charts of original and dequantized values share a cell. */
const placeOf = (chart: Chart): Exclude<Spotlight, 'off'> => {
  if (chart === 'transfer') return 'series';
  return chart === 'matrices' ? 'map' : chart;
};

/** Scrolls the chart into view once the new layout stands: on narrow screens it has moved. */
const bringUp = (cell: Element | null, block: ScrollLogicalPosition): void => {
  requestAnimationFrame(() => cell?.scrollIntoView({ block }));
};

export const SpotlightButton = ({ chart, title }: { chart: Chart; title: string }) => {
  const place = placeOf(chart);
  const isLit = useComputed(() => state.value.view.spotlight === place).value;
  return (
    <button
      type="button"
      class="spotlight"
      aria-label={t('access.spotlight', { chart: title })}
      aria-pressed={isLit}
      title={t('access.spotlightTitle')}
      onClick={(event) => {
        change({ view: { spotlight: isLit ? 'off' : place } });
        bringUp(event.currentTarget.closest('.cell'), isLit ? 'nearest' : 'start');
      }}
    >
      <SpotlightIcon />
    </button>
  );
};

type CellProps = { of: Exclude<Spotlight, 'off'>; kind?: string; children: ComponentChildren };

/** The cell of a chart. */
export const Cell = ({ of, kind = '', children }: CellProps) => {
  const isAside = useComputed(() => ![of, 'off'].includes(state.value.view.spotlight)).value;
  return (
    <div class={`cell ${kind}`.trim()} hidden={isAside}>
      {children}
    </div>
  );
};

/** Escape ends the spotlight, unless the focused element or an open popover or dialog uses it. */
const leave = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || state.peek().view.spotlight === 'off') return;
  if (document.querySelector('dialog[open], :popover-open')) return;
  const lit = document.querySelector('.cell:not([hidden])');
  change({ view: { spotlight: 'off' } });
  bringUp(lit, 'nearest');
};

export const useSpotlightKey = (): void => {
  useEffect(() => {
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
};
