//! What quantization does to the outputs of a layer, as plain data. Knows no weight.

use crate::study::{Energy, Ratios};
use serde::Serialize;

/// The outputs of a layer under settings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerReport {
    /// Output channels: rows of the weight.
    pub channels: u32,
    /// Values of a token: columns of the weight.
    pub columns: u32,
    /// How close the outputs of the tokens are that no method has seen.
    pub evaluation: OutputErrors,
    /// The same for the tokens that calibrated; `None` where none did.
    pub calibration: Option<OutputErrors>,
    /// The largest magnitudes of each column, of all tokens and of the weight.
    pub before: ColumnPeaks,
    /// The same of what is rounded, after the method.
    pub after: ColumnPeaks,
    /// Signal to quantization noise ratio of the weight the method made, in dB: `None` when signal and error are both 0.
    pub weight_db: Option<f64>,
    /// The same of the inputs the method made, of the tokens that no method has seen.
    pub inputs_db: Option<f64>,
    /// The strengths that the method tried itself, where it searched, and the one it took.
    pub search: Option<MethodSearch>,
    /// Bits of an accumulator that holds the sums of codes of any output: 32 are usual. `None` where inputs or weight are no integers.
    pub accumulator_bits: Option<u32>,
    /// What the method costs while the model runs and in storage.
    pub cost: MethodCost,
}

/// How close some outputs are: y = x Wᵀ + b beside ŷ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OutputErrors {
    /// Signal to quantization noise ratio of all of them, in dB: infinite without error, `None` when signal and error are both 0. The
    /// signal is x Wᵀ, without the bias.
    pub sqnr_db: Option<f64>,
    /// The median of the output channels' own ratios: one large channel can hide the others in the ratio of all.
    pub median_db: Option<f64>,
    /// The mean of (ŷ - y)².
    pub mse: f64,
    /// Each output channel.
    pub channels: Vec<PartError>,
    /// Each token, in their order.
    pub tokens: Vec<PartError>,
    /// The output channel whose ratio is least, from 0.
    pub worst_channel: Option<u32>,
    /// The token whose ratio is least, from 0: the first of these outputs.
    pub worst_token: Option<u32>,
}

/// The outputs of one channel or one token.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PartError {
    /// The root of the mean of (ŷ - y)².
    pub error: f64,
    /// The root of the mean of (x Wᵀ)².
    pub signal: f64,
    /// The ratio of the two in dB: infinite without error, `None` when both are 0.
    pub sqnr_db: Option<f64>,
}

/// The largest magnitudes of each column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnPeaks {
    /// max |x|.
    pub inputs: Vec<f32>,
    /// max |w|.
    pub weight: Vec<f32>,
}

/// What a method costs besides multiplying codes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MethodCost {
    /// Bits stored for a weight, scales included.
    pub weight_bits: f64,
    /// Scales of input columns, which the layer before must take in: where it cannot, a division for each value.
    pub column_scales: u32,
    /// Additions for each input while the model runs.
    pub rotation_additions: u32,
    /// Columns of the inputs that were multiplied in 16 bits.
    pub float_columns: u32,
    /// Numbers stored to say in which order columns are cut into groups.
    pub column_places: u32,
    /// Additions for each output: a bias that takes back a mean error.
    pub bias_terms: u32,
}

/// The strengths that a method tried itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MethodSearch {
    /// The strength it took.
    pub taken: f64,
    /// All of them, rising; the closeness is that of the calibration tokens with exact inputs, which is all it saw.
    pub curve: Vec<CurvePoint>,
}

/// How close the outputs are at one strength of a method.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CurvePoint {
    /// The strength.
    pub at: f64,
    /// The ratio of the calibration tokens' outputs in dB; `None` where there are none.
    pub calibration_db: Option<f64>,
    /// The same of the other tokens; `None` where they were not looked at.
    pub evaluation_db: Option<f64>,
}

impl OutputErrors {
    /// Of `outputs` and their errors, row-major [tokens, channels]; the bias is in neither.
    pub(super) fn of(outputs: &[f64], errors: &[f64], channels: usize) -> Self {
        let count = outputs.len() / channels;
        let mut of_channels = vec![Energy::default(); channels];
        let mut of_tokens = vec![Energy::default(); count];
        for (i, (&y, &e)) in outputs.iter().zip(errors).enumerate() {
            let energy = Energy { signal: y * y, noise: e * e };
            for part in [&mut of_channels[i % channels], &mut of_tokens[i / channels]] {
                *part = part.and(energy);
            }
        }
        let (ratios, worst_token) = (Ratios::of(&of_channels), Ratios::of(&of_tokens).worst);
        let noise: f64 = of_channels.iter().map(|part| part.noise).sum();
        Self {
            sqnr_db: ratios.all,
            median_db: ratios.median,
            mse: noise / outputs.len() as f64,
            worst_channel: ratios.worst.map(|(_, place)| place as u32),
            worst_token: worst_token.map(|(_, place)| place as u32),
            channels: of_channels.iter().map(|part| PartError::of(*part, count)).collect(),
            tokens: of_tokens.iter().map(|part| PartError::of(*part, channels)).collect(),
        }
    }
}

impl PartError {
    fn of(energy: Energy, count: usize) -> Self {
        let root = |sum: f64| (sum / count as f64).sqrt();
        Self { error: root(energy.noise), signal: root(energy.signal), sqnr_db: energy.ratio() }
    }
}
