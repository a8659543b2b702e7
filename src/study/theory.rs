//! The theoretical errors of the slice in focus, where its values are close to a known distribution.

use crate::quant::Range;
use crate::quant::theory::{Density, unclipped_sqnr_db};
use crate::study::{Fitted, SchemeSpec};
use crate::tensor::Sorted;
use std::sync::OnceLock;

/// The most bits whose best levels are computed: with more, the computation is too slow for a drag.
const MOST_BITS: u8 = 8;

/// The distribution a slice is close to, and the lowest errors on it. Errors are in squared units of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theory {
    /// The distribution.
    pub density: Density,
    /// The distance of the values from it: the largest difference of the shares below a point (Kolmogorov-Smirnov).
    pub distance: f64,
    /// Bits of a code.
    pub bits: u8,
    /// Mean squared error of the best even levels; up to 8 bits.
    pub even: Option<f64>,
    /// Mean squared error of the best levels (Lloyd-Max); up to 8 bits.
    pub lloyd_max: Option<f64>,
    /// ACIQ's clipping, a distance from the mean in units of the data, and its mean squared error.
    pub aciq: (f64, f64),
    mean: f64,
    std: f64,
    values: Range,
}

/// The theoretical error of one range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Mean squared error.
    pub mse: f64,
    /// Half the width of the range, in standard deviations.
    pub half_width: f64,
    /// Whether the range clips values.
    pub clips: bool,
    /// The loss because the range has fewer steps than 2^b, in dB.
    pub missing_db: f64,
}

impl Theory {
    /// `None` where no distribution is close, or the spec has neither even levels nor those of Lloyd and Max.
    pub(super) fn of(sorted: &Sorted, spec: &SchemeSpec, bits: u8) -> Option<Self> {
        if !(spec.is_integer() || matches!(spec, SchemeSpec::Fitted(Fitted::LloydMax { .. }))) {
            return None;
        }
        let (mean, std) = sorted.mean_std();
        let found = sorted.closeness();
        let density = found.close?;
        let distance = if density == Density::Gauss { found.gauss } else { found.laplace };
        let best = (bits <= MOST_BITS).then(|| best_errors(density, bits));
        let (alpha, scale) = (density.aciq_alpha(bits), density.scale() * std);
        Some(Self {
            density,
            distance,
            bits,
            even: best.map(|best| best.0 * std * std),
            lloyd_max: best.map(|best| best.1 * std * std),
            aciq: (alpha * scale, density.aciq_error(alpha, bits) * scale * scale),
            mean,
            std,
            values: sorted.range(),
        })
    }

    /// The error of integers with `steps` steps over `range`: that of rounding alone where nothing is clipped, as in
    /// 6.02 b + 4.77 - 20 log10(half width), which has 2^b of them; else with the clipping ACIQ expects. `None` where the mean
    /// is clipped.
    pub fn expected(&self, range: Range, steps: f64) -> Option<Expected> {
        let (lo, hi) = (f64::from(range.lo), f64::from(range.hi));
        let half_width = (hi - lo) / 2.0 / self.std;
        let clips = range.lo > self.values.lo || range.hi < self.values.hi;
        let missing_db = 20.0 * libm::log10(libm::exp2(f64::from(self.bits)) / steps);
        let noise = libm::pow(10.0, (missing_db - unclipped_sqnr_db(self.bits, half_width)) / 10.0);
        let scale = self.density.scale();
        let clipping = |deviations: f64| {
            let alpha = deviations / scale;
            let rounding = alpha * alpha / (3.0 * libm::exp2(2.0 * f64::from(self.bits)));
            (self.density.aciq_error(alpha, self.bits) - rounding) * scale * scale / 2.0
        };
        let (below, above) = ((self.mean - lo) / self.std, (hi - self.mean) / self.std);
        let clipped = if clips { clipping(below) + clipping(above) } else { 0.0 };
        (below > 0.0 && above > 0.0).then_some(Expected { mse: (noise + clipped) * self.std * self.std, half_width, clips, missing_db })
    }

    /// The signal to noise ratio in dB of a mean squared error; the mean is part of the signal.
    pub fn sqnr_db(&self, mse: f64) -> f64 {
        10.0 * libm::log10((self.std * self.std + self.mean * self.mean) / mse)
    }

    /// The mean's contribution to the signal, in dB.
    pub fn mean_db(&self) -> f64 {
        self.sqnr_db(self.std * self.std)
    }

    /// ACIQ's clipping as a threshold of the clipping curve: the upper end of a mirrored range, else the width.
    pub fn aciq_threshold(&self, symmetric: bool) -> f64 {
        if symmetric { self.aciq.0 + self.mean.abs() } else { 2.0 * self.aciq.0 }
    }
}

/// The mean squared errors of the best even levels and of the best levels at a standard deviation of 1: computed once for
/// each density and number of bits, up to [`MOST_BITS`].
fn best_errors(density: Density, bits: u8) -> (f64, f64) {
    static KNOWN: [[OnceLock<(f64, f64)>; MOST_BITS as usize + 1]; 2] = [const { [const { OnceLock::new() }; MOST_BITS as usize + 1] }; 2];
    let levels = 1 << bits;
    *KNOWN[density as usize][usize::from(bits)].get_or_init(|| (density.best_uniform(levels).mse, density.lloyd_max(levels).mse))
}
