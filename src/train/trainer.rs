//! A training that advances step by step, in float or with rounding. Knows no page.

use super::optimizer::Memory;
use super::output_rounding::{OutputRange, PACT_DECAY};
use super::passes::{backward, forward};
use super::weight_rounding::Rounded;
use super::{Gradients, Grid, Learning, Model, Network, OutputRounding, Points, Recipe, WeightRounding, loss};
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
        // Whether the rounding fits these weights is told now, not at the first step.
        trainer.used()?;
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
        let (loss, gradients) = self.loss_and_gradients(points, &mut ranges)?;
        let finite = |all: &[Vec<f32>]| all.iter().flatten().all(|g| g.is_finite());
        if !(loss.is_finite() && finite(&gradients.weights) && finite(&gradients.biases)) {
            return Err(Error::Diverged { step: self.step });
        }
        self.ranges = ranges;
        let (learning, step) = (self.learning, self.step);
        for (l, (layer, memory)) in self.network.layers.iter_mut().zip(&mut self.memories).enumerate() {
            memory.weight.update(&learning, step, &mut layer.weight, &gradients.weights[l]);
            memory.bias.update(&learning, step, &mut layer.bias, &gradients.biases[l]);
            memory.scales.update(&learning, step, &mut self.scales[l], &gradients.scales[l]);
            WeightRounding::bound(&mut self.scales[l]);
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

    /// The loss on the training points and its gradients by what learns, at this step.
    pub fn gradients(&self) -> Result<(f32, Gradients), Error> {
        self.loss_and_gradients(&self.training, &mut self.ranges.clone())
    }

    /// The network as it computes at this step.
    pub fn model(&self) -> Result<Model, Error> {
        let quantizer = |range: &OutputRange| self.output_rounding.map_or(Ok(None), |rounding| range.quantizer(rounding));
        Ok(Model { network: self.used()?.0, outputs: self.ranges.iter().map(quantizer).collect::<Result<_, _>>()? })
    }

    /// Each layer's weights on the grid they are rounded to; none in float.
    pub fn grids(&self) -> Result<Vec<Grid>, Error> {
        let rounded = self.used()?.1;
        Ok(rounded.iter().zip(&self.network.layers).map(|(rounded, layer)| rounded.grid(&layer.weight)).collect())
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
        let mut found = Vec::new();
        forward(&network, &self.training.inputs, |_, seen| {
            let quantizer = outputs.map_or(Ok(None), |rounding| rounding.of_outputs(seen))?;
            found.push(quantizer.clone());
            Ok::<_, Error>(quantizer)
        })?;
        Ok(Model { network, outputs: found })
    }

    /// The network with the weights that it computes with, and how each layer's were rounded; none in float.
    fn used(&self) -> Result<(Network, Vec<Rounded>), Error> {
        let (mut network, mut all) = (self.network.clone(), Vec::new());
        if let Some(rounding) = &self.rounding {
            for (layer, scales) in network.layers.iter_mut().zip(&self.scales) {
                let rounded = rounding.round(&layer.weight, layer.outputs, scales)?;
                layer.weight.clone_from(&rounded.values);
                all.push(rounded);
            }
        }
        Ok((network, all))
    }

    /// The loss on `points` with its gradients; `ranges` follow them.
    fn loss_and_gradients(&self, points: &Points, ranges: &mut [OutputRange]) -> Result<(f32, Gradients), Error> {
        let (network, rounded) = self.used()?;
        let mut outputs = Vec::new();
        let passed = forward(&network, &points.inputs, |l, seen| {
            let Some(rounding) = self.output_rounding else {
                outputs.push(None);
                return Ok(None);
            };
            ranges[l].observe(seen)?;
            let quantizer = ranges[l].quantizer(rounding)?;
            outputs.push(quantizer.clone().map(|quantizer| (rounding, quantizer)));
            Ok::<_, Error>(quantizer)
        })?;
        let mut gradients = backward(&network, &passed, &points.targets, &outputs);
        if let Some(rounding) = &self.rounding {
            for (l, (layer, rounded)) in self.network.layers.iter().zip(&rounded).enumerate() {
                let back = rounding.pass_back(rounded, &layer.weight, &gradients.weights[l]);
                (gradients.weights[l], gradients.scales[l]) = (back.weight, back.scales);
            }
        }
        Ok((loss::loss(&passed.outputs, &points.targets), gradients))
    }
}
