/**
 * Numbers and orders that differ from student to student and are always the same for one. Must not know who the student is.
 */

/** A whole number below 2^32 for a text: FNV-1a. */
export const seedFrom = (text: string): number => {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
};

/** Whole numbers below a bound, one after another: mulberry32. */
const drawer = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** The numbers from 0 to `count - 1` in the order of `seed`: Fisher and Yates's shuffle. */
const shuffled = (count: number, seed: number): number[] => {
  const draw = drawer(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = draw(i + 1);
    [order[i], order[j]] = [order[j] ?? i, order[i] ?? j];
  }
  return order;
};

/** A question's place, and who is asked: the student's number, and which time the lesson is gone through. */
export type Asked = { variant: number; run: number; lesson: string; step: number };

/** The indices of a question's choices in the order that a student sees. */
export const choiceOrder = ({ variant, run, lesson, step }: Asked, choices: number): number[] =>
  shuffled(choices, seedFrom([variant, run, lesson, step, 'choices'].join(' ')));
