/**
 * The page's questions about the data on show, asked between two studies: other settings, single values, files to save.
 */
import type { Answer, ExportFormat, Given, Question } from '../../engine/protocol';
import type { Chart, ChartSizes, Measured, OutputsCurve, OutputsReadout, Settings, Source, State } from '../../engine/wasm';
import type { AskOptions } from '../../engine/bridge';
import { data, layout, loop, pictures, worker } from '../app-state';
import { linkTo, painterOf } from '../../engine/core';
import { countsByInputs } from './loaded-data';
import type { Shown } from './pictures';
import { WorkerQueue } from './worker-queue';

/** Loads what a study of a state needs. */
const load = async ({ source, inputs, settings }: State, options: AskOptions): Promise<void> => {
  await data.load(source, options);
  if (countsByInputs(settings)) await data.loadInputs(inputs, options);
};

/** Asks the worker between two studies, whatever data it holds. */
export const askBetween: AskWorker = (question, given) => loop.withIdleWorker((options) => worker.ask(question, given, options));

/** Asks the worker that a task holds. */
export type AskWorker = <Q extends Question>(question: Q, given: Given<Q>) => Promise<Answer<Q>>;

/**
 * Does `task` between two studies while the worker holds the data of `state`, and its inputs if they are asked for. The data on show are
 * loaded again afterwards.
 */
export const withDataOf = <T>(state: State, inputs: boolean, task: (ask: AskWorker) => Promise<T>): Promise<T> =>
  loop.withIdleWorker(async (options) => {
    try {
      await load(state, options);
      if (inputs) await data.loadInputs(state.inputs, options);
      return await task((question, given) => worker.ask(question, given, options));
    } finally {
      const now = pictures.shown.peek()?.state;
      if (now) await load(now, options);
    }
  });

/** The picture on show as a file; nothing where there is none. */
export const exportFile = (format: ExportFormat): Promise<Blob | undefined> =>
  loop.withIdleWorker(async (options) => {
    pictures.present();
    const state = pictures.shown.peek()?.state;
    if (!state) return undefined;
    // The worker may have loaded data that were then rejected.
    await load(state, options);
    return worker.ask('export', { format, state, link: linkTo(state) }, options);
  });

/** The picture on show with one chart in a size of its own, whether that chart is on show or not; its painter is to be freed. */
export const pictureOf = (chart: Chart, size: Partial<ChartSizes>): Promise<Shown | undefined> =>
  loop.withIdleWorker(async (options) => {
    pictures.present();
    const now = pictures.shown.peek();
    if (!now) return undefined;
    const { state, sampled } = now;
    await load(state, options);
    const sizes = { ...layout.sizes.peek(), ...size, charts: [chart], tables: [] };
    const { frame, models } = await worker.ask('study', { settings: state.settings, view: state.view, sizes }, options);
    return { state, frame, painter: painterOf(models), sampled };
  });

/** The settings in a question, where it is about settings. */
const settingsIn = (given: Given<Question>): Settings | undefined => {
  if (typeof given !== 'object') return undefined;
  if ('settings' in given) return given.settings;
  return 'range' in given ? given : undefined;
};

/** Asks about the data of `source` between two studies; nothing where the worker holds other data by then. */
export const askAbout = <Q extends Question>(source: Source, question: Q, given: Given<Q>): Promise<Answer<Q> | undefined> =>
  loop.withIdleWorker(async (options) => {
    if (!data.holds(source)) return undefined;
    const [settings, now] = [settingsIn(given), pictures.shown.peek()?.state];
    if (settings && now && countsByInputs(settings)) await data.loadInputs(now.inputs, options);
    return worker.ask(question, given, options);
  });

export type Layer = Pick<State, 'source' | 'inputs'>;

/** Questions in steps, one after another: the worker keeps the steps of one only, so two that take turns would never end. */
const questionsInSteps = new WorkerQueue();

/** Whether an answer is a step on the way to one. */
export const isStep = (answer: object): boolean => 'share' in answer;

/** The questions that are answered in steps. */
export type InSteps = 'outputs' | 'outputsCurve' | 'layer' | 'layerReport' | 'layerCurve' | 'layerWalk';

/** The answer once all its steps are made. */
export type Whole<Q extends InSteps> = Exclude<Answer<Q>, { share: number }>;

/** Runs questions in steps one after another. */
export const oneAfterAnother = <T>(work: () => Promise<T>): Promise<T> => questionsInSteps.run(work);

/** Asks about a layer between two studies; nothing where the worker holds other data by then, or once it is no longer wanted. */
export const askLayer = <Q extends Question>(
  { source, inputs }: Layer,
  question: Q,
  given: Given<Q>,
  isWanted: () => boolean,
): Promise<Answer<Q> | undefined> =>
  loop.withIdleWorker(async (options) => {
    if (!data.holds(source) || !isWanted()) return undefined;
    await data.loadInputs(inputs, options);
    return worker.ask(question, given, options);
  });

/** Asks again until all steps of an answer are there. */
export const allSteps = async <Q extends InSteps>(
  layer: Layer,
  question: Q,
  given: Given<Q>,
  isWanted: () => boolean,
): Promise<Whole<Q> | undefined> => {
  for (;;) {
    const answer = await askLayer(layer, question, given, isWanted);
    if (!answer || !isStep(answer)) return answer as Whole<Q> | undefined;
  }
};

export const inSteps = <Q extends InSteps>(...asked: Parameters<typeof allSteps<Q>>): Promise<Whole<Q> | undefined> =>
  questionsInSteps.run(() => allSteps<Q>(...asked));

/**
 * What comes out of the layer under settings, compared with `pinned`, and with nothing where that are the same settings; nothing
 * without inputs.
 */
export const outputsOf = (layer: Layer, given: Given<'outputs'>, isWanted: () => boolean): Promise<OutputsReadout | undefined> =>
  inSteps(layer, 'outputs', given, isWanted);

/** The error of the outputs over the clipping curve on show; nothing without inputs, or where there is no range to choose. */
export const outputsCurveOf = (state: State, isWanted: () => boolean): Promise<OutputsCurve | undefined> =>
  inSteps(state, 'outputsCurve', state.settings, isWanted);

/** Measures other settings on the data of `source`; nothing where the worker holds other data by then. */
export const measure = (source: Source, settings: Settings): Promise<Measured | undefined> => askAbout(source, 'measure', settings);

/** The metadata of an open file, keys and values in words. */
export const metadataOf = (file: number): Promise<[string, string][]> =>
  loop.withIdleWorker(async (options) => {
    await data.ensureFilesOpen(options);
    return worker.ask('metadata', file, options);
  });
