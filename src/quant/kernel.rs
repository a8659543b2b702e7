//! The plain loop for many values at once: quantize, dequantize and add up the errors in one pass of vector instructions.
//! Equals [`Tally::of`]: counts exactly, sums but for the order of their additions.

use super::lanes::{F2, F4};
use super::{Affine, Arithmetic, Quantizer, Tally, ZeroPointAdded};
use crate::num::Rounding;

impl Tally {
    /// What a monotone quantizer does to values.
    pub fn of_values(quantizer: &Quantizer, values: &[f32]) -> Self {
        match quantizer {
            Quantizer::Affine(a) if is_common(a) => {
                let (scale, reciprocal, zero_point) = (F4::splat(a.scale), F4::splat(a.reciprocal), F4::splat(a.zero_point));
                match (a.arithmetic, a.zero_point_added) {
                    (Arithmetic::Divide, ZeroPointAdded::BeforeRounding) => tally(a, values, |x| (x / scale + zero_point).round()),
                    (Arithmetic::Divide, ZeroPointAdded::AfterRounding) => tally(a, values, |x| (x / scale).round() + zero_point),
                    (Arithmetic::Reciprocal, ZeroPointAdded::BeforeRounding) => {
                        tally(a, values, |x| (x * reciprocal + zero_point).round())
                    }
                    (Arithmetic::Reciprocal, ZeroPointAdded::AfterRounding) => {
                        tally(a, values, |x| (x * reciprocal).round() + zero_point)
                    }
                }
            }
            _ => Self::of(quantizer, values.iter().map(|&x| (x, 0.0))),
        }
    }
}

/// Whether the vector loop knows the quantizer's arithmetic; the rest are rare, and take the plain loop.
fn is_common(a: &Affine) -> bool {
    a.rounding == Rounding::HalfEven && !a.keeps_inverse
}

/// Sums of two values at a time.
#[derive(Clone, Copy)]
struct Sums {
    signal: F2,
    output: F2,
    product: F2,
    squares: F2,
    absolute: F2,
    max_abs: F2,
}

impl Sums {
    #[inline(always)]
    fn add(self, x: F2, y: F2) -> Self {
        let e = y - x;
        Self {
            signal: self.signal + x * x,
            output: self.output + y * y,
            product: self.product + x * y,
            squares: self.squares + e * e,
            absolute: self.absolute + e.abs(),
            max_abs: self.max_abs.max(e.abs()),
        }
    }
}

#[inline(always)]
fn tally(a: &Affine, values: &[f32], unclamped: impl Fn(F4) -> F4) -> Tally {
    let (qmin, qmax) = (F4::splat(a.codes.qmin as f32), F4::splat(a.codes.qmax as f32));
    let (scale, zero_point, zero) = (F4::splat(a.scale), F4::splat(a.zero_point), F4::splat(0.0));
    let none = F2::splat(0.0);
    let mut sums = [Sums { signal: none, output: none, product: none, squares: none, absolute: none, max_abs: none }; 2];
    let mut tally = Tally::default();
    let (fours, rest) = values.as_chunks::<4>();
    for four in fours {
        let x = F4::of(*four);
        let code = unclamped(x);
        let within = code.clamp(qmin, qmax);
        if within.differs(code) != 0 {
            // Seldom: what is clipped is counted and summed apart.
            four.iter().for_each(|&x| add(&mut tally, a, x));
            continue;
        }
        let y = (within - zero_point) * scale;
        let zeroed = x.differs(zero) & !y.differs(zero);
        tally.zeroed += u64::from(zeroed.count_ones());
        tally.count += 4;
        let ([x0, x1], [y0, y1]) = (x.widened(), y.widened());
        sums = [sums[0].add(x0, y0), sums[1].add(x1, y1)];
    }
    rest.iter().for_each(|&x| add(&mut tally, a, x));
    for Sums { signal, output, product, squares, absolute, max_abs } in sums {
        let sum = |lanes: F2| lanes.lanes()[0] + lanes.lanes()[1];
        let [left, right] = max_abs.lanes();
        tally.merge(&Tally {
            signal: sum(signal),
            output: sum(output),
            product: sum(product),
            rounding: sum(squares),
            absolute: sum(absolute),
            max_abs: left.max(right),
            ..Tally::default()
        });
    }
    tally
}

/// One value, as the plain loop takes it.
fn add(tally: &mut Tally, a: &Affine, x: f32) {
    let quantizer = Quantizer::Affine(*a);
    tally.add(x, quantizer.apply(x, 0.0).1, quantizer.clipped(x, 0.0));
}
