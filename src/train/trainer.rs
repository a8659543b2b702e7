//! A training that advances step by step, in float or with rounding. Knows no page.

use super::optimizer::Memory;
use super::outputs_rounding::{OutputRange, PACT_DECAY};
use super::passes::{backward, forward};
use super::weight_rounding::Rounded;
use super::{Gradients, Learning, Model, Network, OutputRounding, Points, Recipe, WeightRounding, loss};
use crate::tensor::{Draws, Stream};
use crate::{Error, Settings};

/// A training at some step. The recipe, what is rounded and the number of steps say every bit of it.
#[derive(Debug, Clone)]
pub struct Trainer {
    /// The points to train with.
    pub training: Points,
    /// The points to test with.
    pub test: Points,
    network: Network,
    learning: Learning,
    rounding: Option<WeightRounding>,
    output_rounding: Option<OutputRounding>,
    /// The learned scales of each layer; empty where none are.
    scales: Vec<Vec<f32>>,
    ranges: Vec<OutputRange>,
    memories: Vec<LayerMemory>,
    batches: Option<Batches>,
    step: u32,
    seed: u32,
}

/// What the optimizer remembers of one layer.
#[derive(Debug, Clone)]
struct LayerMemory {
    weight: Memory,
    bias: Memory,
    scales: Memory,
    bound: Memory,
}

/// The order of the points in mini-batches, drawn anew when all were seen.
#[derive(Debug, Clone)]
struct Batches {
    draws: Draws,
    order: Vec<usize>,
    next: usize,
    size: usize,
}

impl Batches {
    fn next(&mut self) -> &[usize] {
        if self.next >= self.order.len() {
            for i in (1..self.order.len()).rev() {
                self.order.swap(i, self.draws.below(i + 1));
            }
            self.next = 0;
        }
        let from = self.next;
        self.next = (from + self.size).min(self.order.len());
        &self.order[from..self.next]
    }
}

impl Trainer {
    /// A float network before its first step.
    ///
    /// Fails for a recipe outside of what its fields offer.
    pub fn float(recipe: &Recipe) -> Result<Self, Error> {
        let (training, test) = recipe.data.points()?;
        let network = Network::random(training.dims, &recipe.hidden, training.targets.outputs(), recipe.activation, recipe.seed)?;
        Self::new(network, training, test, recipe.learning, recipe.seed)
    }

    /// A network of one's own on points of one's own, before its first step. `seed` orders the points of mini-batches.
    ///
    /// Fails for learning outside of what its fields offer.
    pub fn new(network: Network, training: Points, test: Points, learning: Learning, seed: u32) -> Result<Self, Error> {
        Self::start(network, training, test, learning, seed, None, None)
    }

    /// The same points and this training's weights, trained on with rounding from step 0.
    ///
    /// Fails for rounding that cannot be.
    pub fn with_rounding(
        &self,
        weights: Option<WeightRounding>,
        outputs: Option<OutputRounding>,
        learning: Learning,
    ) -> Result<Self, Error> {
        let (training, test) = (self.training.clone(), self.test.clone());
        Self::start(self.network.clone(), training, test, learning, self.seed, weights, outputs)
    }

    fn start(
        network: Network,
        training: Points,
        test: Points,
        learning: Learning,
        seed: u32,
        rounding: Option<WeightRounding>,
        output_rounding: Option<OutputRounding>,
    ) -> Result<Self, Error> {
        learning.check()?;
        output_rounding.map_or(Ok(()), |rounding| rounding.check(network.activation))?;
        let start = |layer: &super::Dense| rounding.as_ref().map_or(Ok(Vec::new()), |r| r.start(&layer.weight, layer.outputs));
        let scales: Vec<Vec<f32>> = network.layers.iter().map(start).collect::<Result<_, _>>()?;
        let memory = |(layer, scales): (&super::Dense, &Vec<f32>)| LayerMemory {
            weight: Memory::new(layer.weight.len()),
            bias: Memory::new(layer.outputs),
            scales: Memory::new(scales.len()),
            bound: Memory::new(1),
        };
        let points = training.targets.len();
        let batches = learning.batch.map(|size| Batches {
            draws: Draws::new(seed, Stream::Batches),
            order: (0..points).collect(),
            next: points,
            size: usize::from(size).clamp(1, points),
        });
        let trainer = Self {
            memories: network.layers.iter().zip(&scales).map(memory).collect(),
            ranges: vec![OutputRange::new(output_rounding); network.layers.len() - 1],
            batches,
            scales,
            step: 0,
            seed,
            training,
            test,
            network,
            learning,
            rounding,
            output_rounding,
        };
        trainer.rounded_weights()?;
        Ok(trainer)
    }

    /// Steps made.
    pub fn step_number(&self) -> u32 {
        self.step
    }

