//! LLM.int8(): columns of the inputs with a value beyond a threshold are multiplied in 16 bits, all others as integers. As bitsandbytes'
//! default operations. Knows no weight.

use crate::Error;
use crate::layer::Tokens;
use half::f16;

/// The columns with a magnitude of at least `threshold` in any of the tokens, ascending.
///
/// ```
/// use quantscope::layer::{Tokens, outlier_columns};
///
/// let tokens = Tokens::new(&[0.5, 6.0, -1.0, 2.0, 0.1, -7.5], 3);
/// assert_eq!(outlier_columns(tokens, 6.0), [1, 2]);
/// ```
pub fn outlier_columns(tokens: Tokens, threshold: f32) -> Vec<u32> {
    let largest = tokens.largest();
    (0..tokens.columns() as u32).filter(|&column| largest[column as usize] >= threshold).collect()
}

/// Inputs with 0 in place of magnitudes of at least `threshold`, where there is one: what the scales of the others are found from.
pub(in crate::layer) fn without_outliers(mut inputs: Vec<f32>, threshold: Option<f32>) -> Vec<f32> {
    if let Some(threshold) = threshold {
        inputs.iter_mut().filter(|x| x.abs() >= threshold).for_each(|x| *x = 0.0);
    }
    inputs
}

/// Puts `inputs`, rounded to FP16, in the place of rounded ones, in some columns of row-major values.
///
/// Fails for an input beyond FP16.
pub(in crate::layer) fn keep(rounded: &mut [f32], inputs: &[f32], columns: usize, kept: &[u32]) -> Result<(), Error> {
    for (rounded, inputs) in rounded.chunks_exact_mut(columns).zip(inputs.chunks_exact(columns)) {
        for &column in kept {
            let (value, place) = (inputs[column as usize], &mut rounded[column as usize]);
            *place = f16::from_f32(value).to_f32();
            if place.is_infinite() {
                return Err(Error::BeyondHalf { value, column });
            }
        }
    }
    Ok(())
}
