/**
 * The page's one state: settings chosen, the last complete result, and what is wrong. Everything else is a function
 * of these signals. Owns undo, the address, and the loop that asks the worker: one request at a time, latest wins.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { ask, cancel as cancelWorker, Lost, Refused } from '../engine/client';
import { firstPicture } from '../engine/first';
import {
  ready,
  type Chart,
  type Complaint,
  type Disagreement,
  type ExampleInfo,
  type FormatsChart,
  type Frame,
  type Measured,
  type Offer,
  type Painter,
  type Room,
  type Settings,
  type Source,
  type State,
  type View,
} from '../engine/wasm';

/** A complete result: never two parameter sets in one picture. */
export type Shown = { state: State; frame: Frame; painter: Painter };

/** The pinned settings, A, on the same data: their own picture, or why there is none. */
export type Pinned = { asked: string; settings: Settings } & ({ picture: Shown } | { fault: string });

/** What a change replaces; the rest stays. */
export type Change = { source?: Partial<Source>; settings?: Partial<Settings>; view?: Partial<View>; pinned?: Settings | undefined };

const wasm = await ready;

const opened = wasm.open_link(location.hash);
const current = signal<State>(opened.state);
const result = signal<Shown | undefined>(undefined);
const other = signal<Pinned | undefined>(undefined);
const swapped = signal(false);
const fault = signal<Complaint | undefined>(undefined);
const work = signal<{ loading: boolean; share: number | undefined } | undefined>(undefined);
const notes = signal<string[]>(opened.messages);
const roomSignal = signal<Room>({ line: 900, series: 450, histogram: 450, map_width: 400, map_height: 200, tables: [], measures: false });
const past = signal<State[]>([]);
const future = signal<State[]>([]);

/** What the user has chosen; may be ahead of `shown`, and may be wrong (then `complaint` says so). */
export const state: ReadonlySignal<State> = current;
/** The last complete result of the chosen settings, B. */
export const chosen: ReadonlySignal<Shown | undefined> = result;
/** The settings pinned for comparison, A, as far as `chosen` goes. */
export const pinned: ReadonlySignal<Pinned | undefined> = other;
/** The picture in all charts: of the chosen settings, or of the pinned ones while those are looked at. */
export const shown: ReadonlySignal<Shown | undefined> = computed(() =>
  swapped.value && other.value && 'picture' in other.value ? other.value.picture : result.value,
);
/** Whether all charts show the pinned settings. */
export const showsPinned = computed(() => shown.value !== result.value);
/** What is wrong with `state`, next to which control. */
export const complaint: ReadonlySignal<Complaint | undefined> = fault;
/** What the worker has been doing for longer than a blink. */
export const busy: ReadonlySignal<{ loading: boolean; share: number | undefined } | undefined> = work;
/** Sentences about links and restarts, until dismissed. */
export const messages: ReadonlySignal<string[]> = notes;
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);
/** The data menu. */
export const examples: ExampleInfo[] = wasm.examples();
/** What each scheme leaves to choose. */
export const offers: Offer[] = wasm.offers();

/** Puts the picture of the pinned settings into all charts, or that of the chosen ones back. */
export const showPinned = (on: boolean): void => {
  swapped.value = on;
};

export const dismissMessages = (): void => {
  notes.value = [];
};

/** The state a link stands for. */
export const stateOf = (link: string): State => wasm.open_link(link).state;

/** A link to `state` as it is. */
export const linkTo = (to: State): string => `${location.origin}${location.pathname}#${wasm.write_link(to)}`;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const merge = (to: State, change: Change): State => ({
  source: { ...to.source, ...change.source },
  settings: { ...to.settings, ...change.settings },
  view: { ...to.view, ...change.view },
  pinned: 'pinned' in change ? change.pinned : to.pinned,
});

/** What a change of is a step that can be undone. */
const numbers = ({ source, settings, pinned }: State): unknown => [source, settings, pinned];

let gestureStart: State | undefined;

/**
 * Changes the state. `during` a gesture (a drag, a slider being moved) the change joins the same undo step, which
 * `end` closes. Changes of the view alone are no undo steps.
 */
export const change = (by: Change, gesture: 'during' | 'end' = 'end'): void => {
  const before = current.value;
  // What is changed must be what is seen.
  if (by.settings || 'pinned' in by) swapped.value = false;
  current.value = merge(before, by);
  if (gesture === 'during') {
    gestureStart ??= before;
    schedule();
    return;
  }
  endGesture(gestureStart ?? before);
};

