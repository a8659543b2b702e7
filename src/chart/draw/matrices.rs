//! The four matrices: four maps in a row, or two by two where the drawing is narrow.

use crate::Error;
use crate::chart::draw::map;
use crate::chart::draw::pen::Pen;
use crate::chart::draw::plot::Plot;
use crate::chart::{Cells, Matrices};

/// The names of the maps' plots.
const NAMES: [&str; 4] = ["original", "code", "dequantized", "error"];
/// A narrower drawing has two rows of maps.
const LEAST_IN_A_ROW: f64 = 560.0;

pub(super) fn draw(pen: &Pen, matrices: &Matrices, cells: &[Cells; 4]) -> Result<Vec<Plot>, Error> {
    each(pen, |i, part| map::draw(part, &matrices.maps[i], &cells[i].values))
}

/// The same with few enough cells for a file.
pub(super) fn draw_coarser(pen: &Pen, matrices: &Matrices, cells: &[Cells; 4]) -> Result<Vec<Plot>, Error> {
    each(pen, |i, part| {
        let (map, cells) = map::coarser(&matrices.maps[i], &cells[i].values);
        map::draw(part, &map, &cells)
    })
}

/// Draws each map by `one` on its part of the drawing.
fn each(pen: &Pen, one: impl Fn(usize, &Pen) -> Result<Vec<Plot>, Error>) -> Result<Vec<Plot>, Error> {
    let across = if pen.width < LEAST_IN_A_ROW { 2 } else { 4 };
    let (width, height) = (pen.width / across as f64, pen.height * across as f64 / 4.0);
    let mut plots = Vec::new();
    for (i, name) in NAMES.iter().enumerate() {
        let (left, top) = ((i % across) as f64 * width, (i / across) as f64 * height);
        let drawn = one(i, &pen.part((left, top), (width, height)))?;
        plots.extend(drawn.into_iter().map(|plot| Plot { name: (*name).into(), left: plot.left + left, top: plot.top + top, ..plot }));
    }
    Ok(plots)
}
