//! How a layer is quantized, besides how its weight's numbers are stored. Plain values.

use crate::quant::Granularity;
use crate::study::Scheme;
use crate::{Error, Settings};
use serde::{Deserialize, Serialize};

/// How the inputs are rounded, which method prepares the layer for it, and with which tokens. How the weight is rounded is said by
/// [`Settings`] of its own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct LayerSettings {
    /// How the inputs are rounded.
    pub inputs: InputRounding,
    /// The method.
    pub method: Method,
    /// Whether the bias takes back what rounding the weight adds to the mean outputs of the calibration tokens.
    pub bias_correction: bool,
    /// Tokens that calibrate, the first of all; half of them where nothing is said.
    pub calibration: Option<u32>,
}

/// How the inputs are rounded. In settings of inputs a row is a token.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", content = "settings", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum InputRounding {
    /// Not at all.
    #[default]
    Exact,
    /// With ranges of the tokens that are multiplied, found while the model runs.
    Dynamic(Settings),
    /// With one range for all tokens, that of the calibration tokens, whatever the granularity says.
    Static(Settings),
}

/// What is done to the layer before its numbers are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum Method {
    /// Nothing.
    #[default]
    RoundToNearest,
    /// Columns of the inputs are divided by scales, those of the weight multiplied (Xiao et al. 2023).
    SmoothQuant {
        /// How much of the inputs' difficulty goes to the weight, 0 to 1.
        alpha: f32,
    },
    /// The same with scales from the mean inputs, as strong as makes the outputs closest (Lin et al. 2023).
    Awq {
        /// How many strengths are tried, 1 to 100.
        ratios: u8,
    },
    /// The weight is rounded column by column, and the columns that are left take over the error (Frantar et al. 2022).
    Gptq {
        /// What is added to the diagonal of H, as a share of its mean: above 0, at most 1.
        damping: f32,
        /// The order of the columns.
        order: ColumnOrder,
    },
    /// Inputs and weight are rotated by a Hadamard matrix, as in QuaRot (Ashkboos et al. 2024).
    Hadamard {
        /// Values that are rotated together, a power of two; whole rows where nothing is said.
        block: Option<u32>,
        /// Seed of the signs; none where nothing is said.
        seed: Option<u32>,
    },
    /// Columns of the inputs with large values are multiplied in 16 bits (Dettmers et al. 2022).
    LlmInt8 {
        /// A value is large from this magnitude on, above 0.
        threshold: f32,
    },
}

/// The order in which GPTQ rounds columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ColumnOrder {
    /// As they stand.
    #[default]
    Given,
    /// Those with the largest inputs first.
    Activation,
}

impl Method {
    /// SmoothQuant with its paper's alpha.
    pub const SMOOTH_QUANT: Self = Self::SmoothQuant { alpha: 0.5 };
    /// AWQ as llm-awq searches.
    pub const AWQ: Self = Self::Awq { ratios: 20 };
    /// GPTQ as gptq.py starts.
    pub const GPTQ: Self = Self::Gptq { damping: 0.01, order: ColumnOrder::Given };
    /// A rotation of whole rows.
    pub const HADAMARD: Self = Self::Hadamard { block: None, seed: Some(1) };
    /// LLM.int8() with its paper's threshold.
    pub const LLM_INT8: Self = Self::LlmInt8 { threshold: 6.0 };

    /// Every method with the parameters it starts from.
    pub const ALL: &'static [Self] = &[Self::RoundToNearest, Self::SMOOTH_QUANT, Self::AWQ, Self::GPTQ, Self::HADAMARD, Self::LLM_INT8];

    /// Fails for parameters that are not offered.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Self::SmoothQuant { alpha } if !(0.0..=1.0).contains(&alpha) => Err(Error::SmoothQuantAlpha { alpha }),
            Self::Awq { ratios } if !(1..=100).contains(&ratios) => Err(Error::AwqRatios { ratios }),
            Self::Gptq { damping, .. } if !(damping > 0.0 && damping <= 1.0) => Err(Error::GptqDamping { damping }),
            Self::LlmInt8 { threshold } if !(threshold > 0.0 && threshold.is_finite()) => Err(Error::OutlierThreshold { threshold }),
            _ => Ok(()),
        }
    }
}

impl InputRounding {
    /// What settings of inputs start from: symmetric integers of 8 bits, a scale for each token.
    pub fn start() -> Settings {
        Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_granularity(Granularity::Row)
    }

    /// The settings, where inputs are rounded.
    pub fn settings(&self) -> Option<&Settings> {
        match self {
            Self::Exact => None,
            Self::Dynamic(settings) | Self::Static(settings) => Some(settings),
        }
    }
}

/// A method for each setting that gives the same settings with another value of it.
macro_rules! setters {
    ($($method:ident, $field:ident: $kind:ty;)*) => {
        impl LayerSettings {
            $(
                #[doc = concat!("The same with another [`", stringify!($field), "`](LayerSettings::", stringify!($field), ").")]
                #[must_use]
                pub fn $method(self, $field: $kind) -> Self {
                    Self { $field, ..self }
                }
            )*
        }
    };
}

setters! {
    with_inputs, inputs: InputRounding;
    with_method, method: Method;
    with_bias_correction, bias_correction: bool;
    with_calibration, calibration: Option<u32>;
}
