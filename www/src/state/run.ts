/**
 * The loop that asks the worker: one request at a time, the newest state wins. Owns what is wrong; replaces a
 * worker that was lost.
 */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { ask, cancel as cancelWorker, Lost, Refused } from '../engine/client';
import { sampleOf } from '../engine/assets';
import type { Chart, FieldError, Listing, Loaded, ChartSizes, Source, State } from '../engine/wasm';
import { language, LANGUAGES, languageOf, setLanguage, t } from '../i18n';
import { whenIdle } from '../idle';
import { FILE, openHandles } from './files';
import { expect, forget, keep, takeForeseen, wanting } from './foresight';
import { adoptHash, change, fallBack, same, sameBytes, say, startOver, state } from './history';
import { chosen, hasPicture, newestPinned, painterOf, present, presentSoon, type Pinned, type Shown } from './picture';
import { examples, START } from '../engine/core';

const fault = signal<FieldError | undefined>(undefined);
const work = signal<{ loading: boolean; share: number | undefined } | undefined>(undefined);
const roomSignal = signal<ChartSizes>({ line: 900, series: 450, histogram: 450, map_width: 400, map_height: 200, tables: [], measures: false });

/** What is wrong with `state` or with what was last opened, next to which control. */
export const complaint: ReadonlySignal<FieldError | undefined> = fault;
/** What the worker has been doing for longer than a blink. */
export const busy: ReadonlySignal<{ loading: boolean; share: number | undefined } | undefined> = work;

/** The state at the time of a complaint that is not about it, such as of a file: only another picture ends it. */
let besides: State | undefined;

const refused = signal<{ state: State; why: string } | undefined>(undefined);
/** The state refused last, and why. */
export const refusal: ReadonlySignal<{ state: State; why: string } | undefined> = refused;

/** Says what is wrong, or that nothing is any more. */
export const complain = (about: FieldError | undefined): void => {
  fault.value = about;
  besides = about && state.value;
};

/** How much room the charts have; a change asks for new models. */
export const makeRoom = (by: Partial<ChartSizes>): void => {
  const next = { ...roomSignal.value, ...by };
  if (!same(next, roomSignal.value)) roomSignal.value = next;
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
/** The source the worker holds, and what it left out of it. */
let loaded: Source | undefined;
let sampled: string | undefined;
/** The files the worker has open. */
let held: readonly File[] = [];

const forgetWorker = (): void => {
  forget();
  loaded = undefined;
  held = [];
};

/** Asks once for all changes of one event. Events of a drag come once a frame, so waiting for one would waste it. */
const schedule = (): void => {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    void run();
  });
};

/** Milliseconds that nobody notices. */
const BLINK = 150;

/** Runs `task`, and tells of it when it takes longer than a blink. */
const telling = async <T>(loading: boolean, task: () => Promise<T>): Promise<T> => {
  const blink = setTimeout(() => {
    work.value = { loading, share: undefined };
  }, BLINK);
  try {
    return await task();
  } finally {
    clearTimeout(blink);
    work.value = undefined;
  }
};

/** Opens files in the worker. */
const give = async (files: readonly File[]): Promise<Listing | undefined> => {
  const answer = await ask({ kind: 'open', files });
  held = files;
  return answer.kind === 'listing' ? answer.listing : undefined;
};

/** Loads the data asked for. Returns what was asked, with the hash of what was found. */
const load = async (asked: State): Promise<State> => {
  const { source } = asked;
  const ofFile = source.data === FILE;
  if (ofFile) await giveOpenFiles();
  const known = loaded && sameBytes(loaded, source) && loaded.hash === source.hash;
  const file = known ? undefined : examples.peek().find((e) => e.key === source.data)?.file;
  const sample = file === undefined ? undefined : await sampleOf(file);
  const answer = await ask({ kind: 'load', source, sample }, (share) => {
    if (work.value) work.value = { loading: true, share };
  });
  const told: Loaded | undefined = answer.kind === 'loaded' ? answer.loaded : undefined;
  sampled = told?.sampled;
  loaded = ofFile ? { ...source, hash: told?.hash ?? '' } : source;
  if (ofFile) adoptHash(source, loaded.hash);
  return { ...asked, source: loaded };
};

const study = async (asked: State, room: ChartSizes, role: 'chosen' | 'pinned'): Promise<Shown | undefined> => {
  const answer = await ask({ kind: 'study', settings: asked.settings, view: asked.view, room, role });
  if (answer.kind !== 'frame') return undefined;
  return { state: asked, frame: answer.frame, painter: painterOf(answer.models), sampled };
};

/** The pinned settings on the data and in the view asked for; those at hand where nothing of it differs. */
const comparison = async ({ source, view, pinned: settings }: State, room: ChartSizes): Promise<Pinned | undefined> => {
  if (!settings) return undefined;
  const alone: State = { source, settings, view, pinned: undefined, classroom: START.classroom };
  const asked = JSON.stringify([alone, room]);
  const newest = newestPinned();
  if (newest?.asked === asked) return newest;
  try {
    const picture = await study(alone, room, 'pinned');
    return picture && { asked, settings, picture };
  } catch (error) {
    if (error instanceof Refused) return { asked, settings, fault: error.complaint.message };
    throw error;
  }
};

