/**
 * The arithmetic behind dragging and zooming, without a browser.
 */
import { expect, test } from '@playwright/test';
import { keyedEnd, moveEnd } from '../../www/src/charts/geometry/clip.ts';
import { alongOf, pixelAt, pushEdge, valueAt } from '../../www/src/charts/geometry/along.ts';
import { indexWindow, isWhole, panBy, toPixelX, toPixelY, toValueX, toValueY, zoomAbout } from '../../www/src/charts/geometry/geometry.ts';
import { nextMark } from '../../www/src/charts/geometry/hit.ts';
import { dotAt, markAt, squareAt } from '../../www/src/charts/line/places.ts';
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

for (const isUpright of [false, true]) {
  test(`an axis${isUpright ? ' that stands upright' : ''} maps back and forth, and its window grows only while the pointer pushes`, () => {
    const along = alongOf(isUpright ? { ...plot, x_lo: 0, x_hi: 1, y_lo: -1, y_hi: 3 } : plot, isUpright);
    expect(valueAt(along, pixelAt(along, 2.5))).toBeCloseTo(2.5, 12);
    expect(pixelAt(along, 3) > pixelAt(along, -1)).toBe(!isUpright);
    const [inside, beyond, before] = [pixelAt(along, 1), pixelAt(along, 4), pixelAt(along, -2)];
    expect(pushEdge(whole, along, inside)).toBe(whole);
    const grown = pushEdge(whole, along, beyond);
    expect(grown.lo).toBe(-1);
    expect(grown.hi).toBeGreaterThan(3);
    expect(valueAt(along, beyond, grown)).toBe(grown.hi);
    expect(pushEdge(whole, along, before).lo).toBeLessThan(-1);
  });
}

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

test('values are found by their dots, threads and squares, equal values in turn', () => {
  const mark = (index: number, x: number, y: number, above: number, below: number) => ({ index, x, y, code: 0, clipped: 0, place: { above, below } });
  const marks = [mark(0, 0, 2, 0, 0), mark(1, 2, 0, 0, 0), mark(2, 2, 0, 1, 1)];
  // Piles of ten marks of 10 pixels on both sides of threads of 100.
  const plots = {
    along: alongOf(plot, false),
    line: { ...plot, top: 0, height: 300 },
    values: { ...plot, top: 0, height: 100, y_lo: -0.5, y_hi: 9.5 },
    threads: { ...plot, top: 100, height: 100 },
    piles: { ...plot, top: 200, height: 100, y_lo: 9.5, y_hi: -0.5 },
  };
  expect(dotAt(plots, 2, { above: 1, below: 0 })).toEqual({ x: toPixelX(plot, 2), y: 85 });
  expect(squareAt(plots, 0, { above: 0, below: 1 })).toEqual({ x: toPixelX(plot, 0), y: 215 });
  const at = (x: number, y: number) => markAt(marks, plots, { x: toPixelX(plot, x), y }, 8)?.index;
  expect(at(2, 84)).toBe(2);
  expect(at(2, 96)).toBe(1);
  expect(at(0, 213)).toBe(2);
  expect(at(0, 199)).toBe(1);
  expect(at(1, 150)).toBe(0);
  expect(at(1, 20)).toBeUndefined();
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
