/**
 * What the tabs of the strip have chosen. Where there is room that is a view below the picture; on phones and for projectors it
 * stands in the picture's place, and the picture is one of the choices. Renders nothing.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Spotlight, Tab, View } from '../../engine/wasm';
import { isCompact } from '../../state/layout';
import { isHidden } from '../../state/parts';
import { change, state } from '../../state/store';

/** The picture, one of the views of the strip, the selected value, or the pinned settings. */
export type Place = 'line' | Tab | 'value' | 'pins';

type Room = 'line' | 'tab' | 'value' | 'pins';

/** The last press of a tab, and the view it was pressed in: another layout or another enlarged chart takes its place. */
const pressed = signal<{ at: Room; view: Pick<View, 'layout' | 'spotlight'> } | undefined>(undefined);

const asked = computed((): Room | undefined => {
  const { view, pinned } = state.value;
  const press = pressed.value;
  if (!press || press.view.layout !== view.layout || press.view.spotlight !== view.spotlight) return undefined;
  return press.at === 'pins' && pinned.length === 0 ? undefined : press.at;
});

/** The enlarged chart of a link, as a place; the histogram is part of the picture. */
const SPOTS: Partial<Record<Spotlight, Tab>> = { series: 'in-order', bench: 'clipping', map: 'matrices' };
const SPOT_OF: Partial<Record<Tab, Spotlight>> = { 'in-order': 'series', sorted: 'series', clipping: 'bench', matrices: 'map' };

const spot = computed(() => {
  const { spotlight, tab } = state.value.view;
  return SPOT_OF[tab] === spotlight ? tab : SPOTS[spotlight];
});

/** What stands in the place of the picture where that has room for one thing only. */
export const room: ReadonlySignal<Room> = computed(() => {
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
  const spotlight = isTab ? (SPOT_OF[to] ?? 'off') : 'off';
  pressed.value = { at: isTab ? 'tab' : to, view: { layout: state.peek().view.layout, spotlight } };
  if (isTab) change({ view: { tab: to, spotlight } });
  else if (state.peek().view.spotlight !== 'off') change({ view: { spotlight } });
};
