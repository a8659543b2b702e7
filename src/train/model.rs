//! A network as it computes: its weights in float or rounded, its hidden outputs too. Knows no training.

use super::passes::forward;
use super::{Network, Points, Targets, loss};
use crate::quant::Quantizer;
use std::convert::Infallible;

/// A network ready to compute.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The weights as they are used: dequantized ones where there is rounding.
    pub network: Network,
    /// The quantizer of each hidden layer's outputs, where they are rounded.
    pub outputs: Vec<Option<Quantizer>>,
}

/// How well a model does on points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The mean loss.
    pub loss: f32,
    /// The share of points in their class, 0 to 1; `None` for a curve.
    pub accuracy: Option<f64>,
}

impl Model {
    /// A network without rounding.
    pub fn float(network: Network) -> Self {
        Self { outputs: vec![None; network.layers.len() - 1], network }
    }

    /// The outputs for `[points, dims]` inputs: `[points, 2]` for classes (the larger one wins), `[points, 1]` for values.
    pub fn outputs(&self, inputs: &[f32]) -> Vec<f32> {
        let Ok(passed) = forward::<Infallible>(&self.network, inputs, |l, _| Ok(self.outputs[l].clone()));
        passed.outputs
    }

    /// How well it does.
    pub fn score(&self, points: &Points) -> Score {
        let outputs = self.outputs(&points.inputs);
        let accuracy = match &points.targets {
            Targets::Values(_) => None,
            Targets::Classes(classes) => {
                let right = outputs.chunks_exact(2).zip(classes).filter(|(logits, class)| u8::from(logits[1] > logits[0]) == **class);
                Some(right.count() as f64 / classes.len() as f64)
            }
        };
        Score { loss: loss::loss(&outputs, &points.targets), accuracy }
    }
}
