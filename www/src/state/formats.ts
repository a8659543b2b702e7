/**
 * The format bench: asks for the measure of one format after the other, so that studies get in between. Results are
 * of the data they were asked for and go with it.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { Refused } from '../engine/client';
import type { Candidate, Family, Measured, Source } from '../engine/wasm';
import { formatCandidates, measure, shown } from './store';

/** A format's measure, or the sentence that says why it has none. */
export type Result = { measured: Measured } | { refusal: string };

/** A format and, once it is there, its result. */
export type Entry = { candidate: Candidate; result: Result | undefined };

const results = signal<ReadonlyMap<string, Result>>(new Map());
const families = signal<readonly Family[]>(['integers', 'floats', 'blocks', 'ggml', 'few-levels']);
const working = signal(false);
/** What the results were measured on. */
let source: Source | undefined;
/** Only the latest turn goes on. */
let turn = 0;

/** Made when first asked for. */
const all = computed<Candidate[]>(formatCandidates);

/** The formats of the chosen families. */
export const entries: ReadonlySignal<Entry[]> = computed(() =>
  all.value
    .filter(({ family }) => families.value.includes(family))
    .map((candidate) => ({ candidate, result: results.value.get(candidate.name) })),
);

export const isChosen = (family: Family): boolean => families.value.includes(family);

/** Whether formats are being measured. */
export const isMeasuring: ReadonlySignal<boolean> = working;

/** Stops after the format under way; what is measured stays. */
export const stop = (): void => {
  turn += 1;
  working.value = false;
};

const resultOf = async (on: Source, { settings }: Candidate): Promise<Result | undefined> => {
  try {
    const measured = await measure(on, settings);
    return measured && { measured };
  } catch (error) {
    // A worker that was lost has said so itself.
    return error instanceof Refused ? { refusal: error.complaint.message } : undefined;
  }
};

/** Measures what has no result yet on the data on show; forgets the results of other data. */
export const start = async (): Promise<void> => {
  const on = shown.peek()?.state.source;
  if (!on) return;
  turn += 1;
  const mine = turn;
  batch(() => {
    if (JSON.stringify(source) !== JSON.stringify(on)) results.value = new Map();
    source = on;
    working.value = true;
  });
  for (;;) {
    const next = entries.peek().find(({ result }) => !result)?.candidate;
    const result = next && (await resultOf(on, next));
    if (turn !== mine) return;
    if (!next || !result) break;
    results.value = new Map(results.value).set(next.name, result);
  }
  working.value = false;
};

/** Takes a family in or leaves it out. */
export const choose = (family: Family, chosen: boolean): void => {
  families.value = [...families.value.filter((other) => other !== family), ...(chosen ? [family] : [])];
  if (chosen) void start();
};

/** Whether the results are of other data than what is on show. */
export const isStale = (): boolean => JSON.stringify(source) !== JSON.stringify(shown.value?.state.source);
