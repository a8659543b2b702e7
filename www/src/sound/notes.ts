/**
 * From points of a chart to notes: pitch is height, the place from left to right is the place between the ears. Knows
 * neither charts nor the browser.
 */

/** What a note sounds like: what it stands for. */
export type Timbre = 'original' | 'dequantized' | 'error';

/** A point to be heard. */
export type Point = {
  /** From 0 at the left end of the chart to 1 at the right one. */
  place: number;
  /** From 0 at the foot of the chart to 1 at its top. */
  height: number;
  timbre: Timbre;
  /** Whether a tick marks it: the zero, the optimum. */
  tick: boolean;
};

export type Note = {
  /** Hertz. */
  frequency: number;
  /** -1 for the left ear, 1 for the right one. */
  pan: number;
  timbre: Timbre;
  tick: boolean;
  /** Seconds from the first note. */
  start: number;
  /** Seconds. */
  length: number;
};

/** The foot of a chart in hertz. */
export const LOWEST = 220;
/** How many octaves its top is above. */
export const OCTAVES = 2;

/** A chart takes about this long, in seconds, whatever the number of its points, as far as notes can be told apart. */
const WHOLE = 5;
const SHORTEST = 0.03;
const LONGEST = 0.25;

const within = (share: number): number => Math.min(Math.max(share, 0), 1);

/** Equal steps of height are equal intervals. */
export const frequencyOf = (height: number): number => LOWEST * 2 ** (OCTAVES * within(height));

/** A note for each point, one after the other. */
export const notesOf = (points: readonly Point[]): Note[] => {
  const length = Math.min(Math.max(WHOLE / Math.max(points.length, 1), SHORTEST), LONGEST);
  return points.map(({ place, height, timbre, tick }, i) => ({
    frequency: frequencyOf(height),
    pan: 2 * within(place) - 1,
    timbre,
    tick,
    start: i * length,
    length,
  }));
};

/** A note heard on its own lasts long enough to judge its pitch. */
export const alone = (note: Note): Note => ({ ...note, start: 0, length: LONGEST });
