//! Kullback-Leibler divergence of two histograms: how much the distributions of dequantized and original values differ.

use crate::quant::Range;

/// The count of an empty bin, in values, taken evenly from the others (the smoothing of onnxruntime's calibrators).
const SMOOTHING: f64 = 1e-4;

/// The number of bins, evenly spaced over the range of the originals.
pub const BINS: usize = 256;

/// KL(originals ‖ dequantized) in nats, from 256 bins over `range`, that of the originals; dequantized values beyond it
/// count in the first or last bin, and an empty bin counts as 0.0001 values. 0 when there are no pairs.
pub fn divergence(range: Range, pairs: impl IntoIterator<Item = (f32, f32)>) -> f64 {
    let (lo, width) = (f64::from(range.lo), f64::from(range.hi) - f64::from(range.lo));
    // Negative places and the 0 / 0 of a constant become 0.
    let bin = |v: f32| (((f64::from(v) - lo) / width * BINS as f64) as usize).min(BINS - 1);
    let (mut p, mut q) = (vec![0; BINS], vec![0; BINS]);
    for (x, y) in pairs {
        p[bin(x)] += 1;
        q[bin(if width > 0.0 { y } else { x })] += 1;
    }
    if p.iter().all(|&count| count == 0) { 0.0 } else { divergence_of_counts(&p, &q) }
}

/// KL(p ‖ q) in nats of two smoothed histograms with the same number of bins; infinite when one of them has no values.
pub(in crate::quant) fn divergence_of_counts(p: &[u64], q: &[u64]) -> f64 {
    match (Smoothed::new(p), Smoothed::new(q)) {
        (Some(ps), Some(qs)) => relative_entropy(p.iter().zip(q).map(|(&p, &q)| (ps.share(p), qs.share(q)))),
        _ => f64::INFINITY,
    }
}

/// Counts as shares of their sum.
struct Smoothed {
    /// The count that each filled bin gives to the empty ones.
    given: f64,
    sum: f64,
}

impl Smoothed {
    /// `None` when all bins are empty.
    fn new(counts: &[u64]) -> Option<Self> {
        let filled = counts.iter().filter(|&&count| count != 0).count();
        let given = SMOOTHING * (counts.len() - filled) as f64 / filled as f64;
        (filled > 0).then(|| Self { given, sum: counts.iter().sum::<u64>() as f64 })
    }

    fn share(&self, count: u64) -> f64 {
        (if count == 0 { SMOOTHING } else { count as f64 - self.given }) / self.sum
    }
}

/// Σ p ln(p / q) of shares p and q; infinite where a share of p meets none of q, or one is negative.
pub(in crate::quant) fn relative_entropy(shares: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut sum = 0.0;
    let mut last = (0.0, 0.0, 0.0);
    for (p, q) in shares {
        // Most bins hold the same few counts, and the logarithms take most of the time.
        if (p, q) != (last.0, last.1) {
            let term = match () {
                () if p > 0.0 && q > 0.0 => p * libm::log(p / q),
                () if p == 0.0 && q >= 0.0 => 0.0,
                () => f64::INFINITY,
            };
            last = (p, q, term);
        }
        sum += last.2;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_do_not_diverge_and_lost_ones_do() {
        let values = [0.0f32, 0.25, 0.5, 1.0];
        let range = Range { lo: 0.0, hi: 1.0 };
        assert_eq!(divergence(range, values.map(|v| (v, v))), 0.0);
        assert!(divergence(range, values.map(|v| (v, 0.0))) > 1.0);
    }

    #[test]
    fn a_constant_does_not_diverge() {
        assert_eq!(divergence(Range { lo: 3.0, hi: 3.0 }, [(3.0, 2.9); 5]), 0.0);
        assert_eq!(divergence(Range { lo: 0.0, hi: 0.0 }, []), 0.0);
    }

    #[test]
    fn a_hand_made_pair_has_its_divergence() {
        // Full bins need no smoothing: 3/4 ln(3/2) + 1/4 ln(1/2).
        let expected = 0.75 * libm::log(1.5) + 0.25 * libm::log(0.5);
        assert!((divergence_of_counts(&[3, 1], &[2, 2]) - expected).abs() < 1e-15);
    }
}
