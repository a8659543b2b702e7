//! Signs (1 bit), and signs with a zero (ternary). The scales are means of magnitudes, summed in f64.

use crate::num::Codebook;
use crate::quant::{Arithmetic, Element, Scaled};
use std::sync::Arc;

/// How a ternary scheme chooses its threshold and scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ternary {
    /// Ternary Weight Networks (Li, Zhang, Liu 2016): magnitudes above 0.7 of their mean become the mean of those above.
    Twn,
    /// BitNet b1.58 (Ma et al. 2024): `round(x / mean|x|)`, half to even, kept within ±1; the mean is never below 1e-5.
    AbsMean,
}

/// The sign of `x` times the mean magnitude (XNOR-Net, Rastegari et al. 2016); 0 counts as positive.
pub fn binary(values: &[f32]) -> Scaled {
    // A factor other than 1 could round the sign of a small number away.
    Scaled { element: book(Codebook::binary()), arithmetic: Arithmetic::Reciprocal, factor: 1.0, scale: mean_above(values, -1.0) as f32 }
}

/// -1, 0 and 1 times a scale.
pub fn ternary(values: &[f32], rule: Ternary) -> Scaled {
    let mean = mean_above(values, -1.0);
    let element = book(Codebook::ternary());
    match rule {
        Ternary::Twn => {
            let threshold = 0.7 * mean;
            // The book's own threshold is a half. Zeros have no scale and need none.
            let (factor, scale) = match (2.0 * threshold).min(f32::MAX.into()) as f32 {
                0.0 => (1.0, 1.0),
                twice => (twice, mean_above(values, threshold) as f32),
            };
            Scaled { element, arithmetic: Arithmetic::Divide, factor, scale }
        }
        Ternary::AbsMean => {
            let factor = 1.0 / (mean as f32).max(1e-5);
            Scaled { element, arithmetic: Arithmetic::Reciprocal, factor, scale: (1.0 / factor).min(f32::MAX) }
        }
    }
}

/// The mean of the magnitudes above a limit; 0 where there are none.
fn mean_above(values: &[f32], limit: f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0u32);
    for magnitude in values.iter().map(|&x| f64::from(x).abs()).filter(|&magnitude| magnitude > limit) {
        sum += magnitude;
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn book(book: Codebook) -> Element {
    Element::Book(Arc::new(book))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(scaled: &Scaled, values: &[f32]) -> Vec<f32> {
        values.iter().map(|&x| scaled.value(scaled.level(x))).collect()
    }

    #[test]
    fn signs_and_thresholds_follow_their_papers() {
        let values = [3.0, -1.0, 0.5, -0.0, -1e-45, 1.5];
        assert_eq!(back(&binary(&values), &values), [1.0, -1.0, 1.0, 1.0, -1.0, 1.0]);
        // 0.7 of the mean 1 keeps 3, 1 and 1.5; their mean is 5.5 / 3.
        let kept = 5.5 / 3.0;
        assert_eq!(back(&ternary(&values, Ternary::Twn), &values), [kept, -kept, 0.0, 0.0, 0.0, kept]);
        assert_eq!(back(&ternary(&values, Ternary::AbsMean), &values), [1.0, -1.0, 0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn zeros_constants_and_extremes_have_a_result() {
        for values in [[0.0; 3], [2.5; 3], [-1e-45; 3], [f32::MAX; 3]] {
            assert_eq!(back(&binary(&values), &values), values);
            assert_eq!(back(&ternary(&values, Ternary::Twn), &values), values);
            assert!(back(&ternary(&values, Ternary::AbsMean), &values).iter().all(|y| y.is_finite()));
        }
        assert_eq!(binary(&[]).scale, 0.0);
    }
}
