//! The numbers beside the charts.

use crate::chart::readout::about::about_slice;
use crate::chart::readout::advice::advice;
use crate::chart::readout::convention::convention;
use crate::chart::readout::expectation::Expectation;
use crate::chart::readout::headline::headline;
use crate::chart::readout::lead::{Span, lead};
use crate::chart::readout::notices::notices;
use crate::chart::scene::Scene;
use crate::chart::{ChartSizes, MoreMeasures};
use crate::quant::block::ggml::GgmlType;
use crate::quant::{Metrics, Range};
use crate::study::{Fitted, SchemeSpec};
use serde::{Deserialize, Serialize};

/// The numbers beside the charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Readout {
    /// Sizes of the tensor's axes.
    pub shape: Vec<u32>,
    /// Rows, as the charts show the tensor.
    pub rows: u32,
    /// Columns: values in a row.
    pub cols: u32,
    /// Number of values.
    pub len: u32,
    /// The slice in focus, from 0.
    pub slice: u32,
    /// Number of slices.
    pub slices: u32,
    /// "row 3 of 4", "block 3 of 40".
    pub slice_name: String,
    /// Values in the slice.
    pub slice_len: u32,
    /// Values of each slice along the rows, the last slice's perhaps fewer; 0 where slices are columns.
    pub slice_run: u32,
    /// Slices in each row, where the last of a row is shorter than the others; else 0.
    pub slices_in_row: u32,
    /// Finite values in the slice; shares are relative to this number.
    pub slice_finite: u32,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// Mean of the slice.
    pub mean: f64,
    /// Standard deviation of the slice.
    pub std: f64,
    /// The range the slice's scale was computed from.
    pub range: Range,
    /// The factor of the levels, or the real size of a step; `None` for schemes without a scale.
    pub scale: Option<f32>,
    /// The code of real 0, for integers with a range; not whole where HQQ found it.
    pub zero_point: Option<f32>,
    /// The lowest level: for integers, the lowest code.
    pub qmin: i32,
    /// The highest level: for integers, the highest code.
    pub qmax: i32,
    /// The code of the lowest level.
    pub lowest: String,
    /// The code of the highest level.
    pub highest: String,
    /// Bits of a code's pattern; 0 where codes are integers, written as such.
    pub pattern_bits: u32,
    /// Levels that at least one value of the slice goes to.
    pub levels_used: u32,
    /// Codes of the format that are numbers.
    pub levels_total: u32,
    /// Errors of the whole tensor.
    pub metrics: Metrics,
    /// Errors of the slice in focus.
    pub slice_metrics: Metrics,
    /// The theoretical values for the slice, where its distribution is known.
    pub theory: Option<Expectation>,
    /// More measures of the slice, while they are shown.
    pub more: Option<MoreMeasures>,
    /// The stored sizes.
    pub size: Size,
    /// The convention in words.
    pub convention: String,
    /// The sentence above the picture, in parts that have a colour each.
    pub lead: Vec<Span>,
    /// What to press, or why: one sentence or two below the lead; may be empty.
    pub advice: String,
    /// The one or two most important sentences about this picture.
    pub headline: String,
    /// A description of the slice's values, whatever the settings.
    pub about: String,
    /// Warnings: overflow, unreachable zero, constant slices.
    pub notices: Vec<String>,
}

/// Bytes before and after quantization, including everything that is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Size {
    /// Bytes as 32-bit floats.
    pub original: f64,
    /// Bytes of the codes, rounded up to a byte.
    pub codes: f64,
    /// Bytes stored in addition to the codes.
    pub scales: f64,
    /// Names of that additional data: "scales and zero points".
    pub beside: String,
    /// All stored bits over the number of values.
    pub bits_per_value: f64,
    /// Original over stored.
    pub ratio: f64,
}

impl Readout {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let study = scene.study;
        let (mean, std) = scene.sorted.mean_std();
        let (first, last) = scene.quantizer().ends();
        let code = |level| scene.code_name(scene.quantizer().code(level));
        Self {
            shape: scene.tensor.shape().iter().map(|&d| d as u32).collect(),
            rows: scene.tensor.rows() as u32,
            cols: scene.tensor.cols() as u32,
            len: scene.tensor.values().len() as u32,
            slice: study.focus as u32,
            slices: study.slices.count() as u32,
            slice_name: scene.slice_name(),
            slice_len: scene.slice.len as u32,
            slice_run: scene.run() as u32,
            slices_in_row: study.slices.ragged_row().unwrap_or(0) as u32,
            slice_finite: scene.finite as u32,
            data: scene.sorted.range(),
            mean,
            std,
            range: scene.fit.range,
            scale: scene.scale(),
            zero_point: scene.affine().filter(|_| scene.clip().is_some()).map(|a| a.zero_point + 0.0),
            qmin: first,
            qmax: last,
            lowest: code(first),
            highest: code(last),
            pattern_bits: scene.codes.bits.into(),
            levels_used: scene.levels_used() as u32,
            levels_total: scene.level_count() as u32,
            metrics: study.metrics.clone(),
            slice_metrics: study.focus_metrics.clone(),
            theory: Expectation::build(scene),
            more: MoreMeasures::build(scene, sizes),
            size: Size::of(scene),
            convention: convention(scene),
            lead: lead(scene),
            advice: advice(scene),
            headline: headline(scene),
            about: about_slice(scene),
            notices: notices(scene),
        }
    }
}

impl Size {
    fn of(scene: &Scene) -> Self {
        let len = scene.tensor.values().len();
        let stored = scene.study.storage;
        let original = 4.0 * len as f64;
        let codes = (stored.codes as f64 / 8.0).ceil();
        let scales = (stored.overhead as f64 / 8.0).ceil();
        let beside = beside(&scene.study.spec);
        Self { original, codes, scales, beside, bits_per_value: stored.bits_per_value(len), ratio: original / (codes + scales) }
    }
}

/// The data stored in addition to the codes.
fn beside(spec: &SchemeSpec) -> String {
    match spec {
        SchemeSpec::Ranged { .. } if !spec.symmetric() => tr!("scales and zero points"),
        SchemeSpec::Fitted(Fitted::LloydMax { .. }) => tr!("levels"),
        SchemeSpec::Ggml { kind: GgmlType::Q4_1 | GgmlType::Q5_1 | GgmlType::Q2K | GgmlType::Q4K | GgmlType::Q5K, .. } => {
            tr!("scales and minimums")
        }
        _ => tr!("scales"),
    }
}
