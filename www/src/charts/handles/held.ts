/**
 * What a hand holds: the end of the range or the value that is dragged, in which chart, and where it is. Every chart with handles
 * shows it there before the picture follows.
 */
import { computed, signal } from '@preact/signals';
import type { Chart, Range } from '../../engine/wasm';
import type { End } from '../geometry/clip';

/** An end of the range in a chart. */
export type EndAt = { chart: Chart; end: End };
export type HeldEnd = EndAt & { clip: Range; stop: string | undefined };

/** The end that is dragged, at most one. */
export const heldEnd = signal<HeldEnd | undefined>(undefined);

/** The end whose handle has the focus, where that is shown: the keyboard is in use. */
export const focusedEnd = signal<EndAt | undefined>(undefined);

/** The end that a hand or the keyboard is at. */
export const endAtHand = computed((): EndAt | undefined => heldEnd.value ?? focusedEnd.value);

/** The value that is dragged, at most one. */
export const heldValue = signal<{ chart: Chart; index: number; value: number } | undefined>(undefined);

/** Whether an end was dragged since the page was opened: from then on nobody need be told that it can be. */
export const hasDragged = signal(false);
