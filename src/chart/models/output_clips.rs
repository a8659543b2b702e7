//! The error of a layer's outputs over the clipping curve, on a scale of its own, and where it is least. Draws nothing.

use super::clipping_curve::range;
use crate::quant::Range;
use crate::study::OutputClip;
use serde::Serialize;

/// The curve ends at this many times the least error.
const VALLEY: f64 = 5.0;

/// A second curve for the clipping curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OutputsCurve {
    /// Places on x, and the error on its own scale: 0 is no error, 1 the upper end of the plot.
    pub points: Vec<(f64, f64)>,
    /// The place of the least error.
    pub least: f64,
    /// The range there.
    pub range: Range,
    /// The curve in a sentence.
    pub words: String,
}

impl OutputsCurve {
    /// `weights` is where the weights' own error is least.
    pub fn new(found: &[OutputClip], weights: Option<Range>) -> Option<Self> {
        let finite: Vec<&OutputClip> = found.iter().filter(|point| point.mse.is_finite()).collect();
        let least = *finite.iter().rev().min_by(|a, b| a.mse.total_cmp(&b.mse))?;
        let most = finite.iter().map(|point| point.mse).fold(0.0, f64::max);
        let top = if least.mse > 0.0 { most.min(VALLEY * least.mse) } else { most } * 1.1;
        let points = finite.iter().map(|p| (p.threshold, if top > 0.0 { (p.mse / top).min(1.0) } else { 0.0 })).collect();
        let range = Range { lo: least.lo, hi: least.hi };
        Some(Self { points, least: least.threshold, range, words: words(range, weights) })
    }
}

fn words(outputs: Range, weights: Option<Range>) -> String {
    let outputs_at = range(outputs.lo, outputs.hi);
    match weights {
        Some(weights) if weights != outputs => tr!(
            "What comes out of the layer errs least with {outputs}, the weights themselves with {weights}.",
            outputs = outputs_at,
            weights = range(weights.lo, weights.hi)
        ),
        _ => tr!("What comes out of the layer errs least with {outputs}.", outputs = outputs_at),
    }
}
