//! Uniform codes within fixed bounds, as networks trained in few bits use them: DoReFa (Zhou et al. 2016), WRPN (Mishra et
//! al. 2017), PACT (Choi et al. 2018). All in f32, step by step as the formulas written in torch.

use super::quantizer::tanh;
use super::{ClippedUniform, Curve};
use crate::Error;
use crate::quant::{Quantizer, Range, signs};

/// DoReFa weights of 1 to 8 bits: `tanh(x) / (2 max|tanh x|) + 1/2` in 2^bits - 1 steps, stretched to ±1; a single bit is
/// the sign times the mean magnitude.
pub fn dorefa_weights(values: &[f32], bits: u8) -> Result<Quantizer, Error> {
    let steps = full_steps(bits, 1)?;
    if bits == 1 {
        return Ok(Quantizer::Scaled(signs::binary(values)));
    }
    let largest = values.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
    // Zeros are in the middle for every limit.
    let limit = if largest == 0.0 { 1.0 } else { tanh(largest) };
    Ok(Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Tanh { limit }, bounds: Range { lo: 0.0, hi: 1.0 }, steps }))
}

/// Activations of DoReFa and WRPN, 1 to 8 bits: 0 to 1 in 2^bits - 1 steps.
pub fn unit_activations(bits: u8) -> Result<Quantizer, Error> {
    Ok(Quantizer::ClippedUniform(ClippedUniform {
        curve: Curve::Identity,
        bounds: Range { lo: 0.0, hi: 1.0 },
        steps: full_steps(bits, 1)?,
    }))
}

/// WRPN weights of 2 to 8 bits: -1 to 1 in 2^(bits-1) - 1 steps on either side, one bit being the sign.
pub fn wrpn_weights(bits: u8) -> Result<Quantizer, Error> {
    full_steps(bits, 2)?;
    let steps = full_steps(bits - 1, 1)?;
    Ok(Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Identity, bounds: Range { lo: -1.0, hi: 1.0 }, steps }))
}

/// PACT activations of 1 to 8 bits: 0 to `alpha` > 0 in 2^bits - 1 steps. PACT learns `alpha`, from 8 on.
pub fn pact_activations(alpha: f32, bits: u8) -> Result<Quantizer, Error> {
    let bounds = Range { lo: 0.0, hi: alpha };
    let count = full_steps(bits, 1)?;
    let steps = count / alpha;
    if !(alpha > 0.0 && alpha.is_finite() && steps.is_finite() && (count / steps).is_finite()) {
        return Err(Error::Alpha { alpha });
    }
    Ok(Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Identity, bounds, steps }))
}

/// `2^bits - 1`.
fn full_steps(bits: u8, least: u8) -> Result<f32, Error> {
    if (least..=8).contains(&bits) { Ok(((1u32 << bits) - 1) as f32) } else { Err(Error::SchemeBits { bits, least, most: 8 }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rise_with_the_weights() {
        let weights: Vec<f32> = (-4000..=4000).map(|i| i as f32 * 1e-3).collect();
        for bits in 1..=8 {
            let quantizer = dorefa_weights(&weights, bits).expect("bits");
            let levels: Vec<i32> = weights.iter().map(|&x| quantizer.level(x, 0.0)).collect();
            assert!(levels.is_sorted(), "{bits} bits");
            assert_eq!((levels[0], levels[8000]), quantizer.ends(), "{bits} bits");
            assert_eq!(quantizer.ends(), (0, (1 << bits) - 1));
        }
    }

    #[test]
    fn zeros_and_denormals_have_a_result() {
        for values in [[0.0; 2], [1e-45, -1e-45], [f32::MAX, f32::MIN]] {
            let quantizer = dorefa_weights(&values, 3).expect("bits");
            assert!(values.iter().all(|&x| quantizer.dequantized(x, 0.0).is_finite() && quantizer.clipped(x, 0.0) == 0));
        }
        assert_eq!(dorefa_weights(&[0.0], 2).expect("bits").dequantized(0.0, 0.0), 2.0 * (2.0 / 3.0) - 1.0);
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        assert_eq!(wrpn_weights(1), Err(Error::SchemeBits { bits: 1, least: 2, most: 8 }));
        assert_eq!(unit_activations(9), Err(Error::SchemeBits { bits: 9, least: 1, most: 8 }));
        for alpha in [0.0, -1.0, 1e-45, f32::NAN] {
            assert!(matches!(pact_activations(alpha, 8), Err(Error::Alpha { .. })), "{alpha:e}");
        }
        assert!(matches!(pact_activations(f32::INFINITY, 8), Err(Error::Alpha { .. })));
    }
}
