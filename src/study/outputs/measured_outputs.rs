//! The error of a layer's outputs, from the energies of its output channels. Knows no weight.

use super::energy::{Energy, Ratios};
use serde::{Deserialize, Serialize};

/// How close a layer's outputs stay: y = x Wᵀ beside ŷ = x Ŵᵀ. The bias is in both and cancels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outputs {
    /// Tokens of the inputs.
    pub tokens: u32,
    /// Output channels: rows of the weight.
    pub channels: u32,
    /// Signal to quantization noise ratio of all outputs together, in dB; infinite without error, `None` when signal and error
    /// are both 0.
    pub sqnr_db: Option<f64>,
    /// The median of the channels' own ratios: one large channel can hide the others in the ratio of all.
    pub median_db: Option<f64>,
    /// The channel whose ratio is least, from 0.
    pub worst: Option<u32>,
    /// Its ratio.
    pub worst_db: Option<f64>,
    /// The ratio of the weights themselves, over all values.
    pub weights_db: Option<f64>,
}

impl Outputs {
    pub(super) fn of(tokens: usize, channels: &[Energy], weights: Energy) -> Self {
        let ratios = Ratios::of(channels);
        Self {
            tokens: tokens as u32,
            channels: channels.len() as u32,
            sqnr_db: ratios.all,
            median_db: ratios.median,
            worst: ratios.worst.map(|(_, channel)| channel as u32),
            worst_db: ratios.worst.map(|(ratio, _)| ratio),
            weights_db: weights.ratio(),
        }
    }
}
