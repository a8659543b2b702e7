//! All charts of one study. Plain data, no drawing.

use super::scene::Scene;
use super::{Cells, ChartSizes, ClippingCurve, Histogram, NumberLine, Readout, Series, TensorMap, Trace, Transfer};
use crate::study::{Study, View};
use crate::tensor::TensorCache;
use serde::{Deserialize, Serialize};

/// Every chart of one study.
///
/// ```
/// use quantscope::chart::draw::{Look, Picture, Style, svg};
/// use quantscope::chart::{Chart, ChartSizes, Frame};
/// use quantscope::{Settings, Study, Tensor, TensorCache, View};
///
/// let mut cache = TensorCache::new(Tensor::new(vec![1, 4], vec![-1.0, 0.2, 0.5, 2.0])?);
/// let study = Study::new(&mut cache, &Settings::default(), 0)?;
/// let sizes = ChartSizes { line: 800, series: 400, histogram: 400, map_width: 300, map_height: 200, tables: vec![], measures: false };
/// let (frame, cells) = Frame::build(&cache, &study, &View::default(), &sizes);
///
/// let style = Style { width: 400, height: 240, ratio: 1.0, theme: Look::Light };
/// let picture = Picture::of(&frame, Chart::Histogram, &cells.values);
/// assert!(svg(picture, &style, "Counts")?.starts_with("<svg"));
/// # Ok::<(), quantscope::Error>(())
/// ```
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
