/**
 * The facts that the current step can name: of the study on show, and the step's other settings measured on the same data, with what
 * comes out of the layer where the step names it. Must not know questions.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { once } from '../engine/once';
import type { Outputs, Settings, State } from '../engine/wasm';
import { namesLayer, namesOutputs, namesTraining, type FactSources, type LayerFacts, type MeasuredOther, type TrainingFacts } from '../lessons/facts';
import type { Step } from '../lessons/schema';
import { inquiry, type Inquiry } from './analysis/inquiry';
import { history, loop, pictures } from './app-state';
import { FIRST_OUTPUT, othersOf, unlessRejected } from './facts-of-step';
import { lesson, step, stepIndex } from './lesson';
import { same } from './same';
import { layerArithmeticOf, layerReportOf } from './layer/asking';
import { withoutView } from './layer/text';
import { askBetween, measure, outputsOf } from './study/asking';
import { trainingOf } from './training/asking';
import { isAtRest, isTrainingOpen, shown as shownTraining } from './training/training';

const { state } = history;
const { shown } = pictures;
const { rejected } = loop;

const measured = inquiry<Record<string, MeasuredOther>>();

/** What of the layer the step names. */
const named = computed(() => ({ outputs: namesOutputs(step.value), layer: namesLayer(step.value) }));

/** The data to measure the step's other settings on; nothing where it has none. */
const wanted = computed(() => {
  const now = shown.value;
  const of = lesson.value;
  const all = of ? othersOf(of, stepIndex.value) : [];
  if (!now || all.length === 0) return undefined;
  const { source, inputs } = now.state;
  return { layer: { source, inputs }, all, key: JSON.stringify([source, inputs, all, named.value]) };
});

type Layer = Pick<State, 'source' | 'inputs'>;
type OfLayer = { outputs: Outputs | undefined; layer: LayerFacts | undefined };

/** What the step names of a layer, its weight under `settings` and all else as the text `layer` says. */
const factsOfLayer = async (of: Layer, settings: Settings, layer: string, isWanted: () => boolean): Promise<OfLayer> => {
  const wants = named.peek();
  const found = wants.outputs ? await unlessRejected(outputsOf(of, { settings, pinned: settings }, isWanted)) : undefined;
  const report = wants.layer ? await unlessRejected(layerReportOf(of, { settings, layer }, isWanted)) : undefined;
  const arithmetic = report && (await unlessRejected(layerArithmeticOf(of, { settings, layer }, FIRST_OUTPUT, isWanted)));
  return { outputs: found?.outputs, layer: report && { report, arithmetic: arithmetic?.arithmetic } };
};

/** The state on show, where the step names something of its layer. */
const layerWanted = computed(() => {
  const now = shown.value?.state;
  if (!now || !(named.value.outputs || named.value.layer)) return undefined;
  const { source, inputs, settings } = now;
  const layer = withoutView(state.value.workspaces.layer);
  return { of: { source, inputs }, settings, layer, key: JSON.stringify([{ ...source, hash: '' }, inputs, settings, layer, named.value]) };
});

const layerFound = inquiry<OfLayer>();

/** Asks for what the step names of the layer on show. */
const askLayerOnShow = (): void => {
  const want = layerWanted.value;
  if (!want) return;
  const { of, settings, layer, key } = want;
  void layerFound.ask(key, async (isWanted) => {
    const found = await factsOfLayer(of, settings, layer, isWanted);
    return isWanted() ? found : undefined;
  });
};

const namesOfTraining = computed(() => namesTraining(step.value));

/** The text of the training that the step names something of, where its workspace does not have it on show. */
const trainingWanted = computed(() => (namesOfTraining.value && !isTrainingOpen.value ? state.value.workspaces.training : undefined));

const trainingFound = inquiry<TrainingFacts>();

/** Asks for the training that the step names something of. */
const askTraining = (): void => {
  const text = trainingWanted.value;
  if (text === undefined) return;
  void trainingFound.ask(text, (isWanted) => trainingOf(askBetween, text, isWanted));
};

/** An answer, where it is about `key`. */
const answered = <T>({ found }: Inquiry<T>, key: string | undefined): T | undefined => {
  const now = found.value;
  return now && 'value' in now && now.about === key ? now.value : undefined;
};

/** Whether two states have the same facts. The hash of a file's bytes is found out while they are loaded: it is no difference. */
export const hasSameFacts = (a: State, b: State): boolean => {
  const factors = ({ source, inputs, settings, workspaces, view }: State): unknown => [
    { ...source, hash: '' },
    inputs,
    settings,
    withoutView(workspaces.layer),
    workspaces.training,
    view.selected,
  ];
  return same(factors(a), factors(b));
};

/** The step whose picture has been there: until then the one on show is of something else. */
const arrived = signal<Step | undefined>(undefined);

/** Measures the step's other settings. */
const measureOthers = (): void => {
  const want = wanted.value;
  if (!want) return;
  const { layer: on, all, key } = want;
  void measured.ask(key, async (isWanted) => {
    const others: Record<string, MeasuredOther> = {};
    for (const { name, settings, layer } of all) {
      const found = await unlessRejected(measure(on.source, settings));
      const of = await factsOfLayer(on, settings, layer, isWanted);
      if (!isWanted()) return undefined;
      if (found) others[name] = { ...found, ...of };
    }
    return others;
  });
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
  effect(askLayerOnShow);
  effect(askTraining);
  effect(noteArrival);
});

/** The training that the step names something of: the one on show, at the step it has come to. */
const training = computed((): TrainingFacts | undefined => {
  if (!namesOfTraining.value) return undefined;
  return isTrainingOpen.value ? shownTraining.value : answered(trainingFound, trainingWanted.value);
});

/** Everything the step can name; nothing before its picture has been there. From then on the numbers follow every change. */
export const known: ReadonlySignal<FactSources | undefined> = computed(() => {
  const now = shown.value;
  if (!now || arrived.value !== step.value) return undefined;
  const ofLayer = answered(layerFound, layerWanted.value?.key);
  return { now: { ...now, ...ofLayer, training: training.value }, others: answered(measured, wanted.value?.key) ?? {} };
});

/** Whether what is known is of the chosen settings, and the step's other settings are measured. */
const isCurrent = computed(
  () =>
    known.value !== undefined &&
    hasSameFacts(known.value.now.state, state.value) &&
    (!wanted.value || answered(measured, wanted.value.key) !== undefined) &&
    (!layerWanted.value || answered(layerFound, layerWanted.value.key) !== undefined) &&
    (!namesOfTraining.value || (training.value !== undefined && (!isTrainingOpen.value || isAtRest.value))),
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
