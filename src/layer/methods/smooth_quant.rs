//! SmoothQuant: columns of the inputs are divided by scales that the weight is multiplied by, so that large columns of the inputs
//! become smaller and y stays what it is.

use crate::Error;
use crate::layer::Calibration;
use crate::layer::layer::largest_of_columns;
use crate::tensor::Tensor;

/// No scale is smaller, and no column of a weight counts as smaller.
const LEAST: f32 = 1e-5;

/// The scale of each column, `max|x|^alpha / max|w|^(1 - alpha)`, in f32: smoothquant/smooth.py, `smooth_ln_fcs`.
///
/// Fails without calibration tokens.
///
/// ```
/// use quantscope::Tensor;
/// use quantscope::layer::{Calibration, smooth_quant_scales};
///
/// let weight = Tensor::new(vec![2, 2], vec![1.0, 4.0, -4.0, 1.0])?;
/// // The first column of the inputs is the larger one: it is divided by 8^½ / 4^½.
/// let scales = smooth_quant_scales(Calibration::new(&[-8.0, 1.0, 2.0, 0.5], 2), &weight, 0.5)?;
/// assert!((scales[0] - 2f32.sqrt()).abs() < 1e-6 && scales[1] == 0.5);
/// # Ok::<(), quantscope::Error>(())
/// ```
pub fn smooth_quant_scales(calibration: Calibration, weight: &Tensor, alpha: f32) -> Result<Vec<f32>, Error> {
    let inputs = calibration.tokens()?.largest();
    let weights = largest_of_columns(weight.values(), weight.cols());
    let scale = |(x, w): (&f32, f32)| (libm::powf(*x, alpha) / libm::powf(w.max(LEAST), 1.0 - alpha)).max(LEAST);
    Ok(inputs.iter().zip(weights).map(scale).collect())
}
