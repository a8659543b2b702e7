/**
 * Ranges set by hand: both ends after one is moved. No DOM.
 */
import type { Range } from '../../engine/wasm';
import { clamp, type Span, width } from './geometry';

export type End = 'lo' | 'hi';

const LARGEST = 3.4e38;

/** The range with `end` at `value` or as near as can be: ends stay in order and apart, and symmetric ranges stay symmetric. */
export const moveEnd = (clip: Range, end: End, value: number, mirrored: boolean, window: Span): Range => {
  const gap = width(window) * 1e-3;
  if (mirrored) {
    const reach = Math.fround(clamp(end === 'hi' ? value : -value, gap, LARGEST));
    return { lo: -reach, hi: reach };
  }
  return end === 'lo'
    ? { lo: Math.fround(clamp(value, -LARGEST, clip.hi - gap)), hi: clip.hi }
    : { lo: clip.lo, hi: Math.fround(clamp(value, clip.lo + gap, LARGEST)) };
};

/** The value that a key moves an end to; nothing for other keys. */
export const keyedEnd = (key: string, shift: boolean, clip: Range, end: End, data: Range, window: Span): number | undefined => {
  const step = (width(window) / 100) * (shift ? 10 : 1);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clip[end] - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return clip[end] + step;
    case 'PageDown':
      return clip[end] - 10 * step;
    case 'PageUp':
      return clip[end] + 10 * step;
    case 'Home':
      return end === 'lo' ? data.lo : clip.lo + step;
    case 'End':
      return end === 'hi' ? data.hi : clip.hi - step;
    default:
      return undefined;
  }
};
