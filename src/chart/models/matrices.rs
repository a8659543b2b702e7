//! Original, code, dequantized value and error as four maps of one shape, side by side. Knows no drawing.

use crate::chart::scene::Scene;
use crate::chart::{Cells, Chart, ChartSizes, TensorMap};
use crate::study::MapMode;
use serde::{Deserialize, Serialize};

/// The quantities of the four maps, in their order.
const MODES: [MapMode; 4] = [MapMode::Values, MapMode::Codes, MapMode::Dequantized, MapMode::Error];

/// Four maps with the same rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Matrices {
    /// Original, code, dequantized value, error.
    pub maps: [TensorMap; 4],
}

impl Matrices {
    /// The maps and their cells.
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> (Self, [Cells; 4]) {
        let [a, b, c, d] = TensorMap::of(scene, sizes, Chart::Matrices, MODES);
        (Self { maps: [a.0, b.0, c.0, d.0] }, [a.1, b.1, c.1, d.1])
    }
}
