//! OCP Microscaling (MX): 32 values share a power of two. The rules of torchao 0.18 (`to_mx` and `to_dtype`, eager, on a
//! CPU), bit for bit; MXINT8, which torchao lacks, as in OCP MX v1.0. Knows no other format.

use crate::num::{CodeRange, E8m0, Minifloat, Overflow, Rounding};
use crate::quant::block::absmax;
use crate::quant::{Affine, Arithmetic, Element, Quantizer, Scaled, ZeroPointAdded};
use serde::{Deserialize, Serialize};

/// The element type: how the values of a block are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MxElement {
    /// MXFP8 E4M3.
    E4m3,
    /// MXFP8 E5M2.
    E5m2,
    /// MXFP6 E2M3.
    E2m3,
    /// MXFP6 E3M2.
    E3m2,
    /// MXFP4.
    E2m1,
    /// MXINT8: 64ths from -127 to 127, rounded half to even. Code -128 is not used, so that negation keeps the bits.
    Int8,
}

/// How the exponent of the scale follows from the largest magnitude of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ScaleRule {
    /// The exponent of the largest magnitude less that of the element's largest number: the rule of the OCP text.
    /// Magnitudes between the element's largest number and the next power of two are clipped.
    #[default]
    Floor,
    /// One more, unless the largest magnitude is a power of two: nothing is clipped.
    Ceil,
    /// The exponent after rounding the largest magnitude to the element's mantissa, halves up.
    Even,
    /// The same with one bit of mantissa for every element, as FP4 has it: from 1.75 on the next power of two (compressed-tensors).
    EvenFp4,
    /// `ceil(log2(absmax / max))`, cuBLAS's rule: the least scale that clips nothing.
    Rceil,
}

/// One MX format: element and scale rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mx {
    /// The element.
    pub element: MxElement,
    /// The rule for the scale.
    pub rule: ScaleRule,
}

/// Steps of MXINT8 in 1.
const INT8_STEPS: f32 = 64.0;
/// The largest code of MXINT8.
const INT8_MAX: i32 = 127;

impl MxElement {
    /// The float format; none for integers.
    pub fn float(self) -> Option<Minifloat> {
        let format = match self {
            Self::E4m3 => Minifloat::E4M3FN,
            Self::E5m2 => Minifloat::E5M2,
            Self::E2m3 => Minifloat::E2M3,
            Self::E3m2 => Minifloat::E3M2,
            Self::E2m1 => Minifloat::E2M1,
            Self::Int8 => return None,
        };
        Some(format.with_overflow(Overflow::Saturate))
    }

    /// Bits of a code.
    pub fn bits(self) -> u32 {
        self.float().map_or(8, Minifloat::bits)
    }

    /// The largest number.
    fn max(self) -> f32 {
        self.float().map_or(INT8_MAX as f32 / INT8_STEPS, Minifloat::max)
    }

    /// Bits behind the binary point of the largest number, written as a power of two times 1.something.
    fn mantissa_bits(self) -> u32 {
        self.float().map_or(6, Minifloat::mantissa_bits)
    }
}

impl Mx {
    /// Values that share a scale.
    pub const BLOCK: usize = 32;

    /// The shared scale of a block whose largest magnitude is `absmax` (finite). A block of zeros gets 2^-127.
    ///
    /// Scales stay within 2^-127 and 2^127; only MXINT8 can meet the upper end.
    pub fn scale(self, absmax: f32) -> E8m0 {
        // The stored exponent of f32 has the bias of E8M0.
        let field = |bits: u32| (bits >> 23) as i32;
        let bits = absmax.to_bits();
        let exponent = match self.rule {
            ScaleRule::Floor => field(bits) - self.top(),
            ScaleRule::Ceil => field(bits) + i32::from(bits & 0x007f_ffff != 0) - self.top(),
            ScaleRule::Even => field(bits + (1 << (22 - self.element.mantissa_bits()))) - self.top(),
            ScaleRule::EvenFp4 => field(bits + (1 << 21)) - self.top(),
            ScaleRule::Rceil => {
                // torch takes the logarithm in f32: just above a power of two it rounds down to the integer.
                let log2 = libm::log2(f64::from(absmax / self.element.max())) as f32;
                log2.ceil().clamp(-127.0, 127.0) as i32 + 127
            }
        };
        E8m0(exponent.clamp(0, 254) as u8)
    }

    /// The exponent of the element's largest number.
    fn top(self) -> i32 {
        (self.element.max().to_bits() >> 23) as i32 - 127
    }

