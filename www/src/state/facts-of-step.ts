/**
 * The facts of a lesson's step under given changes, computed without showing them: a first try that is wrong must not show the
 * answer. Must not know questions.
 */
import { Rejected } from '../engine/bridge';
import type { Given } from '../engine/protocol';
import type { Settings, State } from '../engine/wasm';
import { namesLayer, namesOutputs, namesTraining, type FactSources, type LayerFacts, type MeasuredOther } from '../lessons/facts';
import type { Lesson } from '../lessons/schema';
import { layout } from './app-state';
import { stateAt } from './lesson';
import { trainingOf } from './training/asking';
import { isStep, withDataOf, type AskWorker, type InSteps, type Whole } from './study/asking';

/** The settings that a step compares with, by name, with the text of all others of its layer. */
export const othersOf = (of: Lesson, at: number): { name: string; settings: Settings; layer: string }[] =>
  Object.entries(of.steps[at]?.with ?? {}).map(([name, changes]) => {
    const { settings, workspaces } = stateAt(of, at, changes);
    return { name, settings, layer: workspaces.layer };
  });

/** The first output of the first token. */
export const FIRST_OUTPUT = { token: 0, channel: 0 };

const wholeAnswer = async <Q extends InSteps>(ask: AskWorker, question: Q, given: Given<Q>): Promise<Whole<Q>> => {
  for (;;) {
    const answer = await ask(question, given);
    if (!isStep(answer as object)) return answer as Whole<Q>;
  }
};

/** Nothing for settings that are rejected; the loss of the worker is no answer. */
export const unlessRejected = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
};

/** What a step can name of the layer under settings of its weight and the text of all others. */
const layerFacts = async (ask: AskWorker, given: Given<'layerReport'>): Promise<LayerFacts | undefined> => {
  const report = await wholeAnswer(ask, 'layerReport', given);
  if (!report) return undefined;
  // The worker keeps the newest layer only.
  await wholeAnswer(ask, 'layer', given);
  return { report, arithmetic: await ask('layerArithmetic', FIRST_OUTPUT) };
};

/** The facts of the step with index `at` after `changes`, as a part of a link. Rejects for settings that are rejected. */
export const factsOfStep = (of: Lesson, at: number, changes: string): Promise<FactSources> => {
  const state: State = stateAt(of, at, changes);
  const step = of.steps[at];
  const wants = { outputs: namesOutputs(step), layer: namesLayer(step) };
  return withDataOf(state, wants.outputs || wants.layer, async (ask) => {
    const ofLayer = async (settings: Settings, layer: string): Promise<Pick<MeasuredOther, 'outputs' | 'layer'>> => ({
      outputs: wants.outputs ? (await unlessRejected(wholeAnswer(ask, 'outputs', { settings, pinned: settings })))?.outputs : undefined,
      layer: wants.layer ? await unlessRejected(layerFacts(ask, { settings, layer })) : undefined,
    });
    const { settings, view, workspaces } = state;
    const sizes = { ...layout.sizes.peek(), charts: [], tables: [], measures: true };
    const { frame } = await ask('study', { settings, view, sizes });
    const training = namesTraining(step) ? await trainingOf(ask, workspaces.training, () => true) : undefined;
    const now = { state, frame, training, ...(await ofLayer(settings, workspaces.layer)) };
    const others: Record<string, MeasuredOther> = {};
    for (const { name, settings: other, layer } of othersOf(of, at)) {
      const found = await unlessRejected(ask('measure', other));
      const outputs = await ofLayer(other, layer);
      if (found) others[name] = { ...found, ...outputs };
    }
    return { now, others };
  });
};
