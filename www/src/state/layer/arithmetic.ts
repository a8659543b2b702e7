/**
 * The arithmetic of one output of the layer on show: which one is chosen here, its terms are asked from the worker.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { layerText } from '../../engine/layer';
import type { OutputArithmetic } from '../../engine/wasm';
import { language } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { hasInputs } from '../analysis/outputs';
import { shown } from '../store';
import { layerArithmeticOf } from './asking';
import { layerFound, layerSettings } from './layer';

/** An output: a token, the first of all being 0, and an output channel. */
export type OutputPlace = { token: number; channel: number };

const chosen = signal<Partial<OutputPlace>>({});

/** Tokens and output channels of the layer on show. */
export const extent = computed(() => {
  const report = layerFound.value?.outcome.report;
  const tokens = (report?.calibration?.tokens.length ?? 0) + (report?.evaluation.tokens.length ?? 0);
  return { tokens, channels: report?.channels ?? 0 };
});

/** The output on show: the first one that judges, unless another is chosen. */
export const output: ReadonlySignal<OutputPlace> = computed(() => {
  const first = layerFound.value?.outcome.report.calibration?.tokens.length ?? 0;
  const { tokens, channels } = extent.value;
  const { token = first, channel = 0 } = chosen.value;
  return { token: Math.min(token, Math.max(tokens - 1, 0)), channel: Math.min(channel, Math.max(channels - 1, 0)) };
});

/** Chooses another output. */
export const lookAt = (to: Partial<OutputPlace>): void => {
  chosen.value = { ...output.peek(), ...to };
};

/** Nothing where inputs or weight are no integers. */
const answer = inquiry<{ arithmetic: OutputArithmetic | undefined }>();

/** Asks for the arithmetic of the output on show. To be called in an effect. */
export const followArithmetic = (): void => {
  const now = shown.value?.state;
  const at = output.value;
  if (!now || !hasInputs(now) || !layerFound.value) return;
  const layer = layerText(layerSettings.value);
  const about = JSON.stringify([now.source, now.inputs, now.settings, layer, at, language.value]);
  void answer.ask(about, (isWanted) => layerArithmeticOf(now, { settings: now.settings, layer }, at, isWanted));
};

/** What is known of it. */
export const arithmetic = answer.found;
