//! A training as the page leads it: the float network first, then what rounding makes of it, step by step. Knows no picture.

use super::sample::Sample;
use super::shipped;
use super::{Start, TrainingSettings};
use crate::Error;
use crate::train::{Grid, Model, Points, Score, Trainer};

/// A sample is taken every so many steps.
const EVERY: u32 = 10;
/// Weights are remembered every so many steps.
const FOLLOWED: u32 = 5;

/// A training under settings, at some step.
#[derive(Debug, Clone)]
pub struct Session {
    settings: TrainingSettings,
    float: Trainer,
    /// Steps of the float network that were made.
    float_step: u32,
    float_samples: Vec<Sample>,
    rounded: Option<Rounded>,
}

/// What rounding makes of the trained float network.
#[derive(Debug, Clone)]
struct Rounded {
    /// Rounded after training.
    after: Model,
    /// Trained with rounding.
    trainer: Trainer,
    /// The latent weights that it started from, layer after layer.
    start: Vec<Vec<f32>>,
    samples: Vec<Sample>,
    /// All weights, layer after layer, over their scales: at the start and every [`FOLLOWED`] steps.
    places: Vec<Vec<f32>>,
}

impl Session {
    /// A training before its first step, or, for the default recipe, with its float network trained.
    ///
    /// Fails for settings outside of what their fields offer.
    pub fn open(settings: TrainingSettings) -> Result<Self, Error> {
        settings.check()?;
        let mut float = Trainer::float(&settings.recipe)?;
        let (mut float_step, mut float_samples) = (0, Vec::new());
        if let Some((network, samples)) = shipped::float(&settings.recipe)? {
            float_step = settings.recipe.learning.steps;
            float_samples = samples;
            float = Trainer::new(network, float.training, float.test, settings.recipe.learning, settings.recipe.seed)?;
        }
        let mut session = Self { settings, float, float_step, float_samples, rounded: None };
        session.begin_rounding()?;
        Ok(session)
    }

    /// Takes other settings: what they leave as it is stays, all else starts again. A step number that was passed is returned to only if
    /// it `rewinds`.
    pub fn change(&mut self, settings: TrainingSettings, rewinds: bool) -> Result<(), Error> {
        settings.check()?;
        if settings.recipe != self.settings.recipe {
            *self = Self::open(settings)?;
            return Ok(());
        }
        let kept = |of: &TrainingSettings| TrainingSettings { step: 0, layer: 0, weight: 0, ..of.clone() };
        let same = kept(&settings) == kept(&self.settings);
        let earlier = rewinds && settings.step < self.step_number();
        self.settings = settings;
        if !same || earlier {
            self.rounded = None;
            self.begin_rounding()?;
        }
        Ok(())
    }

    /// The settings.
    pub fn settings(&self) -> &TrainingSettings {
        &self.settings
    }

    /// Makes one step: of the float network as long as it is not trained, then with rounding up to step `to`. Gives whether there was
    /// one to make.
    ///
    /// Fails where training breaks down; it then stays where it was.
    pub fn step(&mut self, to: u32) -> Result<bool, Error> {
        if self.float_step < self.settings.recipe.learning.steps {
            advance(&mut self.float, &mut self.float_samples)?;
            self.float_step += 1;
            self.begin_rounding()?;
            return Ok(true);
        }
        self.begin_rounding()?;
        let Some(rounded) = self.rounded.as_mut().filter(|rounded| rounded.trainer.step_number() < to) else { return Ok(false) };
        advance(&mut rounded.trainer, &mut rounded.samples)?;
        if rounded.trainer.step_number().is_multiple_of(FOLLOWED) {
            rounded.places.push(places(&rounded.trainer)?);
        }
        Ok(true)
    }

    /// Starts what follows the float network, once that is trained.
    fn begin_rounding(&mut self) -> Result<(), Error> {
        let settings = &self.settings;
        if self.float_step < settings.recipe.learning.steps || self.rounded.is_some() {
            return Ok(());
        }
        let with = |from: &Trainer| from.with_rounding(Some(settings.weight_rounding()), settings.output_rounding(), settings.healing);
        let trainer = match settings.start {
            Start::Float => with(&self.float)?,
            Start::Random => with(&Trainer::float(&settings.recipe)?)?,
        };
        let after = self.float.rounded(&settings.study(), settings.output_rounding())?;
        let start = trainer.network().layers.iter().map(|layer| layer.weight.clone()).collect();
        self.rounded = Some(Rounded { start, places: vec![places(&trainer)?], samples: Vec::new(), after, trainer });
        Ok(())
    }

