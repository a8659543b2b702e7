//! GPTQ's H = 2/N Σ x xᵀ over the calibration tokens, damped, in f64 and in steps. Knows no weight.

use super::inverse_factor::InverseFactor;
use crate::layer::Tokens;
use crate::quant::{Vectors, in_pairs};

/// Rows that are multiplied together.
const TOGETHER: usize = 16;

/// H, or how far it is.
#[derive(Debug, Clone)]
pub(super) struct Hessian {
    /// The inputs' columns in reverse order of the walk.
    columns: Vectors,
    /// The rows of H that are known, in the same order.
    turned: Vec<f64>,
    /// Its diagonal, damped.
    diagonal: Vec<f64>,
    row: usize,
    /// 2/N.
    factor: f64,
}

impl Hessian {
    /// Of `tokens` whose columns are walked in `order`; `damping` times the mean of the diagonal is added to it. A column of zeros
    /// counts as 1.
    pub fn new(tokens: Tokens, order: &[u32], mean_squares: &[f64], damping: f64) -> Self {
        let n = order.len();
        let column = |place: usize| order[n - 1 - place] as usize;
        let diagonal = (0..n).map(column).map(|column| if mean_squares[column] == 0.0 { 1.0 } else { 2.0 * mean_squares[column] });
        let mut diagonal: Vec<f64> = diagonal.collect();
        let damp = damping * diagonal.iter().sum::<f64>() / n as f64;
        diagonal.iter_mut().for_each(|h| *h += damp);
        let columns = Vectors::of(n, tokens.count(), |place, token| tokens.values()[token * n + column(place)].into());
        Self { columns, turned: vec![0.0; n * n], diagonal, row: 0, factor: 2.0 / tokens.count() as f64 }
    }

    /// The share that is computed, 0 to 1.
    pub fn share(&self) -> f64 {
        self.row as f64 / self.diagonal.len() as f64
    }

    /// Computes rows until `left` multiplications are used up, at least some, with the tokens and the order of the start; once all are
    /// there, what is to be factored.
    pub fn advance(&mut self, tokens: Tokens, order: &[u32], left: &mut u64) -> Option<InverseFactor> {
        let n = order.len();
        while self.row < n && *left > 0 {
            let rows = self.row..(self.row + TOGETHER).min(n);
            let inputs = |place: usize| in_pairs(tokens.iter().map(|token| token[order[n - 1 - place] as usize].into()));
            let products = self.columns.products(&rows.clone().map(inputs).collect::<Vec<_>>());
            for (place, products) in rows.clone().zip(products) {
                let line = &mut self.turned[place * n..(place + 1) * n];
                line.iter_mut().zip(products).for_each(|(h, product)| *h = product * self.factor);
                line[place] = self.diagonal[place];
            }
            *left = left.saturating_sub((rows.len() * n * tokens.count()) as u64);
            self.row = rows.end;
        }
        (self.row == n).then(|| InverseFactor::new(n, std::mem::take(&mut self.turned)))
    }
}
