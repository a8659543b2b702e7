/**
 * What the tabs of the strip have chosen. Where there is room that is a view below the picture; on phones and for projectors it
 * stands in the picture's place, and the picture is one of the choices. Renders nothing.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Spotlight, Tab } from '../../engine/wasm';
import { isCompact } from '../../state/layout';
import { isHidden } from '../../state/parts';
import { change, state } from '../../state/store';

/** The picture, one of the views of the strip, the selected value, or the pinned settings. */
export type Place = 'line' | Tab | 'value' | 'pins';

const asked = signal<'line' | 'tab' | 'value' | 'pins' | undefined>(undefined);

/** The enlarged chart of a link, as a place; the histogram is part of the picture. */
const SPOTS: Partial<Record<Spotlight, Tab>> = { series: 'in-order', bench: 'clipping', map: 'matrices' };
const SPOT_OF: Partial<Record<Tab, Spotlight>> = { 'in-order': 'series', sorted: 'series', clipping: 'bench', matrices: 'map' };

const spot = computed(() => {
  const { spotlight, tab } = state.value.view;
  return SPOT_OF[tab] === spotlight ? tab : SPOTS[spotlight];
});

/** What stands in the place of the picture where that has room for one thing only. */
export const room: ReadonlySignal<'line' | 'tab' | 'value' | 'pins'> = computed(() => {
  const at = asked.value ?? (spot.value ? 'tab' : 'line');
  return at === 'line' && isHidden('number-line') ? 'tab' : at;
});

/** The chosen place. */
export const place: ReadonlySignal<Place> = computed(() => {
  const { tab } = state.value.view;
  if (room.value === 'pins') return 'pins';
  if (!isCompact.value) return tab;
  return room.value === 'tab' ? (spot.value ?? tab) : room.value;
});

/** Shows a place. */
export const look = (to: Place): void => {
  const isTab = to !== 'line' && to !== 'value' && to !== 'pins';
  asked.value = isTab ? 'tab' : to;
  if (isTab) change({ view: { tab: to, spotlight: SPOT_OF[to] ?? 'off' } });
  else if (state.peek().view.spotlight !== 'off') change({ view: { spotlight: 'off' } });
};
