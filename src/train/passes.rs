//! One pass of points through a network, and back: what each layer put out, and the loss's gradients. Knows no optimizer.

use super::loss;
use super::{Network, OutputRounding, Targets};
use crate::quant::Quantizer;

/// The loss's gradients by what a network learns.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradients {
    /// One `[outputs, inputs]` for each layer: by the latent weights where weights are rounded.
    pub weights: Vec<Vec<f32>>,
    /// One `[outputs]` for each layer.
    pub biases: Vec<Vec<f32>>,
    /// The learned scales' of each layer; empty where none are.
    pub scales: Vec<Vec<f32>>,
    /// One for each hidden layer: by PACT's bound, 0 where there is none.
    pub bounds: Vec<f32>,
}

/// What a pass of points through a network leaves behind.
pub(super) struct Passed {
    /// What each layer was given, `[points, inputs]`.
    given: Vec<Vec<f32>>,
    /// What each hidden layer put out before it was rounded; empty where nothing is rounded.
    exact: Vec<Vec<f32>>,
    /// The last layer's sums, `[points, outputs]`.
    pub outputs: Vec<f32>,
}

/// Sends points through `network`. `rounding` gives the quantizer of a hidden layer's outputs, which it is shown first; its error ends
/// the pass.
pub(super) fn forward<E>(
    network: &Network,
    inputs: &[f32],
    mut rounding: impl FnMut(usize, &[f32]) -> Result<Option<Quantizer>, E>,
) -> Result<Passed, E> {
    let (mut given, mut exact) = (vec![inputs.to_vec()], Vec::new());
    let last = network.layers.len() - 1;
    for (l, layer) in network.layers[..last].iter().enumerate() {
        let mut outputs = layer.sums(&given[l]);
        outputs.iter_mut().for_each(|z| *z = network.activation.of(*z));
        match rounding(l, &outputs)? {
            Some(quantizer) => {
                given.push(outputs.iter().map(|&a| quantizer.dequantized(a, 0.0)).collect());
                exact.push(outputs);
            }
            None => {
                given.push(outputs);
                exact.push(Vec::new());
            }
        }
    }
    let outputs = network.layers[last].sums(&given[last]);
    Ok(Passed { given, exact, outputs })
}

/// The gradients of the mean loss by the weights as they were used, without learned scales. `rounding` holds the rounding of each hidden
/// layer's outputs, where there is one.
pub(super) fn backward(
    network: &Network,
    passed: &Passed,
    targets: &Targets,
    rounding: &[Option<(OutputRounding, Quantizer)>],
) -> Gradients {
    let layers = &network.layers;
    let mut gradients = Gradients {
        weights: vec![Vec::new(); layers.len()],
        biases: vec![Vec::new(); layers.len()],
        scales: vec![Vec::new(); layers.len()],
        bounds: vec![0.0; layers.len() - 1],
    };
    let mut d = loss::gradient(&passed.outputs, targets);
    for (l, layer) in layers.iter().enumerate().rev() {
        (gradients.weights[l], gradients.biases[l]) = layer.gradients(&d, &passed.given[l]);
        let Some(below) = l.checked_sub(1) else { break };
        d = layer.input_gradient(&d);
        let exact = match &rounding[below] {
            Some((rounding, quantizer)) => {
                let exact = &passed.exact[below];
                gradients.bounds[below] = rounding.pass_back(quantizer, exact, &mut d);
                exact
            }
            None => &passed.given[l],
        };
        for (d, &output) in d.iter_mut().zip(exact) {
            *d *= network.activation.slope(output);
        }
    }
    gradients
}
