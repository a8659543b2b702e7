/**
 * The facts that the current step can name: of the study on show, and the step's other settings measured on the same data. Must not know
 * questions.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { once } from '../engine/once';
import type { Measured, State } from '../engine/wasm';
import type { FactSources } from '../lessons/facts';
import type { Step } from '../lessons/schema';
import { history, loop, pictures } from './app-state';
import { lesson, stateAt, step, stepIndex } from './lesson';
import { same } from './same';
import { measure } from './study/asking';

const { state } = history;
const { shown } = pictures;
const { rejected } = loop;

const measured = signal<{ key: string; others: Record<string, Measured> } | undefined>(undefined);

/** The data to measure the step's other settings on; nothing where it has none. */
const wanted = computed(() => {
  const now = shown.value;
  const of = lesson.value;
  const names = Object.entries(step.value?.with ?? {});
  if (!now || !of || names.length === 0) return undefined;
  const all = names.map(([name, changes]) => [name, stateAt(of, stepIndex.value, changes).settings] as const);
  return { source: now.state.source, all, key: JSON.stringify([now.state.source, all]) };
});

/** Whether two states have the same facts. The hash of a file's bytes is found out while they are loaded: it is no difference. */
export const hasSameFacts = (a: State, b: State): boolean => {
  const factors = ({ source, settings, view }: State): unknown => [{ ...source, hash: '' }, settings, view.selected];
  return same(factors(a), factors(b));
};

/** The step whose picture has been there: until then the one on show is of something else. */
const arrived = signal<Step | undefined>(undefined);

/** Measures the step's other settings where they are not measured yet. */
const measureOthers = (): void => {
  const want = wanted.value;
  if (!want || want.key === measured.peek()?.key) return;
  void (async () => {
    const others: Record<string, Measured> = {};
    for (const [name, settings] of want.all) {
      const found = await measure(want.source, settings).catch(() => undefined);
      if (wanted.peek()?.key !== want.key) return;
      if (found) others[name] = found;
    }
    measured.value = { key: want.key, others };
  })();
};

/** Notes when the step's picture is there. */
const noteArrival = (): void => {
  // Once it is there, and without a lesson, nothing is compared.
  if (arrived.peek() === step.value) return;
  const now = shown.value;
  if (now && hasSameFacts(now.state, state.value)) arrived.value = step.value;
};

/** Follows the lesson and the picture from the first call on. */
export const followFacts = once((): void => {
  effect(measureOthers);
  effect(noteArrival);
});

/** Everything the step can name; nothing before its picture has been there. From then on the numbers follow every change. */
export const known: ReadonlySignal<FactSources | undefined> = computed(() => {
  const now = shown.value;
  if (!now || arrived.value !== step.value) return undefined;
  return { now, others: measured.value && measured.value.key === wanted.value?.key ? measured.value.others : {} };
});

/** Whether what is known is of the chosen settings, and the step's other settings are measured. */
const isCurrent = computed(
  () => known.value !== undefined && hasSameFacts(known.value.now.state, state.value) && (!wanted.value || measured.value?.key === wanted.value.key),
);

/** The outcome of the chosen settings: their facts, a rejection, or other settings that were chosen before either. */
export type Settled = { known: FactSources } | { rejected: string } | 'superseded';

/** Resolves once the facts of the chosen settings are known, and those of the step's other settings, or the settings are rejected. */
export const settled = (): Promise<Settled> => {
  const [asked, at] = [state.peek(), step.peek()];
  return new Promise((resolve) => {
    const found = computed((): Settled | undefined => {
      if (step.value !== at || !hasSameFacts(state.value, asked)) return 'superseded';
      if (known.value && isCurrent.value) return { known: known.value };
      if (rejected.value && hasSameFacts(rejected.value.state, asked)) return { rejected: rejected.value.error.message };
      return undefined;
    });
    const stop = effect(() => {
      if (!found.value) return;
      resolve(found.value);
      queueMicrotask(() => stop());
    });
  });
};
