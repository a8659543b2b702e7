/**
 * The error of the layer's outputs over the clipping curve on show: asked after the picture.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { OutputsCurve, State } from '../../engine/wasm';
import { language } from '../../i18n';
import { outputsCurveOf, shown } from '../store';
import { inquiry } from './inquiry';
import { hasInputs } from './outputs';

const answer = inquiry<{ curve: OutputsCurve | undefined }>();
/** All that the curve depends on. */
const questionOf = ({ source, inputs, settings }: State, slice: number): string => JSON.stringify([source, inputs, settings, slice, language.value]);

/** Asks for the curve of the picture on show. To be called in an effect. */
export const followOutputsCurve = (): void => {
  const now = shown.value;
  if (!now || !hasInputs(now.state)) return;
  const about = questionOf(now.state, now.frame.readout.slice);
  void answer.ask(about, async (isWanted) => ({ curve: await outputsCurveOf(now.state, isWanted) }));
};

/** The curve of the picture on show, once it is there. */
export const outputsCurve: ReadonlySignal<OutputsCurve | undefined> = computed(() => {
  const now = shown.value;
  const found = answer.found.value;
  if (!now || !hasInputs(now.state) || !found || 'rejected' in found) return undefined;
  return found.about === questionOf(now.state, now.frame.readout.slice) ? found.value.curve : undefined;
});
