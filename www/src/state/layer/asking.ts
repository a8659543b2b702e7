/**
 * Questions about the layer, asked in steps between two studies. Fetched with its workspace.
 */
import type { Answer, Given } from '../../engine/protocol';
import type { CurvePoint, LayerOutcome, LayerReport, LayerWalk, OutputArithmetic } from '../../engine/wasm';
import { allSteps, askLayer, inSteps, oneAfterAnother, type Layer } from '../study/asking';

/** The layer with its inputs under settings of its weight and the text of all others; nothing without inputs. */
export const layerOf = (layer: Layer, given: Given<'layer'>, isWanted: () => boolean): Promise<LayerOutcome | undefined> =>
  inSteps(layer, 'layer', given, isWanted);

/** The report of a layer beside the one on show. */
export const layerReportOf = (layer: Layer, given: Given<'layerReport'>, isWanted: () => boolean): Promise<LayerReport | undefined> =>
  inSteps(layer, 'layerReport', given, isWanted);

/** The layer's outputs over SmoothQuant's alpha. */
export const layerCurveOf = (layer: Layer, given: Given<'layerCurve'>, isWanted: () => boolean): Promise<readonly CurvePoint[] | undefined> =>
  inSteps(layer, 'layerCurve', given, isWanted);

/** GPTQ's walk, stopped. */
export const layerWalkOf = (layer: Layer, given: Given<'layerWalk'>, isWanted: () => boolean): Promise<LayerWalk | undefined> =>
  inSteps(layer, 'layerWalk', given, isWanted);

/** Asks about the layer under settings once the worker has studied it; nothing where it holds other data by then. */
const ofLayer = <Q extends 'layerArithmetic' | 'layerTensor' | 'layerExport'>(
  layer: Layer,
  settings: Given<'layer'>,
  question: Q,
  given: Given<Q>,
  isWanted: () => boolean,
): Promise<{ answer: Answer<Q> | undefined } | undefined> =>
  oneAfterAnother(async () => {
    // The worker keeps the newest layer only.
    const known = await allSteps(layer, 'layer', settings, isWanted);
    return known && { answer: await askLayer(layer, question, given, isWanted) };
  });

/** The arithmetic of one output of the layer; none where inputs or weight are no integers. */
export const layerArithmeticOf = async (
  layer: Layer,
  settings: Given<'layer'>,
  at: Given<'layerArithmetic'>,
  isWanted: () => boolean,
): Promise<{ arithmetic: OutputArithmetic | undefined } | undefined> => {
  const found = await ofLayer(layer, settings, 'layerArithmetic', at, isWanted);
  return found && { arithmetic: found.answer };
};

/** The layer as a file's text. */
export const layerFileOf = async (
  layer: Layer,
  settings: Given<'layer'>,
  file: Omit<Given<'layerExport'>, 'settings'>,
): Promise<string | undefined> => (await ofLayer(layer, settings, 'layerExport', { ...file, settings: settings.settings }, () => true))?.answer;

/** A matrix of the layer that its method made, as a .npy file. */
export const layerTensorOf = async (
  layer: Layer,
  settings: Given<'layer'>,
  which: Given<'layerTensor'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> => (await ofLayer(layer, settings, 'layerTensor', which, () => true))?.answer;
