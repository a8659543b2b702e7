//! Exact sums of products of codes, and the bits they need. Knows no outputs.

use super::{PreparedInput, Rounded};
use crate::num::CodeRange;
use crate::quant::{Affine, Quantizer};
use serde::Serialize;
use std::collections::BTreeMap;

/// Exact sums over codes; at most 65,536 codes of 16 bits fit with room to spare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct IntegerSums {
    /// Products added up.
    pub count: u32,
    /// Σ q_x q_w.
    pub products: i64,
    /// Σ q_x.
    pub inputs: i64,
    /// Σ q_w.
    pub weights: i64,
    /// The largest magnitude on the way to Σ q_x q_w, added up in order.
    pub largest: i64,
}

impl IntegerSums {
    /// Of codes in pairs.
    ///
    /// ```
    /// use quantscope::layer::{IntegerSums, bits_for};
    ///
    /// let sums = IntegerSums::of([127, -128, 5].into_iter().zip([127, 127, -1]));
    /// assert_eq!((sums.products, sums.inputs, sums.weights, sums.largest), (-132, 4, 253, 16_129));
    /// // Σ (q_x - 3) (q_w - 2).
    /// assert_eq!(sums.corrected(3, 2), 124 * 125 - 131 * 125 - 2 * 3);
    /// assert_eq!(bits_for(sums.largest), 15);
    /// ```
    pub fn of(codes: impl Iterator<Item = (i32, i32)>) -> Self {
        let mut sums = Self { count: 0, products: 0, inputs: 0, weights: 0, largest: 0 };
        for (x, w) in codes {
            let (x, w) = (i64::from(x), i64::from(w));
            sums.count += 1;
            sums.products += x * w;
            sums.inputs += x;
            sums.weights += w;
            sums.largest = sums.largest.max(sums.products.abs());
        }
        sums
    }

    /// Σ (q_x - z_x) (q_w - z_w), from the four terms.
    pub fn corrected(&self, zero_x: i64, zero_w: i64) -> i64 {
        self.products - zero_w * self.inputs - zero_x * self.weights + i64::from(self.count) * zero_x * zero_w
    }
}

/// Bits of the two's complement integers that hold a magnitude with both signs.
pub fn bits_for(magnitude: i64) -> u32 {
    65 - magnitude.unsigned_abs().leading_zeros()
}

/// Bits that hold Σ q_x q_w of any `count` codes in these ranges.
///
/// ```
/// use quantscope::layer::accumulator_bits;
/// use quantscope::num::CodeRange;
///
/// let int8 = CodeRange::of_bits(8, true)?;
/// assert_eq!(accumulator_bits(1024, int8, int8), 26);
/// # Ok::<(), quantscope::Error>(())
/// ```
pub fn accumulator_bits(count: u64, x: CodeRange, w: CodeRange) -> u32 {
    let largest = |codes: CodeRange| i64::from(codes.qmin).abs().max(i64::from(codes.qmax).abs());
    bits_for(count as i64 * largest(x) * largest(w))
}

/// Bits that hold the sums of codes of any output; `None` where inputs or weight are no integers with whole zero points.
pub(super) fn guaranteed_bits(inputs: &PreparedInput, weight: &Rounded) -> Option<u32> {
    let fit = inputs.fit.as_ref()?;
    let codes = |rounded: &Rounded| {
        let codes = rounded.quantizers.first().and_then(integers)?.codes;
        rounded.quantizers.iter().all(|quantizer| integers(quantizer).is_some()).then_some(codes)
    };
    let mut counts: BTreeMap<[usize; 2], u64> = BTreeMap::new();
    for column in (0..weight.columns).filter(|&column| inputs.float_columns.binary_search(&(column as u32)).is_err()) {
        *counts.entry([fit.slice_of(column), weight.slice_of(column)]).or_default() += 1;
    }
    Some(accumulator_bits(counts.into_values().max().unwrap_or_default(), codes(fit)?, codes(weight)?))
}

/// Integers whose zero point is one too.
pub(super) fn integers(quantizer: &Quantizer) -> Option<&Affine> {
    match quantizer {
        Quantizer::Affine(affine) if affine.zero_point.fract() == 0.0 && affine.zero_point.abs() < 16_777_216.0 => Some(affine),
        _ => None,
    }
}
