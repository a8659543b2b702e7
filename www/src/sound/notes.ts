/**
 * From the points of a chart to notes: height becomes pitch, the horizontal position becomes the position between left and
 * right ear. Knows neither charts nor the browser.
 */

/** The meaning of a note; each has a sound of its own. */
export type Timbre = 'original' | 'dequantized' | 'error';

/** A point to be sounded. */
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

/** The pitch of the foot of a chart, in hertz. */
export const LOWEST = 220;
/** Octaves from the foot to the top. */
export const OCTAVES = 2;

/** The length that all notes of a chart share, in seconds. */
const WHOLE = 5;

/** The bounds of a note's length, in seconds: shorter notes cannot be told apart. */
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

/** A note on its own, at the start and long enough to judge its pitch. */
export const alone = (note: Note): Note => ({ ...note, start: 0, length: LONGEST });
