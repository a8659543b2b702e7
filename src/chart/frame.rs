//! All charts of one study. Plain data, no drawing.

use super::scene::Scene;
use super::{Cells, ChartSizes, ClippingCurve, Histogram, NumberLine, Readout, Series, TensorMap, Trace, Transfer};
use crate::study::{Study, View};
use crate::tensor::TensorCache;
use serde::{Deserialize, Serialize};

/// Every chart of one study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Frame {
    /// The numbers beside the charts.
    pub readout: Readout,
    /// Real axis, integer grid, threads between them.
    pub number_line: NumberLine,
    /// Original, dequantized and error, value after value.
    pub series: Series,
    /// The staircase from x to x̂.
    pub transfer: Transfer,
    /// Counts of originals and of levels.
    pub histogram: Histogram,
    /// Rounding and clipping error against the threshold.
    pub clipping_curve: ClippingCurve,
    /// The tensor as a picture; its cells travel apart from the frame.
    pub map: TensorMap,
    /// The arithmetic of the selected value.
    pub trace: Trace,
}

impl Frame {
    /// All charts of one study, and the cells of its tensor map.
    ///
    /// `view.selected` is expected in the slice that `study` has in focus; the slice's first value stands in otherwise.
    pub fn build(cache: &TensorCache, study: &Study, view: &View, sizes: &ChartSizes) -> (Self, Cells) {
        let scene = Scene::new(cache, study, view);
        let (map, cells) = TensorMap::build(&scene, sizes);
        let frame = Self {
            readout: Readout::build(&scene, sizes),
            number_line: NumberLine::build(&scene, sizes),
            series: Series::build(&scene, sizes),
            transfer: Transfer::build(&scene, sizes),
            histogram: Histogram::build(&scene, sizes),
            clipping_curve: ClippingCurve::build(&scene, sizes),
            map,
            trace: Trace::build(&scene),
        };
        (frame, cells)
    }
}
