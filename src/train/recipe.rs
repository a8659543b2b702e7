//! What a float network is made of: with it and a number of steps every bit of the network is known. Knows no rounding.

use super::network::check_hidden;
use super::{Activation, DataSettings, Decay, Learning, Optimizer};
use crate::Error;
use serde::{Deserialize, Serialize};

/// A recipe for a float network.
///
/// The default tells two spirals apart: 2-24-24-2 neurons, tanh, 1,500 steps of Adam at 0.01 on all 600 points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Recipe {
    /// The points.
    pub data: DataSettings,
    /// The neurons of each hidden layer: 1 to 4 layers of 2 to 32.
    pub hidden: Vec<u8>,
    /// What is applied to a hidden layer's sums.
    pub activation: Activation,
    /// Seed of the first weights and of the order of points.
    pub seed: u32,
    /// How the network learns.
    pub learning: Learning,
}

impl Recipe {
    /// Fails for a recipe outside of what its fields offer.
    pub fn check(&self) -> Result<(), Error> {
        self.data.check()?;
        check_hidden(&self.hidden)?;
        self.learning.check()
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            data: DataSettings::default(),
            hidden: vec![24, 24],
            activation: Activation::Tanh,
            seed: 0,
            learning: Learning { optimizer: Optimizer::Adam, rate: 0.01, decay: Decay::Constant, steps: 1500, batch: None },
        }
    }
}
