//! What a user can choose: the data's recipe, the scheme, the view. Plain values; everything else is a function of them.

use crate::Error;
use crate::num::{Rounding, Specials};
use crate::quant::block::ScaleRule;
use crate::quant::{Granularity, Preset, Range, RangeMethod, check_percentile};
use crate::study::Scheme;
use serde::{Deserialize, Serialize};

/// How a tensor is quantized. Fields that the scheme or method does not use keep their value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Settings {
    /// What the numbers become.
    pub scheme: Scheme,
    /// Bits of a code, 2 to 16.
    pub bits: u8,
    /// Whether codes are two's complement; symmetric codes are by default, asymmetric are not.
    pub signed: bool,
    /// What shares a scale.
    pub granularity: Granularity,
    /// Values in a group.
    pub group: u32,
    /// How the range is chosen.
    pub range: RangeMethod,
    /// The share kept by a percentile range, in percent, above 50 and at most 100.
    pub percentile: f64,
    /// Lower end of a range set by hand. A symmetric scheme uses the larger magnitude of the two ends.
    pub clip_lo: f32,
    /// Upper end of a range set by hand.
    pub clip_hi: f32,
    /// Whose formulas.
    pub convention: Preset,
    /// The rounding rule.
    pub rounding: Rounding,
    /// Seed of stochastic rounding.
    #[serde(rename = "draw")]
    pub rounding_seed: u32,
    /// Standard deviations kept by a range about the mean, above 0.
    pub sigmas: f32,
    /// Whether a float format or levels of one's own are scaled to the range; else values are cast as they are.
    pub scaled: bool,
    /// Whether a float format keeps what is too large at its largest number; else it becomes infinite.
    pub saturate: bool,
    /// Exponent bits of a float of one's own, 1 to 8.
    pub exponent: u8,
    /// Mantissa bits of a float of one's own, 0 to 10.
    pub mantissa: u8,
    /// Exponent bias of a float of one's own.
    pub bias: i32,
    /// Which codes of a float of one's own are not numbers.
    pub specials: Specials,
    /// Levels of one's own, in any order.
    pub levels: Vec<f32>,
    /// How an MX scale follows from its block.
    pub rule: ScaleRule,
    /// Whether NVFP4 has a scale for the whole tensor too.
    pub two_level: bool,
    /// Values in a block of bitsandbytes, a power of two from 32 to 4096.
    pub block: u32,
    /// Whether bitsandbytes stores its magnitudes in 8 bits.
    pub nested: bool,
    /// Upper bound of PACT, above 0.
    pub alpha: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            scheme: Scheme::Asymmetric,
            bits: 4,
            signed: false,
            granularity: Granularity::Tensor,
            group: 32,
            range: RangeMethod::MinMax,
            percentile: 99.9,
            clip_lo: -1.0,
            clip_hi: 1.0,
            convention: Preset::Article,
            rounding: Rounding::HalfEven,
            rounding_seed: 1,
            sigmas: 3.0,
            scaled: false,
            saturate: false,
            exponent: 4,
            mantissa: 3,
            bias: 7,
            specials: Specials::NanOnly,
            levels: vec![-1.0, -0.5, 0.0, 0.5, 1.0],
            rule: ScaleRule::Floor,
            two_level: true,
            block: 64,
            nested: false,
            alpha: 8.0,
        }
    }
}

impl Settings {
    /// Whether nothing differs but how the range is chosen.
    pub(crate) fn same_but_range(&self, other: &Self) -> bool {
        let Self { range, percentile, clip_lo, clip_hi, sigmas, .. } = *other;
        Self { range, percentile, clip_lo, clip_hi, sigmas, ..self.clone() } == *other
    }

    /// Checks the range's parameters. The first fault, with the field it belongs to.
    pub(crate) fn check_range(&self) -> Result<(), Error> {
        match self.range {
            RangeMethod::Percentile | RangeMethod::OrtPercentile | RangeMethod::TensorrtPercentile => check_percentile(self.percentile),
            RangeMethod::Clip => Range::by_hand(self.clip_lo, self.clip_hi).map(drop),
            RangeMethod::Sigma if !(self.sigmas > 0.0 && self.sigmas <= 1e6) => Err(Error::Sigmas { sigmas: self.sigmas }),
            _ => Ok(()),
        }
    }
}
