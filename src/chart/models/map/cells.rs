//! The numbers of a map's cells: of the values in a cell, the result farthest from the centre of the colours. Knows no colours.

use crate::chart::code_names::order;
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

/// The cells of some quantities, from one pass over the values: each shows the result farthest from its centre among the values
/// examined in its block; the first of several equally far, and the centre where there is none.
pub(super) fn cells<const N: usize>(scene: &Scene, outline: &Outline, modes: [MapMode; N], block: (usize, usize)) -> [(MapMode, Cells); N] {
    let centres = modes.map(|mode| centre(scene, mode));
    let (study, mut rng) = (scene.study, scene.rng());
    // Values with one quantizer need not look for theirs.
    let common = if let [only] = study.slice_fits.as_slice() { Some(&only.quantizer) } else { None };
    let mut results =
        modes.map(|mode| (mode, Cells { values: Vec::with_capacity(outline.count()), places: Vec::with_capacity(outline.count()) }));
    let farther = |best: &mut (f32, u32), centre: f32, v: f32, place: u32| {
        if (v - centre).abs() > (best.0 - centre).abs() {
            *best = (v, place);
        }
    };
    for i in 0..outline.count() {
        let ends = outline.ends(i);
        let mut best = centres.map(|centre| (centre, ends.map_or(0, |[lo, _]| lo.place)));
        if modes.iter().any(|&mode| mode != MapMode::Values) {
            for Seen { value, place } in outline.seen(i) {
                let quantizer = common.unwrap_or_else(|| study.quantizer_of(place as usize));
                let u = crate::study::random_draw(quantizer, place as usize, &mut rng);
                let (level, y) = quantizer.apply(value, u);
                for (k, mode) in modes.into_iter().enumerate() {
                    let v = match mode {
                        MapMode::Values => continue,
                        MapMode::Dequantized => y,
                        MapMode::Codes => order(quantizer, level),
                        MapMode::Error => y - value,
                    };
                    farther(&mut best[k], centres[k], v, place);
                }
            }
        }
        for (k, (mode, cells)) in results.iter_mut().enumerate() {
            if let (MapMode::Values, Some([lo, hi])) = (*mode, ends) {
                // For the original values, the extremes are enough.
                let (early, late) = if lo.place <= hi.place { (lo, hi) } else { (hi, lo) };
                best[k].1 = early.place;
                farther(&mut best[k], centres[k], early.value, early.place);
                farther(&mut best[k], centres[k], late.value, late.place);
            }
            cells.values.push(best[k].0);
            cells.places.push(best[k].1);
        }
    }
    let across = scene.tensor.cols().div_ceil(block.1);
    results.map(|(mode, mut cells)| {
        if block == (1, 1) {
            cells.places = Vec::new();
        }
        put_missing(scene, &mut cells, mode, block, across);
        (mode, cells)
    })
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
