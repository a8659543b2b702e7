//! NVFP4: 16 values of E2M1 share a scale in E4M3, and a whole tensor may share another in f32. As torchao 0.18
//! (`nvfp4_quantize`, `per_tensor_amax_to_scale`, `NVFP4Tensor.dequantize`), bit for bit. Knows no other format.

use crate::num::Minifloat;
use crate::quant::block::absmax;
use crate::quant::{Arithmetic, Element, Quantizer, Scaled};

/// NVFP4 with one level of scales or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nvfp4 {
    /// Whether the tensor has a scale of its own, so that the scales of blocks use all of E4M3.
    pub two_level: bool,
}

/// The largest scale of a block, the largest E4M3.
const SCALE_MAX: f32 = 448.0;
/// The smallest scale of a block: torchao uses no subnormal scales.
const SCALE_MIN: f32 = 0.015_625;
/// The largest E2M1.
const ELEMENT_MAX: f32 = 6.0;

impl Nvfp4 {
    /// Values that share a scale.
    pub const BLOCK: usize = 16;

    /// The scale of a tensor whose largest magnitude is `absmax`, `absmax / (448 * 6)`; none with one level.
    ///
    /// Below 2^-126 it is 2^-126: torchao's own reciprocal overflows there, and a tensor of zeros becomes NaN.
    pub fn tensor_scale(self, absmax: f32) -> Option<f32> {
        self.two_level.then(|| (absmax / (SCALE_MAX * ELEMENT_MAX)).max(f32::MIN_POSITIVE))
    }

    /// The stored scale of a block: `absmax / 6` in units of the tensor's scale, at least 2^-6, at most 448. With one
    /// level, magnitudes beyond 2688 are clipped.
    pub fn scale(self, absmax: f32, tensor_scale: Option<f32>) -> u8 {
        let scale = absmax / ELEMENT_MAX;
        let scale = tensor_scale.map_or(scale, |tensor| scale / tensor);
        Minifloat::E4M3FN.encode(scale.clamp(SCALE_MIN, SCALE_MAX)) as u8
    }

    /// The quantizer of a block with this stored scale. `None` if the scale is NaN or not positive.
    pub fn quantizer(self, scale: u8, tensor_scale: Option<f32>) -> Option<Quantizer> {
        let block = Minifloat::E4M3FN.decode(u16::from(scale));
        let (factor, scale) = match tensor_scale {
            None => (1.0 / block, block),
            Some(tensor) => (1.0 / tensor / block, tensor * block),
        };
        // The reciprocal of the very smallest scales overflows; torchao then turns 0 into NaN.
        let factor = factor.min(f32::MAX);
        let element = Element::Float(Minifloat::E2M1);
        (scale > 0.0).then_some(Quantizer::Scaled(Scaled { element, arithmetic: Arithmetic::Reciprocal, factor, scale }))
    }

    /// Calls `see` with the quantizer and the values of each block; returns the scale of the tensor and those of all
    /// blocks. Blocks follow one another in `values`.
    pub(super) fn each(self, values: &[f32], mut see: impl FnMut(Quantizer, &[f32])) -> Option<(Option<f32>, Vec<u8>)> {
        let tensor_scale = self.tensor_scale(absmax(values));
        let mut scales = Vec::with_capacity(values.len().div_ceil(Self::BLOCK));
        for block in values.chunks(Self::BLOCK) {
            let scale = self.scale(absmax(block), tensor_scale);
            see(self.quantizer(scale, tensor_scale)?, block);
            scales.push(scale);
        }
        Some((tensor_scale, scales))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_stay_within_the_normal_numbers_of_e4m3() {
        let one = Nvfp4 { two_level: false };
        assert_eq!([0.0, 0.09, 6.0, 2688.0, 1e30].map(|absmax| one.scale(absmax, None)), [0x08, 0x08, 0x38, 0x7e, 0x7e]);
    }

    #[test]
    fn the_largest_block_of_two_levels_has_the_largest_scale() {
        let two = Nvfp4 { two_level: true };
        for absmax in [1e-30, 0.37, 1.0, 12345.6, 1e38] {
            assert_eq!(two.scale(absmax, two.tensor_scale(absmax)), 0x7e);
        }
        assert_eq!(two.tensor_scale(0.0), Some(f32::MIN_POSITIVE));
    }
}
