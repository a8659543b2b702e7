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
}

impl Method {
    /// SmoothQuant with its paper's alpha.
    pub const SMOOTH_QUANT: Self = Self::SmoothQuant { alpha: 0.5 };

    /// Fails for parameters that are not offered.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Self::SmoothQuant { alpha } if !(0.0..=1.0).contains(&alpha) => Err(Error::SmoothQuantAlpha { alpha }),
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
    with_calibration, calibration: Option<u32>;
}
