//! How weights follow their gradients: SGD with momentum and Adam, as torch computes them, and the learning rate over the steps.
//! Knows no network.

use crate::Error;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// How a parameter follows its gradient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Optimizer {
    /// `m = momentum m + g; w -= rate m`.
    Sgd {
        /// 0 to below 1.
        momentum: f32,
    },
    /// Adam with torch's defaults: β 0.9 and 0.999, ε 1e-8.
    Adam,
}

/// The learning rate over the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Decay {
    /// The same for all steps.
    Constant,
    /// Falling to 0 by half a cosine.
    Cosine,
}

/// How long and how fast is learnt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Learning {
    /// How parameters follow their gradients.
    pub optimizer: Optimizer,
    /// The learning rate of the first step, above 0 and at most 10.
    pub rate: f32,
    /// The rate of the steps after it.
    pub decay: Decay,
    /// After how many steps a falling rate is 0; there may be more.
    pub steps: u32,
    /// Points looked at in a step; all of them for `None`.
    pub batch: Option<u16>,
}

/// The decay rates of Adam's two averages, and what keeps it from dividing by 0.
const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f32 = 1e-8;

impl Learning {
    /// The default after float training: Adam at 0.02, falling by a cosine, all points in each step.
    pub const fn healing(steps: u32) -> Self {
        Self { optimizer: Optimizer::Adam, rate: 0.02, decay: Decay::Cosine, steps, batch: None }
    }

    /// The learning rate of a step, from 0.
    pub fn rate_at(&self, step: u32) -> f64 {
        let rate = f64::from(self.rate);
        match self.decay {
            Decay::Constant => rate,
            Decay::Cosine if step >= self.steps => 0.0,
            Decay::Cosine => rate * 0.5 * (1.0 + libm::cos(PI * f64::from(step) / f64::from(self.steps))),
        }
    }

    /// Fails for a learning rate or a momentum that is not offered.
    pub fn check(&self) -> Result<(), Error> {
        if !(self.rate > 0.0 && self.rate <= 10.0) {
            return Err(Error::LearningRate { rate: self.rate });
        }
        match self.optimizer {
            Optimizer::Sgd { momentum } if !(0.0..1.0).contains(&momentum) => Err(Error::Momentum { momentum }),
            _ => Ok(()),
        }
    }
}

/// What the optimizer remembers of one parameter: the averages of its gradient and of the gradient's square.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Memory {
    pub fn new(len: usize) -> Self {
        Self { mean: vec![0.0; len], square: vec![0.0; len] }
    }

    /// Moves `parameter` by one step, counted from 0.
    pub fn update(&mut self, learning: &Learning, step: u32, parameter: &mut [f32], gradient: &[f32]) {
        let rate = learning.rate_at(step);
        match learning.optimizer {
            Optimizer::Sgd { momentum } => {
                for ((w, &g), mean) in parameter.iter_mut().zip(gradient).zip(&mut self.mean) {
                    *mean = momentum * *mean + g;
                    *w -= rate as f32 * *mean;
                }
            }
            Optimizer::Adam => {
                let time = f64::from(step) + 1.0;
                let length = (rate / (1.0 - libm::pow(BETA_1, time))) as f32;
                let root = libm::sqrt(1.0 - libm::pow(BETA_2, time)) as f32;
                let averages = self.mean.iter_mut().zip(&mut self.square);
                for ((w, &g), (mean, square)) in parameter.iter_mut().zip(gradient).zip(averages) {
                    *mean += (g - *mean) * (1.0 - BETA_1) as f32;
                    *square = *square * BETA_2 as f32 + (1.0 - BETA_2) as f32 * g * g;
                    *w -= length * (*mean / (square.sqrt() / root + EPSILON));
                }
            }
        }
    }
}
