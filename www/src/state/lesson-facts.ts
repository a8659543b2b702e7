/**
 * The facts that the current step can name: of the study on show, and the step's other settings measured on the same data, with what
 * comes out of the layer where the step names it. Must not know questions.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { once } from '../engine/once';
import type { Outputs, State } from '../engine/wasm';
import { namesOutputs, type FactSources, type MeasuredOther } from '../lessons/facts';
import type { Step } from '../lessons/schema';
import { history, loop, pictures } from './app-state';
import { lesson, stateAt, step, stepIndex } from './lesson';
import { same } from './same';
import { measure, outputsOf } from './study/asking';

const { state } = history;
const { shown } = pictures;
const { rejected } = loop;

const measured = signal<{ key: string; others: Record<string, MeasuredOther> } | undefined>(undefined);

/** The data to measure the step's other settings on; nothing where it has none. */
const wanted = computed(() => {
  const now = shown.value;
  const of = lesson.value;
  const names = Object.entries(step.value?.with ?? {});
  if (!now || !of || names.length === 0) return undefined;
  const all = names.map(([name, changes]) => [name, stateAt(of, stepIndex.value, changes).settings] as const);
  const { source, inputs } = now.state;
  return { layer: { source, inputs }, all, key: JSON.stringify([source, inputs, all]) };
});

const hasOutputs = computed(() => step.value !== undefined && namesOutputs(step.value));

/** The state on show, where the step names what comes out of its layer. */
const outputsWanted = computed(() => {
  const now = shown.value?.state;
  if (!now || !hasOutputs.value) return undefined;
  const { source, inputs, settings } = now;
  return { layer: { source, inputs }, settings, key: JSON.stringify([{ ...source, hash: '' }, inputs, settings]) };
});

const outputsFound = signal<{ key: string; outputs: Outputs | undefined } | undefined>(undefined);

/** Asks for the outputs of the state on show where they are not there yet. */
const askOutputs = (): void => {
  const want = outputsWanted.value;
  if (!want || want.key === outputsFound.peek()?.key) return;
  const { layer, settings, key } = want;
  const isWanted = (): boolean => outputsWanted.peek()?.key === key;
  void (async () => {
    const found = await outputsOf(layer, { settings, pinned: settings }, isWanted).catch(() => undefined);
    if (isWanted()) outputsFound.value = { key, outputs: found?.outputs };
  })();
};

/** Whether two states have the same facts. The hash of a file's bytes is found out while they are loaded: it is no difference. */
export const hasSameFacts = (a: State, b: State): boolean => {
  const factors = ({ source, inputs, settings, view }: State): unknown => [{ ...source, hash: '' }, inputs, settings, view.selected];
  return same(factors(a), factors(b));
};

/** The step whose picture has been there: until then the one on show is of something else. */
const arrived = signal<Step | undefined>(undefined);

/** Measures the step's other settings where they are not measured yet. */
const measureOthers = (): void => {
  const want = wanted.value;
  if (!want || want.key === measured.peek()?.key) return;
  void (async () => {
    const others: Record<string, MeasuredOther> = {};
    const isWanted = (): boolean => wanted.peek()?.key === want.key;
    for (const [name, settings] of want.all) {
      const found = await measure(want.layer.source, settings).catch(() => undefined);
      const out = hasOutputs.peek() ? await outputsOf(want.layer, { settings, pinned: settings }, isWanted).catch(() => undefined) : undefined;
      if (!isWanted()) return;
      if (found) others[name] = { ...found, outputs: out?.outputs };
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
  effect(askOutputs);
  effect(noteArrival);
});

/** Everything the step can name; nothing before its picture has been there. From then on the numbers follow every change. */
export const known: ReadonlySignal<FactSources | undefined> = computed(() => {
  const now = shown.value;
  if (!now || arrived.value !== step.value) return undefined;
  const outputs = outputsFound.value?.key === outputsWanted.value?.key ? outputsFound.value?.outputs : undefined;
  return { now: { ...now, outputs }, others: measured.value && measured.value.key === wanted.value?.key ? measured.value.others : {} };
});

/** Whether what is known is of the chosen settings, and the step's other settings are measured. */
const isCurrent = computed(
  () =>
    known.value !== undefined &&
    hasSameFacts(known.value.now.state, state.value) &&
    (!wanted.value || measured.value?.key === wanted.value.key) &&
    (!outputsWanted.value || outputsFound.value?.key === outputsWanted.value.key),
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
