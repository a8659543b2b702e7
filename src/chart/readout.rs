//! The numbers beside the charts.

use super::headline::{headline, notices};
use super::scene::Scene;
use crate::quant::{Metrics, Range};
use serde::{Deserialize, Serialize};

/// The numbers beside the charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Readout {
    /// Sizes of the tensor's axes.
    pub shape: Vec<u32>,
    /// Number of values.
    pub len: u32,
    /// The slice in focus, from 0.
    pub slice: u32,
    /// Number of slices.
    pub slices: u32,
    /// "row 3 of 4".
    pub slice_name: String,
    /// Values in the slice.
    pub slice_len: u32,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// Mean of the slice.
    pub mean: f64,
    /// Standard deviation of the slice.
    pub std: f64,
    /// The range the slice's scale was computed from.
    pub range: Range,
    /// Real size of one step; `None` for schemes without a scale.
    pub scale: Option<f32>,
    /// The code of real 0.
    pub zero_point: Option<f32>,
    /// Lowest code.
    pub qmin: i32,
    /// Highest code.
    pub qmax: i32,
    /// Levels that at least one value of the slice goes to.
    pub levels_used: u32,
    /// Levels there are, 2^b.
    pub levels_total: u32,
    /// Errors of the whole tensor.
    pub metrics: Metrics,
    /// Errors of the slice in focus.
    pub slice_metrics: Metrics,
    /// What storing it takes.
    pub size: Size,
    /// The convention in words.
    pub convention: String,
    /// The one sentence a teacher would say about this picture.
    pub headline: String,
    /// What the user must know: overflow, unreachable zero, constant slices.
    pub notices: Vec<String>,
}

/// Bytes before and after, scales and zero points counted (4 bytes each, a zero point only where it can differ from a constant).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Size {
    /// Bytes as 32-bit floats.
    pub original: f64,
    /// Bytes of the codes, rounded up to a byte.
    pub codes: f64,
    /// Bytes of what stands beside the codes: scales, zero points, levels.
    pub scales: f64,
    /// All stored bits over the number of values.
    pub bits_per_value: f64,
    /// Original over stored.
    pub ratio: f64,
}

impl Readout {
    pub(super) fn build(scene: &Scene) -> Self {
        let study = scene.study;
        let (mean, std) = scene.sorted.mean_std();
        let (qmin, qmax) = scene.quantizer().ends();
        let (levels_total, convention) = match scene.affine() {
            Some(a) => ((a.codes.qmax - a.codes.qmin) as u32 + 1, study.settings.convention.convention().words()),
            None => (1 << 16, "Each value is cast to the nearest 16-bit float, ties to even.".into()),
        };
        Self {
            shape: scene.tensor.shape().iter().map(|&d| d as u32).collect(),
            len: scene.tensor.values().len() as u32,
            slice: study.focus as u32,
            slices: study.slices.count() as u32,
            slice_name: study.slices.name(study.focus),
            slice_len: scene.slice.len as u32,
            data: scene.sorted.range(),
            mean,
            std,
            range: scene.part.range,
            scale: scene.affine().map(|a| a.scale),
            zero_point: scene.affine().map(|a| a.zero_point),
            qmin,
            qmax,
            levels_used: scene.counts.len() as u32,
            levels_total,
            metrics: study.metrics.clone(),
            slice_metrics: study.focus_metrics.clone(),
            size: Size::of(scene),
            convention,
            headline: headline(scene),
            notices: notices(scene),
        }
    }
}

impl Size {
    fn of(scene: &Scene) -> Self {
        let n = scene.tensor.values().len() as f64;
        let stored = scene.study.stored;
        let original = 4.0 * n;
        let codes = (stored.codes as f64 / 8.0).ceil();
        let scales = (stored.beside as f64 / 8.0).ceil();
        Self { original, codes, scales, bits_per_value: 8.0 * (codes + scales) / n, ratio: original / (codes + scales) }
    }
}