    /// The weights that learn: latent ones where there is rounding.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Makes one step; gives the loss before it.
    ///
    /// Fails where the loss is no longer a number, and then leaves the weights as they were.
    pub fn step(&mut self) -> Result<f32, Error> {
        let batch = self.batches.as_mut().map(|batches| self.training.at(batches.next()));
        let points = batch.as_ref().unwrap_or(&self.training);
        let mut ranges = self.ranges.clone();
        let (loss, rounded, gradients) = self.look(points, &mut ranges)?;
        let finite = |all: &[Vec<f32>]| all.iter().flatten().all(|g| g.is_finite());
        if !(loss.is_finite() && finite(&gradients.weights) && finite(&gradients.biases)) {
            return Err(Error::Diverged { step: self.step });
        }
        self.ranges = ranges;
        let (learning, step) = (self.learning, self.step);
        for (l, (layer, memory)) in self.network.layers.iter_mut().zip(&mut self.memories).enumerate() {
            memory.bias.update(&learning, step, &mut layer.bias, &gradients.biases[l]);
            match (&self.rounding, &rounded) {
                (Some(rounding), Some(rounded)) => {
                    let back = rounding.pass_back(&rounded[l], &layer.weight, &gradients.weights[l]);
                    memory.weight.update(&learning, step, &mut layer.weight, &back.weight);
                    memory.scales.update(&learning, step, &mut self.scales[l], &back.scales);
                    WeightRounding::bound(&mut self.scales[l]);
                }
                _ => memory.weight.update(&learning, step, &mut layer.weight, &gradients.weights[l]),
            }
            if let (Some(OutputRounding::Pact { .. }), Some(range)) = (self.output_rounding, self.ranges.get_mut(l)) {
                let gradient = gradients.bounds[l] + 2.0 * PACT_DECAY * range.bound;
                memory.bound.update(&learning, step, std::slice::from_mut(&mut range.bound), &[gradient]);
                range.bound = range.bound.max(f32::EPSILON);
            }
        }
        self.step += 1;
        Ok(loss)
    }

    /// Makes `steps` steps; gives the loss before the last of them, or `None` for no step.
    pub fn run(&mut self, steps: u32) -> Result<Option<f32>, Error> {
        let mut last = None;
        for _ in 0..steps {
            last = Some(self.step()?);
        }
        Ok(last)
    }

    /// The loss on the training points and its gradients by weights and biases as they are used, at this step.
    pub fn gradients(&self) -> Result<(f32, Gradients), Error> {
        let (loss, _, gradients) = self.look(&self.training, &mut self.ranges.clone())?;
        Ok((loss, gradients))
    }

    /// The gradients of a layer's latent weights and of its learned scales: [`Trainer::gradients`] passed back through the rounding.
    pub fn latent_gradients(&self, layer: usize) -> Result<(Vec<f32>, Vec<f32>), Error> {
        let (_, rounded, mut gradients) = self.look(&self.training, &mut self.ranges.clone())?;
        let by_used = std::mem::take(&mut gradients.weights[layer]);
        Ok(match (&self.rounding, &rounded) {
            (Some(rounding), Some(rounded)) => {
                let back = rounding.pass_back(&rounded[layer], &self.network.layers[layer].weight, &by_used);
                (back.weight, back.scales)
            }
            _ => (by_used, Vec::new()),
        })
    }

    /// The network as it computes at this step.
    pub fn model(&self) -> Result<Model, Error> {
        let mut network = self.network.clone();
        if let Some(rounded) = self.rounded_weights()? {
            network.layers.iter_mut().zip(rounded).for_each(|(layer, rounded)| layer.weight = rounded.values);
        }
        let quantizer = |range: &OutputRange| self.output_rounding.map_or(Ok(None), |rounding| range.quantizer(rounding));
        Ok(Model { network, outputs: self.ranges.iter().map(quantizer).collect::<Result<_, _>>()? })
    }

    /// This step's weights rounded without further training (PTQ): by `settings`, and hidden outputs by the range they have on the
    /// training points.
    ///
    /// Fails where the settings cannot be fitted to a layer.
    pub fn rounded(&self, settings: &Settings, outputs: Option<OutputRounding>) -> Result<Model, Error> {
        outputs.map_or(Ok(()), |rounding| rounding.check(self.network.activation))?;
        let rounding = WeightRounding::fitted(settings.clone());
        let mut network = self.network.clone();
        for layer in &mut network.layers {
            layer.weight = rounding.round(&layer.weight, layer.outputs, &[])?.values;
        }
        let weights: Vec<Vec<f32>> = network.layers.iter().map(|layer| layer.weight.clone()).collect();
        let mut found = Vec::new();
        forward(&network, &weights, &self.training.inputs, |_, seen| {
            let quantizer = outputs.map_or(Ok(None), |rounding| rounding.of_outputs(seen));
            let used = quantizer.as_ref().ok().cloned().flatten();
            found.push(quantizer);
            used
        });
        Ok(Model { network, outputs: found.into_iter().collect::<Result<_, _>>()? })
    }

    /// The layers' weights as rounded now; `None` in float.
    fn rounded_weights(&self) -> Result<Option<Vec<Rounded>>, Error> {
        let Some(rounding) = &self.rounding else { return Ok(None) };
        let round = |(layer, scales): (&super::Dense, &Vec<f32>)| rounding.round(&layer.weight, layer.outputs, scales);
        self.network.layers.iter().zip(&self.scales).map(round).collect::<Result<_, _>>().map(Some)
    }

    /// The loss on `points` with its gradients; `ranges` follow them.
    fn look(&self, points: &Points, ranges: &mut [OutputRange]) -> Result<(f32, Option<Vec<Rounded>>, Gradients), Error> {
        let rounded = self.rounded_weights()?;
        let weights: Vec<Vec<f32>> = match &rounded {
            Some(rounded) => rounded.iter().map(|layer| layer.values.clone()).collect(),
            None => self.network.layers.iter().map(|layer| layer.weight.clone()).collect(),
        };
        let mut used = Vec::new();
        let mut fault = None;
        let passed = forward(&self.network, &weights, &points.inputs, |l, outputs| {
            let quantizer = self.output_rounding.and_then(|rounding| {
                let observed = ranges[l].observe(outputs).and_then(|()| ranges[l].quantizer(rounding));
                observed.unwrap_or_else(|error| {
                    fault = Some(error);
                    None
                })
            });
            used.push(self.output_rounding.zip(quantizer.clone()));
            quantizer
        });
        if let Some(error) = fault {
            return Err(error);
        }
        let gradients = backward(&self.network, &weights, &passed, &points.targets, &used);
        Ok((loss::loss(&passed.outputs, &points.targets), rounded, gradients))
    }
}
