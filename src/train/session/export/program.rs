//! A PyTorch program that trains with rounding from the same weights on the same points, in the same order. The text of its parts is
//! in `program_parts`.

use super::program_parts as parts;
use crate::Error;
use crate::quant::RangeMethod;
use crate::train::{
    Activation, Decay, Dense, Estimator, Learning, Network, Optimizer, OutputBounds, Points, Session, Start, Targets, Trainer,
    TrainingSettings,
};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

impl Session {
    /// The program. `link` is where it came from.
    ///
    /// Fails where the start cannot be computed.
    pub fn program(&self, link: &str) -> Result<String, Error> {
        let settings = self.settings();
        let start: Network = match settings.start {
            Start::Float => self.float()?.network,
            Start::Random => Trainer::float(&settings.recipe)?.network().clone(),
        };
        let codes = settings.codes();
        let mut text = format!(
            "# Trains a small network with {} bits a weight, from the weights and points of\n# {link}\n# Needs torch and numpy.\n{}",
            settings.bits,
            parts::HEAD
        );
        text += &points("x, y", self.float_points());
        text += &points("x_test, y_test", self.test());
        text += &list("weights", start.layers.iter().map(|layer| matrix(&layer.weight, &[layer.outputs, layer.inputs])));
        text += &list("biases", start.layers.iter().map(|layer| matrix(&layer.bias, &[layer.outputs])));
        text += &format!("QMIN, QMAX = {}, {}  # the codes of a weight\n\n", codes.qmin, codes.qmax);
        text += parts::STRAIGHT;
        text += &weights(settings, &start.layers);
        text += &outputs(settings, start.layers.len() - 1);
        text += &forward(start.activation);
        text += &training(settings, matches!(self.test().targets, Targets::Classes(_)));
        Ok(text)
    }
}

/// The points and what they should become.
fn points(names: &str, points: &Points) -> String {
    let inputs = matrix(&points.inputs, &[points.targets.len(), points.dims]);
    let targets = match &points.targets {
        Targets::Classes(classes) => {
            format!("{}.long()", matrix(&classes.iter().map(|&class| f32::from(class)).collect::<Vec<_>>(), &[classes.len()]))
        }
        Targets::Values(values) => matrix(values, &[values.len(), 1]),
    };
    format!("{names} = (\n    {inputs},\n    {targets},\n)\n")
}

fn list(name: &str, of: impl Iterator<Item = String>) -> String {
    let lines: String = of.map(|line| format!("    {line},\n")).collect();
    format!("{name} = [\n{lines}]\n")
}

fn matrix(values: &[f32], shape: &[usize]) -> String {
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("floats('{}', {})", BASE64_STANDARD.encode(&bytes), shape.join(", "))
}

/// `rounded(i, w)`, the weights of layer `i` as they are used.
fn weights(settings: &TrainingSettings, layers: &[Dense]) -> String {
    let passes = match settings.estimator {
        Estimator::Dorefa => return parts::DOREFA.to_owned(),
        Estimator::Wrpn => return parts::WRPN.to_owned(),
        Estimator::LearnedScale => return learned_scales(settings, layers),
        Estimator::True => "",
        Estimator::Identity => " + (w - w.detach())",
        Estimator::Masked => " + (w - w.detach()) * ((q >= QMIN) & (q <= QMAX))",
    };
    let over = if settings.by_row { "w" } else { "w.reshape(1, -1)" };
    let ends = match (settings.range, settings.symmetric) {
        (RangeMethod::Percentile, true) => "hi = torch.quantile(w.abs().double(), KEEP, dim=1, keepdim=True).float()\n    return -hi, hi",
        (RangeMethod::Percentile, false) => {
            "tail = (1 - KEEP) / 2\n    return tuple(torch.quantile(w.double(), p, dim=1, keepdim=True).float() for p in (tail, 1 - tail))"
        }
        (_, true) => "hi = w.abs().amax(dim=1, keepdim=True)\n    return -hi, hi",
        (_, false) => "return w.amin(dim=1, keepdim=True), w.amax(dim=1, keepdim=True)",
    };
    let keep = match settings.range {
        RangeMethod::Percentile => format!("KEEP = {}\n\n", TrainingSettings::PERCENTILE / 100.0),
        _ => String::new(),
    };
    let scale = if settings.symmetric { parts::SYMMETRIC } else { parts::ASYMMETRIC };
    let grid = if settings.range == RangeMethod::Mse { parts::LEAST_ERROR } else { parts::WHOLE_RANGE };
    let ends = format!("{keep}def ends(w):\n    {ends}\n\n");
    let rounded = parts::ROUNDED.replace("OVER", over).replace("PASSES", passes);
    format!("{ends}{scale}{grid}{rounded}")
}

