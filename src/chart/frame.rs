//! All charts of one study. Plain data, no drawing.

use super::scene::Scene;
use super::{Bench, Cells, Histogram, NumberLine, Readout, Room, Series, TensorMap, Trace, Transfer};
use crate::study::{Study, View};
use crate::tensor::Prepared;
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
    pub bench: Bench,
    /// The tensor as a picture; its cells travel apart from the frame.
    pub map: TensorMap,
    /// The arithmetic of the selected value.
    pub trace: Trace,
}

impl Frame {
    /// All charts of one study, and the cells of its tensor map.
    ///
    /// `view.selected` is expected in the slice that `study` has in focus; the slice's first value stands in otherwise.
    pub fn build(prepared: &Prepared, study: &Study, view: &View, room: &Room) -> (Self, Cells) {
        let scene = Scene::new(prepared, study, view);
        let (map, cells) = TensorMap::build(&scene, room);
        let frame = Self {
            readout: Readout::build(&scene, room),
            number_line: NumberLine::build(&scene, room),
            series: Series::build(&scene, room),
            transfer: Transfer::build(&scene, room),
            histogram: Histogram::build(&scene, room),
            bench: Bench::build(&scene, room),
            map,
            trace: Trace::build(&scene),
        };
        (frame, cells)
    }
}
