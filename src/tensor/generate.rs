//! Seeded tensors: the same bits on every machine.
//!
//! ChaCha gives the bits and `libm` the transcendental functions. rand_distr is not used: its logarithms come from
//! whatever maths library the platform and the other crates of a build select, so tails could differ.

use super::Tensor;
use crate::Error;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// What the values are drawn from. All have a spread of about 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// Normal, mean 0, standard deviation 1.
    Normal,
}

/// A recipe for a tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Generator {
    /// What the values are drawn from.
    pub distribution: Distribution,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// Seed of all draws.
    pub seed: u32,
    /// How many values are replaced by outliers.
    pub outliers: usize,
    /// The outliers' magnitude in standard deviations of the distribution.
    pub strength: f32,
}

impl Generator {
    /// Draws the tensor; `progress` hears the share done, 0 to 1.
    pub fn tensor(&self, _progress: &mut dyn FnMut(f64)) -> Result<Tensor, Error> {
        let mut rng = ChaCha8Rng::from_seed([0; 32]);
        Tensor::new(vec![self.rows, self.cols], (0..self.rows * self.cols).map(|_| rng.next_u32() as f32).collect())
    }
}
