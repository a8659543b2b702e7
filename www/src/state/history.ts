/**
 * What the user has chosen, and how it changes: gestures, undo, the address. Knows no engine.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Classroom, OpenedLink, Settings, Source, State, View } from '../engine/wasm';
import { language } from '../i18n';
import { FILE, isAtHand } from './files';
import { readLink, START, writeLink } from '../engine/core';

/** What a change replaces; the rest stays. */
export type Change = { source?: Partial<Source>; settings?: Partial<Settings>; view?: Partial<View>; pinned?: Settings | undefined; classroom?: Partial<Classroom> };

/** A look at the whole of new data: what was zoomed into or selected belongs to the old. */
export const FRESH_VIEW = { selected: 0, zoom_lo: 0, zoom_hi: 0, from: 0, span: 0 } as const;

const current = signal<State>(START);
const awaited = signal<State | undefined>(undefined);
const swapped = signal(false);
const notes = signal<() => string[]>(() => []);
const past = signal<State[]>([]);
const future = signal<State[]>([]);

/** What the user has chosen; may be ahead of what is shown, and may be wrong. */
export const state: ReadonlySignal<State> = current;
/** What a link shows once its file is open. */
export const wanted: ReadonlySignal<State | undefined> = awaited;
/** Whether all charts are to show the pinned settings. */
export const wantsPinned: ReadonlySignal<boolean> = swapped;
/** Sentences about links and restarts, until dismissed. */
export const messages: ReadonlySignal<string[]> = computed(() => {
  void language.value;
  return notes.value();
});
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** Puts the picture of the pinned settings into all charts, or that of the chosen ones back. */
export const showPinned = (on: boolean): void => {
  swapped.value = on;
};

/** Says a sentence in place of those there are; in another language it is asked for again. */
export const say = (sentence: () => string): void => {
  notes.value = () => [sentence()];
};

export const dismissMessages = (): void => {
  notes.value = () => [];
};

/** No longer waits for a link's file. */
export const dismissWanted = (): void => {
  awaited.value = undefined;
};

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is not replaced stays the same object: who shows it has nothing to render. */
const merge = (to: State, change: Change): State => ({
  source: change.source ? { ...to.source, ...change.source } : to.source,
  settings: change.settings ? { ...to.settings, ...change.settings } : to.settings,
  view: change.view ? { ...to.view, ...change.view } : to.view,
  pinned: 'pinned' in change ? change.pinned : to.pinned,
  classroom: change.classroom ? { ...to.classroom, ...change.classroom } : to.classroom,
});

/** What a change of is a step that can be undone. */
const numbers = ({ source, settings, pinned }: State): unknown => [source, settings, pinned];

let gestureStart: State | undefined;

/** Whether a hand is at it: changes come faster than pictures. */
export const isMoving = (): boolean => gestureStart !== undefined;

/**
 * Changes the state. `during` a gesture (a drag, a slider being moved) the change joins the same undo step, which
 * `end` closes. Changes of the view alone are no undo steps.
 */
export const change = (by: Change, gesture: 'during' | 'end' = 'end'): void => {
  const before = current.value;
  // What is changed must be what is seen.
  if (by.settings || 'pinned' in by) swapped.value = false;
  current.value = merge(before, by);
  if (gesture === 'during') gestureStart ??= before;
  else endGesture(gestureStart ?? before);
};

/** Closes a gesture whose last change has already been made. */
export const settle = (): void => {
  if (gestureStart) endGesture(gestureStart);
};

/** Takes back everything since the gesture began. */
export const abandon = (): void => {
  if (gestureStart) current.value = gestureStart;
  gestureStart = undefined;
};

/** Steps that can be undone. */
const MOST_STEPS = 200;

const remember = (step: State): void => {
  past.value = [...past.value.slice(1 - MOST_STEPS), step];
};

const endGesture = (start: State): void => {
  gestureStart = undefined;
  const step = !same(numbers(start), numbers(current.value));
  if (step) {
    remember(start);
    future.value = [];
  }
  // A lesson's step is one for the back button, whatever it changes.
  writeAddress(step || start.classroom.step !== current.value.classroom.step);
};

/** Brings back a state, keeping the look, the spotlight and the lesson of now. */
const goTo = (to: State): void => {
  swapped.value = false;
  const { theme, language, spotlight } = current.value.view;
  current.value = { ...to, view: { ...to.view, theme, language, spotlight }, classroom: current.value.classroom };
  writeAddress(false);
};

export const undo = (): void => {
  const to = past.value.at(-1);
  if (!to) return;
  batch(() => {
    past.value = past.value.slice(0, -1);
    future.value = [current.value, ...future.value];
    goTo(to);
  });
};

export const redo = (): void => {
  const to = future.value[0];
  if (!to) return;
  batch(() => {
    future.value = future.value.slice(1);
    remember(current.value);
    goTo(to);
  });
};

/** Returns to a state that is known to be good, and forgets the step that led away from it. */
export const fallBack = (safe: State): void => {
  current.value = safe;
  const step = past.value.at(-1);
  if (step && same(numbers(step), numbers(safe))) past.value = past.value.slice(0, -1);
  writeAddress(false);
};

/** Starts over: a link that cannot be shown. */
export const startOver = (why: () => string): void => {
  const before = notes.value;
  notes.value = () => [...before(), why()];
  current.value = START;
};

/** Whether two sources are the same part of the same data, whatever was changed by hand. */
export const sameBytes = (a: Source, b: Source): boolean => same({ ...a, edits: [], hash: '' }, { ...b, edits: [], hash: '' });

/** Notes the hash of the bytes that `of` was found to stand for: no change, but what was chosen is now fully said. */
export const adoptHash = (of: Source, hash: string): void => {
  const now = current.value;
  if (!sameBytes(of, now.source) || now.source.hash === hash) return;
  current.value = { ...now, source: { ...now.source, hash } };
  writeAddress(false);
};

const writeAddress = (step: boolean): void => {
  const hash = `#${writeLink(current.value)}`;
  if (hash === location.hash) return;
  if (step) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
};

/** Takes a link over; one to a file that is not open waits for it, in its own look. */
const follow = (link: string): void => {
  const { state: to }: OpenedLink = readLink(link);
  notes.value = () => readLink(link).messages;
  if (isAtHand(to.source)) {
    awaited.value = undefined;
    current.value = to;
  } else {
    awaited.value = to;
    const now = current.value;
    const { theme, language } = to.view;
    if (now.view.theme !== theme || now.view.language !== language) current.value = { ...now, view: { ...now.view, theme, language } };
  }
};

/** Shows what a link says, as a step that can be undone. */
export const openLink = (link: string): void => {
  const before = current.value;
  batch(() => {
    follow(link);
    if (!same(numbers(before), numbers(current.value))) {
      remember(before);
      future.value = [];
    }
  });
  writeAddress(true);
};

/** The back button and links typed into the address bar. */
const openAddress = (): void => {
  if (`#${writeLink(current.value)}` === location.hash) return;
  batch(() => {
    const before = current.value;
    follow(location.hash);
    if (same(numbers(before), numbers(current.value))) return;
    remember(before);
    future.value = [];
  });
};
addEventListener('popstate', openAddress);
addEventListener('hashchange', openAddress);

follow(location.hash);

/** The state that a link to a file waits to show, with the file it was found in. */
export const showWanted = (file: string): void => {
  const to = awaited.value;
  if (!to) return;
  awaited.value = undefined;
  change({ ...to, source: { ...to.source, data: FILE, file } });
};
