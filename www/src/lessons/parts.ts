/**
 * The parts of the page that a lesson's step can point at and a teacher's link can hide or lock, by the words of links.
 */
import type { Part } from '../engine/wasm';

/** The parts with a place on the page. */
export const PLACES = [
  'data',
  'scheme',
  'bits',
  'granularity',
  'range',
  'convention',
  'readout',
  'words',
  'number-line',
  'series',
  'histogram',
  'bench',
  'map',
  'arithmetic',
] as const satisfies readonly Part[];

/** All parts: the places, and the tools of the header. */
export const PARTS: readonly Part[] = [...PLACES, 'tools' satisfies Exclude<Part, (typeof PLACES)[number]>];