/// LSQ, by torch's own operation.
fn learned_scales(settings: &TrainingSettings, layers: &[Dense]) -> String {
    let (mean, call) = if settings.by_row {
        ("w.abs().mean(dim=1)", "per_channel_affine(w, scales[i], zeros[i], 0, QMIN, QMAX, factors[i])")
    } else {
        ("w.abs().mean().reshape(1)", "per_tensor_affine(w, scales[i], zeros[i], QMIN, QMAX, factors[i])")
    };
    let shared = |layer: &Dense| if settings.by_row { layer.inputs } else { layer.weight.len() };
    let factors: Vec<String> = layers.iter().map(|layer| format!("1 / math.sqrt({} * QMAX)", shared(layer))).collect();
    parts::LEARNED_SCALE.replace("MEAN", mean).replace("FACTORS", &factors.join(", ")).replace("CALL", call)
}

/// `hidden(i, h)`, the outputs of hidden layer `i` as they are used.
fn outputs(settings: &TrainingSettings, layers: usize) -> String {
    let Some(bits) = settings.output_bits else { return parts::FLOAT_OUTPUTS.to_owned() };
    let text = match settings.output_bounds {
        OutputBounds::Observed => parts::OBSERVED_OUTPUTS,
        OutputBounds::Learned => parts::PACT_OUTPUTS,
        OutputBounds::Unit => parts::UNIT_OUTPUTS,
    };
    text.replace("MOST", &((1u32 << bits) - 1).to_string()).replace("LAYERS", &layers.to_string())
}

fn forward(activation: Activation) -> String {
    let function = match activation {
        Activation::Tanh => "torch.tanh",
        Activation::Relu => "torch.relu",
        Activation::LeakyRelu => "torch.nn.functional.leaky_relu",
    };
    parts::NETWORK.replace("ACTIVATION", function)
}

fn training(settings: &TrainingSettings, is_classes: bool) -> String {
    let learning = &settings.healing;
    let learns_scales = settings.estimator == Estimator::LearnedScale;
    let learns_bounds = settings.output_bits.is_some() && settings.output_bounds == OutputBounds::Learned;
    let named = |is: bool, name: &str| if is { format!(" + {name}") } else { String::new() };
    let optimizer = match learning.optimizer {
        Optimizer::Adam => format!("Adam(parameters, lr={})", learning.rate),
        Optimizer::Sgd { momentum } => format!("SGD(parameters, lr={}, momentum={momentum})", learning.rate),
    };
    let (loss, test) = if is_classes {
        ("cross_entropy", "'test accuracy', (network(x_test).argmax(1) == y_test).float().mean().item()")
    } else {
        ("mse_loss", "'test loss', loss_of(x_test, y_test).item()")
    };
    let (order, batch) = match learning.batch {
        None => (String::new(), "x, y"),
        Some(size) => (
            parts::BATCHES.replace("SEED", &settings.recipe.seed.to_string()).replace("SIZE", &size.to_string()),
            "x[at := next(order)], y[at]",
        ),
    };
    let learned = named(learns_scales, "scales") + &named(learns_bounds, "bounds");
    let bounded = if learned.is_empty() { String::new() } else { parts::BOUNDED.replace("LEARNED", learned.trim_start_matches(" + ")) };
    let observed = settings.output_bits.is_some() && settings.output_bounds == OutputBounds::Observed;
    format!("{order}{}", parts::TRAINING)
        .replace("LOSS", loss)
        .replace("MORE", &learned)
        .replace("OPTIMIZER", &optimizer)
        .replace("RATE", &rate(learning))
        .replace("STEPS", &learning.steps.to_string())
        .replace("BATCH", batch)
        .replace("DECAY", if learns_bounds { " + 1e-4 * sum(b.square().sum() for b in bounds)" } else { "" })
        .replace("BOUNDED", &bounded)
        .replace("OBSERVED_END", if observed { parts::OBSERVED_END } else { "" })
        .replace("TEST", test)
}

/// The factor of the learning rate at a step.
fn rate(learning: &Learning) -> String {
    match learning.decay {
        Decay::Constant => "1.0".to_owned(),
        Decay::Cosine => format!("0.5 * (1 + math.cos(math.pi * step / {}))", learning.steps),
    }
}
