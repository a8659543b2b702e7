//! The float network of the default recipe, trained: the page opens with it. A test holds it equal to what the trainer computes.

use super::Sample;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::Session;

    /// What the file must hold: the trainer's own results.
    fn trained() -> Vec<u8> {
        let recipe = Recipe::default();
        let mut session = Session::from_nothing(&recipe);
        while session.float_step() < recipe.learning.steps {
            session.step(0).expect("a step");
        }
        let network = session.float().expect("a model").network;
        let weights = network.layers.iter().flat_map(|layer| layer.weight.iter().chain(&layer.bias)).flat_map(|w| w.to_le_bytes());
        let samples = session.float_samples().iter();
        let samples = samples.flat_map(|s| [s.step.to_le_bytes(), s.loss.to_le_bytes(), s.test.to_le_bytes()]).flatten();
        weights.chain(samples).collect()
    }

    /// `UPDATE_SHIPPED=1` writes the file.
    #[test]
    fn the_shipped_network_is_what_the_trainer_computes() {
        let now = trained();
        if std::env::var_os("UPDATE_SHIPPED").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/train/session/spirals.bin"), &now).expect("the file can be written");
        } else {
            assert!(now == SPIRALS, "the trainer computes another network: UPDATE_SHIPPED=1 writes it");
        }
    }
}
