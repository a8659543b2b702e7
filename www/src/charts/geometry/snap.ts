/**
 * Snapping: a dragged value stays at a meaningful one while the pointer is near that. No DOM, no words.
 */
/** A value to snap to, and its name. */
export type Stop = { at: number; name: string };

/** The nearest stop within `reach` of `value`. */
export const nearestStop = (value: number, stops: readonly Stop[], reach: number): Stop | undefined => {
  let best: Stop | undefined;
  for (const stop of stops) {
    const distance = Math.abs(stop.at - value);
    if (distance <= reach && distance < Math.abs((best?.at ?? Infinity) - value)) best = stop;
  }
  return best;
};
