//! The functions between the layers. Knows no layer.

use serde::{Deserialize, Serialize};

/// What is applied to a hidden layer's sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Activation {
    /// The hyperbolic tangent: -1 to 1.
    #[default]
    Tanh,
    /// Negative sums become 0.
    Relu,
    /// Negative sums become a hundredth.
    LeakyRelu,
}

/// The slope of [`Activation::LeakyRelu`] below 0, torch's default.
const LEAK: f32 = 0.01;

impl Activation {
    /// The output for a sum.
    #[inline]
    pub fn of(self, sum: f32) -> f32 {
        match self {
            Self::Tanh => libm::tanhf(sum),
            Self::Relu => {
                if sum > 0.0 {
                    sum
                } else {
                    0.0
                }
            }
            Self::LeakyRelu => {
                if sum > 0.0 {
                    sum
                } else {
                    LEAK * sum
                }
            }
        }
    }

    /// The derivative, from the output alone: all of these functions rise, so the output tells it.
    #[inline]
    pub fn slope(self, output: f32) -> f32 {
        match self {
            Self::Tanh => 1.0 - output * output,
            Self::Relu => f32::from(u8::from(output > 0.0)),
            Self::LeakyRelu => {
                if output > 0.0 {
                    1.0
                } else {
                    LEAK
                }
            }
        }
    }
}
