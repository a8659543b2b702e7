/**
 * Pictures as tensors: grey values, sizes, and the header of the NumPy file.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted, greyOf, headerOf, isPicture } from './pictures.ts';

test('white is 1, black is 0, and green is brighter than blue', () => {
  const [white, black, green, blue] = greyOf(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]));
  assert.ok(Math.abs((white ?? 0) - 1) < 1e-6);
  assert.equal(black, 0);
  assert.ok((green ?? 0) > (blue ?? 1));
});

test('a picture keeps its shape where it is made smaller', () => {
  assert.deepEqual(fitted(640, 480), [640, 480]);
  assert.deepEqual(fitted(4096, 2048), [1024, 512]);
  assert.deepEqual(fitted(100_000, 1), [1024, 1]);
});

test('the header is a multiple of 64 bytes and names rows before columns', () => {
  const header = headerOf(480, 640);
  assert.equal(header.length % 64, 0);
  assert.equal(header[8]! + 256 * header[9]!, header.length - 10);
  assert.match(new TextDecoder().decode(header.slice(10)), /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(480, 640\), \} *\n$/);
});

test('only pictures that browsers decode are taken for pictures', () => {
  assert.ok(isPicture(new File([], 'a.png', { type: 'image/png' })));
  assert.ok(!isPicture(new File([], 'a.svg', { type: 'image/svg+xml' })));
  assert.ok(!isPicture(new File([], 'a.npy')));
});
