/**
 * The granularities that the settings on show can have, each measured on the data on show.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Granularities, GranularityChoice } from '../../engine/wasm';
import { language } from '../../i18n';
import { bySettings, measuring } from './measuring';
import { granularitiesOf, shown } from '../store';

export const granularities: ReadonlySignal<Granularities> = computed(() => {
  void language.value;
  const settings = shown.value?.state.settings;
  return settings ? granularitiesOf(settings) : { choices: [], note: undefined };
});

export const granularityChoices = measuring<GranularityChoice>(
  computed(() => granularities.value.choices),
  bySettings,
);
