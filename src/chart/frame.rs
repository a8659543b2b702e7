//! All charts of one study. Plain data, no drawing.

use super::scene::Scene;
use super::{Cells, Chart, ChartSizes, ClippingCurve, Histogram, Matrices, NumberLine, Readout, Series, TensorMap, Trace, Transfer};
use crate::study::{Study, View};
use crate::tensor::TensorCache;
use serde::{Deserialize, Serialize};

/// The charts of one study that are on show.
///
/// ```
/// use quantscope::chart::draw::{DrawTheme, Picture, Style, svg};
/// use quantscope::chart::{Chart, ChartSizes, Frame};
/// use quantscope::{Settings, Study, Tensor, TensorCache, View};
///
/// let mut cache = TensorCache::new(Tensor::new(vec![1, 4], vec![-1.0, 0.2, 0.5, 2.0])?);
/// let study = Study::new(&mut cache, &Settings::default(), 0)?;
/// let sizes = ChartSizes { charts: vec![Chart::Histogram], histogram: 400, ..ChartSizes::default() };
/// let (frame, cells) = Frame::build(&cache, &study, &View::default(), &sizes);
///
/// let style = Style { width: 400, height: 240, ratio: 1.0, theme: DrawTheme::Light };
/// let picture = Picture::of(&frame, &cells, Chart::Histogram).expect("it is on show");
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
    pub series: Option<Series>,
    /// The staircase from x to x̂.
    pub transfer: Option<Transfer>,
    /// Counts of originals and of levels.
    pub histogram: Option<Histogram>,
    /// Rounding and clipping error against the threshold.
    pub clipping_curve: Option<ClippingCurve>,
    /// The tensor as a picture; its cells travel apart from the frame.
    pub map: Option<TensorMap>,
    /// The four matrices; their cells travel apart from the frame.
    pub matrices: Option<Matrices>,
    /// The arithmetic of the selected value.
    pub trace: Trace,
}

/// The cells of a frame's maps, which are too many for JavaScript objects.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrameCells {
    /// Of the tensor map, where it is on show.
    pub map: Option<Cells>,
    /// Of the four matrices, where they are on show.
    pub matrices: Option<[Cells; 4]>,
}

impl Frame {
    /// The charts of one study that `sizes` asks for, and the cells of its maps.
    ///
    /// `view.selected` is expected in the slice that `study` has in focus; the slice's first value stands in otherwise.
    pub fn build(cache: &TensorCache, study: &Study, view: &View, sizes: &ChartSizes) -> (Self, FrameCells) {
        let scene = Scene::new(cache, study, view);
        let (map, map_cells) = sizes.shown(Chart::Map, || TensorMap::build(&scene, sizes)).unzip();
        let (matrices, matrix_cells) = sizes.shown(Chart::Matrices, || Matrices::build(&scene, sizes)).unzip();
        let frame = Self {
            readout: Readout::build(&scene, sizes),
            number_line: NumberLine::build(&scene, sizes),
            series: sizes.shown(Chart::Series, || Series::build(&scene, sizes)),
            transfer: sizes.shown(Chart::Transfer, || Transfer::build(&scene, sizes)),
            histogram: sizes.shown(Chart::Histogram, || Histogram::build(&scene, sizes)),
            clipping_curve: sizes.shown(Chart::ClippingCurve, || ClippingCurve::build(&scene, sizes)),
            map,
            matrices,
            trace: Trace::build(&scene),
        };
        (frame, FrameCells { map: map_cells, matrices: matrix_cells })
    }
}
