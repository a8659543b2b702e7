/**
 * How close the outputs are over the strength of the method on show: SmoothQuant's alpha is asked from the worker while the curve is on
 * show, AWQ's ratios come with its report.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { layerText, strengthsChart, type LayerChart } from '../../engine/layer';
import type { CurvePoint, Method } from '../../engine/wasm';
import { language, t } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { layerCurveOf } from './asking';
import { asked, layerFound, layerSettings } from './layer';

/** Whether a method has a strength. */
export const hasStrength = ({ name }: Method): boolean => name === 'smooth-quant' || name === 'awq';

const answer = inquiry<readonly CurvePoint[]>();

/** The same for every alpha; nothing for other methods. */
const question = computed(() => {
  const settings = layerSettings.value;
  if (!asked.value || settings.method.name !== 'smooth-quant') return undefined;
  const { now, layer } = asked.value;
  const text = layerText({ ...settings, method: { name: 'smooth-quant', alpha: 0.5 } });
  return { now, text, about: JSON.stringify([layer, now.settings, text]) };
});

/** Asks for the curve of the method on show. To be called in an effect. */
export const followStrengths = (): void => {
  if (!question.value) return;
  const { now, text, about } = question.value;
  void answer.ask(about, (isWanted) => layerCurveOf(now, { settings: now.settings, layer: text }, isWanted));
};

/** What is asked is no longer wanted: the curve is no longer on show. */
export const stopStrengths = answer.stop;

const found = computed(() => (answer.found.value?.about === question.value?.about ? answer.found.value : undefined));

/** Why there is no curve. */
export const strengthsRefusal: ReadonlySignal<string | undefined> = computed(() =>
  found.value && 'rejected' in found.value ? found.value.rejected : undefined,
);

/** The curve of the method on show, once it is there. */
export const strengths: ReadonlySignal<LayerChart | undefined> = computed(() => {
  void language.value;
  const { method } = layerSettings.value;
  if (method.name === 'smooth-quant') {
    const points = found.value && 'value' in found.value ? found.value.value : undefined;
    return points && strengthsChart(points, method.alpha, t('layer.strength.alpha'));
  }
  const search = layerFound.value?.outcome.report.search;
  return search && strengthsChart(search.curve, search.taken, t('layer.strength.ratio'));
});
