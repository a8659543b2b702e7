//! x Wᵀ of some tokens with some rows of a weight at a time, in f64 with an order of additions that is the same everywhere.

use crate::quant::{Vectors, in_pairs};

/// Rows that are multiplied together: enough that the inputs are read from memory seldom, few enough for the nearest cache.
const TOGETHER: usize = 16;

/// Outputs [tokens, channels] of which some channels are computed.
pub(super) struct Products {
    inputs: Vectors,
    tokens: usize,
    channels: usize,
    columns: usize,
    done: usize,
    outputs: Vec<f64>,
}

impl Products {
    /// Of row-major `inputs` in parts, `columns` for each token, with a weight of `channels` rows.
    pub fn new(inputs: Vec<&[f32]>, columns: usize, channels: usize) -> Self {
        let rows: Vec<&[f32]> = inputs.into_iter().flat_map(|part| part.chunks_exact(columns)).collect();
        let tokens = rows.len();
        let inputs = Vectors::of(tokens, columns, |row, i| rows[row][i].into());
        Self { inputs, tokens, channels, columns, done: 0, outputs: vec![0.0; tokens * channels] }
    }

    /// The share that is computed, 0 to 1.
    pub fn share(&self) -> f64 {
        self.done as f64 / self.channels as f64
    }

    /// Computes channels until `left` multiplications are used up, at least some; whether all are there. The same `weight` each time.
    pub fn advance(&mut self, weight: &[f32], left: &mut u64) -> bool {
        while self.done < self.channels && *left > 0 {
            let rows = self.done..(self.done + TOGETHER).min(self.channels);
            let row = |row: usize| in_pairs(weight[row * self.columns..][..self.columns].iter().map(|&w| w.into()));
            let products = self.inputs.products(&rows.clone().map(row).collect::<Vec<_>>());
            for (channel, products) in rows.clone().zip(products) {
                products.into_iter().enumerate().for_each(|(token, y)| self.outputs[token * self.channels + channel] = y);
            }
            *left = left.saturating_sub((self.tokens * self.columns * rows.len()) as u64);
            self.done = rows.end;
        }
        self.done == self.channels
    }

    /// All outputs, once they are there.
    pub fn into_outputs(self) -> Vec<f64> {
        self.outputs
    }
}
