//! The range whose error does least harm to what comes out of the layer, if its inputs do not depend on each other: each squared error
//! counts by the mean square of the inputs that its weight is multiplied with, as llama.cpp's importance matrices count it. Knows no
//! inputs.

use crate::Error;
use crate::quant::search::{Candidate, RangeSearch};
use crate::quant::{Quantizer, Range, dequantized};

/// Shares of the range tried: 1/200 ... 1.
const SHARES: usize = 200;

/// The share of `range` with the least Σ weight · e² when `quantizer` fits a monotone quantizer to it; the widest among equals. There
/// is a weight for each value.
pub fn weighted(
    values: &[f32],
    weights: &[f64],
    range: Range,
    quantizer: impl Fn(Range) -> Result<Quantizer, Error>,
) -> Result<RangeSearch, Error> {
    let mut curve: Vec<Candidate> = Vec::with_capacity(SHARES);
    let mut best = 0;
    for i in (1..=SHARES).rev() {
        let shrunk = range.shrunk(i as f32 / SHARES as f32);
        let back = dequantized(&quantizer(shrunk)?, values);
        let mut cost = 0.0;
        for ((&x, &y), &weight) in values.iter().zip(&back).zip(weights) {
            let e = f64::from(y) - f64::from(x);
            cost += weight * (e * e);
        }
        let threshold = if shrunk.lo == -shrunk.hi { f64::from(shrunk.hi) } else { f64::from(shrunk.hi) - f64::from(shrunk.lo) };
        curve.push(Candidate { threshold, lo: shrunk.lo, hi: shrunk.hi, cost });
        if cost < curve[best].cost {
            best = curve.len() - 1;
        }
        if range.lo == range.hi {
            break;
        }
    }
    let range = Range { lo: curve[best].lo, hi: curve[best].hi };
    Ok(RangeSearch { range, curve, cost: msg!("sum of the squared errors, each times the mean square of its inputs") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{CodeRange, Rounding};
    use crate::quant::{Affine, Preset};

    #[test]
    fn what_no_input_meets_may_be_clipped() {
        let values = [0.0, 1.0, 2.0, 3.0, 100.0];
        let codes = CodeRange { qmin: 0, qmax: 3 };
        let fit = |range| Affine::fit(Preset::Article.convention(), false, range, codes, Rounding::HalfEven).map(Quantizer::Affine);
        let found = |weights: [f64; 5]| weighted(&values, &weights, Range { lo: 0.0, hi: 100.0 }, fit).expect("it fits").range;
        assert_eq!(found([1.0, 1.0, 1.0, 1.0, 0.0]), Range { lo: 0.0, hi: 3.0 });
        assert_eq!(found([0.0, 0.0, 0.0, 0.0, 1.0]), Range { lo: 0.0, hi: 100.0 });
    }
}
