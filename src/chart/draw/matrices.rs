//! The four matrices: four maps in a row, or two by two where the drawing is narrow or high.

use crate::Error;
use crate::chart::draw::map;
use crate::chart::draw::pen::{At, Pen};
use crate::chart::draw::plot::Plot;
use crate::chart::number_text::number;
use crate::chart::{Cells, Matrices, TensorMap};
use crate::study::MapMode;

/// The names of the maps' plots.
const NAMES: [&str; 4] = ["original", "code", "dequantized", "error"];
/// A narrower drawing has two rows of maps.
const LEAST_IN_A_ROW: f64 = 560.0;
/// So has one in which maps in a row would be higher than so many times their width, as numbers need wide cells.
const HIGHEST_IN_A_ROW: f64 = 1.5;

/// Room above each map for its name, and between the maps.
const NAME: f64 = 22.0;
const GAP: f64 = 14.0;

pub(super) fn draw(pen: &Pen, matrices: &Matrices, cells: &[Cells; 4]) -> Result<Vec<Plot>, Error> {
    each(pen, |i, from, to| map::draw_bare(pen, &matrices.maps[i], &cells[i].values, from, to), matrices)
}

/// The same with few enough cells for a file.
pub(super) fn draw_coarser(pen: &Pen, matrices: &Matrices, cells: &[Cells; 4]) -> Result<Vec<Plot>, Error> {
    each(
        pen,
        |i, from, to| {
            let (map, cells) = map::coarser(&matrices.maps[i], &cells[i].values);
            map::draw_bare(pen, &map, &cells, from, to)
        },
        matrices,
    )
}

/// Draws each map by `one` between its corners, below its name.
fn each(pen: &Pen, one: impl Fn(usize, (f64, f64), (f64, f64)) -> Result<Plot, Error>, matrices: &Matrices) -> Result<Vec<Plot>, Error> {
    let is_high = !matrices.maps[0].picture && pen.height > HIGHEST_IN_A_ROW * pen.width / 4.0;
    let across = if pen.width < LEAST_IN_A_ROW || is_high { 2 } else { 4 };
    let down = 4 / across;
    let width = (pen.width - 4.0 - GAP * (across as f64 - 1.0)) / across as f64;
    let height = (pen.height - 4.0 - GAP * (down as f64 - 1.0)) / down as f64;
    let mut plots = Vec::new();
    for (i, name) in NAMES.iter().enumerate() {
        let (left, top) = (2.0 + (i % across) as f64 * (width + GAP), (i / across) as f64 * (height + GAP));
        let (title, color) = title(pen, &matrices.maps[i]);
        pen.text(&title, left, top + NAME / 2.0 - 1.0, At::Left, &color)?;
        let plot = one(i, (left, top + NAME), (left + width, top + height))?;
        // A map that is all but white still shows where it ends.
        pen.outline(plot.left - 1.0, plot.top - 1.0, plot.right() + 1.0, plot.bottom() + 1.0, 1.0, &pen.look.rule)?;
        plots.push(Plot { name: (*name).into(), ..plot });
    }
    Ok(plots)
}

/// A map's name in its colour.
fn title(pen: &Pen, map: &TensorMap) -> (String, plotters::style::RGBColor) {
    match map.mode {
        MapMode::Values => (tr!("original"), pen.look.original_words),
        MapMode::Codes => (tr!("code"), pen.look.quiet),
        MapMode::Dequantized => (tr!("dequantized"), pen.look.dequantized_words),
        MapMode::Error if map.hi == 0.0 => (tr!("error"), pen.look.error_words),
        MapMode::Error => (tr!("error ±{largest}", largest = number(f64::from(map.hi))), pen.look.error_words),
    }
}
