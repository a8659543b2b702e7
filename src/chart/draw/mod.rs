//! The pictures, by plotters, on any of its backends: a canvas on the page, SVG for files and tests.
//!
//! Data is mapped to pixels here, linearly and guarded; plotters only ever sees pixels. Its own coordinate ranges
//! never end for infinite bounds, and its meshes measure every label in the document.

mod bench;
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

use super::{Chart, Frame};
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

/// Draws a chart on a transparent ground and tells where its plots are.
///
/// A map of more than 4096 cells leaves its cells out: they are [`raster`]'s, put below the drawing.
pub fn draw<DB: DrawingBackend>(backend: DB, chart: Chart, frame: &Frame, cells: &[f32], style: &Style) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plots = picture(&pen, chart, frame, cells)?;
    pen.finish()?;
    let zoom = style.theme.zoom();
    Ok(plots.into_iter().map(|plot| plot.scaled(zoom)).collect())
}

fn picture(pen: &Pen, chart: Chart, frame: &Frame, cells: &[f32]) -> Result<Vec<Plot>, Error> {
    match chart {
        Chart::NumberLine => number_line::draw(pen, &frame.number_line),
        Chart::Series => series::draw(pen, &frame.series),
        Chart::Transfer => transfer::draw(pen, &frame.transfer),
        Chart::Histogram => histogram::draw(pen, &frame.histogram),
        Chart::Bench => bench::draw(pen, &frame.bench),
        Chart::Map => map::draw(pen, &frame.map, cells),
    }
}
