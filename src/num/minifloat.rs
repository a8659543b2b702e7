//! Small floats: a sign, a few exponent bits, a few mantissa bits. Conversion by bit arithmetic, rounded once, half to
//! even. Knows nothing of scales or blocks.

use crate::Error;
use serde::{Deserialize, Serialize};

/// Which codes are not numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Specials {
    /// IEEE 754: an exponent of ones is infinity (mantissa 0) or NaN.
    Ieee,
    #[default]
    /// Only the code of ones is NaN, and there is no infinity (the `fn` formats of OCP and ONNX).
    NanOnly,
    /// All codes are finite. NaN becomes -0, as in ml_dtypes.
    None,
}

/// The result for a number that would round to more than the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// The largest number, also for infinity.
    Saturate,
    /// Infinity; NaN if the format has no infinity; the largest number if it has neither.
    Special,
}

/// A float format of 2 to 16 bits: `(-1)^s * 2^(e - bias) * (1 + m / 2^M)`, for `e = 0` `(-1)^s * 2^(1 - bias) * m / 2^M`.
///
/// All its values are f32 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minifloat {
    exponent_bits: u8,
    mantissa_bits: u8,
    bias: i16,
    specials: Specials,
    overflow: Overflow,
}

const INFINITY: u32 = f32::INFINITY.to_bits();

impl Minifloat {
    /// IEEE 754 binary16.
    pub const FP16: Self = Self::of(5, 10, 15, Specials::Ieee);
    /// The upper half of a 32-bit float.
    pub const BF16: Self = Self::of(8, 7, 127, Specials::Ieee);
    /// OCP 8-bit float up to 448. Saturates as in torch and ONNX; in ml_dtypes it overflows to NaN.
    pub const E4M3FN: Self = Self { overflow: Overflow::Saturate, ..Self::of(4, 3, 7, Specials::NanOnly) };
    /// IEEE-like 8-bit float up to 240.
    pub const E4M3: Self = Self::of(4, 3, 7, Specials::Ieee);
    /// OCP 8-bit float up to 57344; overflows to infinity as in torch.
    pub const E5M2: Self = Self::of(5, 2, 15, Specials::Ieee);
    /// OCP 6-bit float up to 28.
    pub const E3M2: Self = Self::of(3, 2, 3, Specials::None);
    /// OCP 6-bit float up to 7.5.
    pub const E2M3: Self = Self::of(2, 3, 1, Specials::None);
    /// OCP 4-bit float: 0, 0.5, 1, 1.5, 2, 3, 4, 6 and their negatives.
    pub const E2M1: Self = Self::of(2, 1, 1, Specials::None);

