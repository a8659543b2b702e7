/**
 * GPTQ's walk over the columns, stopped where one looks: asked while it is on show.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { layerText, walkChart, type LayerChart } from '../../engine/layer';
import type { LayerWalk } from '../../engine/wasm';
import { language } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { hasInputs } from '../analysis/outputs';
import { shown } from '../store';
import { layerWalkOf } from './asking';
import { layerFound, layerSettings } from './layer';

/** The column at which the walk is stopped; nothing for its end. */
export const stop = signal<number | undefined>(undefined);

/** Columns of the layer on show. */
const columns = computed(() => layerFound.value?.outcome.report.columns ?? 0);

/** Where the walk is stopped. */
export const stoppedAt: ReadonlySignal<number> = computed(() => Math.min(stop.value ?? columns.value, columns.value));

const answer = inquiry<LayerWalk>();

/** The newest walk: while a slider moves there is always another question by then. */
const newest = signal<LayerWalk | undefined>(undefined);

/** Asks for the walk as far as it is looked at. To be called in an effect. */
export const followWalk = (): void => {
  const now = shown.value?.state;
  const settings = layerSettings.value;
  const at = stoppedAt.value;
  if (!now || !hasInputs(now) || settings.method.name !== 'gptq' || at === 0) return;
  const layer = layerText(settings);
  void answer.ask(JSON.stringify([now.source, now.inputs, now.settings, layer, at]), async (isWanted) => {
    const walk = await layerWalkOf(now, { settings: now.settings, layer, columns: at }, isWanted);
    if (walk) newest.value = walk;
    return walk;
  });
};

/** The walk as a picture, once it is there. */
export const walk: ReadonlySignal<LayerChart | undefined> = computed(() => {
  void language.value;
  return newest.value && walkChart(newest.value);
});
