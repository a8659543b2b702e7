//! Bias correction: what rounding the weight adds to the mean output is taken from the bias. Knows no scheme.

use crate::Error;
use crate::layer::Calibration;

/// The correction of each output channel, `b' - b = -E[x] (Ŵ - W)ᵀ`, with the mean over the calibration tokens (Nagel et al. 2019, section
/// 4.2). `weight` and `rounded` are row-major [out, in].
///
/// Fails without calibration tokens.
pub fn bias_correction(calibration: Calibration, weight: &[f32], rounded: &[f32]) -> Result<Vec<f64>, Error> {
    let means = calibration.tokens()?.means();
    let correction = |(w, rounded): (&[f32], &[f32])| {
        let shift = |((&w, &rounded), mean): ((&f32, &f32), &f64)| mean * (f64::from(rounded) - f64::from(w));
        -w.iter().zip(rounded).zip(&means).map(shift).sum::<f64>()
    };
    Ok(weight.chunks_exact(means.len()).zip(rounded.chunks_exact(means.len())).map(correction).collect())
}
