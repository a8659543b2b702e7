//! GPTQ's search: the range shrunk in 80 steps of 1 %, and the one with the least Σ |x̂ - x|^2.4.
//! Source: IST-DASLab/gptq, quant.py (`Quantizer.find_params` with `mse`): powers in f32, so that those of errors below about 1e-19
//! are 0; their sum in f64 here, f32 there.

use crate::Error;
use crate::quant::search::{Candidate, RangeSearch};
use crate::quant::{Quantizer, Range};

/// The exponent of the error: between absolute and squared, large errors count less than in the squared error.
const NORM: f64 = 2.4;

/// Shares of the range tried: 1, 0.99 ... 0.21.
const STEPS: usize = 80;

/// If there are more values than this, they are counted in this many evenly spaced bins, each represented by its mean.
const BINS: usize = 1 << 16;

/// The share of `range` with the least error when `quantizer` fits a quantizer to it; the widest among equals. Both ends
/// shrink in the same ratio. `range` is what GPTQ begins with: that of the values, widened to 0, mirrored when symmetric.
/// A range that cannot be fitted is an error.
pub fn gptq(values: &[f32], range: Range, quantizer: impl Fn(Range) -> Result<Quantizer, Error>) -> Result<RangeSearch, Error> {
    let weighted = weigh(values);
    let mut curve: Vec<Candidate> = Vec::with_capacity(STEPS);
    let mut best = 0;
    for i in 0..STEPS {
        let share = (1.0 - i as f64 / 100.0) as f32;
        let shrunk = Range { lo: share * range.lo, hi: share * range.hi };
        let quantizer = quantizer(shrunk)?;
        let error = |&(x, weight): &(f32, f64)| {
            let e = f64::from((quantizer.apply(x, 0.0).1 - x).abs());
            if e == 0.0 { 0.0 } else { weight * f64::from(libm::pow(e, NORM) as f32) }
        };
        let cost = weighted.iter().map(error).sum();
        let threshold = if shrunk.lo == -shrunk.hi { f64::from(shrunk.hi) } else { f64::from(shrunk.hi) - f64::from(shrunk.lo) };
        curve.push(Candidate { threshold, lo: shrunk.lo, hi: shrunk.hi, cost });
        if cost < curve[best].cost {
            best = i;
        }
    }
    let range = Range { lo: curve[best].lo, hi: curve[best].hi };
    Ok(RangeSearch { range, curve, cost: msg!("sum of the absolute errors to the power of 2.4") })
}

/// Values and how many they stand for: each for itself, or above [`BINS`] values each filled bin's mean for its members.
fn weigh(values: &[f32]) -> Vec<(f32, f64)> {
    let Some(Range { lo, hi }) = Range::of(values.iter().copied()).ok().filter(|_| values.len() > BINS) else {
        return values.iter().map(|&v| (v, 1.0)).collect();
    };
    let (lo, width) = (f64::from(lo), f64::from(hi) - f64::from(lo));
    let mut bins = vec![(0.0, 0.0); BINS];
    for v in values.iter().map(|&v| f64::from(v)) {
        // The 0 / 0 of a constant becomes 0.
        let (sum, count) = &mut bins[(((v - lo) / width * BINS as f64) as usize).min(BINS - 1)];
        *sum += v;
        *count += 1.0;
    }
    bins.into_iter().filter(|(_, count)| *count > 0.0).map(|(sum, count)| ((sum / count) as f32, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{CodeRange, Rounding};
    use crate::quant::{Affine, Preset};

    fn found(values: &[f32]) -> RangeSearch {
        let range = Range::of(values.iter().copied()).expect("it has values").with_zero();
        let codes = CodeRange { qmin: 0, qmax: 15 };
        let fit = |range| Affine::fit(Preset::Torch.convention(), false, range, codes, Rounding::HalfEven).map(Quantizer::Affine);
        gptq(values, range, fit).expect("it fits")
    }

    #[test]
    fn codes_that_fit_keep_the_whole_range() {
        let values: Vec<f32> = (0..16).map(|i| i as f32 / 4.0).collect();
        let found = found(&values);
        assert_eq!(found.range, Range { lo: 0.0, hi: 3.75 });
        assert_eq!(found.curve[0].cost, 0.0);
        assert_eq!(found.curve.len(), STEPS);
    }

    #[test]
    fn many_values_cost_what_their_bins_do() {
        let few: Vec<f32> = (0..1000u16).map(|i| f32::from(i).sin()).collect();
        let many = few.repeat(100);
        for (a, b) in found(&few).curve.iter().zip(&found(&many).curve) {
            assert!((100.0 * a.cost - b.cost).abs() < 1e-3 * b.cost, "{a:?} {b:?}");
        }
    }
}
