//! NVFP4: 16 values of E2M1 share a scale in E4M3, and a whole tensor may share another in f32. As torchao 0.18
//! (`nvfp4_quantize`, `per_tensor_amax_to_scale`, `NVFP4Tensor.dequantize`), nvidia-modelopt 0.47 (`NVFP4QTensor`) or
//! compressed-tensors 0.20 (`generate_gparam`, `calculate_qparams`), bit for bit. Knows no other format.

use crate::num::Minifloat;
use crate::quant::block::absmax;
use crate::quant::{Arithmetic, Element, Quantizer, Scaled};
use serde::{Deserialize, Serialize};

/// Whose arithmetic the scales follow: libraries differ in blocks whose largest magnitude is small beside the tensor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Nvfp4Rule {
    /// torchao 0.18: scales of blocks are at least 2^-6, and values are multiplied by rounded reciprocals.
    #[default]
    Torchao,
    /// nvidia-modelopt 0.47: at least 2^-9, the least E4M3; 1 for a block of zeros; values are divided.
    Modelopt,
    /// compressed-tensors 0.20: the inverse of the tensor's scale is kept; the scale of a block that would be 0 is 1/8; values are
    /// divided.
    CompressedTensors,
}

/// NVFP4 with one level of scales or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nvfp4 {
    /// Whether the tensor has a scale of its own, so that the scales of blocks use all of E4M3. Of [`Nvfp4Rule::Torchao`] alone: the
    /// others always have one.
    pub two_level: bool,
    /// Whose arithmetic it is.
    pub rule: Nvfp4Rule,
}

/// The largest scale of a block, the largest E4M3.
const SCALE_MAX: f32 = 448.0;
/// The smallest scale of a block in torchao, which uses no subnormal scales.
const SCALE_MIN: f32 = 0.015_625;
/// The smallest E4M3, modelopt's smallest scale.
const SUBNORMAL_MIN: f32 = 0.001_953_125;
/// The scale of a block of zeros in modelopt, 1 in E4M3.
const ONE: u8 = 0x38;
/// What compressed-tensors takes for a scale of 0, 1/8 in E4M3.
const EIGHTH: u8 = 0x20;
/// The largest E2M1.
const ELEMENT_MAX: f32 = 6.0;

impl Nvfp4 {
    /// Values that share a scale.
    pub const BLOCK: usize = 16;

    /// The number kept for a tensor whose largest magnitude is `absmax`: its scale, `absmax / (448 * 6)`, or the inverse of it; none
    /// with one level.
    ///
    /// Scales below 2^-126 are 2^-126: the libraries' own reciprocals overflow there, and a tensor of zeros becomes NaN.
    pub fn tensor_scale(self, absmax: f32) -> Option<f32> {
        let largest = SCALE_MAX * ELEMENT_MAX;
        match self.rule {
            Nvfp4Rule::CompressedTensors => Some((1.0 / absmax.max(f32::MIN_POSITIVE) * largest).min(f32::MAX)),
            Nvfp4Rule::Modelopt => Some((absmax / largest).max(f32::MIN_POSITIVE)),
            Nvfp4Rule::Torchao => self.two_level.then(|| (absmax / largest).max(f32::MIN_POSITIVE)),
        }
    }

    /// The stored scale of a block: `absmax / 6` in units of the tensor's scale, at most 448. With one level, magnitudes beyond 2688
    /// are clipped. The least one is the rule's.
    pub fn scale(self, absmax: f32, tensor_scale: Option<f32>) -> u8 {
        let encoded = |scale: f32, least: f32| Minifloat::E4M3FN.encode(scale.clamp(least, SCALE_MAX)) as u8;
        let tensor = tensor_scale.unwrap_or(1.0);
        match self.rule {
            Nvfp4Rule::Torchao => encoded(absmax / ELEMENT_MAX / tensor, SCALE_MIN),
            Nvfp4Rule::Modelopt if absmax == 0.0 => ONE,
            Nvfp4Rule::Modelopt => encoded(absmax / (ELEMENT_MAX * tensor), SUBNORMAL_MIN),
            Nvfp4Rule::CompressedTensors => match encoded(tensor * (absmax / ELEMENT_MAX), 0.0) {
                0 => EIGHTH,
                scale => scale,
            },
        }
    }

    /// The size of a step in a block: its scale and the tensor's together.
    pub fn step(self, block: f32, tensor_scale: Option<f32>) -> f32 {
        match (self.rule, tensor_scale) {
            (_, None) => block,
            (Nvfp4Rule::CompressedTensors, Some(inverse)) => block / inverse,
            (_, Some(tensor)) => tensor * block,
        }
    }

    /// The quantizer of a block with this stored scale. `None` if the scale is NaN or not positive.
    pub fn quantizer(self, scale: u8, tensor_scale: Option<f32>) -> Option<Quantizer> {
        let block = Minifloat::E4M3FN.decode(u16::from(scale));
        let scale = self.step(block, tensor_scale);
        let (arithmetic, factor) = match (self.rule, tensor_scale) {
            // The reciprocal of the very smallest scales overflows; torchao then turns 0 into NaN.
            (Nvfp4Rule::Torchao, None) => (Arithmetic::Reciprocal, (1.0 / block).min(f32::MAX)),
            (Nvfp4Rule::Torchao, Some(tensor)) => (Arithmetic::Reciprocal, (1.0 / tensor / block).min(f32::MAX)),
            _ => (Arithmetic::Divide, scale),
        };
        let element = Element::Float(Minifloat::E2M1);
        (scale > 0.0).then_some(Quantizer::Scaled(Scaled { element, arithmetic, factor, scale }))
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
        let one = Nvfp4 { two_level: false, rule: Nvfp4Rule::Torchao };
        assert_eq!([0.0, 0.09, 6.0, 2688.0, 1e30].map(|absmax| one.scale(absmax, None)), [0x08, 0x08, 0x38, 0x7e, 0x7e]);
    }

    #[test]
    fn the_largest_block_of_two_levels_has_the_largest_scale() {
        let two = Nvfp4 { two_level: true, rule: Nvfp4Rule::Torchao };
        for absmax in [1e-30, 0.37, 1.0, 12345.6, 1e38] {
            assert_eq!(two.scale(absmax, two.tensor_scale(absmax)), 0x7e);
        }
        assert_eq!(two.tensor_scale(0.0), Some(f32::MIN_POSITIVE));
    }
}