/** Loads where need be, studies, and has the answer shown in the next frame. Returns the state with what loading found out. */
const answerTo = async (wanted: State, room: ChartSizes): Promise<State> => {
  const asked = same(loaded, wanted.source) ? wanted : await load(wanted);
  const start = performance.now();
  const studied = await study(asked, room, 'chosen');
  took = performance.now() - start;
  if (!studied) return asked;
  // The worker is free for what comes after while this is drawn.
  presentSoon(studied, await comparison(asked, room), endFault);
  return asked;
};

const endFault = (now: State): void => {
  refused.value = undefined;
  if (!same(now, besides)) fault.value = undefined;
};

/** Has a foreseen picture shown in the next frame, and the worker take over the study it is of. Nothing where none is at hand. */
const showForeseen = (asked: State, room: ChartSizes): Promise<State> | undefined => {
  const ready = same(loaded, asked.source) ? takeForeseen(asked, room) : undefined;
  if (!ready) return undefined;
  presentSoon({ state: asked, frame: ready.frame, painter: painterOf(ready.models), sampled }, undefined, endFault);
  return ask({ kind: 'adopt', settings: asked.settings, selected: asked.view.selected }).then((answer) =>
    answer.kind === 'adopted' && answer.known ? asked : answerTo(asked, room),
  );
};

/** How long the last study took. What takes longer than a blink is not asked ahead: a change would have to wait for it. */
let took = 0;

/** Asks about what may be chosen next, as long as nothing has been. */
const lookAhead = async (): Promise<void> => {
  const [now, room] = [state.peek(), roomSignal.peek()];
  const next = asking || took > BLINK || !same(loaded, now.source) ? undefined : wanting(now, room);
  if (!next) return;
  await between(async () => {
    try {
      const answer = await ask({ kind: 'study', settings: next.settings, view: next.view, room, role: 'ahead' });
      if (answer.kind === 'frame') keep(next, room, answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      keep(next, room, 'refused');
    }
  }).catch(() => {});
  whenIdle(() => void lookAhead());
};

/** A hand is near a control: what it may choose next. */
export const expectNext = (changes: Parameters<typeof expect>[0]): void => {
  expect(changes);
  if (changes) whenIdle(() => void lookAhead());
};

/** The words of a picture and those around it are of one language. */
const speakAs = async ({ view }: State): Promise<void> => {
  const next = languageOf(view.language);
  if (next === language.peek()) return;
  forget();
  try {
    await setLanguage(next);
  } catch {
    say(() => t('header.languageFailed', { language: LANGUAGES[next] }));
    change({ view: { language: language.peek() } });
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
  let asked = state.value;
  const room = roomSignal.value;
  try {
    await speakAs(asked);
    asked = await (showForeseen(asked, room) ?? telling(!same(loaded, asked.source), () => answerTo(asked, room)));
  } catch (error) {
    recover(error, asked);
  } finally {
    asking = false;
  }
  if (!same(asked, state.value) || !same(room, roomSignal.value)) schedule();
  else whenIdle(() => void lookAhead());
};

/** A refused state stays for the user to mend; a lost worker is replaced and the last good state shown again. */
const recover = (error: unknown, asked: State): void => {
  if (error instanceof Refused) {
    // A picture still to be put up is of an earlier state: it must not end this fault.
    present();
    fault.value = error.complaint;
    besides = undefined;
    refused.value = { state: asked, why: error.complaint.message };
    // The first picture must not wait for a mended link: what the link got wrong falls back to the defaults.
    if (!hasPicture() && !same(asked, START)) {
      startOver(() => t('state.linkNotShown', { why: error.complaint.message }));
    }
    return;
  }
  forgetWorker();
  if (!(error instanceof Lost)) throw error;
  if (!error.cancelled) say(() => t('state.restartedBefore'));
  const safe = chosen.value?.state ?? START;
  if (same(safe, asked) && !error.cancelled) {
    fault.value = { field: 'data', message: t('state.stoppedTwice') };
    return;
  }
  fallBack(safe);
  schedule();
};

/** Ends a long computation and returns to the last complete result. */
export const cancel = (): void => cancelWorker();

/** Uses the worker between two studies. */
export const between = async <T>(task: () => Promise<T>): Promise<T> => {
  while (asking) await new Promise((next) => setTimeout(next, 4));
  asking = true;
  try {
    return await task();
  } catch (error) {
    if (error instanceof Lost) {
      forgetWorker();
      if (!error.cancelled) say(() => t('state.restarted'));
      missed = true;
    }
    throw error;
  } finally {
    asking = false;
    if (missed) schedule();
  }
};

/** Opens files in the worker; the data on show stays. Throws `Refused` when none can be read, `Lost` with the worker. */
export const openInWorker = (files: readonly File[]): Promise<Listing | undefined> => between(() => telling(true, () => give(files)));

/** Whether the worker holds the data of `source`. */
export const holds = (source: Source): boolean => same(loaded, source);

/** Sees to it that the worker has the open files open. */
export const giveOpenFiles = async (): Promise<void> => {
  if (held !== openHandles()) await give(openHandles());
};

effect(() => {
  // Whatever is chosen, and whatever room there is for it, is asked for.
  void [state.value, roomSignal.value];
  schedule();
});
