//! The 16-bit floats, as codes in the order of their values. Conversion is the `half` crate's (round half to even).

use half::{bf16, f16};
use serde::{Deserialize, Serialize};

/// A 16-bit float format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HalfFloat {
    /// IEEE 754 binary16: 5 exponent bits, 10 mantissa bits, largest 65504.
    Fp16,
    /// The upper half of a 32-bit float: 8 exponent bits, 7 mantissa bits.
    Bf16,
}

impl HalfFloat {
    /// The bit pattern nearest to `x`; beyond the largest finite value, infinity.
    #[inline]
    pub fn encode(self, x: f32) -> u16 {
        match self {
            Self::Fp16 => f16::from_f32(x).to_bits(),
            Self::Bf16 => bf16::from_f32(x).to_bits(),
        }
    }

    /// The value of a bit pattern, exact.
    #[inline]
    pub fn decode(self, bits: u16) -> f32 {
        match self {
            Self::Fp16 => f16::from_bits(bits).to_f32(),
            Self::Bf16 => bf16::from_bits(bits).to_f32(),
        }
    }

    /// The largest finite value.
    pub fn max(self) -> f32 {
        match self {
            Self::Fp16 => f16::MAX.to_f32(),
            Self::Bf16 => bf16::MAX.to_f32(),
        }
    }

    /// Stored bits of the mantissa; the exponent has the rest of 15.
    pub fn mantissa_bits(self) -> u32 {
        match self {
            Self::Fp16 => f16::MANTISSA_DIGITS - 1,
            Self::Bf16 => bf16::MANTISSA_DIGITS - 1,
        }
    }

    /// A bit pattern's place among all values: negative for a set sign bit (-0 is -1), rising with the value.
    #[inline]
    pub fn rank(bits: u16) -> i32 {
        let magnitude = i32::from(bits & 0x7fff);
        if bits & 0x8000 == 0 { magnitude } else { -1 - magnitude }
    }

    /// The bit pattern at a rank; the inverse of [`HalfFloat::rank`].
    #[inline]
    pub fn at_rank(rank: i32) -> u16 {
        if rank >= 0 { rank as u16 } else { 0x8000 | (-1 - rank) as u16 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back() {
        for format in [HalfFloat::Fp16, HalfFloat::Bf16] {
            for bits in 0..=u16::MAX {
                assert_eq!(HalfFloat::at_rank(HalfFloat::rank(bits)), bits);
                let value = format.decode(bits);
                if !value.is_nan() {
                    assert_eq!(format.encode(value), bits, "{format:?} {bits:#06x}");
                }
            }
        }
    }

    #[test]
    fn ranks_rise_with_the_values() {
        for format in [HalfFloat::Fp16, HalfFloat::Bf16] {
            let inf = HalfFloat::rank(format.encode(f32::INFINITY));
            let values: Vec<f32> = (-1 - inf..=inf).map(|r| format.decode(HalfFloat::at_rank(r))).collect();
            assert!(values.is_sorted(), "{format:?}");
        }
    }
}
