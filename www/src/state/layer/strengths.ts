/**
 * How close the outputs are over the strength of the method on show: SmoothQuant's alpha is asked from the worker while the curve is on
 * show, AWQ's ratios come with its report.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { layerText, strengthsChart, type LayerChart } from '../../engine/layer';
import type { CurvePoint, Method } from '../../engine/wasm';
import { language, t } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { hasInputs } from '../analysis/outputs';
import { shown } from '../store';
import { layerCurveOf } from './asking';
import { layerFound, layerSettings } from './layer';

/** Whether a method has a strength. */
export const hasStrength = ({ name }: Method): boolean => name === 'smooth-quant' || name === 'awq';

const answer = inquiry<{ about: string; points: readonly CurvePoint[] }>();

/** The same for every alpha. */
const questionOf = (): { about: string; layer: string } | undefined => {
  const now = shown.value?.state;
  const settings = layerSettings.value;
  if (!now || !hasInputs(now) || settings.method.name !== 'smooth-quant') return undefined;
  const layer = layerText({ ...settings, method: { name: 'smooth-quant', alpha: 0.5 } });
  return { layer, about: JSON.stringify([now.source, now.inputs, now.settings, layer]) };
};

/** Asks for the curve of the method on show. To be called in an effect. */
export const followStrengths = (): void => {
  const question = questionOf();
  const now = shown.value?.state;
  if (!question || !now) return;
  void answer.ask(question.about, async (isWanted) => {
    const points = await layerCurveOf(now, { settings: now.settings, layer: question.layer }, isWanted);
    return points && { about: question.about, points };
  });
};

/** The curve of the method on show, once it is there. */
export const strengths: ReadonlySignal<LayerChart | undefined> = computed(() => {
  void language.value;
  const { method } = layerSettings.value;
  if (method.name === 'smooth-quant') {
    const found = answer.found.value;
    if (!found || 'rejected' in found || found.value.about !== questionOf()?.about) return undefined;
    return strengthsChart(found.value.points, method.alpha, t('layer.strength.alpha'));
  }
  const search = layerFound.value?.outcome.report.search;
  return search && strengthsChart(search.curve, search.taken, t('layer.strength.ratio'));
});
