//! A multi-layer perceptron: its layers and the function between them. Knows no data and no quantizer.

use super::{Activation, Dense};
use crate::Error;
use crate::tensor::{Draws, Stream};

/// The hidden layers a network may have.
pub(super) const MOST_LAYERS: usize = 4;
/// The neurons a hidden layer may have.
pub(super) const NEURONS: std::ops::RangeInclusive<u8> = 2..=32;

/// Fails unless there are 1 to 4 hidden layers of 2 to 32 neurons.
pub(super) fn check_hidden(hidden: &[u8]) -> Result<(), Error> {
    if hidden.is_empty() || hidden.len() > MOST_LAYERS {
        return Err(Error::HiddenLayers { count: hidden.len(), most: MOST_LAYERS });
    }
    match hidden.iter().find(|neurons| !NEURONS.contains(neurons)) {
        Some(&neurons) => Err(Error::Neurons { neurons, least: *NEURONS.start(), most: *NEURONS.end() }),
        None => Ok(()),
    }
}

/// A multi-layer perceptron. The last layer's sums are its outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// From the inputs to the outputs.
    pub layers: Vec<Dense>,
    /// What is applied to the sums of all layers but the last.
    pub activation: Activation,
}

impl Network {
    /// A network of `inputs` values, hidden layers of the given sizes and `outputs` values, with random weights of `seed`.
    ///
    /// Fails unless there are 1 to 4 hidden layers of 2 to 32 neurons.
    pub fn random(inputs: usize, hidden: &[u8], outputs: usize, activation: Activation, seed: u32) -> Result<Self, Error> {
        check_hidden(hidden)?;
        let mut draws = Draws::new(seed, Stream::InitialWeights);
        let sizes: Vec<usize> = [inputs].into_iter().chain(hidden.iter().map(|&n| n.into())).chain([outputs]).collect();
        let layers = sizes.windows(2).map(|pair| Dense::random(pair[0], pair[1], &mut draws)).collect();
        Ok(Self { layers, activation })
    }

    /// How many weights and biases there are.
    pub fn parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.weight.len() + layer.bias.len()).sum()
    }
}
