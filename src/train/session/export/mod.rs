//! A training for other programs: its curves and its weights.

mod program;
mod program_parts;

use super::Session;
use crate::tensor::write_npy;
use crate::train::Targets;

impl Session {
    /// The curves as CSV: a line for each sample.
    pub fn csv(&self) -> String {
        let lines = [("float", self.float_samples()), ("with rounding", self.samples())].into_iter().flat_map(|(name, samples)| {
            samples.iter().map(move |sample| format!("{name},{},{},{}\n", sample.step, sample.loss, sample.test))
        });
        let test = if matches!(self.test().targets, Targets::Classes(_)) { "test_accuracy" } else { "test_loss" };
        std::iter::once(format!("network,step,training_loss,{test}\n")).chain(lines).collect()
    }

    /// The latent weights of the layer on show as a .npy file.
    pub fn npy(&self) -> Vec<u8> {
        let layers = &self.latent().layers;
        let layer = &layers[usize::from(self.settings().layer).min(layers.len() - 1)];
        write_npy(&[layer.outputs, layer.inputs], &layer.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::files::read_npy;
    use crate::train::TrainingSettings;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let session = Session::open(TrainingSettings::default()).expect("sound settings");
        let tensor = read_npy(&session.npy()).expect("a file");
        assert_eq!((tensor.shape(), tensor.values()), (&[24, 24][..], &session.latent().layers[1].weight[..]));
    }
}
