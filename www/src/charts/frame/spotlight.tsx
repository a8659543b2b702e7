/**
 * One chart takes the whole stage: its button, the frame around each chart that steps aside for another, and the key that
 * leaves. Knows no chart's content.
 */
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Chart, Spotlight } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { SpotlightIcon } from '../../ui/icons';

/** Both pictures of before and after stand in one place. */
const placeOf = (chart: Chart): Exclude<Spotlight, 'off'> => (chart === 'transfer' ? 'series' : chart);

/** On a phone what was in sight has moved: the chart is brought back once everything has its new place. */
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

/** A chart's place on the stage. */
export const Cell = ({ of, kind = '', children }: CellProps) => {
  const isAside = useComputed(() => ![of, 'off'].includes(state.value.view.spotlight)).value;
  return (
    <div class={`cell ${kind}`.trim()} hidden={isAside}>
      {children}
    </div>
  );
};

/** Esc leaves, unless it means something to what has the focus or floats above. */
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
