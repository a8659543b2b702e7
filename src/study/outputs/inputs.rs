//! The inputs of a weight, ready for products with many rows of it. Knows no settings.

use crate::Error;
use crate::quant::Vectors;
use crate::tensor::Tensor;

/// Inputs [tokens, in].
#[derive(Debug, Clone)]
pub struct Inputs {
    tokens: usize,
    columns: usize,
    vectors: Vectors,
}

impl Inputs {
    /// Inputs of a weight of `columns` columns. Those that are NaN or infinite count as 0.
    pub fn new(tensor: &Tensor, columns: usize) -> Result<Self, Error> {
        if tensor.cols() != columns {
            return Err(Error::InputColumns { found: tensor.cols(), expected: columns });
        }
        Ok(Self { tokens: tensor.rows(), columns, vectors: Vectors::new(tensor.values(), columns) })
    }

    /// How many tokens there are.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// The values of a token.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Of each row of a matrix, the sum of the squares that all tokens give with it.
    pub(super) fn energies(&self, rows: &[Vec<[f64; 2]>]) -> Vec<f64> {
        self.vectors.squared_products(rows)
    }
}
