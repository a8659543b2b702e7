/**
 * The same work in plain JavaScript on typed arrays, as somebody would write it without wasm: in f32 where the result is.
 */

/** Rounds half to even, as the peers do; Math.round would round half up. */
const MAGIC = 1.5 * 2 ** 23;

const dequantized = (x, reciprocal, scale, zero, most) => {
  const code = Math.fround(Math.fround(Math.fround(x * reciprocal) + MAGIC) - MAGIC) + zero;
  return Math.fround((Math.min(Math.max(code, 0), most) - zero) * scale);
};

/** Quantizes and dequantizes `values` into `target`. */
export const fakeQuantize = (values, target, scale, zero, most) => {
  const reciprocal = Math.fround(1 / scale);
  for (let i = 0; i < values.length; i += 1) target[i] = dequantized(values[i], reciprocal, scale, zero, most);
};

/** The mean squared error of the same, in one pass. */
export const errors = (values, scale, zero, most) => {
  const reciprocal = Math.fround(1 / scale);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    const e = dequantized(values[i], reciprocal, scale, zero, most) - values[i];
    sum += e * e;
  }
  return sum / values.length;
};