    /// The named formats.
    pub const CATALOG: [(&'static str, Self); 8] = [
        ("fp16", Self::FP16),
        ("bf16", Self::BF16),
        ("fp8 e4m3fn", Self::E4M3FN),
        ("fp8 e4m3", Self::E4M3),
        ("fp8 e5m2", Self::E5M2),
        ("fp6 e3m2", Self::E3M2),
        ("fp6 e2m3", Self::E2M3),
        ("fp4 e2m1", Self::E2M1),
    ];

    const fn of(exponent_bits: u8, mantissa_bits: u8, bias: i16, specials: Specials) -> Self {
        Self { exponent_bits, mantissa_bits, bias, specials, overflow: Overflow::Special }
    }

    /// A format of `exponent_bits` (1 to 8) and `mantissa_bits` (0 to 10), 16 bits with the sign at most.
    ///
    /// Fails where it would have no number but 0, no code for its NaN, or numbers that no f32 equals.
    pub fn new(exponent_bits: u8, mantissa_bits: u8, bias: i32, specials: Specials, overflow: Overflow) -> Result<Self, Error> {
        let fail = |reason| Err(Error::FloatFormat { reason });
        if !(1..=8).contains(&exponent_bits) || mantissa_bits > 10 || exponent_bits + mantissa_bits > 15 {
            return fail(msg!("it needs 1 to 8 exponent bits, at most 10 mantissa bits and at most 16 bits in all"));
        }
        if specials == Specials::Ieee && mantissa_bits == 0 {
            return fail(msg!("without a mantissa bit, infinity leaves no code for NaN"));
        }
        if specials == Specials::NanOnly && exponent_bits + mantissa_bits == 1 {
            return fail(msg!("its only code beside 0 would be NaN"));
        }
        // Wider than any bias that can pass, so that nothing below overflows.
        let Some(bias) = i16::try_from(bias).ok().filter(|b| (-512..=512).contains(b)) else {
            return fail(msg!("its bias makes its numbers larger or smaller than a 32-bit float can hold"));
        };
        let format = Self { exponent_bits, mantissa_bits, bias, specials, overflow };
        let top = (format.max_code() >> mantissa_bits).max(1) as i32 - i32::from(bias);
        if top > 127 || format.smallest_exponent() < -149 {
            return fail(msg!("its bias makes its numbers larger or smaller than a 32-bit float can hold"));
        }
        Ok(format)
    }

    /// The same format with another overflow rule.
    pub const fn with_overflow(self, overflow: Overflow) -> Self {
        Self { overflow, ..self }
    }

    /// Stored bits of the exponent.
    pub fn exponent_bits(self) -> u32 {
        u32::from(self.exponent_bits)
    }

    /// Stored bits of the mantissa.
    #[inline]
    pub fn mantissa_bits(self) -> u32 {
        u32::from(self.mantissa_bits)
    }

    /// Bits of a code.
    pub fn bits(self) -> u32 {
        1 + self.exponent_bits() + self.mantissa_bits()
    }

    /// The bias: the number subtracted from a stored exponent.
    #[inline]
    pub fn bias(self) -> i32 {
        i32::from(self.bias)
    }

    /// Which codes are not numbers.
    pub fn specials(self) -> Specials {
        self.specials
    }

    /// The overflow rule.
    pub fn overflow(self) -> Overflow {
        self.overflow
    }

    /// The largest number.
    #[inline]
    pub fn max(self) -> f32 {
        let code = self.max_code();
        let exponent = (code >> self.mantissa_bits) as i32 - self.bias();
        if code >> self.mantissa_bits == 0 || exponent < -126 {
            return self.decode(code as u16);
        }
        // As f32 has it: the bits of the mantissa come first in both.
        let mantissa = code & ((1 << self.mantissa_bits) - 1);
        f32::from_bits(((exponent + 127) as u32) << 23 | mantissa << (23 - self.mantissa_bits))
    }

    /// The smallest number with a hidden 1, `2^(1 - bias)`.
    #[inline]
    pub fn min_normal(self) -> f32 {
        power_of_two(1 - self.bias())
    }

    /// The smallest number above 0; [`Minifloat::min_normal`] where there are no mantissa bits.
    pub fn min_subnormal(self) -> f32 {
        power_of_two(self.smallest_exponent())
    }

    /// The code of the largest number, which is its rank too.
    #[inline]
    pub fn max_code(self) -> u32 {
        match self.specials {
            Specials::Ieee => (((1 << self.exponent_bits) - 1) << self.mantissa_bits) - 1,
            Specials::NanOnly => self.magnitudes() - 1,
            Specials::None => self.magnitudes(),
        }
    }

    /// The nearest code; of two equally near, the even one. NaN gives the format's NaN with the sign kept, or -0.
    pub fn encode(self, x: f32) -> u16 {
        let bits = x.to_bits();
        let sign = bits >> 31 << (self.bits() - 1);
        let magnitude = bits & 0x7fff_ffff;
        if magnitude > INFINITY {
            return match self.specials {
                Specials::None => (self.magnitudes() + 1) as u16,
                _ => (sign | self.nan()) as u16,
            };
        }
        let code = self.unbounded(magnitude);
        let code = match (self.overflow, self.specials) {
            _ if code <= self.max_code() => code,
            (Overflow::Special, Specials::Ieee) => self.max_code() + 1,
            (Overflow::Special, Specials::NanOnly) => self.nan(),
            _ => self.max_code(),
        };
        (sign | code) as u16
    }

    /// Whether numbers that are too large become the largest number.
    #[inline]
    pub fn saturates(self) -> bool {
        self.overflow == Overflow::Saturate || self.specials == Specials::None
    }

    /// Whether `x` would round to more than the largest number.
    pub fn overflows(self, x: f32) -> bool {
        self.unbounded(x.to_bits() & 0x7fff_ffff) > self.max_code()
    }

    /// The value of a code, exact. Bits above the format's are ignored.
    pub fn decode(self, code: u16) -> f32 {
        let code = u32::from(code);
        let magnitude = code & self.magnitudes();
        let value = if magnitude > self.max_code() {
            if self.specials == Specials::Ieee && magnitude == self.max_code() + 1 { f32::INFINITY } else { f32::NAN }
        } else {
            let hidden = 1 << self.mantissa_bits;
            let (field, mantissa) = (magnitude >> self.mantissa_bits, magnitude & (hidden - 1));
            let significand = if field == 0 { mantissa } else { mantissa | hidden };
            significand as f32 * power_of_two(self.smallest_exponent() + field.saturating_sub(1) as i32)
        };
        if code > self.magnitudes() && code >> (self.bits() - 1) & 1 == 1 { -value } else { value }
    }

    /// A code's place among all codes: negative for a set sign bit (-0 is -1), rising with the value.
    pub fn rank(self, code: u16) -> i32 {
        let magnitude = (u32::from(code) & self.magnitudes()) as i32;
        if u32::from(code) == magnitude as u32 { magnitude } else { -1 - magnitude }
    }

    /// The code at a rank, the inverse of [`Minifloat::rank`]; the outermost code for ranks beyond it.
    pub fn at_rank(self, rank: i32) -> u16 {
        let (sign, magnitude) = if rank < 0 { (self.magnitudes() + 1, -1 - rank) } else { (0, rank) };
        (sign | (magnitude as u32).min(self.magnitudes())) as u16
    }

    /// All bits of a code but the sign.
    fn magnitudes(self) -> u32 {
        (1 << (self.exponent_bits + self.mantissa_bits)) - 1
    }

    /// The quiet NaN without its sign: all ones, or IEEE's exponent and first mantissa bit.
    fn nan(self) -> u32 {
        match self.specials {
            Specials::Ieee => self.max_code() + 1 + (1 << (self.mantissa_bits - 1)),
            _ => self.magnitudes(),
        }
    }

    /// The exponent of the smallest number above 0.
    fn smallest_exponent(self) -> i32 {
        1 - self.bias() - i32::from(self.mantissa_bits)
    }

    /// The rounded code of an f32 without its sign (not NaN), without an upper limit of the codes.
    fn unbounded(self, magnitude: u32) -> u32 {
        // magnitude = significand * 2^exponent
        let field = magnitude >> 23;
        let (significand, exponent) =
            if field == 0 { (magnitude, -149) } else { (magnitude & 0x007f_ffff | 0x0080_0000, field as i32 - 150) };
        let top = exponent + 31 - significand.leading_zeros() as i32;
        // How many binades above the one shared by the smallest normals and the subnormals.
        let binade = (top - 1 + self.bias()).max(0);
        // Never negative: codes lie no closer than f32 values do.
        let shift = self.smallest_exponent() + binade - exponent;
        if shift > 25 {
            return 0;
        }
        // For a normal number the hidden 1 in `below` adds the 1 that its exponent field has over `binade`.
        let below = ((binade as u32) << self.mantissa_bits) + (significand >> shift);
        let rest = significand & ((1 << shift) - 1);
        let half = (1 << shift) >> 1;
        below + u32::from(rest > half || (rest == half && half > 0 && below & 1 == 1))
    }
}

/// `2^exponent` for -149 to 127.
#[inline]
pub(super) fn power_of_two(exponent: i32) -> f32 {
    f32::from_bits(if exponent < -126 { 1 << (exponent + 149) } else { ((exponent + 127) as u32) << 23 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_formats_have_their_published_limits() {
        let limits = |f: Minifloat| (f.bits(), f.max(), f.min_normal(), f.min_subnormal());
        let two = |e: f32| e.exp2();
        assert_eq!(limits(Minifloat::FP16), (16, 65504.0, two(-14.0), two(-24.0)));
        assert_eq!(limits(Minifloat::BF16), (16, 3.389_531_4e38, two(-126.0), two(-133.0)));
        assert_eq!(limits(Minifloat::E4M3FN), (8, 448.0, two(-6.0), two(-9.0)));
        assert_eq!(limits(Minifloat::E4M3), (8, 240.0, two(-6.0), two(-9.0)));
        assert_eq!(limits(Minifloat::E5M2), (8, 57344.0, two(-14.0), two(-16.0)));
        assert_eq!(limits(Minifloat::E3M2), (6, 28.0, 0.25, 0.0625));
        assert_eq!(limits(Minifloat::E2M3), (6, 7.5, 1.0, 0.125));
        assert_eq!(limits(Minifloat::E2M1), (4, 6.0, 1.0, 0.5));
    }

    #[test]
    fn the_named_formats_are_ones_that_may_be_built() {
        for (name, f) in Minifloat::CATALOG {
            let built = Minifloat::new(f.exponent_bits, f.mantissa_bits, f.bias(), f.specials, f.overflow);
            assert_eq!(built, Ok(f), "{name}");
        }
    }

    #[test]
    fn the_largest_number_is_that_of_its_code() {
        for (e, m, bias) in (1..=8).flat_map(|e| (0..=10).flat_map(move |m| (-130..=150).map(move |bias| (e, m, bias)))) {
            for specials in [Specials::Ieee, Specials::NanOnly, Specials::None] {
                if let Ok(f) = Minifloat::new(e, m, bias, specials, Overflow::Saturate) {
                    assert_eq!(f.max(), f.decode(f.max_code() as u16), "{f:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_too_large_or_no_number_follows_the_peers() {
        let nan = Minifloat::E4M3FN.with_overflow(Overflow::Special);
        assert_eq!([464.0, 465.0, f32::INFINITY].map(|x| nan.encode(x)), [0x7e, 0x7f, 0x7f]);
        assert_eq!([464.0, 465.0, -f32::INFINITY].map(|x| Minifloat::E4M3FN.encode(x)), [0x7e, 0x7e, 0xfe]);
        assert_eq!([61439.0, 61440.0, -f32::INFINITY].map(|x| Minifloat::E5M2.encode(x)), [0x7b, 0x7c, 0xfc]);
        assert_eq!(Minifloat::E5M2.with_overflow(Overflow::Saturate).encode(f32::INFINITY), 0x7b);
        let nans = [Minifloat::FP16, Minifloat::BF16, Minifloat::E4M3FN, Minifloat::E5M2, Minifloat::E3M2, Minifloat::E2M1];
        assert_eq!(nans.map(|f| f.encode(f32::NAN)), [0x7e00, 0x7fc0, 0x7f, 0x7e, 0x20, 0x8]);
        assert_eq!(nans.map(|f| f.overflows(f32::INFINITY)), [true; 6]);
    }

    #[test]
    fn formats_that_cannot_be_are_refused() {
        use {Overflow::Saturate, Specials::*};
        for (e, m, bias, specials) in [
            (0, 3, 7, None),
            (9, 1, 127, None),
            (5, 11, 15, None),
            (8, 8, 127, Ieee),
            (3, 0, 3, Ieee),
            (1, 0, 0, NanOnly),
            (8, 7, 127, None),
            (4, 3, 148, None),
            (4, 3, -114, Ieee),
            (4, 3, i32::MIN, None),
        ] {
            assert!(Minifloat::new(e, m, bias, specials, Saturate).is_err(), "E{e}M{m} bias {bias} {specials:?}");
        }
        assert!(Minifloat::new(4, 3, 147, None, Saturate).is_ok());
        assert!(Minifloat::new(4, 3, -112, None, Saturate).is_ok());
    }
}
