/**
 * The arithmetic behind dragging and zooming, without a browser.
 */
import { expect, test } from '@playwright/test';
import { keyedEnd, moveEnd } from '../../www/src/charts/geometry/clip.ts';
import {
  indexWindow,
  isWhole,
  panBy,
  pushEdge,
  toPixelX,
  toPixelY,
  toValueX,
  toValueY,
  valueIn,
  zoomAbout,
} from '../../www/src/charts/geometry/geometry.ts';
import { nearestThread, nextMark } from '../../www/src/charts/geometry/hit.ts';
import { flatIndex, placeIn } from '../../www/src/charts/selection/slices.ts';
import { nearestStop } from '../../www/src/charts/geometry/snap.ts';

const plot = { name: 'line', left: 20, top: 10, width: 200, height: 100, x_lo: -1, x_hi: 3, y_lo: 0, y_hi: 50 };
const whole = { lo: -1, hi: 3 };

test('pixels and values map back and forth', () => {
  expect(toPixelX(plot, 1)).toBe(120);
  expect(toValueX(plot, toPixelX(plot, 2.5))).toBeCloseTo(2.5, 12);
  expect(toPixelY(plot, 50)).toBe(10);
  expect(toValueY(plot, toPixelY(plot, 12))).toBeCloseTo(12, 12);
});

test('zooming keeps what is under the pointer and never leaves the whole', () => {
  const near = zoomAbout(whole, 2, 0.5, whole);
  expect((2 - near.lo) / (near.hi - near.lo)).toBeCloseTo(0.75, 12);
  expect(isWhole(zoomAbout(near, 2, 100, whole), whole)).toBe(true);
  expect(zoomAbout({ lo: 2.5, hi: 3 }, 3, 2, whole)).toEqual({ lo: 2, hi: 3 });
  let deep = whole;
  for (let i = 0; i < 200; i += 1) deep = zoomAbout(deep, 3, 0.5, whole);
  expect(Math.fround(deep.lo)).toBeLessThan(Math.fround(deep.hi));
  expect(panBy({ lo: 0, hi: 1 }, 99, whole)).toEqual({ lo: 2, hi: 3 });
});

test('a window grows only while the pointer pushes', () => {
  expect(pushEdge(whole, plot, 120)).toBe(whole);
  const grown = pushEdge(whole, plot, 260);
  expect(grown.lo).toBe(-1);
  expect(grown.hi).toBeGreaterThan(3);
  expect(valueIn(grown, plot, 260)).toBe(grown.hi);
  expect(pushEdge(whole, plot, 0).lo).toBeLessThan(-1);
});

test('the ends of a range keep their order, their distance and their mirror', () => {
  const clip = { lo: -1, hi: 1 };
  expect(moveEnd(clip, 'lo', 5, false, whole).lo).toBeLessThan(1);
  expect(moveEnd(clip, 'hi', -5, false, whole).hi).toBeGreaterThan(-1);
  expect(moveEnd(clip, 'hi', 0.5, true, whole)).toEqual({ lo: -0.5, hi: 0.5 });
  expect(moveEnd(clip, 'lo', 2, true, whole).hi).toBeGreaterThan(0);
  expect(moveEnd(clip, 'hi', Infinity, false, whole).hi).toBeLessThan(Infinity);
  expect(keyedEnd('Home', false, clip, 'lo', { lo: -0.9, hi: 2 }, whole)).toBe(-0.9);
  expect(keyedEnd('a', false, clip, 'lo', whole, whole)).toBeUndefined();
});

test('a stop holds within its reach, the nearest first', () => {
  const stops = [
    { at: 1, name: 'a' },
    { at: 1.2, name: 'b' },
  ];
  expect(nearestStop(1.15, stops, 0.2)?.name).toBe('b');
  expect(nearestStop(1.5, stops, 0.2)).toBeUndefined();
});

test('threads are found along their way, equal values in turn', () => {
  const mark = (index: number, x: number, y: number) => ({ index, x, y, code: 0, clipped: 0 });
  const marks = [mark(0, 0, 2), mark(1, 2, 0), mark(2, 2, 0)];
  const threads = { ...plot, y_lo: 0, y_hi: 1 };
  expect(nearestThread(marks, threads, { x: toPixelX(plot, 2), y: 110 }, 5)?.index).toBe(0);
  expect(nearestThread(marks, threads, { x: toPixelX(plot, 0), y: 0 }, 5)?.index).toBe(0);
  expect(nextMark(marks, marks[1], 1)?.index).toBe(2);
  expect(nextMark(marks, marks[1], -1)?.index).toBe(0);
  expect(nextMark(marks, marks[2], 1)).toBeUndefined();
});

test('places in a slice and in the tensor', () => {
  const column = { start: 2, step: 4, len: 3 };
  expect(flatIndex(column, 2)).toBe(10);
  expect(placeIn(column, 10)).toBe(2);
  expect(indexWindow({ lo: -3, hi: 7 }, 100)).toEqual({ from: 0, span: 10 });
  expect(indexWindow({ lo: 0, hi: 100 }, 100)).toEqual({ from: 0, span: 0 });
});