    /// The quantizer of a block with this scale. `None` if the scale is NaN.
    ///
    /// Quantizing and dequantizing differ for the smallest scale, as in torchao: dequantizing multiplies by 2^-127, but
    /// quantizing divides by 2^-126, or under [`ScaleRule::Rceil`] by 1, so that such blocks become zeros.
    pub fn quantizer(self, scale: E8m0) -> Option<Quantizer> {
        if scale == E8m0::NAN {
            return None;
        }
        let value = scale.value();
        let Some(float) = self.element.float() else {
            let step = value / INT8_STEPS;
            return Some(Quantizer::Affine(Affine {
                scale: step,
                reciprocal: 1.0 / step,
                zero_point: 0.0,
                codes: CodeRange { qmin: -INT8_MAX, qmax: INT8_MAX },
                arithmetic: Arithmetic::Divide,
                keeps_inverse: false,
                zero_point_added: ZeroPointAdded::AfterRounding,
                rounding: Rounding::HalfEven,
            }));
        };
        let factor = match (self.rule, scale) {
            (ScaleRule::Rceil, E8m0(0)) => 1.0,
            _ => value.max(f32::MIN_POSITIVE),
        };
        Some(Quantizer::Scaled(Scaled { element: Element::Float(float), arithmetic: Arithmetic::Divide, factor, scale: value }))
    }

    /// Calls `see` with the quantizer and the values of each block; returns the scales. Blocks follow one another in
    /// `values`.
    pub(super) fn each(self, values: &[f32], mut see: impl FnMut(Quantizer, &[f32])) -> Option<Vec<E8m0>> {
        let mut scales = Vec::with_capacity(values.len().div_ceil(Self::BLOCK));
        for block in values.chunks(Self::BLOCK) {
            let scale = self.scale(absmax(block));
            see(self.quantizer(scale)?, block);
            scales.push(scale);
        }
        Some(scales)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELEMENTS: [MxElement; 6] = [MxElement::E4m3, MxElement::E5m2, MxElement::E2m3, MxElement::E3m2, MxElement::E2m1, MxElement::Int8];

    /// The exponent of every f32 power of two and of its neighbours, found by comparing with powers in f64.
    #[test]
    fn the_scale_of_every_exponent_follows_its_rule() {
        for (element, max, top, mantissa) in [
            (ELEMENTS[0], 448.0, 8, 3),
            (ELEMENTS[1], 57344.0, 15, 2),
            (ELEMENTS[2], 7.5, 2, 3),
            (ELEMENTS[3], 28.0, 4, 2),
            (ELEMENTS[4], 6.0, 2, 1),
            (ELEMENTS[5], 127.0 / 64.0, 0, 6),
        ] {
            for field in 1u32..=254 {
                let (power, k) = (f32::from_bits(field << 23), field as i32 - 127);
                let half_up = 1.0 - 2f32.powi(-mantissa - 2);
                for x in [power, power.next_down(), power.next_up(), power * 1.5, power * half_up, (power * half_up).next_down()] {
                    let two = |e: i32| 2f64.powi(e);
                    let floor = (k - 1..=k + 1).rev().find(|&e| two(e) <= f64::from(x)).expect("one of three");
                    let byte = |exponent: i32| (exponent + 127).clamp(0, 254) as u8;
                    let scale = |rule| Mx { element, rule }.scale(x).0;
                    // Denormals have no exponent of their own: their stored one is 0.
                    let floor = if floor < -126 { -127 } else { floor };
                    assert_eq!(scale(ScaleRule::Floor), byte(floor - top), "{element:?} floor {x:e}");
                    let ceil = floor + i32::from(f64::from(x) != two(floor.max(-126)));
                    assert_eq!(scale(ScaleRule::Ceil), byte(ceil - top), "{element:?} ceil {x:e}");
                    if floor >= -126 {
                        let unit = two(floor - mantissa);
                        let rounded = (f64::from(x) / unit + 0.5).floor() * unit;
                        let even = floor + i32::from(rounded >= two(floor + 1));
                        assert_eq!(scale(ScaleRule::Even), byte(even - top), "{element:?} even {x:e}");
                    }
                    let least = (-127..=127).find(|&e| f64::from(x) <= max * two(e)).expect("one is large enough");
                    let rceil = scale(ScaleRule::Rceil);
                    assert!(rceil == byte(least) || rceil == byte(least - 1) && f64::from(x) < max * two(least - 1) * 1.00001, "{x:e}");
                }
            }
        }
    }

    #[test]
    fn zeros_get_the_smallest_scale() {
        for element in ELEMENTS {
            for rule in [ScaleRule::Floor, ScaleRule::Ceil, ScaleRule::Even, ScaleRule::Rceil] {
                assert_eq!(Mx { element, rule }.scale(0.0), E8m0(0), "{element:?} {rule:?}");
            }
        }
    }

    #[test]
    fn int8_is_symmetric_64ths() {
        let mx = Mx { element: MxElement::Int8, rule: ScaleRule::Floor };
        let quantizer = mx.quantizer(mx.scale(1.999)).expect("a scale");
        assert_eq!([0.999, 1.99, -1.999, 0.5 / 64.0].map(|x| quantizer.apply(x, 0.0).1), [1.0, 1.984_375, -1.984_375, 0.0]);
    }
}
