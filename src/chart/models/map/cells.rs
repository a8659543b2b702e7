//! The numbers of a map's cells: of the values in a cell, the result farthest from the centre of the colours. Knows no colours.

use crate::chart::code_names::order;
use crate::chart::models::map::examined::Examined;
use crate::chart::scene::Scene;
use crate::study::MapMode;
use crate::tensor::{Outline, Seen};
use serde::{Deserialize, Serialize};

/// The numbers of the cells of a [`TensorMap`](crate::chart::TensorMap), row after row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cells {
    /// The number of each cell, by the map's mode: original, level or error. A non-finite value takes precedence in its cell:
    /// unchanged among originals, as NaN among levels and errors.
    pub values: Vec<f32>,
    /// Flat index of the value of each cell's number; empty where every cell is one value, in order.
    pub places: Vec<u32>,
}

impl Cells {
    /// The flat index of the value that cell `i` shows.
    pub fn place(&self, i: usize) -> usize {
        self.places.get(i).map_or(i, |&place| place as usize)
    }
}

/// The centre that distances of cells are measured from: 0, or the code of real 0.
pub(super) fn centre(scene: &Scene, mode: MapMode) -> f32 {
    match (mode, scene.affine()) {
        (MapMode::Codes, Some(affine)) => affine.zero_point + 0.0,
        (MapMode::Codes, None) => order(scene.quantizer(), scene.quantizer().level(0.0, 0.0)),
        _ => 0.0,
    }
}

/// The cells of some quantities: each shows the result farthest from its centre among the values examined in its block; the
/// first of several equally far, and the centre where there is none.
pub(super) fn cells<const N: usize>(scene: &Scene, outline: &Outline, modes: [MapMode; N], block: (usize, usize)) -> [(MapMode, Cells); N] {
    let across = scene.tensor.cols().div_ceil(block.1);
    // For the original values, their extremes are enough.
    let examined = modes.iter().any(|&mode| mode != MapMode::Values).then(|| Examined::new(scene, outline));
    modes.map(|mode| {
        let centre = centre(scene, mode);
        let farthest = (0..outline.count()).map(|i| {
            let ends = outline.ends(i);
            let none = (centre, ends.map_or(0, |[lo, _]| lo.place));
            match (mode, &examined) {
                (MapMode::Values, _) | (_, None) => of_extremes(ends, centre).unwrap_or(none),
                (MapMode::Codes, Some(all)) => all.farthest_code(all.of(i), centre).map_or(none, |(i, code)| (code, all.places[i])),
                (MapMode::Dequantized, Some(all)) => farther(all.of(i).map(|i| (all.dequantized[i], all.places[i])), centre, none),
                (MapMode::Error, Some(all)) => {
                    farther(all.of(i).map(|i| (all.dequantized[i] - all.values[i], all.places[i])), centre, none)
                }
            }
        });
        let (values, places) = farthest.unzip();
        let mut cells = Cells { values, places };
        if block == (1, 1) {
            cells.places = Vec::new();
        }
        put_missing(scene, &mut cells, mode, block, across);
        (mode, cells)
    })
}

/// The first of the results that are farther from the centre than all before; `none` where all are the centre.
fn farther(results: impl Iterator<Item = (f32, u32)>, centre: f32, none: (f32, u32)) -> (f32, u32) {
    results.fold(none, |best, (v, place)| if (v - centre).abs() > (best.0 - centre).abs() { (v, place) } else { best })
}

/// The one of a cell's smallest and largest value that is farthest from the centre; the first of them where none is.
fn of_extremes(ends: Option<[Seen; 2]>, centre: f32) -> Option<(f32, u32)> {
    let [lo, hi] = ends?;
    let (early, late) = if lo.place <= hi.place { (lo, hi) } else { (hi, lo) };
    Some(farther([early, late].into_iter().map(|seen| (seen.value, seen.place)), centre, (centre, early.place)))
}

/// A non-finite value takes its cell, so that one among millions is visible; the first, where there are several.
fn put_missing(scene: &Scene, cells: &mut Cells, mode: MapMode, (block_rows, block_cols): (usize, usize), across: usize) {
    let (missing, cols) = (scene.tensor.non_finite(), scene.tensor.cols());
    for i in missing.places() {
        let at = i / cols / block_rows * across + i % cols / block_cols;
        let shown = missing.value(i).filter(|_| mode == MapMode::Values).unwrap_or(f32::NAN);
        if let Some(cell) = cells.values.get_mut(at).filter(|cell| !is_missing(mode, **cell)) {
            *cell = shown;
            if let Some(place) = cells.places.get_mut(at) {
                *place = i as u32;
            }
        }
    }
}

/// Whether a cell shows that a value is not finite. An error can be infinite, where a cast overflows.
pub(in crate::chart) fn is_missing(mode: MapMode, cell: f32) -> bool {
    cell.is_nan() || mode == MapMode::Values && cell.is_infinite()
}