    /// Steps of the float network that were made.
    pub fn float_step(&self) -> u32 {
        self.float_step
    }

    /// Steps with rounding that were made.
    pub fn step_number(&self) -> u32 {
        self.rounded.as_ref().map_or(0, |rounded| rounded.trainer.step_number())
    }

    /// The points that judge all networks.
    pub fn test(&self) -> &Points {
        &self.float.test
    }

    /// The points that all networks learn from.
    pub(super) fn float_points(&self) -> &Points {
        &self.float.training
    }

    /// The float network as it is now.
    pub fn float(&self) -> Result<Model, Error> {
        self.float.model()
    }

    /// The float network rounded after its training; none before its end.
    pub fn after(&self) -> Option<&Model> {
        self.rounded.as_ref().map(|rounded| &rounded.after)
    }

    /// The network that is trained with rounding, as it computes; none before the float network is trained. Before its first step no
    /// range of hidden outputs was observed: then it is the network rounded after training.
    pub fn healed(&self) -> Result<Option<Model>, Error> {
        match &self.rounded {
            None => Ok(None),
            Some(rounded) if rounded.trainer.step_number() == 0 && self.settings.start == Start::Float => Ok(Some(rounded.after.clone())),
            Some(rounded) => rounded.trainer.model().map(Some),
        }
    }

    /// The network that is trained with rounding: its latent weights, where there are any yet.
    pub fn latent(&self) -> &crate::train::Network {
        self.rounded.as_ref().map_or(self.float.network(), |rounded| rounded.trainer.network())
    }

    /// How many latent weights of all layers are no longer what they were before the first step with rounding.
    pub fn moved(&self) -> usize {
        let Some(Rounded { start, trainer, .. }) = &self.rounded else { return 0 };
        let both = start.iter().zip(&trainer.network().layers);
        both.flat_map(|(start, layer)| start.iter().zip(&layer.weight)).filter(|(a, b)| a != b).count()
    }

    /// The weights of the layer on show, on their grid.
    pub fn grid(&self) -> Result<Option<Grid>, Error> {
        let Some(rounded) = &self.rounded else { return Ok(None) };
        Ok(rounded.trainer.grids()?.into_iter().nth(self.settings.layer.into()))
    }

    /// Where the weight that is followed was: steps, and the weight over its scale.
    pub fn path(&self) -> Vec<(u32, f32)> {
        let (layer, weight) = (usize::from(self.settings.layer), self.settings.weight as usize);
        let sizes: Vec<usize> = self.latent().layers.iter().map(|layer| layer.weight.len()).collect();
        if sizes.get(layer).is_none_or(|&size| weight >= size) {
            return Vec::new();
        }
        let at = sizes[..layer].iter().sum::<usize>() + weight;
        let all = self.rounded.iter().flat_map(|rounded| &rounded.places).zip(0..);
        all.filter_map(|(places, i): (_, u32)| Some((i * FOLLOWED, *places.get(at)?))).collect()
    }

    /// How the float network did over its steps.
    pub fn float_samples(&self) -> &[Sample] {
        &self.float_samples
    }

    /// How the network did over its steps with rounding.
    pub fn samples(&self) -> &[Sample] {
        self.rounded.as_ref().map_or(&[], |rounded| &rounded.samples)
    }
}

/// The measure of a score that is shown over the steps.
pub(crate) fn measure(score: Score) -> f32 {
    score.accuracy.map_or(score.loss, |accuracy| accuracy as f32)
}

/// Makes a step and samples it.
fn advance(trainer: &mut Trainer, samples: &mut Vec<Sample>) -> Result<(), Error> {
    let step = trainer.step_number();
    let test = step.is_multiple_of(EVERY).then(|| trainer.model().map(|model| measure(model.score(&trainer.test)))).transpose()?;
    let loss = trainer.step()?;
    samples.extend(test.map(|test| Sample { step, loss, test }));
    Ok(())
}

fn places(trainer: &Trainer) -> Result<Vec<f32>, Error> {
    Ok(trainer.grids()?.into_iter().flat_map(|grid| grid.places).collect())
}
