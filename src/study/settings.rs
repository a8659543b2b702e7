//! The user's choices: the data's recipe, the scheme, the view. Plain values; everything else is a function of them.

use crate::Error;
use crate::num::{Rounding, Specials};
use crate::quant::block::{Nvfp4Rule, ScaleRule};
use crate::quant::{Granularity, Preset, Range, RangeMethod, check_percentile};
use crate::study::Scheme;
use serde::{Deserialize, Serialize};

/// How a tensor is quantized. Fields that the scheme or method does not use keep their value.
///
/// ```
/// use quantscope::Settings;
/// use quantscope::quant::{Granularity, RangeMethod};
/// use quantscope::study::Scheme;
///
/// let settings = Settings::default()
///     .with_scheme(Scheme::Symmetric)
///     .with_signed(true)
///     .with_bits(8)
///     .with_granularity(Granularity::Row)
///     .with_range(RangeMethod::Mse);
/// let spec = settings.spec()?;
/// assert!(spec.is_integer() && spec.symmetric());
///
/// // HQQ finds zero points, and these integers have none.
/// let error = settings.with_range(RangeMethod::Hqq).spec().expect_err("no scheme for HQQ");
/// assert_eq!(error.field(), "range");
/// # Ok::<(), quantscope::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Settings {
    /// The scheme: how numbers are stored.
    pub scheme: Scheme,
    /// Bits of a code, 2 to 16.
    pub bits: u8,
    /// Whether codes are two's complement; symmetric codes are by default, asymmetric are not.
    pub signed: bool,
    /// The values that share a scale.
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
    /// The convention whose formulas are used.
    pub convention: Preset,
    /// The rounding rule.
    pub rounding: Rounding,
    /// Seed of stochastic rounding.
    #[serde(rename = "draw")]
    pub rounding_seed: u32,
    /// Standard deviations kept by a range about the mean, above 0.
    pub sigmas: f32,
    /// Whether a float format or levels of the user's own are scaled to the range; else values are cast as they are.
    pub scaled: bool,
    /// Whether a float format maps values that are too large to its largest number; else they become infinite.
    pub saturate: bool,
    /// Exponent bits of the custom float, 1 to 8.
    pub exponent: u8,
    /// Mantissa bits of the custom float, 0 to 10.
    pub mantissa: u8,
    /// Exponent bias of the custom float.
    pub bias: i32,
    /// Which codes of the custom float are not numbers.
    pub specials: Specials,
    /// The user's own levels, in any order.
    pub levels: Vec<f32>,
    /// How an MX scale follows from its block.
    pub rule: ScaleRule,
    /// Whether NVFP4 has a scale for the whole tensor too.
    pub two_level: bool,
    /// Whose arithmetic NVFP4's scales follow.
    pub nvfp4: Nvfp4Rule,
    /// Values in a block of bitsandbytes, a power of two from 32 to 4096.
    pub block: u32,
    /// Whether bitsandbytes stores its magnitudes in 8 bits.
    pub nested: bool,
    /// Upper bound of PACT, above 0.
    pub alpha: f32,
    /// Whether ggml's quantizers count errors by the inputs of the layer, as llama.cpp does with an importance matrix.
    pub imatrix: bool,
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
            nvfp4: Nvfp4Rule::Torchao,
            block: 64,
            nested: false,
            alpha: 8.0,
            imatrix: false,
        }
    }
}

/// A method for each setting that gives the same settings with another value of it.
macro_rules! setters {
    ($($method:ident, $field:ident: $kind:ty;)*) => {
        impl Settings {
            $(
                #[doc = concat!("The same with another [`", stringify!($field), "`](Settings::", stringify!($field), ").")]
                #[must_use]
                pub fn $method(self, $field: $kind) -> Self {
                    Self { $field, ..self }
                }
            )*
        }
    };
}

setters! {
    with_scheme, scheme: Scheme;
    with_bits, bits: u8;
    with_signed, signed: bool;
    with_granularity, granularity: Granularity;
    with_group, group: u32;
    with_range, range: RangeMethod;
    with_percentile, percentile: f64;
    with_clip_lo, clip_lo: f32;
    with_clip_hi, clip_hi: f32;
    with_convention, convention: Preset;
    with_rounding, rounding: Rounding;
    with_rounding_seed, rounding_seed: u32;
    with_sigmas, sigmas: f32;
    with_scaled, scaled: bool;
    with_saturate, saturate: bool;
    with_exponent, exponent: u8;
    with_mantissa, mantissa: u8;
    with_bias, bias: i32;
    with_specials, specials: Specials;
    with_levels, levels: Vec<f32>;
    with_rule, rule: ScaleRule;
    with_two_level, two_level: bool;
    with_nvfp4, nvfp4: Nvfp4Rule;
    with_block, block: u32;
    with_nested, nested: bool;
    with_alpha, alpha: f32;
    with_imatrix, imatrix: bool;
}

impl Settings {
    /// Whether nothing differs but how the range is chosen.
    pub(crate) fn same_but_range(&self, other: &Self) -> bool {
        let Self { range, percentile, clip_lo, clip_hi, sigmas, .. } = *other;
        Self { range, percentile, clip_lo, clip_hi, sigmas, ..self.clone() } == *other
    }

    /// Changes integers to the nearest ones that the library of the convention has: the sign of the codes, then their bits, then the
    /// scheme.
    pub fn take_codes_offered(&mut self) {
        let symmetric = match self.scheme {
            Scheme::Symmetric => true,
            Scheme::Asymmetric => false,
            _ => return,
        };
        let offer = self.convention.offer();
        let (own, other) = if symmetric { (offer.symmetric, offer.asymmetric) } else { (offer.asymmetric, offer.symmetric) };
        let Some(codes) = own.or(other) else { return };
        if own.is_none() {
            self.scheme = if symmetric { Scheme::Asymmetric } else { Scheme::Symmetric };
        }
        self.signed = if self.signed { codes.signed } else { !codes.unsigned };
        self.bits = codes.bits.iter().copied().min_by_key(|bits| bits.abs_diff(self.bits)).unwrap_or(self.bits);
    }

    /// Checks the parameters of a range method.
    pub(crate) fn check_range(&self, method: RangeMethod) -> Result<(), Error> {
        match method {
            RangeMethod::Percentile | RangeMethod::OrtPercentile | RangeMethod::TensorrtPercentile => check_percentile(self.percentile),
            RangeMethod::Clip => Range::by_hand(self.clip_lo, self.clip_hi).map(drop),
            RangeMethod::Sigma if !(self.sigmas > 0.0 && self.sigmas <= 1e6) => Err(Error::Sigmas { sigmas: self.sigmas }),
            _ => Ok(()),
        }
    }
}
