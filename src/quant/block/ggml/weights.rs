//! How much the errors of a block count with an importance matrix, as ggml's functions `quantize_row_*_impl` weigh them. Knows no fit.

use crate::quant::block::ggml::GgmlType;
use crate::quant::block::ggml::layout::LARGEST;

/// The values of one block, and how much their errors count where that is known.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// The values.
    pub x: &'a [f32],
    /// The importance of their columns.
    pub importance: Option<Importance<'a>>,
}

/// How much the errors of a block count.
#[derive(Clone, Copy)]
pub(super) struct Importance<'a> {
    /// The mean square of the inputs of each column.
    pub columns: &'a [f32],
    /// The mean square of the weights in the block's row.
    pub row: f32,
}

/// The sum of squares, one after another.
pub(super) fn energy(x: &[f32]) -> f32 {
    x.iter().fold(0.0, |sum, v| sum + v * v)
}

impl GgmlType {
    /// Whether ggml's quantizer of the type reads an importance matrix.
    pub fn uses_importance(self) -> bool {
        !matches!(self, Self::Q8_0 | Self::Mxfp4 | Self::Nvfp4)
    }
}

impl Block<'_> {
    /// The weight of each value: of Q6_K its importance, of others that times the root of a mean square and the value's own. `None`
    /// without importance, and for types that do not use it.
    pub fn weights(&self, kind: GgmlType) -> Option<[f32; LARGEST]> {
        let Importance { columns, row } = self.importance.filter(|_| kind.uses_importance())?;
        let len = self.x.len() as f32;
        let mean = match kind {
            GgmlType::Q4_0 | GgmlType::Q4_1 | GgmlType::Q5_0 | GgmlType::Q5_1 => row,
            GgmlType::Q2K => energy(self.x) / len,
            _ => 2.0 * energy(self.x) / len,
        };
        let mut weights = [0.0; LARGEST];
        for ((weight, &column), &v) in weights.iter_mut().zip(columns).zip(self.x) {
            *weight = if kind == GgmlType::Q6K { column } else { column * (mean + v * v).sqrt() };
        }
        Some(weights)
    }
}
