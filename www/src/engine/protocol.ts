/**
 * The messages between the page and its worker. One request at a time; every request is answered once.
 */
import type { Locale } from '../i18n';
import type { Sample } from './sample';
import type {
  FloatComparison,
  ChannelAxis,
  FieldError,
  Disagreement,
  Frame,
  MixedPrecision,
  MixedPrecisionResult,
  Listing,
  Loaded,
  Measured,
  Outliers,
  Role,
  ChartSizes,
  ScanResult,
  Settings,
  Source,
  State,
  StoredAt,
  View,
} from './wasm';

export type Ask =
  | { kind: 'start'; module: WebAssembly.Module }
  /** The language of all words from now on. */
  | { kind: 'speak'; voice: Locale }
  | { kind: 'open'; files: readonly File[] }
  /** `sample` is the example's file, unless its values are at hand or it has none. */
  | { kind: 'load'; source: Source; sample: Sample | undefined }
  | { kind: 'study'; settings: Settings; view: View; room: ChartSizes; role: Role }
  /** Takes over what was studied ahead. */
  | { kind: 'adopt'; settings: Settings; selected: number }
  | { kind: 'disagree'; settings: Settings }
  | { kind: 'measure'; settings: Settings }
  | { kind: 'channels'; settings: Settings; axis: ChannelAxis }
  | { kind: 'outliers'; settings: Settings }
  | { kind: 'keep'; settings: Settings; what: MixedPrecision }
  | { kind: 'scan'; source: Source; settings: Settings }
  | { kind: 'against'; stored: number; float: number; own: boolean }
  | { kind: 'stored'; index: number }
  | { kind: 'metadata'; file: number }
  | { kind: 'export'; format: 'csv' | 'json'; state: State; link: string }
  | { kind: 'program'; dialect: 'numpy' | 'torch'; link: string };

export type Answer =
  | { kind: 'done' }
  | { kind: 'listing'; listing: Listing }
  | { kind: 'loaded'; loaded: Loaded }
  | { kind: 'frame'; frame: Frame; models: Uint8Array<ArrayBuffer> }
  | { kind: 'adopted'; known: boolean }
  | { kind: 'measured'; measured: Measured }
  | { kind: 'channels'; bytes: Uint8Array }
  | { kind: 'outliers'; outliers: Outliers }
  | { kind: 'kept'; kept: MixedPrecisionResult }
  | { kind: 'scanned'; scanned: ScanResult }
  | { kind: 'disagreements'; disagreements: Disagreement[] }
  | { kind: 'against'; against: FloatComparison }
  | { kind: 'stored'; at: StoredAt | undefined }
  | { kind: 'metadata'; pairs: [string, string][] }
  | { kind: 'text'; blob: Blob };

export type Reply =
  | { kind: 'progress'; share: number }
  | { kind: 'answer'; answer: Answer }
  /** What the user gave is wrong; the worker is fine. */
  | { kind: 'complaint'; complaint: FieldError }
  /** An example's file could not be had; the worker, which has no words, is fine. */
  | { kind: 'missing'; file: string }
  /** The wasm instance may be half-written: the worker must go. */
  | { kind: 'trap'; message: string };
