//! What comes out of the layer, beside the error of the weights, in numbers and where the two disagree in a sentence. Computes no
//! product.

use crate::chart::number_text::decibel;
use crate::quant::RangeMethod;
use crate::study::{Outputs, Settings};
use serde::Serialize;

/// A smaller difference is no disagreement, in dB.
const CLEAR: f64 = 0.5;

/// Of more values than this the least error is not searched only to be compared with: it takes a step that nothing can interrupt.
const MOST_SEARCHED: usize = 1 << 18;

/// The settings that those on show are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    /// The pinned ones.
    Pinned,
    /// The same with nothing clipped.
    MinMax,
    /// The same with the least error of the weights: what one may press next.
    LeastError,
}

/// The settings to compare with, and what they are.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedOutputs {
    /// To be measured too.
    pub settings: Settings,
    other: Other,
}

impl ComparedOutputs {
    /// The pinned settings, unless they are those on show; without any those with min-max, and for min-max itself those with the least
    /// error of the weights, unless the weight has too many `values`.
    pub fn with(now: &Settings, pinned: Option<&Settings>, values: usize) -> Option<Self> {
        if let Some(settings) = pinned {
            return (settings != now).then(|| Self { settings: settings.clone(), other: Other::Pinned });
        }
        let offered = now.scheme.range_methods(now.scaled).contains(&RangeMethod::Mse);
        let (range, other) = match now.range {
            RangeMethod::MinMax if values > MOST_SEARCHED => return None,
            RangeMethod::MinMax => (RangeMethod::Mse, Other::LeastError),
            _ => (RangeMethod::MinMax, Other::MinMax),
        };
        offered.then(|| Self { settings: Settings { range, ..now.clone() }, other })
    }

    /// Where weights and outputs disagree on which of two settings is better, in a sentence; else empty.
    fn words(&self, now: &Outputs, other: &Outputs) -> String {
        // The settings that are judged, and those they are judged by.
        let (judged, by) = if self.other == Other::LeastError { (other, now) } else { (now, other) };
        let gain = |of: fn(&Outputs) -> Option<f64>| Some(of(judged)? - of(by)?).filter(|gain| gain.is_finite());
        let (Some(weights), Some(all), Some(median)) = (gain(|o| o.weights_db), gain(|o| o.sqnr_db), gain(|o| o.median_db)) else {
            return String::new();
        };
        let (w, a, m) = (decibel(weights.abs()), decibel(all.abs()), decibel(median.abs()));
        let other = match self.other {
            Other::Pinned => "A".to_owned(),
            Other::MinMax | Other::LeastError => tr!("min-max"),
        };
        match self.other {
            Other::LeastError if weights >= CLEAR && all <= -CLEAR && median >= CLEAR => {
                tr!("With the least squared error: weights {w} closer, the layer's outputs {a} worse (median channel {m} better).", w, a, m)
            }
            Other::LeastError if weights >= CLEAR && all <= -CLEAR => {
                tr!("With the least squared error: weights {w} closer, the layer's outputs {a} worse.", w, a)
            }
            Other::LeastError => String::new(),
            _ if weights >= CLEAR && all <= -CLEAR && median >= CLEAR => {
                tr!("Weights {w} closer than with {other}, the layer's outputs {a} worse (median channel {m} better).", w, other, a, m)
            }
            _ if weights >= CLEAR && all <= -CLEAR => {
                tr!("Weights {w} closer than with {other}, the layer's outputs {a} worse.", w, other, a)
            }
            _ if weights <= -CLEAR && all >= CLEAR && median <= -CLEAR => {
                tr!("Weights {w} farther off than with {other}, the layer's outputs {a} better (median channel {m} worse).", w, other, a, m)
            }
            _ if weights <= -CLEAR && all >= CLEAR => {
                tr!("Weights {w} farther off than with {other}, the layer's outputs {a} better.", w, other, a)
            }
            _ => String::new(),
        }
    }
}

/// The outputs of the settings on show.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OutputsReadout {
    /// How close they stay.
    pub outputs: Outputs,
    /// Where weights and outputs disagree, in a sentence; else empty.
    pub words: String,
}

impl OutputsReadout {
    /// Of the settings on show, beside others where there are any.
    pub fn new(outputs: Outputs, other: Option<(&ComparedOutputs, &Outputs)>) -> Self {
        let words = other.map_or_else(String::new, |(compared, other)| compared.words(&outputs, other));
        Self { outputs, words }
    }
}
