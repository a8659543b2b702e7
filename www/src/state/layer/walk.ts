/**
 * GPTQ's walk over the columns, stopped where one looks: asked while it is on show.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { walkChart, type LayerChart } from '../../engine/layer';
import type { LayerWalk } from '../../engine/wasm';
import { language } from '../../i18n';
import { inquiry } from '../analysis/inquiry';
import { layerWalkOf } from './asking';
import { asked, layerFound, layerSettings } from './layer';

/** The column at which the walk is stopped; nothing for its end. */
export const stop = signal<number | undefined>(undefined);

/** Columns of the layer on show. */
const columns = computed(() => layerFound.value?.outcome.report.columns ?? 0);

/** Where the walk is stopped. */
export const stoppedAt: ReadonlySignal<number> = computed(() => Math.min(stop.value ?? columns.value, columns.value));

/** A walk, and the layer that it is of. */
const answer = inquiry<{ layer: string; walk: LayerWalk }>();

const question = computed(() => {
  const at = stoppedAt.value;
  if (!asked.value || layerSettings.value.method.name !== 'gptq' || at === 0) return undefined;
  return { ...asked.value, at, about: JSON.stringify([asked.value.about, at]) };
});

/** Asks for the walk as far as it is looked at. To be called in an effect. */
export const followWalk = (): void => {
  if (!question.value) return;
  const { now, text, layer, at, about } = question.value;
  void answer.ask(about, async (isWanted) => {
    const walk = await layerWalkOf(now, { settings: now.settings, layer: text, columns: at }, isWanted);
    return walk && { layer, walk };
  });
};

/** What is asked is no longer wanted: the walk is no longer on show. */
export const stopWalk = answer.stop;

/** The newest walk of the layer on show. */
const newest = computed(() => (answer.newest.value?.value.layer === question.value?.layer ? answer.newest.value : undefined));

/** Whether it is the one that is asked for. */
export const isWalkCurrent: ReadonlySignal<boolean> = computed(() => newest.value?.about === question.value?.about);

/** Why there is none. */
export const walkRefusal: ReadonlySignal<string | undefined> = computed(() => {
  const found = answer.found.value;
  return found && 'rejected' in found && found.about === question.value?.about ? found.rejected : undefined;
});

/** The walk as a picture, once it is there. */
export const walk: ReadonlySignal<LayerChart | undefined> = computed(() => {
  void language.value;
  return newest.value && walkChart(newest.value.value.walk);
});
