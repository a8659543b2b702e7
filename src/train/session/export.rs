//! A training for other programs: its curves, its weights, and a PyTorch program that trains the same network from the same start.

use super::{Estimator, Session, Start};
use crate::Error;
use crate::tensor::write_npy;
use crate::train::{Activation, Decay, Dense, Learning, Network, Optimizer, Points, Targets, Trainer};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

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

    /// A program for PyTorch that trains with rounding from the same weights on the same points. `link` is where it came from.
    ///
    /// Fails where the start cannot be computed.
    pub fn program(&self, link: &str) -> Result<String, Error> {
        let settings = self.settings();
        let start: Network = match settings.start {
            Start::Float => self.float()?.network,
            Start::Random => Trainer::float(&settings.recipe)?.network().clone(),
        };
        let most = settings.codes().qmax;
        let mut text = format!(
            "# Trains a small network with {} bits a weight, from the weights and points of\n# {link}\n# Needs torch and numpy.\n",
            settings.bits
        );
        text += "import base64, math\nimport numpy as np\nimport torch\n\n";
        text +=
            "def floats(text, *shape):\n    return torch.tensor(np.frombuffer(base64.b64decode(text), '<f4').reshape(shape).copy())\n\n";
        text += &points("x, y", self.float_points());
        text += &points("x_test, y_test", self.test());
        text += "weights = [\n";
        start.layers.iter().for_each(|layer| text += &format!("    {},\n", matrix(&layer.weight, &[layer.outputs, layer.inputs])));
        text += "]\nbiases = [\n";
        start.layers.iter().for_each(|layer| text += &format!("    {},\n", matrix(&layer.bias, &[layer.outputs])));
        text += &format!("]\nQMAX = {most}  # codes from -QMAX to QMAX\n\n");
        text += &rounding(settings.estimator, settings.by_row, most, &start.layers);
        text += &outputs(settings.output_bits, start.layers.len() - 1);
        text += &forward(start.activation);
        text += &training(&settings.healing, settings.estimator, matches!(self.test().targets, Targets::Classes(_)));
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

fn matrix(values: &[f32], shape: &[usize]) -> String {
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("floats('{}', {})", BASE64_STANDARD.encode(&bytes), shape.join(", "))
}

/// `rounded(i, w)`, the weights of layer `i` as they are used.
fn rounding(estimator: Estimator, by_row: bool, most: i32, layers: &[Dense]) -> String {
    let over = if by_row { "dim=1, keepdim=True" } else { "" };
    let fitted = format!(
        "def fitted(w):\n    s = w.detach().abs().amax({over}) / QMAX\n    s = torch.where(s == 0, torch.ones_like(s), s)\n    return torch.clamp(torch.round(w / s), -QMAX, QMAX) * s\n\n"
    );
    match estimator {
        Estimator::True => fitted + "def rounded(i, w):\n    return fitted(w).detach()\n\n",
        // Nothing is clipped by the largest weight: the mask passes everything.
        Estimator::Identity | Estimator::Masked => fitted + "def rounded(i, w):\n    return w + (fitted(w) - w).detach()\n\n",
        Estimator::LearnedScale => {
            let (mean, call) = if by_row {
                (
                    "w.abs().mean(dim=1)",
                    "torch._fake_quantize_learnable_per_channel_affine(w, scales[i], zeros[i], 0, -QMAX, QMAX, factors[i])",
                )
            } else {
                (
                    "w.abs().mean().reshape(1)",
                    "torch._fake_quantize_learnable_per_tensor_affine(w, scales[i], zeros[i], -QMAX, QMAX, factors[i])",
                )
            };
            let factor = |layer: &Dense| {
                let shared = if by_row { layer.inputs } else { layer.weight.len() };
                format!("1 / math.sqrt({shared} * {most})")
            };
            format!(
                "scales = [(2 * {mean} / math.sqrt(QMAX)).requires_grad_() for w in weights]\nzeros = [torch.zeros_like(s) for s in scales]\nfactors = [{}]\n\ndef rounded(i, w):\n    return {call}\n\n",
                layers.iter().map(factor).collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// `hidden(i, h)`, the outputs of hidden layer `i` as they are used.
fn outputs(bits: Option<u8>, layers: usize) -> String {
    match bits {
        None => "fakes = []\n\ndef hidden(i, h):\n    return h\n\n".into(),
        Some(bits) => format!(
            "from torch.ao.quantization import FakeQuantize, MovingAverageMinMaxObserver\nfakes = [\n    FakeQuantize(MovingAverageMinMaxObserver, quant_min=0, quant_max={}, dtype=torch.quint8, averaging_constant=0.01)\n    for _ in range({layers})\n]\n\ndef hidden(i, h):\n    return fakes[i](h)\n\n",
            (1u32 << bits) - 1
        ),
    }
}

fn forward(activation: Activation) -> String {
    let function = match activation {
        Activation::Tanh => "torch.tanh",
        Activation::Relu => "torch.relu",
        Activation::LeakyRelu => "torch.nn.functional.leaky_relu",
    };
    format!(
        "def network(h):\n    for i, (w, b) in enumerate(zip(weights, biases)):\n        h = torch.nn.functional.linear(h, rounded(i, w), b)\n        if i < len(weights) - 1:\n            h = hidden(i, {function}(h))\n    return h\n\n"
    )
}

fn training(learning: &Learning, estimator: Estimator, is_classes: bool) -> String {
    let scales = if estimator == Estimator::LearnedScale { " + scales" } else { "" };
    let optimizer = match learning.optimizer {
        Optimizer::Adam => format!("torch.optim.Adam(parameters, lr={})", learning.rate),
        Optimizer::Sgd { momentum } => format!("torch.optim.SGD(parameters, lr={}, momentum={momentum})", learning.rate),
    };
    let rate = match learning.decay {
        Decay::Constant => "1.0".to_owned(),
        Decay::Cosine => format!("0.5 * (1 + math.cos(math.pi * step / {}))", learning.steps),
    };
    let batch = match learning.batch {
        None => "x, y".to_owned(),
        // The order of the points is torch's: the numbers differ from the page's.
        Some(size) => format!("*(lambda at: (x[at], y[at]))(torch.randperm(len(x))[:{size}])"),
    };
    let (loss, test) = if is_classes {
        ("cross_entropy", "'test accuracy', (network(x_test).argmax(1) == y_test).float().mean().item()")
    } else {
        ("mse_loss", "'test loss', loss_of(x_test, y_test).item()")
    };
    let after_step = if scales.is_empty() { "" } else { "    for s in scales:\n        s.data.clamp_(min=2.0 ** -23)\n" };
    format!(
        "def loss_of(inputs, targets):\n    return torch.nn.functional.{loss}(network(inputs), targets)\n\nfor p in weights + biases:\n    p.requires_grad_()\nparameters = weights + biases{scales}\noptimizer = {optimizer}\nschedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: {rate})\nfor step in range({steps}):\n    optimizer.zero_grad()\n    loss = loss_of({batch})\n    loss.backward()\n    optimizer.step()\n{after_step}    schedule.step()\nfor fake in fakes:\n    fake.disable_observer()\nwith torch.no_grad():\n    print({test})\n",
        steps = learning.steps
    )
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

    #[test]
    fn a_program_has_every_layer() {
        for estimator in [Estimator::True, Estimator::Identity, Estimator::Masked, Estimator::LearnedScale] {
            let settings = TrainingSettings { estimator, output_bits: Some(4), ..TrainingSettings::default() };
            let program = Session::open(settings).expect("sound settings").program("https://example.org/#train=").expect("a program");
            assert_eq!(program.matches("floats('").count(), 4 + 2 * 3, "{estimator:?}");
        }
    }
}
