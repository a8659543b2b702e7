//! What must be true of a training: gradients are slopes, the same recipe gives the same bits, a study rounds as training does. Its
//! numbers are held to torch's by the golden vectors `training_*`.

use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::Scheme;
use quantscope::train::{Activation, DataSet, Learning, Optimizer, OutputRounding, Recipe, StraightThrough, Trainer, WeightRounding};
use quantscope::{Error, Settings};

fn small(activation: Activation) -> Recipe {
    let mut recipe = Recipe { hidden: vec![5, 3], activation, ..Recipe::default() };
    recipe.data.points = 20;
    recipe
}

fn two_bits() -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(2).with_granularity(Granularity::Row)
}

/// Each weight moved a little to both sides: the loss changes as the gradient says. In f32 a third of the digits are left.
#[test]
fn gradients_are_the_slopes_of_the_loss() {
    for activation in [Activation::Tanh, Activation::LeakyRelu] {
        let trainer = Trainer::float(&small(activation)).expect("a recipe");
        let (_, gradients) = trainer.gradients().expect("gradients");
        let points = &trainer.training;
        for l in 0..trainer.network().layers.len() {
            for i in 0..trainer.network().layers[l].weight.len() {
                let loss = |by: f32| {
                    let mut network = trainer.network().clone();
                    network.layers[l].weight[i] += by;
                    quantscope::train::Model::float(network).score(points).loss
                };
                let by = 1.0 / 256.0;
                let slope = (loss(by) - loss(-by)) / (2.0 * by);
                let gradient = gradients.weights[l][i];
                assert!((slope - gradient).abs() < 2e-3, "{activation:?}, layer {l}, weight {i}: {slope} and {gradient}");
            }
        }
    }
}

#[test]
fn the_same_recipe_gives_the_same_bits() {
    let mut recipe = small(Activation::Tanh);
    recipe.learning.batch = Some(7);
    let run = |recipe: &Recipe, steps: &[u32]| {
        let mut trainer = Trainer::float(recipe).expect("a recipe");
        for &steps in steps {
            trainer.run(steps).expect("steps");
        }
        assert_eq!(trainer.step_number(), 30);
        trainer.network().clone()
    };
    let trained = run(&recipe, &[30]);
    assert_eq!(trained, run(&recipe, &[1, 12, 17]));
    recipe.seed = 1;
    assert_ne!(trained, run(&recipe, &[30]));
}

/// The true derivative of rounding is 0: no weight moves, only the biases, which are not rounded.
#[test]
fn without_a_stand_in_nothing_moves() {
    let float = Trainer::float(&small(Activation::Tanh)).expect("a recipe");
    let weights = |trainer: &Trainer| trainer.network().layers.iter().map(|layer| layer.weight.clone()).collect::<Vec<_>>();
    for (gradient, moves) in [(StraightThrough::Zero, false), (StraightThrough::Identity, true), (StraightThrough::Masked, true)] {
        let rounding = WeightRounding::Fitted { settings: Box::new(two_bits()), gradient };
        let mut trainer = float.with_rounding(Some(rounding), None, Learning::healing(20)).expect("rounding");
        trainer.run(20).expect("steps");
        assert_eq!(weights(&trainer) != weights(&float), moves, "{gradient:?}");
    }
}

/// While training the network computes with levels only, and they are those of the crate's own quantizers.
#[test]
fn weights_are_rounded_as_a_study_rounds_them() {
    let mut trainer = Trainer::float(&small(Activation::Tanh)).expect("a recipe");
    trainer.run(50).expect("steps");
    for settings in [two_bits(), two_bits().with_bits(3).with_range(RangeMethod::Mse), Settings::default().with_scheme(Scheme::WrpnWeights)]
    {
        let model = trainer.rounded(&settings, None).expect("settings that fit");
        for (layer, rounded) in trainer.network().layers.iter().zip(&model.network.layers) {
            let tensor = quantscope::Tensor::new(vec![layer.outputs, layer.inputs], layer.weight.clone()).expect("a tensor");
            let mut cache = quantscope::TensorCache::new(tensor);
            let study = quantscope::Study::new(&mut cache, &settings, 0).expect("a study");
            let values: Vec<f32> = study.levels(cache.tensor()).map(|(_, value)| value).collect();
            assert_eq!(rounded.weight, values, "{:?}", settings.scheme);
        }
        let qat = trainer.with_rounding(Some(WeightRounding::fitted(settings)), None, Learning::healing(1)).expect("rounding");
        assert_eq!(qat.model().expect("a model").network, model.network, "training starts where rounding alone ends");
    }
}

#[test]
fn what_is_not_offered_is_refused() {
    let refused = |change: fn(&mut Recipe)| {
        let mut recipe = small(Activation::Tanh);
        change(&mut recipe);
        Trainer::float(&recipe).expect_err("it is refused").field()
    };
    assert_eq!(refused(|r| r.hidden = vec![]), "hidden");
    assert_eq!(refused(|r| r.hidden = vec![5; 5]), "hidden");
    assert_eq!(refused(|r| r.hidden = vec![33]), "hidden");
    assert_eq!(refused(|r| r.learning.rate = f32::NAN), "rate");
    assert_eq!(refused(|r| r.learning.optimizer = Optimizer::Sgd { momentum: 1.0 }), "momentum");
    assert_eq!(refused(|r| r.data.points = 9), "points");
    assert_eq!(refused(|r| r.data.noise = -0.1), "noise");
    let float = Trainer::float(&small(Activation::Tanh)).expect("a recipe");
    let pact = OutputRounding::Pact { bits: 4, bound: 8.0 };
    assert_eq!(float.with_rounding(None, Some(pact), Learning::healing(1)).expect_err("tanh is negative too"), Error::PactNeedsRelu);
}

/// A loss that is no longer a number ends the training, with the weights as they last were.
#[test]
fn a_training_that_breaks_down_says_so() {
    let mut recipe = small(Activation::LeakyRelu);
    recipe.data.set = DataSet::Curve;
    recipe.learning = Learning { optimizer: Optimizer::Sgd { momentum: 0.99 }, rate: 10.0, ..recipe.learning };
    let mut trainer = Trainer::float(&recipe).expect("a recipe");
    if let Err(error) = trainer.run(2000) {
        assert_eq!(error.field(), "rate");
    } else {
        panic!("2000 steps of 10 with such a momentum do not converge");
    }
    assert!(trainer.network().layers.iter().flat_map(|layer| &layer.weight).all(|w| w.is_finite()));
}
