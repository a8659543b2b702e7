//! Small networks trained with rounding: gradients, and weights after 100 steps.

use super::{Case, Field, Outcome, floats};
use quantscope::Settings;
use quantscope::num::CodeRange;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::Scheme;
use quantscope::train::{
    Activation, Decay, Dense, Learning, Network, Optimizer, OutputRounding, Points, StraightThrough, Targets, Trainer, WeightRounding,
};
use serde::Deserialize;

const STEPS: u32 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    sizes: Vec<usize>,
    activation: Activation,
    rounding: Rounding,
    outputs: Option<Outputs>,
    learning: Option<LearningParams>,
    targets_bits: Vec<u32>,
    start_bits: Vec<u32>,
}

/// How weights are rounded.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
enum Rounding {
    None,
    Masked { qmax: i32 },
    Clipped { scale: f32, qmax: i32 },
    LearnedScale { by_row: bool, qmin: i32, qmax: i32 },
    Dorefa { bits: u8 },
    Wrpn { bits: u8 },
}

/// How outputs of hidden layers are rounded.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
enum Outputs {
    Pact { bits: u8, start: f32 },
    Observed { bits: u8 },
    Unit { bits: u8 },
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", tag = "optimizer")]
enum LearningParams {
    Adam { rate: f32, steps: u32 },
    Sgd { rate: f32, momentum: f32, steps: u32 },
}

/// The loss and its gradients; those as shares of torch's largest.
pub fn gradients(case: &Case) -> Result<Outcome, String> {
    let largest: Vec<u32> = case.expected("largest_bits")?;
    let largest = floats(&largest)[0];
    let (loss, found) = trainer(case)?.gradients().map_err(|e| e.to_string())?;
    let shares = |of: Vec<f32>| Field::Floats(of.into_iter().map(|g| g / largest).collect());
    let each = found.weights.iter().zip(&found.biases).flat_map(|(weight, bias)| weight.iter().chain(bias)).copied().collect();
    // There is a place for a bound in each layer, whether or not one learns.
    let bounds: Vec<u32> = case.expected("bound_gradients_bits")?;
    Ok(Outcome::Fields(vec![
        ("loss_bits", Field::Floats(vec![loss])),
        ("largest_bits", Field::Floats(vec![largest])),
        ("gradients_bits", shares(each)),
        ("scale_gradients_bits", shares(found.scales.into_iter().flatten().collect())),
        ("bound_gradients_bits", shares(found.bounds[..bounds.len()].to_vec())),
    ]))
}

/// Weights and biases after 100 steps, as shares of torch's largest of each tensor.
pub fn steps(case: &Case) -> Result<Outcome, String> {
    let largest: Vec<u32> = case.expected("largest_bits")?;
    let largest = floats(&largest);
    let mut trainer = trainer(case)?;
    trainer.run(STEPS).map_err(|e| e.to_string())?;
    let tensors = trainer.network().layers.iter().flat_map(|layer| [&layer.weight, &layer.bias]);
    let end = tensors.zip(&largest).flat_map(|(tensor, &most)| tensor.iter().map(move |w| w / most)).collect();
    Ok(Outcome::Fields(vec![("largest_bits", Field::Floats(largest.clone())), ("end_bits", Field::Floats(end))]))
}

/// A case's network before its first step, with its rounding.
fn trainer(case: &Case) -> Result<Trainer, String> {
    let p: Params = case.params()?;
    let mut numbers = floats(&p.start_bits).into_iter();
    let mut take = |n: usize| numbers.by_ref().take(n).collect::<Vec<f32>>();
    let dense = |pair: &[usize]| Dense { inputs: pair[0], outputs: pair[1], weight: take(pair[0] * pair[1]), bias: take(pair[1]) };
    let network = Network { layers: p.sizes.windows(2).map(dense).collect(), activation: p.activation };
    let targets = floats(&p.targets_bits);
    let targets = match p.sizes.last() {
        Some(2) => Targets::Classes(targets.into_iter().map(|class| class as u8).collect()),
        _ => Targets::Values(targets),
    };
    let points = Points { dims: p.sizes[0], inputs: case.input()?, targets };
    let learning = learning(p.learning.as_ref())?;
    let float = Trainer::new(network, points.clone(), points, learning, 0).map_err(|e| e.to_string())?;
    let outputs = p.outputs.map(|outputs| match outputs {
        Outputs::Pact { bits, start } => OutputRounding::Pact { bits, bound: start },
        Outputs::Observed { bits } => OutputRounding::Observed { bits },
        Outputs::Unit { bits } => OutputRounding::Unit { bits },
    });
    float.with_rounding(weights(&p.rounding), outputs, learning).map_err(|e| e.to_string())
}

fn learning(of: Option<&LearningParams>) -> Result<Learning, String> {
    let (optimizer, rate, steps) = match of {
        None => (Optimizer::Adam, 0.01, STEPS),
        Some(&LearningParams::Adam { rate, steps }) => (Optimizer::Adam, rate, steps),
        Some(&LearningParams::Sgd { rate, momentum, steps }) => (Optimizer::Sgd { momentum }, rate, steps),
    };
    if steps != STEPS {
        return Err(format!("{steps} steps are not known"));
    }
    Ok(Learning { optimizer, rate, decay: Decay::Constant, steps, batch: None })
}

fn weights(rounding: &Rounding) -> Option<WeightRounding> {
    let torch = |qmax: i32| {
        let bits = qmax.ilog2() as u8 + 2;
        Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_convention(Preset::Torch).with_bits(bits)
    };
    Some(match *rounding {
        Rounding::None => return None,
        Rounding::Masked { qmax } => WeightRounding::fitted(torch(qmax).with_granularity(Granularity::Row)),
        Rounding::Clipped { scale, qmax } => {
            let end = (qmax as f32 + 0.5) * scale;
            WeightRounding::fitted(torch(qmax).with_range(RangeMethod::Clip).with_clip_lo(-end).with_clip_hi(end))
        }
        Rounding::LearnedScale { by_row, qmin, qmax } => WeightRounding::LearnedScale { codes: CodeRange { qmin, qmax }, by_row },
        Rounding::Dorefa { bits } => WeightRounding::Dorefa { bits },
        Rounding::Wrpn { bits } => WeightRounding::Fitted {
            settings: Box::new(Settings::default().with_scheme(Scheme::WrpnWeights).with_bits(bits)),
            gradient: StraightThrough::Masked,
        },
    })
}
