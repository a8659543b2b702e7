/**
 * What the current step's question asks for and the page must not show before the last try: the parts that show it, and codes. A question
 * whose answer changes data or settings asks for a number that nothing shows yet.
 */
import { computed } from '@preact/signals';
import { lastTry } from '../lessons/lesson-log';
import { withheldFor } from '../lessons/shown-in';
import { lesson, stateAt, step, stepIndex } from './lesson';
import { hasSameChosen } from './same';

const NOTHING = withheldFor({});

/** Computed again when the step or its answer changes, not with the picture. */
export const withheld = computed((): ReturnType<typeof withheldFor> => {
  const [of, at, now] = [lesson.value, stepIndex.value, step.value];
  const question = now?.predict ?? now?.choose;
  if (!of || !now || !question || lastTry(of.id, at)?.final) return NOTHING;
  return hasSameChosen(stateAt(of, at), stateAt(of, at, question.reveal)) ? withheldFor(now) : NOTHING;
});

/** Whether codes and dequantized values of single values are withheld. */
export const isCodeWithheld = computed(() => withheld.value.codes);
