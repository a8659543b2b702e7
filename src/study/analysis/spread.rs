//! Distances of values in units of the tensor's standard deviation. Knows no settings.

use crate::tensor::Tensor;
use serde::{Deserialize, Serialize};

/// How many standard deviations of the tensor a value must pass to be an outlier. LLM.int8 takes 6.0 as a magnitude, of
/// activations whose standard deviation is about 1.
pub const OUTLIER_SIGMAS: f64 = 6.0;

/// The unit of all distances.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Spread {
    /// The origin of distances: 0, but the mean for a vector, since gains of a normalization lie about 1.
    pub centre: f64,
    /// Standard deviation of all values about their mean, of the whole, not of a sample; in units of the data.
    pub sigma: f64,
}

impl Spread {
    /// Of all finite values of a tensor.
    pub fn of(tensor: &Tensor) -> Self {
        let missing = tensor.non_finite();
        let values = || tensor.values().iter().enumerate().filter(|&(i, _)| !missing.at(i)).map(|(_, &x)| f64::from(x));
        let n = (tensor.values().len() - missing.count()) as f64;
        let mean = values().sum::<f64>() / n;
        let squares: f64 = values().map(|x| x - mean).map(|d| d * d).sum();
        Self { centre: if tensor.shape().len() > 1 { 0.0 } else { mean }, sigma: (squares / n).sqrt() }
    }

    /// The distance of a value in standard deviations; 0 where all values are equal.
    pub fn sigmas(&self, x: f32) -> f64 {
        if self.sigma > 0.0 { (f64::from(x) - self.centre).abs() / self.sigma } else { 0.0 }
    }

    /// Whether a value lies more than [`OUTLIER_SIGMAS`] out.
    pub fn is_outlier(&self, x: f32) -> bool {
        self.sigmas(x) > OUTLIER_SIGMAS
    }
}
