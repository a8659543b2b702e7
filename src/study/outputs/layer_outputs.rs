//! The outputs of one layer under one setting after another: what is known is kept, what is asked is computed in steps. Knows no page.

use super::{Inputs, Outputs, OutputsInProgress};
use crate::Error;
use crate::study::{Settings, SoFar, Study};
use crate::tensor::TensorCache;

/// Outputs kept, the newest last.
const MOST_KNOWN: usize = 64;

/// A layer's inputs and what is known of its outputs. A cache: no answer depends on its content.
pub struct LayerOutputs {
    inputs: Inputs,
    /// Σ y² of each output channel.
    signals: Option<Vec<f64>>,
    known: Vec<(Settings, Outputs)>,
    running: Option<OutputsInProgress>,
}

impl LayerOutputs {
    /// Of a layer with these inputs; nothing is computed yet.
    pub fn new(inputs: Inputs) -> Self {
        Self { inputs, signals: None, known: Vec::new(), running: None }
    }

    /// The layer's inputs.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The same inputs for another weight.
    #[must_use]
    pub fn of_another_weight(self) -> Self {
        Self::new(self.inputs)
    }

    /// The outputs of the weight under `settings`, or a step of about `most` multiplications towards them; the last asked settings
    /// alone go on. `study` spares the fit where it has these settings.
    pub fn step(&mut self, cache: &TensorCache, settings: &Settings, study: Option<&Study>, most: u64) -> Result<SoFar<Outputs>, Error> {
        if let Some((_, outputs)) = self.known.iter().find(|(known, _)| known == settings) {
            return Ok(SoFar::Done(outputs.clone()));
        }
        let mut running = match self.running.take().filter(|running| running.settings() == settings) {
            Some(running) => running,
            None => OutputsInProgress::new(cache, settings, study, &self.inputs, self.signals.clone())?,
        };
        let Some(outputs) = running.advance(cache.tensor(), &self.inputs, most) else {
            let share = running.share(cache.tensor());
            self.running = Some(running);
            return Ok(SoFar::Share(share));
        };
        self.signals = Some(running.into_signals());
        if self.known.len() == MOST_KNOWN {
            self.known.remove(0);
        }
        self.known.push((settings.clone(), outputs.clone()));
        Ok(SoFar::Done(outputs))
    }

    /// The outputs of the weight under `settings`.
    pub fn outputs(&mut self, cache: &TensorCache, settings: &Settings, study: Option<&Study>) -> Result<Outputs, Error> {
        loop {
            if let SoFar::Done(outputs) = self.step(cache, settings, study, u64::MAX)? {
                return Ok(outputs);
            }
        }
    }
}
