//! The pictures, by plotters, on any of its backends: a canvas on the page, SVG for files and tests.
//!
//! Data is mapped to pixels here, linearly and guarded; plotters only ever sees pixels. Its own coordinate ranges
//! never end for infinite bounds, and its meshes measure every label in the document.

mod clipping_curve;
mod channels;
mod formats;
mod histogram;
mod map;
mod number_line;
mod palette;
mod pen;
mod plot;
mod series;
mod svg;
mod transfer;

pub use channels::draw_channels;
pub use formats::draw_formats;
pub use map::raster;
pub use palette::Look;
pub use plot::Plot;
pub use svg::svg;

use super::{ClippingCurve, Chart, Frame, Histogram, NumberLine, Series, TensorMap, Transfer};
use crate::Error;
use pen::Pen;
use plotters::prelude::DrawingBackend;
use serde::{Deserialize, Serialize};

/// How large and in which colours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Style {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// Colours and sizes.
    pub theme: Look,
}

/// A chart's model, ready to be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Picture<'a> {
    /// Real axis, integer grid, threads.
    NumberLine(&'a NumberLine),
    /// Value after value.
    Series(&'a Series),
    /// The staircase.
    Transfer(&'a Transfer),
    /// Counts.
    Histogram(&'a Histogram),
    /// The clipping bench.
    ClippingCurve(&'a ClippingCurve),
    /// The tensor and its cells.
    Map(&'a TensorMap, &'a [f32]),
}

impl<'a> Picture<'a> {
    /// A chart of a frame; `cells` are the frame's.
    pub fn of(frame: &'a Frame, chart: Chart, cells: &'a [f32]) -> Self {
        match chart {
            Chart::NumberLine => Self::NumberLine(&frame.number_line),
            Chart::Series => Self::Series(&frame.series),
            Chart::Transfer => Self::Transfer(&frame.transfer),
            Chart::Histogram => Self::Histogram(&frame.histogram),
            Chart::ClippingCurve => Self::ClippingCurve(&frame.clipping_curve),
            Chart::Map => Self::Map(&frame.map, cells),
        }
    }

    fn draw(self, pen: &Pen) -> Result<Vec<Plot>, Error> {
        match self {
            Self::NumberLine(line) => number_line::draw(pen, line),
            Self::Series(series) => series::draw(pen, series),
            Self::Transfer(transfer) => transfer::draw(pen, transfer),
            Self::Histogram(histogram) => histogram::draw(pen, histogram),
            Self::ClippingCurve(clipping_curve) => clipping_curve::draw(pen, clipping_curve),
            Self::Map(map, cells) => map::draw(pen, map, cells),
        }
    }
}

/// Draws a chart on a transparent ground and tells where its plots are.
///
/// A map of more than 4096 cells leaves its cells out: they are [`raster`]'s, put below the drawing.
pub fn draw<DB: DrawingBackend>(backend: DB, picture: Picture, style: &Style) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plots = picture.draw(&pen)?;
    pen.finish()?;
    let zoom = style.theme.zoom();
    Ok(plots.into_iter().map(|plot| plot.scaled(zoom)).collect())
}
