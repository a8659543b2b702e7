/**
 * The page's requests to its workers. The first message to a worker is the compiled wasm module, answered by `Started`; every later
 * one is a `Request`, or once the rest of the module, before the first request that needs it.
 * One request at a time: each is answered once, after any number of progress messages.
 */
import type { Locale } from '../i18n';
import type {
  ChannelAxis,
  ChartSizes,
  CurvePoint,
  Disagreement,
  FieldError,
  FloatComparison,
  InputSource,
  LayerFormat,
  LayerOutcome,
  LayerReport,
  LayerTensor,
  LayerWalk,
  Listing,
  Loaded,
  Measured,
  MixedPrecision,
  MixedPrecisionResult,
  Outliers,
  OutputArithmetic,
  OutputsCurve,
  OutputsReadout,
  ScanResult,
  Settings,
  Source,
  State,
  Stepped,
  StoredAt,
  Studied,
  TrainingShot,
  View,
} from './wasm';

/** The name of the user's own files among the sources of data. */
export const FILE = 'file';

/** What a worker says of itself once it has started. */
export type Started = {
  /** Whether it can read files: in WebKit a page from a disk starts workers that cannot. The page reads the files for those. */
  readsFiles: boolean;
};

/** A file that the page has read whole, for workers that can read none. */
export type HeldFile = { readonly name: string; readonly bytes: Uint8Array };

/** Each question, with the types of its input and of its answer. */
type Questions = {
  /** The language of all words from now on. */
  setLocale: [Locale, void];
  /** Opens files by their headers, in place of those open before; the loaded data stays. */
  open: [readonly (File | HeldFile)[], Listing];
  /** Loads data, of an example only where it has no file or its values are loaded. */
  load: [Source, Loaded];
  /** Loads an example from its file. */
  loadExample: [{ source: Source; file: Uint8Array }, Loaded];
  /** Loads a tensor of the open files. */
  loadFile: [Source, Loaded];
  /** Takes inputs for the loaded weight. `file` is that of recorded ones. */
  loadInputs: [{ inputs: InputSource; file: Uint8Array | undefined }, void];
  /** What comes out of the layer, compared with the pinned settings; in steps, so that studies run in between. Nothing without inputs. */
  outputs: [{ settings: Settings; pinned: Settings | undefined }, Stepped<OutputsReadout> | undefined];
  /** The outputs' error over the clipping curve of the newest study under these settings; in steps. */
  outputsCurve: [Settings, Stepped<OutputsCurve> | undefined];
  /** The layer under settings of its weight and the text of all others; in steps. Nothing without inputs. */
  layer: [{ settings: Settings; layer: string }, Stepped<LayerOutcome> | undefined];
  /** The report of a layer beside the newest one, which stays; in steps. */
  layerReport: [{ settings: Settings; layer: string }, Stepped<LayerReport> | undefined];
  /** SmoothQuant's outputs over alpha; in steps. */
  layerCurve: [{ settings: Settings; layer: string }, Stepped<CurvePoint[]> | undefined];
  /** GPTQ's walk stopped after so many columns; in steps, the last of which has the share 1. */
  layerWalk: [{ settings: Settings; layer: string; columns: number }, Stepped<LayerWalk> | undefined];
  /** The arithmetic of an output of the newest layer; nothing where inputs or weight are no integers. */
  layerArithmetic: [{ token: number; channel: number }, OutputArithmetic | undefined];
  /** The newest layer as a file's text. */
  layerExport: [{ settings: Settings; format: LayerFormat; link: string }, string | undefined];
  /** A matrix of the newest layer as a .npy file. */
  layerTensor: [LayerTensor, Uint8Array<ArrayBuffer> | undefined];
  study: [{ settings: Settings; view: View; sizes: ChartSizes }, Studied];
  /** The flat index of the first value that equals `x` in a slice of the loaded data. */
  placeOf: [{ x: number; slice: { start: number; step: number; len: number } }, number | undefined];
  measure: [Settings, Measured];
  disagree: [Settings, Disagreement[]];
  channels: [{ settings: Settings; axis: ChannelAxis }, Uint8Array];
  outliers: [Settings, Outliers];
  mixedPrecision: [{ settings: Settings; what: MixedPrecision }, MixedPrecisionResult];
  /** Reads a tensor of the open files, measures it and lets it go; the loaded data stays. */
  scan: [{ source: Source; settings: Settings }, ScanResult];
  /** Two tensors of the open files, by their places in the listing. */
  compareWithFloat: [{ stored: number; float: number; own: boolean }, FloatComparison];
  /** The stored block of a value of the loaded data. */
  storedAt: [number, StoredAt | undefined];
  /** Keys and values of an open file, by its place in the listing. */
  metadata: [number, [string, string][]];
  /**
   * A training under the settings of a link's text: at most so many steps towards step `to`, for about so long, and what is then shown.
   * A step number of the text that was passed is returned to only if it `rewinds`.
   */
  train: [{ text: string; rewinds: boolean; to: number; steps: number; milliseconds: number }, TrainingShot];
  /** The training of the last `train` as a file; `link` is told in programs. */
  trainingFile: [{ what: 'csv' | 'npy' | 'program'; link: string }, Blob];
  export: [{ format: ExportFormat; state: State; link: string }, Blob];
};

/** Data as text, or as a program that computes them. */
export type ExportFormat = 'csv' | 'json' | 'numpy' | 'torch';

export type Question = keyof Questions;

/** The questions that need the rest of the wasm module, as scripts/split-wasm.js divides it. */
export const NEEDS_REST: ReadonlySet<Question> = new Set<Question>([
  'open',
  'loadExample',
  'loadFile',
  'scan',
  'compareWithFloat',
  'storedAt',
  'metadata',
  'export',
  'channels',
  'outliers',
  'mixedPrecision',
  'disagree',
  'loadInputs',
  'outputs',
  'outputsCurve',
  'train',
  'layer',
  'layerReport',
  'layerCurve',
  'layerWalk',
  'layerArithmetic',
  'layerTensor',
  'layerExport',
  'trainingFile',
]);

export type Given<Q extends Question> = Questions[Q][0];
export type Answer<Q extends Question> = Questions[Q][1];

export type Request<Q extends Question = Question> = { [P in Q]: { question: P; given: Given<P> } }[Q];

export type Reply<T> =
  | { kind: 'progress'; share: number }
  | { kind: 'answer'; answer: T }
  /** The user's input is wrong; the worker is fine. */
  | { kind: 'rejected'; fieldError: FieldError }
  /** The wasm instance may be half-written: the worker must go. */
  | { kind: 'trap'; message: string };
