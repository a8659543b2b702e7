/**
 * Pictures of what is likely to be chosen next, asked for while the worker has nothing to do: a step of a slider is then
 * shown in the frame that hears of it. Asks nobody itself.
 */
import type { Frame, ChartSizes, Settings, State } from '../engine/wasm';

/** A picture at hand. */
export type Foreseen = { frame: Frame; models: Uint8Array };

/** Pictures kept, of a step down and a step up: as many as the engine keeps studies, in the same order. */
const MOST = 2;

let expected: ((settings: Settings) => Partial<Settings>[]) | undefined;
const pictures = new Map<string, Foreseen | 'refused'>();

/** The comparison's pictures come in pairs, which are not foreseen. */
const keyOf = ({ source, settings, view }: State, room: ChartSizes): string => JSON.stringify([source, settings, view, room]);

/** What may be chosen next, while a hand is near; nothing when it has left. */
export const expect = (changes: typeof expected): void => {
  expected = changes;
};

/** The picture of a state, if it was foreseen. It is given once, as its study is. */
export const takeForeseen = (state: State, room: ChartSizes): Foreseen | undefined => {
  const key = keyOf(state, room);
  const picture = state.pinned ? undefined : pictures.get(key);
  if (!picture || picture === 'refused') return undefined;
  pictures.delete(key);
  return picture;
};

/** The next state to ask about ahead, if there is one. */
export const wanting = (state: State, room: ChartSizes): State | undefined => {
  if (!expected || state.pinned) return undefined;
  const next = expected(state.settings).map((change) => ({ ...state, settings: { ...state.settings, ...change } }));
  return next.find((one) => !pictures.has(keyOf(one, room)));
};

/** Keeps what was found ahead, and lets go of the oldest, as the engine does. */
export const keep = (state: State, room: ChartSizes, picture: Foreseen | 'refused'): void => {
  pictures.set(keyOf(state, room), picture);
  for (const key of pictures.keys()) {
    if (pictures.size <= MOST) break;
    pictures.delete(key);
  }
};

/** Lets go of all: the worker that could take them over is gone. */
export const forget = (): void => pictures.clear();
