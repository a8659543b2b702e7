//! The outputs of a layer under settings, computed a few rows at a time, so that the caller can do other work in between: the cost is
//! tokens x weights multiplications. Knows no page.
//!
//! ŷ - y = x (Ŵ - W)ᵀ: the error is multiplied, not computed as a difference of two products that nearly cancel.

use super::{Energy, Inputs, Outputs};
use crate::Error;
use crate::num::StochasticRng;
use crate::quant::in_pairs;
use crate::study::analysis::Quantized;
use crate::study::{Settings, Study};
use crate::tensor::{Tensor, TensorCache};

/// Rows that are multiplied together: enough that the inputs are read from memory seldom, few enough for the nearest cache.
pub(super) const TOGETHER: usize = 16;

/// Outputs of which some rows are computed.
pub(super) struct OutputsInProgress {
    settings: Settings,
    quantized: Quantized,
    channels: Vec<Energy>,
    /// Σ y² of each row, where an earlier run has found it.
    signals: Option<Vec<f64>>,
    weights: Energy,
}

impl OutputsInProgress {
    /// Fits `settings` to the weight, unless `study` has done so already. `signals` are those of an earlier run with the same weight
    /// and inputs.
    pub fn new(
        cache: &TensorCache,
        settings: &Settings,
        study: Option<&Study>,
        inputs: &Inputs,
        signals: Option<Vec<f64>>,
    ) -> Result<Self, Error> {
        inputs.check_columns(cache.tensor().cols())?;
        let quantized = match study.filter(|study| study.settings == *settings) {
            Some(study) => Quantized::of(study),
            None => Quantized::new(cache, settings)?,
        };
        Ok(Self { settings: settings.clone(), quantized, channels: Vec::new(), signals, weights: Energy::default() })
    }

    /// What is computed.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The share of the rows that are computed, 0 to 1.
    pub fn share(&self, tensor: &Tensor) -> f64 {
        self.channels.len() as f64 / tensor.rows() as f64
    }

    /// Computes rows that take about `most` multiplications, at least some; the same `tensor` and `inputs` as at the start. Returns the
    /// outputs once all rows are there.
    pub fn advance(&mut self, tensor: &Tensor, inputs: &Inputs, most: u64) -> Option<Outputs> {
        let products = if self.signals.is_some() { 1 } else { 2 };
        let cost = (inputs.tokens() * tensor.cols()) as u64 * (TOGETHER * products) as u64;
        let mut left = most;
        while self.channels.len() < tensor.rows() {
            self.some_rows(tensor, inputs);
            left = match left.checked_sub(cost) {
                Some(left) => left,
                None => break,
            };
        }
        (self.channels.len() == tensor.rows()).then(|| Outputs::of(inputs.tokens(), &self.channels, self.weights))
    }

    /// Σ y² of each row, once all are there.
    pub fn into_signals(self) -> Vec<f64> {
        self.signals.unwrap_or_else(|| self.channels.iter().map(|channel| channel.signal).collect())
    }

    fn some_rows(&mut self, tensor: &Tensor, inputs: &Inputs) {
        let first = self.channels.len();
        let rows = first..(first + TOGETHER).min(tensor.rows());
        let weights: Vec<_> = rows.clone().map(|row| row_of(tensor, row)).collect();
        let errors: Vec<Vec<f64>> = rows.clone().map(|row| self.errors(tensor, row)).collect();
        for (row, errors) in weights.iter().zip(&errors) {
            self.weights.signal += row.iter().map(|&w| f64::from(w) * f64::from(w)).sum::<f64>();
            self.weights.noise += errors.iter().map(|e| e * e).sum::<f64>();
        }
        let mut multiplied: Vec<_> = errors.into_iter().map(|errors| in_pairs(errors.into_iter())).collect();
        if self.signals.is_none() {
            // In one pass over the inputs, which may be larger than the caches.
            multiplied.extend(weights.iter().map(|row| in_pairs(row.iter().map(|&w| w.into()))));
        }
        let mut noises = inputs.energies(&multiplied);
        let signals = match &self.signals {
            Some(signals) => signals[rows].to_vec(),
            None => noises.split_off(rows.len()),
        };
        self.channels.extend(signals.into_iter().zip(noises).map(|(signal, noise)| Energy { signal, noise }));
    }

    /// Ŵ - W of a row; 0 where a weight is missing.
    fn errors(&self, tensor: &Tensor, row: usize) -> Vec<f64> {
        let (weights, start) = (row_of(tensor, row), row * tensor.cols());
        let mut rng = StochasticRng::new(self.settings.rounding_seed);
        let rounded = self.quantized.values_at(tensor, start..start + weights.len(), &mut rng);
        rounded.into_iter().zip(weights).map(|(y, &w)| f64::from(y) - f64::from(w)).collect()
    }
}

fn row_of(tensor: &Tensor, row: usize) -> &[f32] {
    &tensor.values()[row * tensor.cols()..][..tensor.cols()]
}
