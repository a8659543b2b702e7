//! Training against torch: gradients through every rounding, and the weights after 100 steps. `tests/data/training/generate.py`
//! made the numbers.

use quantscope::num::CodeRange;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::Scheme;
use quantscope::train::{
    Activation, DataSet, Decay, Dense, Learning, Network, Optimizer, OutputRounding, Points, Recipe, StraightThrough, Targets, Trainer,
    WeightRounding,
};
use quantscope::{Error, Settings};
use serde_json::Value;

/// Gradients are equal to this share of the largest of their network: sums over points of either sign lose what they cancel.
const GRADIENTS: f32 = 1e-6;
/// Losses, and weights after 100 steps, are equal to this share of the largest of their tensor.
const WEIGHTS: f32 = 1e-4;

fn floats(value: &Value) -> Vec<f32> {
    value.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number") as f32).collect()
}

fn largest(numbers: &[f32]) -> f32 {
    numbers.iter().fold(0.0, |most, x| most.max(x.abs()))
}

fn close(what: &str, found: &[f32], expected: &[f32], apart: f32) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= apart, "{what}, {i}: {a} and torch's {b} may be {apart} apart");
    }
}

/// A case's network before its first step, with its rounding.
fn trainer(case: &Value) -> Trainer {
    let sizes: Vec<usize> = case["sizes"].as_array().expect("sizes").iter().map(|n| n.as_u64().expect("a size") as usize).collect();
    let start = case["start"].as_array().expect("layers");
    let dense = |(pair, layer): (&[usize], &Value)| Dense {
        inputs: pair[0],
        outputs: pair[1],
        weight: floats(&layer["weight"]),
        bias: floats(&layer["bias"]),
    };
    let activation = match case["activation"].as_str().expect("a name") {
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        _ => Activation::LeakyRelu,
    };
    let network = Network { layers: sizes.windows(2).zip(start).map(dense).collect(), activation };
    let targets = match sizes.last() {
        Some(2) => Targets::Classes(floats(&case["targets"]).into_iter().map(|class| class as u8).collect()),
        _ => Targets::Values(floats(&case["targets"])),
    };
    let points = Points { dims: sizes[0], inputs: floats(&case["inputs"]), targets };
    let learning = &case["learning"];
    let number = |key: &str| learning[key].as_f64().unwrap_or(0.01) as f32;
    let optimizer = if learning["optimizer"] == "sgd" { Optimizer::Sgd { momentum: number("momentum") } } else { Optimizer::Adam };
    let learning = Learning { optimizer, rate: number("rate"), decay: Decay::Constant, steps: 100, batch: None };
    let float = Trainer::new(network, points.clone(), points, learning, 0).expect("a network");

    let rounding = &case["rounding"];
    let codes = |least: i64| {
        let qmax = rounding["qmax"].as_i64().expect("qmax");
        CodeRange { qmin: least as i32, qmax: qmax as i32 }
    };
    let torch = || {
        let bits = codes(0).qmax.ilog2() as u8 + 2;
        Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_convention(Preset::Torch).with_bits(bits)
    };
    let weights = match rounding["kind"].as_str().expect("a kind") {
        "masked" => Some(WeightRounding::fitted(torch().with_granularity(Granularity::Row))),
        "clipped" => {
            let end = 3.5 * rounding["scale"].as_f64().expect("a scale") as f32;
            Some(WeightRounding::fitted(torch().with_range(RangeMethod::Clip).with_clip_lo(-end).with_clip_hi(end)))
        }
        "learned-scale" => Some(WeightRounding::LearnedScale {
            codes: codes(rounding["qmin"].as_i64().expect("qmin")),
            by_row: rounding["by_row"].as_bool().expect("by_row"),
        }),
        "dorefa" => Some(WeightRounding::Dorefa { bits: rounding["bits"].as_u64().expect("bits") as u8 }),
        _ => None,
    };
    let outputs = &case["outputs"];
    let bits = outputs["bits"].as_u64().unwrap_or(8) as u8;
    let outputs = match outputs["kind"].as_str() {
        Some("pact") => Some(OutputRounding::Pact { bits, bound: outputs["start"].as_f64().expect("a bound") as f32 }),
        Some(_) => Some(OutputRounding::Observed { bits }),
        None => None,
    };
    float.with_rounding(weights, outputs, learning).expect("rounding that can be")
}

#[test]
fn gradients_and_weights_are_those_of_torch() {
    let file: Value = serde_json::from_str(include_str!("../data/training/torch.json")).expect("the file is JSON");
    let cases = file["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 22, "all cases are there");
    for case in cases {
        let name = case["name"].as_str().expect("a name");
        let mut trainer = trainer(case);
        let (loss, gradients) = trainer.gradients().expect("gradients");
        let expected = case["loss"].as_f64().expect("a loss") as f32;
        close(name, &[loss], &[expected], GRADIENTS * expected);
        let layers = case["gradients"].as_array().expect("layers");
        let each = layers.iter().flat_map(|layer| [&layer["weight"], &layer["bias"]]);
        let apart = GRADIENTS * each.map(|numbers| largest(&floats(numbers))).fold(0.0, f32::max);
        for (l, expected) in layers.iter().enumerate() {
            close(&format!("{name}, layer {l}, weights"), &gradients.weights[l], &floats(&expected["weight"]), apart);
            close(&format!("{name}, layer {l}, biases"), &gradients.biases[l], &floats(&expected["bias"]), apart);
            if let Some(expected) = case["scale_gradients"].get(l) {
                close(&format!("{name}, layer {l}, scales"), &gradients.scales[l], &floats(expected), apart);
            }
        }
        let bounds = floats(&case["bound_gradients"]);
        close(&format!("{name}, bounds"), &gradients.bounds[..bounds.len()], &bounds, apart);
        if case["end"].is_null() {
            continue;
        }
        trainer.run(100).expect("100 steps");
        for (layer, expected) in trainer.network().layers.iter().zip(case["end"].as_array().expect("layers")) {
            for (found, expected) in [(&layer.weight, floats(&expected["weight"])), (&layer.bias, floats(&expected["bias"]))] {
                close(&format!("{name}, after 100 steps"), found, &expected, WEIGHTS * largest(&expected));
            }
        }
    }
}

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
