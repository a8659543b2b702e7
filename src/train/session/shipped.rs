//! The float network of the default recipe, trained: the page opens with it. A test holds it equal to what the trainer computes.

use super::sample::Sample;
use crate::Error;
use crate::train::{Network, Recipe};

/// The weights and biases layer after layer, then step, loss and accuracy of each sample: 4 bytes each, little-endian.
const SPIRALS: &[u8] = include_bytes!("spirals.bin");

/// The trained network and its samples; `None` for any other recipe.
pub(super) fn float(recipe: &Recipe) -> Result<Option<(Network, Vec<Sample>)>, Error> {
    if *recipe != Recipe::default() {
        return Ok(None);
    }
    let mut network = Network::random(2, &recipe.hidden, 2, recipe.activation, recipe.seed)?;
    let mut words = SPIRALS.as_chunks().0.iter();
    for layer in &mut network.layers {
        for (place, bytes) in layer.weight.iter_mut().chain(&mut layer.bias).zip(&mut words) {
            *place = f32::from_le_bytes(*bytes);
        }
    }
    let samples = words.as_slice().chunks_exact(3).map(|sample| {
        let number = |i: usize| f32::from_le_bytes(sample[i]);
        Sample { step: u32::from_le_bytes(sample[0]), loss: number(1), test: number(2) }
    });
    Ok(Some((network, samples.collect())))
}
