//! The inputs of a weight, ready for products with many rows of it. Knows no settings.

use crate::Error;
use crate::quant::Vectors;
use crate::tensor::Tensor;

/// Inputs [tokens, in].
#[derive(Debug, Clone)]
pub struct Inputs {
    tensor: Tensor,
    vectors: Vectors,
}

impl Inputs {
    /// Inputs of a weight of `columns` columns. Those that are NaN or infinite count as 0.
    pub fn new(tensor: Tensor, columns: usize) -> Result<Self, Error> {
        let vectors = Vectors::new(tensor.values(), tensor.cols());
        let inputs = Self { tensor, vectors };
        inputs.check_columns(columns)?;
        Ok(inputs)
    }

    /// Fails unless they are those of a weight of `expected` columns.
    pub(super) fn check_columns(&self, expected: usize) -> Result<(), Error> {
        let found = self.columns();
        if found == expected { Ok(()) } else { Err(Error::InputColumns { found, expected }) }
    }

    /// How many tokens there are.
    pub fn tokens(&self) -> usize {
        self.tensor.rows()
    }

    /// The values of a token.
    pub fn columns(&self) -> usize {
        self.tensor.cols()
    }

    /// The inputs themselves.
    pub fn tensor(&self) -> &Tensor {
        &self.tensor
    }

    /// The mean square of each column, over the tokens.
    pub fn mean_squares(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns()];
        for token in self.tensor.values().chunks_exact(self.columns()) {
            sums.iter_mut().zip(token).for_each(|(sum, &x)| *sum += f64::from(x) * f64::from(x));
        }
        sums.into_iter().map(|sum| sum / self.tokens() as f64).collect()
    }

    /// Of each row of a matrix, the sum of the squares that all tokens give with it.
    pub(super) fn energies(&self, rows: &[Vec<[f64; 2]>]) -> Vec<f64> {
        self.vectors.squared_products(rows)
    }
}
