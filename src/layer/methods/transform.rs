//! What a method does to inputs and weight alike, so that y = x Wᵀ stays what it is before anything is rounded. Knows no rounding.

use super::Rotation;

/// A change of the columns of inputs and weight.
#[derive(Debug, Clone, PartialEq)]
pub enum Transform {
    /// None.
    Nothing,
    /// Inputs are divided by a scale for each column, the weight is multiplied.
    Scales(Vec<f32>),
    /// Rows of both are rotated.
    Rotation(Rotation),
}

impl Transform {
    /// Row-major inputs after it, `columns` for each token.
    pub fn inputs(&self, x: &[f32], columns: usize) -> Vec<f32> {
        match self {
            Self::Nothing => x.to_vec(),
            Self::Scales(scales) => by_columns(x, scales, |x, scale| x / scale),
            Self::Rotation(rotation) => rotation.values(x, columns),
        }
    }

    /// A row-major weight of `columns` columns after it.
    pub fn weight(&self, w: &[f32], columns: usize) -> Vec<f32> {
        match self {
            Self::Nothing => w.to_vec(),
            Self::Scales(scales) => by_columns(w, scales, |w, scale| w * scale),
            Self::Rotation(rotation) => rotation.values(w, columns),
        }
    }
}

fn by_columns(values: &[f32], scales: &[f32], with: impl Fn(f32, f32) -> f32) -> Vec<f32> {
    values.chunks_exact(scales.len()).flat_map(|row| row.iter().zip(scales).map(|(&v, &scale)| with(v, scale))).collect()
}
