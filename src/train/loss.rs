//! The losses: cross entropy for classes, the mean squared error for values. Knows no network.

use super::Targets;

/// The mean loss over the points, computed as torch's `CrossEntropyLoss` and `MSELoss` define it.
pub(super) fn loss(outputs: &[f32], targets: &Targets) -> f32 {
    let sum: f64 = match targets {
        Targets::Classes(classes) => {
            let each = outputs.chunks_exact(outputs.len() / classes.len()).zip(classes);
            each.map(|(logits, &class)| f64::from(log_sum_exp(logits) - logits[usize::from(class)])).sum()
        }
        Targets::Values(values) => outputs.iter().zip(values).map(|(y, target)| f64::from((y - target) * (y - target))).sum(),
    };
    (sum / targets.len() as f64) as f32
}

/// The gradient of the mean loss by each output.
pub(super) fn gradient(outputs: &[f32], targets: &Targets) -> Vec<f32> {
    let count = targets.len() as f32;
    match targets {
        Targets::Classes(classes) => {
            let width = outputs.len() / classes.len();
            let mut gradient = Vec::with_capacity(outputs.len());
            for (logits, &class) in outputs.chunks_exact(width).zip(classes) {
                let log_sum = log_sum_exp(logits);
                let each = logits.iter().enumerate();
                gradient.extend(each.map(|(k, &z)| (libm::expf(z - log_sum) - f32::from(u8::from(k == usize::from(class)))) / count));
            }
            gradient
        }
        Targets::Values(values) => outputs.iter().zip(values).map(|(y, target)| 2.0 * (y - target) / count).collect(),
    }
}

/// ln Σ exp z, without overflow.
fn log_sum_exp(logits: &[f32]) -> f32 {
    let largest = logits.iter().fold(f32::NEG_INFINITY, |most, &z| most.max(z));
    largest + libm::logf(logits.iter().map(|&z| libm::expf(z - largest)).sum())
}
