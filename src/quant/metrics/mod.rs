//! How far the dequantized values are from the originals. Sums in f64.
//!
//! With e = x̂ - x: MSE = mean e², MAE = mean |e|, SQNR = 10 log10(Σx² / Σe²) dB, cosine = x·x̂ / (‖x‖‖x̂‖),
//! relative Frobenius = ‖e‖ / ‖x‖. The signal's mean is not removed.

mod divergence;
mod shares;

pub use divergence::{BINS as DIVERGENCE_BINS, divergence};
pub(in crate::quant) use divergence::{divergence_of_counts, relative_entropy};
pub use shares::ErrorShares;

use crate::quant::Quantizer;
use serde::{Deserialize, Serialize};

/// Sums over values and their dequantized values. Tallies of parts add up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// Number of values.
    pub count: u64,
    /// Σ x².
    pub signal: f64,
    /// Σ x̂².
    pub output: f64,
    /// Σ x x̂.
    pub product: f64,
    /// Σ e² of the values within the codes.
    pub rounding: f64,
    /// Σ e² of the values beyond the codes.
    pub clipping: f64,
    /// Σ |e|.
    pub absolute: f64,
    /// max |e|.
    pub max_abs: f64,
    /// Values below the lowest code.
    pub clipped_low: u64,
    /// Values above the highest code.
    pub clipped_high: u64,
    /// Values that were not 0 and became 0.
    pub zeroed: u64,
}

impl Tally {
    /// Adds one value `x` that became `y`; `clipped` is -1, 0 or 1 as [`Quantizer::clipped`] gives it.
    #[inline]
    pub fn add(&mut self, x: f32, y: f32, clipped: i32) {
        let (xd, yd) = (f64::from(x), f64::from(y));
        let e = yd - xd;
        self.count += 1;
        self.signal += xd * xd;
        self.output += yd * yd;
        self.product += xd * yd;
        self.absolute += e.abs();
        self.max_abs = self.max_abs.max(e.abs());
        self.zeroed += u64::from(y == 0.0 && x != 0.0);
        match clipped {
            0 => self.rounding += e * e,
            c => {
                self.clipping += e * e;
                if c < 0 { self.clipped_low += 1 } else { self.clipped_high += 1 }
            }
        }
    }

    /// The plain loop: every value through the quantizer. Each value comes with its random number for stochastic rounding.
    pub fn of(quantizer: &Quantizer, values: impl Iterator<Item = (f32, f32)>) -> Self {
        let mut tally = Self::default();
        for (x, u) in values {
            tally.add(x, quantizer.apply(x, u).1, quantizer.clipped(x, u));
        }
        tally
    }

    /// Adds another part's sums.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.signal += other.signal;
        self.output += other.output;
        self.product += other.product;
        self.rounding += other.rounding;
        self.clipping += other.clipping;
        self.absolute += other.absolute;
        self.max_abs = self.max_abs.max(other.max_abs);
        self.clipped_low += other.clipped_low;
        self.clipped_high += other.clipped_high;
        self.zeroed += other.zeroed;
    }
}

/// The measures shown and exported. `None` where a measure is not defined; infinite values stay infinite.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Metrics {
    /// Mean squared error, in squared units of the data.
    pub mse: f64,
    /// Mean absolute error, in units of the data.
    pub mae: f64,
    /// Largest absolute error, in units of the data.
    pub max_abs: f64,
    /// Signal to quantization noise ratio in dB; infinite without error, `None` when signal and error are both 0.
    pub sqnr_db: Option<f64>,
    /// Cosine of the angle between originals and dequantized; `None` when one of them is all zero or
    /// not finite.
    pub cosine: Option<f64>,
    /// ‖e‖ / ‖x‖; `None` when x is all zero.
    pub relative_frobenius: Option<f64>,
    /// Share of values beyond the codes, 0 to 1.
    pub share_clipped: f64,
    /// Share of values that were not 0 and became 0, 0 to 1.
    pub share_zeroed: f64,
}

impl Metrics {
    /// The measures by the names of the fields.
    pub fn named(&self) -> [(&'static str, Option<f64>); 8] {
        [
            ("mse", Some(self.mse)),
            ("mae", Some(self.mae)),
            ("max_abs", Some(self.max_abs)),
            ("sqnr_db", self.sqnr_db),
            ("cosine", self.cosine),
            ("relative_frobenius", self.relative_frobenius),
            ("share_clipped", Some(self.share_clipped)),
            ("share_zeroed", Some(self.share_zeroed)),
        ]
    }
}

impl From<&Tally> for Metrics {
    fn from(t: &Tally) -> Self {
        // Without values there is no error.
        let n = t.count.max(1) as f64;
        let noise = t.rounding + t.clipping;
        let silent = t.signal == 0.0 && noise == 0.0;
        let measurable = t.signal > 0.0 && t.output > 0.0 && t.output.is_finite();
        Self {
            mse: noise / n,
            mae: t.absolute / n,
            max_abs: t.max_abs,
            sqnr_db: (!silent).then(|| 10.0 * libm::log10(t.signal / noise)),
            cosine: measurable.then(|| t.product / (t.signal.sqrt() * t.output.sqrt())),
            relative_frobenius: (t.signal > 0.0).then(|| noise.sqrt() / t.signal.sqrt()),
            share_clipped: (t.clipped_low + t.clipped_high) as f64 / n,
            share_zeroed: t.zeroed as f64 / n,
        }
    }
}
