/**
 * A training of which a lesson names something, computed beside the one on show.
 */
import { startRest, wasm } from '../../engine/wasm';
import type { TrainingFacts } from '../../lessons/facts';
import type { AskWorker } from '../study/asking';

/** How much is computed at once; the worker is free for studies in between. */
const PART = { steps: 1000, milliseconds: 200 };

/** The training under the settings of a link's text at their step; nothing once it is no longer wanted. */
export const trainingOf = async (ask: AskWorker, text: string, isWanted: () => boolean): Promise<TrainingFacts | undefined> => {
  await startRest();
  const { settings } = wasm.read_training(text);
  for (;;) {
    const { frame } = await ask('train', { text, rewinds: true, to: settings.step, ...PART });
    if (!isWanted()) return undefined;
    if (frame.float_step >= settings.recipe.learning.steps && frame.step >= settings.step) return { frame, settings };
  }
};
