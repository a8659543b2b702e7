//! The error of a layer's outputs, from the energies of its output channels. Knows no weight.

use serde::{Deserialize, Serialize};

/// The energies of one output channel, summed over all tokens.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct ChannelEnergy {
    /// Σ y².
    pub signal: f64,
    /// Σ (ŷ - y)².
    pub noise: f64,
}

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
    pub(super) fn of(tokens: usize, channels: &[ChannelEnergy], weights: ChannelEnergy) -> Self {
        let all = channels.iter().fold(ChannelEnergy::default(), |sum, channel| ChannelEnergy {
            signal: sum.signal + channel.signal,
            noise: sum.noise + channel.noise,
        });
        let mut ratios: Vec<(f64, usize)> = channels.iter().enumerate().filter_map(|(i, channel)| Some((channel.ratio()?, i))).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self {
            tokens: tokens as u32,
            channels: channels.len() as u32,
            sqnr_db: all.ratio(),
            median_db: median(&ratios),
            worst: ratios.first().map(|&(_, channel)| channel as u32),
            worst_db: ratios.first().map(|&(ratio, _)| ratio),
            weights_db: weights.ratio(),
        }
    }
}

impl ChannelEnergy {
    /// In dB, as for tensors. An infinite weight times an input of 0 is no number: that is no less wrong than infinite.
    fn ratio(self) -> Option<f64> {
        let noise = if self.noise.is_nan() { f64::INFINITY } else { self.noise };
        (self.signal > 0.0 || noise > 0.0).then(|| 10.0 * libm::log10(self.signal / noise))
    }
}

/// The middle of sorted ratios, or the mean of the two in the middle.
fn median(sorted: &[(f64, usize)]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?.0;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(sorted.len() / 2 - 1)?.0;
    Some(if lower == upper { upper } else { (lower + upper) / 2.0 })
}
