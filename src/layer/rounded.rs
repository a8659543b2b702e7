//! A matrix with the quantizers of its slices and its values after rounding. Knows no method.

use crate::num::StochasticRng;
use crate::quant::{Affine, Quantizer, Slices};
use crate::study::{Quantized, dequantized_at};
use crate::tensor::{Tensor, TensorCache};
use crate::{Error, Settings};

/// A rounded matrix.
#[derive(Debug, Clone)]
pub struct Rounded {
    /// Values of a row.
    pub columns: usize,
    /// How it is cut.
    pub slices: Slices,
    /// The quantizer of each slice.
    pub quantizers: Vec<Quantizer>,
    /// Bits stored for a value, scales included; 0 where that is not known.
    pub bits: f64,
    /// Where the slices are cut from columns in another order: the place of each column in it.
    pub places: Option<Vec<u32>>,
    /// The dequantized values, row-major; 0 where one was missing.
    pub values: Vec<f32>,
}

impl Rounded {
    /// Fits `settings` to the matrix itself and rounds it. `importance` counts the errors of each column where a range method asks.
    pub fn fitted(tensor: &Tensor, settings: &Settings, importance: Option<Vec<f64>>) -> Result<Self, Error> {
        let mut cache = TensorCache::new(tensor.clone());
        cache.set_importance(importance);
        let Quantized { slices, quantizers, stored } = Quantized::new(&cache, settings)?;
        Ok(Self { bits: stored.bits_per_value(tensor.values().len()), ..Self::with(tensor, slices, quantizers, settings.rounding_seed) })
    }

    /// Rounds the matrix with given quantizers. `seed` is that of stochastic rounding.
    pub fn with(tensor: &Tensor, slices: Slices, quantizers: Vec<Quantizer>, seed: u32) -> Self {
        let values = dequantized_at(tensor, &slices, &quantizers, 0..tensor.values().len(), &mut StochasticRng::new(seed));
        Self { columns: tensor.cols(), slices, quantizers, bits: 0.0, places: None, values }
    }

    /// The quantizer of the value at a flat index.
    pub fn quantizer_of(&self, index: usize) -> &Quantizer {
        &self.quantizers[self.slice_of(index)]
    }

    /// The slice of the value at a flat index.
    pub fn slice_of(&self, index: usize) -> usize {
        match &self.places {
            None => self.slices.of(index),
            Some(places) => self.slices.of(index - index % self.columns + places[index % self.columns] as usize),
        }
    }

    /// The stored code of the value at a flat index: an integer, a float's bits or a table's code. That of 0 where a value was missing.
    pub fn code(&self, index: usize) -> i32 {
        let (quantizer, value) = (self.quantizer_of(index), self.values[index]);
        match quantizer {
            Quantizer::Affine(affine) => code_of(affine, value),
            other => other.code(other.level(value, 0.0)),
        }
    }

    /// All codes, row-major.
    pub fn codes(&self) -> Vec<i32> {
        (0..self.values.len()).map(|index| self.code(index)).collect()
    }
}

/// The code that a dequantized value stands for.
fn code_of(affine: &Affine, value: f32) -> i32 {
    let steps = match affine.keeps_inverse {
        true => value * affine.reciprocal,
        // A scale of 0 leaves zeros only.
        false if affine.scale == 0.0 => 0.0,
        false => value / affine.scale,
    };
    (steps.round_ties_even() + affine.zero_point) as i32
}
