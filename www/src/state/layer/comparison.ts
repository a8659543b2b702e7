/**
 * The methods side by side on one layer: with the inputs on show, and with made ones without and with outlier channels, because the
 * ranking changes. Asked one after another, while the comparison is on show.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { Rejected } from '../../engine/bridge';
import { layerMethods, layerText } from '../../engine/layer';
import type { InputSource, LayerReport, LayerSettings, Method, State } from '../../engine/wasm';
import { language } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { hasInputs } from '../analysis/outputs';
import { shown } from '../store';
import { layerReportOf } from './asking';
import { layerSettings } from './layer';

/** The inputs that methods are compared with. */
export type Trial = 'shown' | 'even' | 'outliers';

export const TRIALS: readonly Trial[] = ['shown', 'even', 'outliers'];

/** Made inputs with outlier channels. */
export const OUTLIERS = { kind: 'made', tokens: 128, seed: 1, channels: 2, strength: 30 } as const;

/** Made inputs of a trial. */
const MADE: Record<Exclude<Trial, 'shown'>, Partial<InputSource>> = { even: { ...OUTLIERS, channels: 0 }, outliers: OUTLIERS };

const inputsOf = (now: State, trial: Trial): InputSource => (trial === 'shown' ? now.inputs : { ...now.inputs, ...MADE[trial] });

/** The methods, the one on show with its own parameters. */
export const compared = (): readonly Method[] => {
  const { method } = layerSettings.value;
  return layerMethods().map((one) => (one.name === method.name ? method : one));
};

/** What a method came to, or why it cannot be. */
export type Result = { report: LayerReport } | { refusal: string };

const results = signal<ReadonlyMap<string, Result>>(new Map());

/** Results kept: of several settings, so that one can go back and forth. */
const MOST = 120;

const keyOf = (now: State, trial: Trial, layer: string): string =>
  JSON.stringify([now.source, inputsOf(now, trial), now.settings, layer, language.value]);

/** Calibration tokens are a share of the trial's own. */
const textOf = (settings: LayerSettings, method: Method, trial: Trial): string =>
  layerText({ ...settings, method, calibration: trial === 'shown' ? settings.calibration : undefined });

const keep = (key: string, result: Result): void => {
  results.value = new Map([...[...results.peek()].slice(1 - MOST), [key, result]]);
};

const answer = inquiry<true>();

/** Whether methods are still being measured. */
export const isComparing: ReadonlySignal<boolean> = answer.isWaiting;

/** Measures no more: the comparison is no longer on show. */
export const stopComparison = answer.stop;

/** Measures what is not measured yet. To be called in an effect. */
export const followComparison = (methods: readonly Method[]): void => {
  const now = shown.value?.state;
  if (!now || !hasInputs(now)) return;
  const settings = layerSettings.value;
  const wanted = TRIALS.flatMap((trial) => methods.map((method) => ({ trial, layer: textOf(settings, method, trial) })));
  void answer.ask(JSON.stringify(wanted.map(({ trial, layer }) => keyOf(now, trial, layer))), async (isWanted) => {
    for (const { trial, layer } of wanted) {
      const key = keyOf(now, trial, layer);
      if (results.peek().has(key)) continue;
      const inputs = inputsOf(now, trial);
      try {
        const report = await layerReportOf({ source: now.source, inputs }, { settings: now.settings, layer }, isWanted);
        if (!report) return undefined;
        keep(key, { report });
      } catch (error) {
        // A lost worker says nothing of the method: it is asked again.
        if (!(error instanceof Rejected)) throw error;
        keep(key, { refusal: error.message });
      }
    }
    return true;
  });
};

/** What a method came to in a trial, once it is known. */
export const resultOf = (method: Method, trial: Trial): Result | undefined => {
  const now = shown.value?.state;
  return now && results.value.get(keyOf(now, trial, textOf(layerSettings.value, method, trial)));
};

/** The report of a method in a trial, once it is known and where it can be. */
export const reportOf = (method: Method, trial: Trial): LayerReport | undefined => {
  const result = resultOf(method, trial);
  return result && 'report' in result ? result.report : undefined;
};

/** The best result of a trial, in dB, once all are known. */
export const bestOf = (methods: readonly Method[], trial: Trial): { method: Method; db: number } | undefined => {
  if (methods.some((method) => resultOf(method, trial) === undefined)) return undefined;
  const known = methods.flatMap((method) => {
    const db = reportOf(method, trial)?.evaluation.sqnr_db;
    return db === undefined ? [] : [{ method, db }];
  });
  return known.reduce<{ method: Method; db: number } | undefined>((best, one) => (best && best.db >= one.db ? best : one), undefined);
};
