//! The studies of one layer under one setting after another: what is known is kept, what is asked is computed in steps. Knows no page.

use super::{Layer, LayerInProgress, LayerSettings, LayerStudy};
use crate::{Error, Settings};
use std::rc::Rc;

/// What is known of a layer. A cache: no answer depends on its content.
#[derive(Default)]
pub struct LayerStudies {
    /// x Wᵀ of all tokens.
    exact: Option<Rc<Vec<f64>>>,
    running: Option<LayerInProgress>,
    newest: Option<(Settings, LayerSettings, LayerStudy)>,
}

/// A study, or how far it is.
pub enum LayerStudySoFar<'a> {
    /// The share that is computed, below 1.
    Share(f64),
    /// All of it.
    Done(&'a LayerStudy),
}

impl LayerStudies {
    /// The study of a layer under settings, or a step of about `most` multiplications towards it; the last asked settings alone go on.
    /// The same `layer` each time.
    pub fn step(&mut self, layer: &Layer, weight: &Settings, settings: &LayerSettings, most: u64) -> Result<LayerStudySoFar<'_>, Error> {
        if !self.newest.as_ref().is_some_and(|(of, with, _)| of == weight && with == settings) {
            let mut running = match self.running.take().filter(|running| running.is_of(weight, settings)) {
                Some(running) => running,
                None => LayerInProgress::new(layer, weight, settings, self.exact.clone())?,
            };
            match running.advance(layer, most)? {
                None => {
                    let share = running.share();
                    self.running = Some(running);
                    return Ok(LayerStudySoFar::Share(share));
                }
                Some(study) => {
                    self.exact = Some(Rc::clone(&study.exact));
                    self.newest = Some((weight.clone(), settings.clone(), study));
                }
            }
        }
        Ok(self.newest.as_ref().map_or(LayerStudySoFar::Share(0.0), |(.., study)| LayerStudySoFar::Done(study)))
    }

    /// The newest study.
    pub fn newest(&self) -> Option<&LayerStudy> {
        self.newest.as_ref().map(|(.., study)| study)
    }
}
