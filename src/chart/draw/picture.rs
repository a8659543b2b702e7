//! The charts of a study, drawn.

use super::number_line::Held;
use super::pen::Pen;
use super::{Plot, Style, clipping_curve, histogram, map, matrices, number_line, series, transfer};
use crate::Error;
use crate::chart::{Cells, Chart, ClippingCurve, Frame, FrameCells, Histogram, Matrices, NumberLine, Series, TensorMap, Transfer};
use plotters::prelude::DrawingBackend;

/// A chart's model, ready to be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Picture<'a> {
    /// Real axis, integer grid, threads.
    NumberLine(&'a NumberLine),
    /// The same while an end of the range is held.
    HeldLine(&'a NumberLine, Held<'a>),
    /// Value after value.
    Series(&'a Series),
    /// The staircase.
    Transfer(&'a Transfer),
    /// Counts.
    Histogram(&'a Histogram),
    /// The clipping curve.
    ClippingCurve(&'a ClippingCurve),
    /// The tensor and its cells.
    Map(&'a TensorMap, &'a [f32]),
    /// The four matrices and their cells.
    Matrices(&'a Matrices, &'a [Cells; 4]),
}

impl<'a> Picture<'a> {
    /// A chart of a frame, where it was built; `cells` are the frame's.
    pub fn of(frame: &'a Frame, cells: &'a FrameCells, chart: Chart) -> Option<Self> {
        Some(match chart {
            Chart::NumberLine => Self::NumberLine(&frame.number_line),
            Chart::Series => Self::Series(frame.series.as_ref()?),
            Chart::Transfer => Self::Transfer(frame.transfer.as_ref()?),
            Chart::Histogram => Self::Histogram(frame.histogram.as_ref()?),
            Chart::ClippingCurve => Self::ClippingCurve(frame.clipping_curve.as_ref()?),
            Chart::Map => Self::Map(frame.map.as_ref()?, &cells.map.as_ref()?.values),
            Chart::Matrices => Self::Matrices(frame.matrices.as_ref()?, cells.matrices.as_ref()?),
        })
    }

    pub(super) fn draw(self, pen: &Pen) -> Result<Vec<Plot>, Error> {
        match self {
            Self::NumberLine(line) => number_line::draw(pen, line, None),
            Self::HeldLine(line, held) => number_line::draw(pen, line, Some(&held)),
            Self::Series(series) => series::draw(pen, series),
            Self::Transfer(transfer) => transfer::draw(pen, transfer),
            Self::Histogram(histogram) => histogram::draw(pen, histogram),
            Self::ClippingCurve(clipping_curve) => clipping_curve::draw(pen, clipping_curve),
            Self::Map(map, cells) => map::draw(pen, map, cells),
            Self::Matrices(matrices, cells) => matrices::draw(pen, matrices, cells),
        }
    }
}

/// Draws a chart on a transparent ground and tells where its plots are.
///
/// A map of more than [`LARGEST_DRAWN_MAP`](super::LARGEST_DRAWN_MAP) cells leaves its cells out: they are
/// [`raster`](super::raster)'s, put below the drawing.
pub fn draw<DB: DrawingBackend>(backend: DB, picture: Picture, style: &Style) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plots = picture.draw(&pen)?;
    pen.finish()?;
    let zoom = style.theme.zoom();
    Ok(plots.into_iter().map(|plot| plot.scaled(zoom)).collect())
}