/** Closes a gesture whose last change has already been made. */
export const settle = (): void => {
  if (gestureStart) endGesture(gestureStart);
};

/** Takes back everything since the gesture began. */
export const abandon = (): void => {
  if (gestureStart) current.value = gestureStart;
  gestureStart = undefined;
  schedule();
};

const endGesture = (start: State): void => {
  gestureStart = undefined;
  const now = current.value;
  const step = !same(numbers(start), numbers(now));
  if (step) {
    past.value = [...past.value.slice(-199), start];
    future.value = [];
  }
  writeAddress(step);
  schedule();
};

/** Brings back a state, keeping the view of now where only numbers differ. */
const goTo = (to: State): void => {
  swapped.value = false;
  current.value = { ...to, view: { ...to.view, theme: current.value.view.theme } };
  writeAddress(false);
  schedule();
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
    past.value = [...past.value, current.value];
    goTo(to);
  });
};

const writeAddress = (step: boolean): void => {
  const hash = `#${wasm.write_link(current.value)}`;
  if (hash === location.hash) return;
  if (step) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
};

/** The back button and links typed into the address bar. */
const openAddress = (): void => {
  if (`#${wasm.write_link(current.value)}` === location.hash) return;
  const { state: to, messages: faults } = wasm.open_link(location.hash);
  batch(() => {
    past.value = [...past.value, current.value];
    future.value = [];
    current.value = to;
    notes.value = faults;
  });
  schedule();
};
addEventListener('popstate', openAddress);
addEventListener('hashchange', openAddress);

/** How much room the charts have; a change asks for new models. */
export const makeRoom = (by: Partial<Room>): void => {
  const next = { ...roomSignal.value, ...by };
  if (same(next, roomSignal.value)) return;
  roomSignal.value = next;
  schedule();
};

/** Opens or closes the table of a chart. */
export const showTable = (chart: Chart, open: boolean): void => {
  const others = roomSignal.value.tables.filter((table) => table !== chart);
  makeRoom({ tables: open ? [...others, chart] : others });
};

let scheduled = false;
let asking = false;
/** Something changed while the worker was not free to be asked. */
let missed = false;
/** The source the worker holds. */
let loaded: Source | undefined;

/** Asks once for all changes of one event. Events of a drag come once a frame, so waiting for one would waste it. */
const schedule = (): void => {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    void run();
  });
};

const load = async (source: Source): Promise<void> => {
  const editsOnly = loaded && same({ ...loaded, edits: [] }, { ...source, edits: [] });
  const file = editsOnly ? undefined : examples.find((e) => e.key === source.data)?.file;
  await ask({ kind: 'load', source, file }, (share) => {
    if (work.value) work.value = { loading: true, share };
  });
  loaded = source;
};

const study = async (asked: State, room: Room, pinned: boolean): Promise<Shown | undefined> => {
  const answer = await ask({ kind: 'study', settings: asked.settings, view: asked.view, room, pinned });
  return answer.kind === 'frame' ? { state: asked, frame: answer.frame, painter: new wasm.Painter(answer.models) } : undefined;
};

/** The pinned settings on the data and in the view asked for; those at hand where nothing of it differs. */
const comparison = async ({ source, view, pinned: settings }: State, room: Room): Promise<Pinned | undefined> => {
  if (!settings) return undefined;
  const state: State = { source, settings, view, pinned: undefined };
  const asked = JSON.stringify([state, room]);
  if (other.value?.asked === asked) return other.value;
  try {
    const picture = await study(state, room, true);
    return picture && { asked, settings, picture };
  } catch (error) {
    if (error instanceof Refused) return { asked, settings, fault: error.complaint.message };
    throw error;
  }
};

/** Answers the newest state, then the next newest, until none is left. */
const run = async (): Promise<void> => {
  if (asking) {
    missed = true;
    return;
  }
  asking = true;
  missed = false;
  const asked = current.value;
  const room = roomSignal.value;
  const needsLoad = !same(loaded, asked.source);
  const blink = setTimeout(() => {
    work.value = { loading: needsLoad, share: undefined };
  }, 150);
  try {
    if (needsLoad) await load(asked.source);
    const studied = await study(asked, room, false);
    if (studied) {
      const compared = await comparison(asked, room);
      batch(() => {
        result.value?.painter.free();
        result.value = studied;
        if (compared !== other.value && other.value && 'picture' in other.value) other.value.picture.painter.free();
        other.value = compared;
        fault.value = undefined;
      });
    }
  } catch (error) {
    recover(error, asked);
  } finally {
    clearTimeout(blink);
    asking = false;
    work.value = undefined;
  }
  if (!same(asked, current.value) || !same(room, roomSignal.value)) schedule();
};

