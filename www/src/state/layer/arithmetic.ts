/**
 * The arithmetic of one output of the layer on show: which one is chosen here, its terms are asked from the worker.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { OutputArithmetic } from '../../engine/wasm';
import { inquiry } from '../analysis/inquiry';
import { layerArithmeticOf } from './asking';
import { asked, layerFound } from './layer';

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

/** An output's arithmetic, and the layer that it is of; none where inputs or weight are no integers. */
const answer = inquiry<{ layer: string; arithmetic: OutputArithmetic | undefined }>();

const question = computed(() => {
  const at = output.value;
  return asked.value && layerFound.value && { ...asked.value, at, about: JSON.stringify([asked.value.about, at]) };
});

/** Asks for the arithmetic of the output on show. To be called in an effect. */
export const followArithmetic = (): void => {
  if (!question.value) return;
  const { now, text, layer, at, about } = question.value;
  void answer.ask(about, async (isWanted) => {
    const found = await layerArithmeticOf(now, { settings: now.settings, layer: text }, at, isWanted);
    return found && { layer, ...found };
  });
};

/** What is asked is no longer wanted: the arithmetic is no longer on show. */
export const stopArithmetic = answer.stop;

/** The newest arithmetic of the layer on show. */
type ArithmeticShown = { arithmetic: OutputArithmetic | undefined; isCurrent: boolean } | { refusal: string };

/** Nothing before it is there. */
export const arithmetic: ReadonlySignal<ArithmeticShown | undefined> = computed(() => {
  if (!question.value) return undefined;
  const { layer, about } = question.value;
  const found = answer.found.value;
  if (found && 'rejected' in found && found.about === about) return { refusal: found.rejected };
  const last = answer.newest.value;
  return last?.value.layer === layer ? { arithmetic: last.value.arithmetic, isCurrent: last.about === about } : undefined;
});
