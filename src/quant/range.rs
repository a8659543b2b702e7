//! Ranges of real numbers, and how the range to quantize is chosen.

use crate::Error;
use serde::{Deserialize, Serialize};

/// A closed range of finite numbers, `lo <= hi`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Range {
    /// The lower end.
    pub lo: f32,
    /// The upper end.
    pub hi: f32,
}

/// How the range is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum RangeMethod {
    /// From the smallest to the largest value: nothing is clipped.
    #[default]
    MinMax,
    /// The middle share of the values (asymmetric) or of the magnitudes (symmetric).
    Percentile,
    /// Set by hand.
    Clip,
    /// The one of 1,000 shrunken ranges with the least mean squared error.
    Mse,
    /// The least squared error, each weight's counted by the mean square of its inputs. Needs the inputs of the layer.
    Weighted,
    /// The mean ± n standard deviations, not beyond the values (Distiller).
    Sigma,
    /// The range averaged over the rows, each a batch (torch's moving average).
    MovingAverage,
    /// torch's `HistogramObserver`: a greedy search on 2048 bins.
    TorchHistogram,
    /// The share kept, computed from onnxruntime's histogram.
    OrtPercentile,
    /// The window that diverges least, as onnxruntime searches it.
    OrtEntropy,
    /// The share of magnitudes kept, computed from TensorRT's histogram.
    TensorrtPercentile,
    /// The magnitudes that diverge least, as TensorRT searches them.
    TensorrtEntropy,
    /// The least squared error of TensorRT's bins.
    TensorrtMse,
    /// GPTQ's grid: the shrunken range with the least Σ |e|^2.4.
    Gptq,
    /// The best clipping if the values were normal (ACIQ).
    AciqGauss,
    /// The best clipping if the values followed a Laplace distribution (ACIQ).
    AciqLaplace,
    /// HQQ: min-max scales, zero points optimised for sparse large errors. Asymmetric integers only.
    Hqq,
}

impl RangeMethod {
    /// All that need nothing but the values. [`RangeMethod::Hqq`] is the last, so that all others are [`RangeMethod::FOR_ANY_SCHEME`].
    pub const ALL: &'static [Self] = &[
        Self::MinMax,
        Self::Percentile,
        Self::Clip,
        Self::Mse,
        Self::Sigma,
        Self::MovingAverage,
        Self::TorchHistogram,
        Self::OrtPercentile,
        Self::OrtEntropy,
        Self::TensorrtPercentile,
        Self::TensorrtEntropy,
        Self::TensorrtMse,
        Self::Gptq,
        Self::AciqGauss,
        Self::AciqLaplace,
        Self::Hqq,
    ];

    /// Those that any scheme with a range can use. HQQ finds zero points, so it needs asymmetric integers.
    pub const FOR_ANY_SCHEME: &'static [Self] = match Self::ALL {
        [any @ .., Self::Hqq] => any,
        all => all,
    };
}

impl Range {
    /// The smallest range that holds all values; an error for none. Its zeros are +0 whatever order -0 and +0 come in.
    pub fn of(values: impl IntoIterator<Item = f32>) -> Result<Self, Error> {
        let (lo, hi) = values.into_iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        if lo > hi { Err(Error::Empty) } else { Ok(Self { lo: lo + 0.0, hi: hi + 0.0 }) }
    }

    /// A range set by hand.
    pub fn by_hand(lo: f32, hi: f32) -> Result<Self, Error> {
        if lo.is_finite() && hi.is_finite() && lo < hi { Ok(Self { lo, hi }) } else { Err(Error::ClipOrder { lo, hi }) }
    }

    /// The larger magnitude of the two ends.
    pub fn absmax(self) -> f32 {
        self.lo.abs().max(self.hi.abs())
    }

    /// `-absmax` to `absmax`.
    pub fn mirrored(self) -> Self {
        let hi = self.absmax();
        Self { lo: -hi, hi }
    }

    /// Widened until it holds 0.
    pub fn with_zero(self) -> Self {
        Self { lo: self.lo.min(0.0), hi: self.hi.max(0.0) }
    }

    /// With the upper end moved up until the range is `width` wide (onnxruntime's `min_real_range`).
    pub fn at_least(self, width: f32) -> Self {
        Self { lo: self.lo, hi: self.hi.max(self.lo + width) }
    }

    /// `hi - lo`, in f32 as the scale formulas compute it; may overflow to infinity.
    pub fn width(self) -> f32 {
        self.hi - self.lo
    }

    /// The range shrunk to the share `p` in (0, 1] of its width, toward 0, or toward the end nearest to 0.
    /// In f64, so that a share of 1 is the range itself.
    pub fn shrunk(self, p: f32) -> Self {
        let anchor = f64::from(0f32.clamp(self.lo, self.hi));
        let end = |end: f32| (anchor + f64::from(p) * (f64::from(end) - anchor)) as f32;
        Self { lo: end(self.lo), hi: end(self.hi) }
    }
}

/// The `percent`-th percentile of sorted values, interpolated linearly between the two nearest order statistics
/// in f64 (numpy's default method), then rounded to f32. `sorted` is not empty, `percent` in [0, 100].
pub fn percentile_of_sorted(at: impl Fn(usize) -> f32, len: usize, percent: f64) -> f32 {
    let place = percent / 100.0 * (len - 1) as f64;
    let below = (place.floor() as usize).min(len - 1);
    let above = (below + 1).min(len - 1);
    let (a, b) = (f64::from(at(below)), f64::from(at(above)));
    let t = place - below as f64;
    // The two forms of the interpolation meet the ends exactly; numpy switches at one half, and so must we.
    let v = if t < 0.5 { a + (b - a) * t } else { b - (b - a) * (1.0 - t) };
    v as f32
}

/// The tails cut by keeping `keep` percent: both percentiles for a two-sided cut. `keep` in (50, 100].
pub fn check_percentile(keep: f64) -> Result<(), Error> {
    if keep > 50.0 && keep <= 100.0 { Ok(()) } else { Err(Error::Percentile { keep }) }
}
