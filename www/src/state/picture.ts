/**
 * The pictures on show: of the chosen settings, B, and of the pinned ones, A. A newer pair takes their place in the
 * next frame, both at once. Asks nobody for them.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Frame, Painter as Drawing, Settings, State } from '../engine/wasm';
import { beforePaint } from './frame';
import { wantsPinned } from './history';
import { Painter } from '../engine/core';

/** A complete result: never two parameter sets in one picture. `sampled` says what was left out of the data. */
export type Shown = { state: State; frame: Frame; painter: Drawing; sampled: string | undefined };

/** The pinned settings on the same data: their own picture, or why there is none. */
export type Pinned = { asked: string; settings: Settings } & ({ picture: Shown } | { fault: string });

const result = signal<Shown | undefined>(undefined);
const other = signal<Pinned | undefined>(undefined);

/** The last complete result of the chosen settings. */
export const chosen: ReadonlySignal<Shown | undefined> = result;
/** The settings pinned for comparison, as far as `chosen` goes. */
export const pinned: ReadonlySignal<Pinned | undefined> = other;
/** The picture in all charts: of the chosen settings, or of the pinned ones while those are looked at. */
export const shown: ReadonlySignal<Shown | undefined> = computed(() =>
  wantsPinned.value && other.value && 'picture' in other.value ? other.value.picture : result.value,
);
/** Whether there is a picture at all: for those who need not know which. */
export const isShown = computed(() => shown.value !== undefined);
/** Whether all charts show the pinned settings. */
export const showsPinned = computed(() => shown.value !== result.value);

/** The newest pair, until it is put up, and what is to be known then. */
let next: { chosen: Shown; pinned: Pinned | undefined; onShown: (state: State) => void } | undefined;

/** Those of pairs put up or about to be: each holds its models in wasm memory until it is let go. */
const painters = new Set<Drawing>();

const paintersOf = (chosen: Shown, pinned: Pinned | undefined): Drawing[] =>
  pinned && 'picture' in pinned ? [chosen.painter, pinned.picture.painter] : [chosen.painter];

/** What draws an answer's models. It is let go when a newer pair has taken the place of its own. */
export const painterOf = (models: Uint8Array): Drawing => new Painter(models);

/** Puts up the newest pair now. */
export const present = (): void => {
  if (!next) return;
  const up = next;
  next = undefined;
  batch(() => {
    result.value = up.chosen;
    other.value = up.pinned;
    up.onShown(up.chosen.state);
  });
  // What the worker is answering at this very time is no part of a pair yet, and stays.
  const held = paintersOf(up.chosen, up.pinned);
  for (const painter of painters) {
    if (held.includes(painter)) continue;
    painters.delete(painter);
    painter.free();
  }
};

/** Puts up a pair in the next frame, unless a newer one comes before it. `onShown` belongs to the same change. */
export const presentSoon = (chosen: Shown, pinned: Pinned | undefined, onShown: (state: State) => void): void => {
  next = { chosen, pinned, onShown };
  for (const painter of paintersOf(chosen, pinned)) painters.add(painter);
  beforePaint('picture', present, present);
};

/** Whether there is a picture, or will be in the next frame. */
export const hasPicture = (): boolean => (next ?? result.peek()) !== undefined;

/** The pinned settings' part of the newest pair. */
export const newestPinned = (): Pinned | undefined => (next ? next.pinned : other.peek());
