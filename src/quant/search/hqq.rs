//! Half-quadratic quantization: with the scale of the smallest and largest value, the zero point (any number) for which
//! most errors are small and few are large. Source: mobiusml/hqq, hqq/core/{quantize,optimize}.py of hqq 0.2.8
//! (`optimize_weights_proximal_legacy` on CPU): f32; means in f64 here. beta stays as it is there.

use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::{Affine, Arithmetic, Range, ZeroPointAdded};
use std::borrow::Cow;

/// The most rounds.
const ROUNDS: usize = 20;

/// The error is |e|^p with this p: below 1, so that large errors hardly matter.
const P: f32 = 0.7;

/// How closely the errors kept apart follow the errors.
const BETA: f32 = 10.0;

/// The parameters of one group, counted from code 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HqqGroup {
    /// The factor of the values, at most 20 000; the scale is 1 divided by it.
    pub multiplier: f32,
    /// The code of 0, any number.
    pub zero_point: f32,
}

/// The result of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct Hqq {
    /// One for each slice.
    pub groups: Vec<HqqGroup>,
    /// The mean absolute error over all values before each round's change of the zero points, the last of which did not
    /// lessen it (or was the 20th).
    pub errors: Vec<f64>,
}

impl HqqGroup {
    /// From the smallest to the largest of the values.
    fn of(values: impl Iterator<Item = f32>, steps: f32) -> Result<Self, Error> {
        let range = Range::of(values)?;
        let (lo, hi, width) = (range.lo, range.hi, range.width());
        if !width.is_finite() {
            return Err(Error::RangeTooWide { lo, hi });
        }
        let multiplier = if width <= 1e-4 { 1.0 } else { (1.0 / width * steps).min(2e4) };
        Ok(Self { multiplier, zero_point: -lo * multiplier })
    }

    fn level(self, x: f32, steps: f32) -> f32 {
        (x * self.multiplier + self.zero_point).round_ties_even().clamp(0.0, steps)
    }

    /// The quantizer with these parameters: `round(x m + z)`, half to even, and `(q - z) (1 / m)`.
    pub fn affine(self, codes: CodeRange) -> Affine {
        Affine {
            scale: 1.0 / self.multiplier,
            reciprocal: self.multiplier,
            zero_point: self.zero_point + codes.qmin as f32,
            codes,
            arithmetic: Arithmetic::Reciprocal,
            keeps_inverse: false,
            zero_point_added: ZeroPointAdded::BeforeRounding,
            rounding: Rounding::HalfEven,
        }
    }
}

/// The parameters for `codes` of groups of values, one group a slice. The rounds end for all groups together, when the error over all values does not
/// become less. `optimize`: false leaves the zero points where the smallest values put them.
/// An error for an empty slice and for one whose range is wider than f32.
pub fn hqq(slices: &[Cow<[f32]>], codes: CodeRange, optimize: bool) -> Result<Hqq, Error> {
    let steps = codes.steps();
    let len: usize = slices.iter().map(|values| values.len()).sum();
    let mut groups = slices.iter().map(|values| HqqGroup::of(values.iter().copied(), steps)).collect::<Result<Vec<_>, _>>()?;
    let mut errors = Vec::new();
    let mut least = f64::INFINITY;
    for _ in 0..if optimize { ROUNDS } else { 0 } {
        let mut total = 0.0;
        for (values, group) in slices.iter().zip(&mut groups) {
            let (mut sum, mut count) = (0.0, 0.0);
            for &x in values.iter() {
                let level = group.level(x, steps);
                let error = x - (level - group.zero_point) / group.multiplier;
                total += f64::from(error.abs());
                sum += f64::from(level - (x - shrunk(error)) * group.multiplier);
                count += 1.0;
            }
            group.zero_point = (sum / count) as f32;
        }
        let error = total / len as f64;
        errors.push(error);
        if error < least { least = error } else { break }
    }
    Ok(Hqq { groups, errors })
}

/// The part of an error that is kept apart: `sign(e) max(0, |e| - |e|^(p - 1) / beta)`.
fn shrunk(error: f32) -> f32 {
    let magnitude = error.abs();
    if magnitude == 0.0 {
        return 0.0;
    }
    (magnitude - libm::powf(magnitude, P - 1.0) / BETA).max(0.0).copysign(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::{Quantizer, Tally};

    /// The search over rows of 64, and the quantized rows' mean absolute error.
    fn searched(optimize: bool) -> (Hqq, f64) {
        let values: Vec<f32> = (0..512u16).map(|i| f32::from(i).sin() * f32::from(i % 7)).collect();
        let rows: Vec<_> = values.chunks(64).map(Cow::Borrowed).collect();
        let codes = CodeRange { qmin: 0, qmax: 7 };
        let found = hqq(&rows, codes, optimize).expect("it has values");
        let mut tally = Tally::default();
        for (row, group) in values.chunks(64).zip(&found.groups) {
            let quantizer = Quantizer::Affine(group.affine(codes));
            tally.merge(&Tally::of_values(&quantizer, row));
        }
        (found, tally.absolute / 512.0)
    }

    #[test]
    fn the_search_lessens_the_error() {
        let ((_, before), (found, after)) = (searched(false), searched(true));
        assert!(after < before, "{after} {before}");
        assert!((found.errors[0] - before).abs() < 1e-6, "the first round sees the range's own zero point");
        let lessened = found.errors.windows(2).filter(|pair| pair[1] < pair[0]).count();
        assert!(lessened + 2 >= found.errors.len(), "only the last round may not lessen it: {:?}", found.errors);
    }

    #[test]
    fn a_constant_has_a_step_of_one() {
        let found = hqq(&[Cow::Owned(vec![3.0; 5])], CodeRange { qmin: 0, qmax: 15 }, true).expect("it has values");
        assert_eq!(found.groups, [HqqGroup { multiplier: 1.0, zero_point: -3.0 }]);
        assert_eq!(found.errors[0], 0.0);
    }
}