const RESTARTED = 'The engine stopped and was started again.';

/** A refused state stays for the user to mend; a lost worker is replaced and the last good state shown again. */
const recover = (error: unknown, asked: State): void => {
  if (error instanceof Refused) {
    fault.value = error.complaint;
    // The first picture must not wait for a mended link: what the link got wrong falls back to the defaults.
    if (!result.value && !same(asked, wasm.open_link('').state)) {
      notes.value = [...notes.value, `${error.complaint.message} The link could not be shown as it is, so the start page is.`];
      current.value = wasm.open_link('').state;
      schedule();
    }
    return;
  }
  loaded = undefined;
  if (!(error instanceof Lost)) throw error;
  if (!error.cancelled) notes.value = [`${RESTARTED} Your settings are as they were before the last change.`];
  const safe = result.value?.state ?? wasm.open_link('').state;
  if (same(safe, asked) && !error.cancelled) {
    fault.value = { field: 'data', message: 'The engine stopped twice on the same data. Choose other data.' };
    return;
  }
  current.value = safe;
  // The change is gone, and with it the step that would have taken it back.
  const step = past.value.at(-1);
  if (step && same(numbers(step), numbers(safe))) past.value = past.value.slice(0, -1);
  writeAddress(false);
  schedule();
};

/** Ends a long computation and returns to the last complete result. */
export const cancel = (): void => cancelWorker();

/** Uses the worker between two studies. */
const between = async <T>(work: () => Promise<T>): Promise<T> => {
  while (asking) await new Promise((next) => setTimeout(next, 4));
  asking = true;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Lost) {
      loaded = undefined;
      notes.value = [RESTARTED];
      missed = true;
    }
    throw error;
  } finally {
    asking = false;
    if (missed) schedule();
  }
};

/** The last result as a file. */
export const exportFile = async (what: 'csv' | 'json' | 'numpy' | 'torch'): Promise<Blob | undefined> => {
  const now = result.value?.state;
  if (!now) return undefined;
  const link = linkTo(now);
  // What is saved must be what is seen.
  showPinned(false);
  const answer = await between(() =>
    ask(
      what === 'csv' || what === 'json'
        ? { kind: 'export', format: what, state: now, link }
        : { kind: 'program', dialect: what, link },
    ),
  );
  return answer.kind === 'text' ? answer.blob : undefined;
};

/** Measures other settings on the data of `source`; nothing where the worker holds other data by then. */
export const measure = (source: Source, settings: Settings): Promise<Measured | undefined> =>
  between(async () => {
    if (!same(loaded, source)) return undefined;
    const answer = await ask({ kind: 'measure', settings });
    return answer.kind === 'measured' ? answer.measured : undefined;
  });

/** Where the other conventions disagree with the chosen one; nothing where the worker holds other data by then. */
export const findDisagreements = (): Promise<Disagreement[] | undefined> =>
  between(async () => {
    const now = result.value?.state;
    if (!now || !same(loaded, now.source)) return undefined;
    const answer = await ask({ kind: 'disagree', settings: now.settings });
    return answer.kind === 'disagreements' ? answer.disagreements : undefined;
  });

/** A number in at most 4 significant digits, as every chart and table writes it. */
export const formatNumber = (value: number): string => wasm.format_number(value);

/** A whole number with every digit. */
export const formatWhole = wasm.format_whole;
/** A share of 1 in percent. */
export const formatPercent = wasm.format_percent;
/** Decibels, one decimal. */
export const formatDecibel = wasm.format_decibel;

/** The formats of the format bench. */
export const formatCandidates = wasm.format_candidates;
/** The picture of the format bench. */
export const formatsPicture = (...of: ConstructorParameters<typeof wasm.FormatsChart>): FormatsChart => new wasm.FormatsChart(...of);

/** A convention in words. */
export const conventionWords = wasm.convention_words;

/** An example's source with its recommended parameters. */
export const exampleSource = wasm.example_source;

/** The start page's picture is at hand before the engine is. */
const begin = async (): Promise<void> => {
  const state = wasm.open_link('').state;
  const first = same(state, current.value) ? await firstPicture() : undefined;
  if (first && !result.value) result.value = { state, frame: first.frame, painter: new wasm.Painter(first.models) };
};

schedule();
void begin();
