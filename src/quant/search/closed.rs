//! Ranges computed from the mean and the spread alone: a number of standard deviations, and ACIQ's clipping.
//! Sources: IntelLabs/distiller, distiller/quantization (`ClipMode.N_STD`, `AciqClipper`); reductions in f64 here.

use crate::Error;
use crate::quant::Range;
use crate::quant::search::{Candidate, RangeSearch};
use crate::quant::theory::Density;

/// How many clippings ACIQ's curve shows, up to twice the best one.
const SHOWN: usize = 100;

/// ACIQ's clippings for 1 to 8 bits as its authors print them, of the normal and the Laplace distribution.
const PRINTED: [[f64; 8]; 2] = [[1.24, 1.71, 2.15, 2.55, 2.93, 3.28, 3.61, 3.92], [1.86, 2.83, 3.89, 5.03, 6.2, 7.41, 8.64, 9.89]];

/// The same for values on one side of 0, where half the range is enough.
const PRINTED_ONE_SIDED: [[f64; 8]; 2] =
    [[1.71, 2.15, 2.55, 2.93, 3.28, 3.61, 3.92, 4.2], [2.83, 3.89, 5.02, 6.2, 7.41, 8.64, 9.89, 11.16]];

/// The input of ACIQ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aciq {
    /// The assumed distribution.
    pub density: Density,
    /// Bits of a code, 1 to 16.
    pub bits: u8,
    /// Whether the range is mirrored about 0.
    pub symmetric: bool,
    /// Whether the authors' printed clippings are taken, cut to two digits, up to 8 bits; else they are computed.
    pub printed: bool,
}

/// Smallest, largest, mean and sums about the mean.
struct Summary {
    range: Range,
    mean: f64,
    squares: f64,
    magnitudes: f64,
    count: f64,
}

impl Summary {
    fn of(values: &[f32]) -> Result<Self, Error> {
        let range = Range::of(values.iter().copied())?;
        let count = values.len() as f64;
        let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / count;
        let (squares, magnitudes) = values.iter().fold((0.0, 0.0), |(squares, magnitudes), &v| {
            let from_mean = f64::from(v) - mean;
            (squares + from_mean * from_mean, magnitudes + from_mean.abs())
        });
        Ok(Self { range, mean, squares, magnitudes, count })
    }

    /// Standard deviation of a sample (n - 1); 0 for one value.
    fn std(&self) -> f64 {
        (self.squares / (self.count - 1.0).max(1.0)).sqrt()
    }
}

/// The mean ± `deviations` standard deviations (of a sample), but not beyond the values. `deviations`
/// is 0 to 10^9. An error for no values.
pub fn mean_std(values: &[f32], deviations: f64) -> Result<RangeSearch, Error> {
    let spread = Summary::of(values)?;
    let reach = deviations.clamp(0.0, 1e9) * spread.std();
    let Range { lo, hi } = spread.range;
    // The mean of equal values may be rounded beyond them.
    let range = Range { lo: ((spread.mean - reach) as f32).clamp(lo, hi), hi: ((spread.mean + reach) as f32).clamp(lo, hi) };
    Ok(RangeSearch { range, curve: Vec::new(), cost: msg!("none: the range is the mean and a number of standard deviations") })
}

/// ACIQ: the clipping with the least error if the values followed the distribution, about the mean. Symmetric, the range
/// reaches the mean's magnitude further to both sides; asymmetric, it begins no lower than the values. An error for no
/// values, and for a range wider than f32.
pub fn aciq(values: &[f32], ask: Aciq) -> Result<RangeSearch, Error> {
    let spread = Summary::of(values)?;
    let bits = ask.bits.clamp(1, 16);
    let scale = match ask.density {
        Density::Gauss => spread.std(),
        Density::Laplace => spread.magnitudes / spread.count,
    };
    let one_sided = !ask.symmetric && spread.range.lo >= 0.0;
    let printed = if one_sided { &PRINTED_ONE_SIDED } else { &PRINTED }[ask.density as usize];
    let model_bits = bits + u8::from(one_sided);
    let alpha = match printed.get(usize::from(bits) - 1) {
        Some(&alpha) if ask.printed => alpha,
        _ => ask.density.aciq_alpha(model_bits),
    };
    let range_at = |alpha: f64| {
        let reach = alpha * scale;
        if ask.symmetric {
            let end = (spread.mean.abs() + reach) as f32;
            return Range { lo: -end, hi: end };
        }
        let lo = f64::from(spread.range.lo).max(spread.mean - reach);
        Range { lo: lo as f32, hi: (lo + if one_sided { reach } else { 2.0 * reach }) as f32 }
    };
    let range = range_at(alpha);
    if !range.width().is_finite() {
        return Err(Error::RangeTooWide { lo: range.lo, hi: range.hi });
    }
    let candidate = |i: usize| {
        let alpha = alpha * 2.0 * i as f64 / SHOWN as f64;
        let Range { lo, hi } = range_at(alpha);
        let threshold = if ask.symmetric { f64::from(hi) } else { f64::from(hi) - f64::from(lo) };
        Candidate { threshold, lo, hi, cost: ask.density.aciq_error(alpha, model_bits) * scale * scale }
    };
    let cost = match ask.density {
        Density::Gauss => msg!("mean squared error expected of normal values"),
        Density::Laplace => msg!("mean squared error expected of Laplace values"),
    };
    Ok(RangeSearch { range, curve: (1..=SHOWN).map(candidate).collect(), cost })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_keeps_its_range() {
        let values = [0.1f32; 7];
        assert_eq!(mean_std(&values, 3.0).expect("it has values").range, Range { lo: 0.1, hi: 0.1 });
        let ask = Aciq { density: Density::Gauss, bits: 4, symmetric: true, printed: false };
        let range = aciq(&values, ask).expect("it has values").range;
        assert!((range.hi - 0.1).abs() < 1e-6 && range.lo == -range.hi, "{range:?}");
    }

    #[test]
    fn two_values_have_a_sample_deviation_of_their_distance_over_root_two() {
        let range = mean_std(&[0.0, 2.0], 0.5).expect("it has values").range;
        assert_eq!(range, Range { lo: (1.0 - 0.5 * 2f64.sqrt()) as f32, hi: (1.0 + 0.5 * 2f64.sqrt()) as f32 });
    }

    #[test]
    fn the_printed_clippings_are_the_computed_ones_to_two_digits() {
        for (density, two_sided, one_sided) in
            [(Density::Gauss, PRINTED[0], PRINTED_ONE_SIDED[0]), (Density::Laplace, PRINTED[1], PRINTED_ONE_SIDED[1])]
        {
            for bits in 1..=8 {
                let at = usize::from(bits) - 1;
                assert!((density.aciq_alpha(bits) - two_sided[at]).abs() < 0.011, "{density:?} {bits}");
                assert!((density.aciq_alpha(bits + 1) - one_sided[at]).abs() < 0.017, "{density:?} {bits} one-sided");
            }
        }
    }
}
