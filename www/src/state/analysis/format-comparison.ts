/**
 * The format comparison: one's own settings and well-known formats of the chosen families, measured on the data on show.
 */
import { computed, signal } from '@preact/signals';
import type { Candidate, Family } from '../../engine/wasm';
import { language } from '../../i18n';
import { bySettings, measuring } from './measuring';
import { formatCandidates, state } from '../store';

const families = signal<readonly Family[]>(['own', 'integers', 'floats', 'blocks', 'ggml', 'few-levels']);

/** One's own settings, and all formats, named in the current language. */
const all = computed<Candidate[]>(() => {
  void language.value;
  const { settings, pinned } = state.value;
  return formatCandidates(settings, pinned);
});

export const formats = measuring(
  computed(() => all.value.filter(({ family }) => families.value.includes(family))),
  bySettings,
);

export const isChosen = (family: Family): boolean => families.value.includes(family);

/** Adds a family, or removes it. */
export const choose = (family: Family, chosen: boolean): void => {
  families.value = [...families.value.filter((other) => other !== family), ...(chosen ? [family] : [])];
  if (chosen) void formats.start();
};
