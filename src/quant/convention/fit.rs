//! From a range to scale and zero point, as the convention says. Knows no values.

use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::{
    Affine, Arithmetic, Convention, Degenerate, Precision, Range, ScaleForm, ScaleType, SymmetricCodes, SymmetricDivisor, SymmetricZero,
    ZeroPoint, ZeroPointFrom,
};
use half::{bf16, f16};

impl Affine {
    /// Scale and zero point for a range. A symmetric scheme has its zero in the middle of the codes.
    ///
    /// Fails when the range is wider than f32 can tell, or a code's value is larger.
    pub fn fit(convention: &Convention, symmetric: bool, range: Range, codes: CodeRange, rounding: Rounding) -> Result<Self, Error> {
        let codes = convention.codes(symmetric, codes);
        let used = convention.effective_range(symmetric, range);
        let too_wide = Error::RangeTooWide { lo: used.lo, hi: used.hi };
        let keeps_inverse = convention.keeps_inverse(symmetric);
        let (length, steps) = convention.scale_terms(symmetric, used, codes);
        let inverse = match convention.scale_form {
            ScaleForm::Inverse => (1.0 / length as f32) * steps as f32,
            _ => (steps / length) as f32,
        };
        let exact = match (keeps_inverse, convention.precision) {
            (true, _) => f64::from(1.0 / inverse),
            (false, Precision::Single) => f64::from(convention.step(length, steps)),
            (false, Precision::Double) => length / steps,
        };
        if !(exact as f32).is_finite() {
            return Err(too_wide);
        }
        let stand_in = convention.degenerate.stand_in(exact, used);
        let exact = stand_in.map_or(exact, f64::from);
        let scale = convention.scale_type.round(exact as f32);
        if !scale.is_finite() {
            return Err(too_wide);
        }
        // A scale that vanishes in the type it is kept in divides no 0: 0 keeps its code, all else is clipped.
        let vanishes = scale == 0.0 && convention.scale_type != ScaleType::F32;
        let arithmetic = if keeps_inverse || vanishes { Arithmetic::Reciprocal } else { convention.arithmetic };
        let reciprocal = match (keeps_inverse && stand_in.is_none(), vanishes) {
            (true, _) => inverse,
            (_, true) => f32::MAX,
            _ => 1.0 / scale,
        };
        let zero_point_added = convention.zero_point_added;
        let mut affine = Self { scale, reciprocal, zero_point: 0.0, codes, arithmetic, keeps_inverse, zero_point_added, rounding };
        affine.zero_point = match convention.degenerate {
            Degenerate::OneAndZero | Degenerate::IfZero(_) if stand_in.is_some() => 0.0,
            _ if symmetric => convention.symmetric_zero_point(codes),
            _ => convention.zero_point_of(&affine, used, exact),
        };
        let finite = [codes.qmin, codes.qmax].iter().all(|&code| affine.dequantize(code as f32).is_finite());
        if finite { Ok(affine) } else { Err(too_wide) }
    }
}

impl Convention {
    /// The range the scale is computed from: mirrored when symmetric, else widened to 0 where the convention says so.
    pub fn effective_range(&self, symmetric: bool, range: Range) -> Range {
        let widened = if symmetric || self.range_includes_zero { range.with_zero() } else { range };
        let mirrored = match self.symmetric_divisor {
            SymmetricDivisor::Restricted | SymmetricDivisor::Full => true,
            SymmetricDivisor::EachEnd | SymmetricDivisor::LargerEnd => false,
            SymmetricDivisor::FullUnlessPositive => widened.lo < 0.0,
        };
        let used = match (symmetric, self.symmetric_divisor) {
            // Which end is the larger is told by the range itself.
            (true, SymmetricDivisor::LargerEnd) => range,
            (true, _) if mirrored => range.mirrored(),
            _ => widened,
        };
        match self.degenerate {
            Degenerate::Range(stand_in) if used.absmax() == 0.0 => stand_in,
            _ => used,
        }
    }

    /// The codes that are used: symmetric ones leave out the lowest where the convention says so.
    pub fn codes(&self, symmetric: bool, codes: CodeRange) -> CodeRange {
        let leaves_out = match self.symmetric_codes {
            SymmetricCodes::All => false,
            SymmetricCodes::Mirrored | SymmetricCodes::MirroredAlways => true,
            SymmetricCodes::MirroredFromEightBits => codes.qmax >= 127,
        };
        if symmetric && codes.qmin == 0 && self.symmetric_codes == SymmetricCodes::MirroredAlways {
            return CodeRange { qmin: 0, qmax: codes.qmax - 1 };
        }
        let lopsided = codes.qmin.checked_add(1) == codes.qmax.checked_neg();
        CodeRange { qmin: if symmetric && leaves_out && lopsided { -codes.qmax } else { codes.qmin }, ..codes }
    }

    /// Whether the inverse scale is computed and kept.
    pub fn keeps_inverse(&self, symmetric: bool) -> bool {
        match self.scale_form {
            ScaleForm::Step | ScaleForm::StepByProduct => false,
            ScaleForm::Inverse => true,
            ScaleForm::InverseIfSymmetric => symmetric,
        }
    }

    /// A length and the steps it is divided into: the scale is their quotient, before anything replaces it. `used`
    /// is the effective range, the length is as precise as the convention computes it.
    pub fn scale_terms(&self, symmetric: bool, used: Range, codes: CodeRange) -> (f64, f64) {
        let all = f64::from(codes.steps());
        let width = match self.precision {
            Precision::Single => f64::from(used.width()),
            Precision::Double => f64::from(used.hi) - f64::from(used.lo),
        };
        let least = match self.degenerate {
            Degenerate::LengthAtLeast(least) => f64::from(least),
            _ => 0.0,
        };
        if !symmetric {
            return (width.max(least), all);
        }
        let largest = f64::from(used.absmax()).max(least);
        match self.symmetric_divisor {
            SymmetricDivisor::Restricted => (largest, (all / 2.0).floor()),
            SymmetricDivisor::FullUnlessPositive if used.lo == 0.0 => (width, all),
            SymmetricDivisor::Full | SymmetricDivisor::FullUnlessPositive => (largest, all / 2.0),
            SymmetricDivisor::LargerEnd => (largest, (all / 2.0).ceil()),
            SymmetricDivisor::EachEnd => {
                let zero = f64::from(self.symmetric_zero_point(codes));
                let (below, above) = (zero - f64::from(codes.qmin), f64::from(codes.qmax) - zero);
                let (lo, hi) = (f64::from(-used.lo), f64::from(used.hi));
                if lo / below > hi / above { (lo, below) } else { (hi, above) }
            }
        }
    }

    /// A length divided into steps, in f32.
    pub(super) fn step(&self, length: f64, steps: f64) -> f32 {
        match self.scale_form {
            ScaleForm::StepByProduct => length as f32 * (1.0 / steps as f32),
            _ => (length / steps) as f32,
        }
    }

    /// The asymmetric zero point for the range `used`. `scale` is the scale before it was rounded to f32.
    fn zero_point_of(&self, affine: &Affine, used: Range, scale: f64) -> f32 {
        let lo = used.lo;
        let (qmin, qmax) = (affine.codes.qmin as f32, affine.codes.qmax as f32);
        let places = if affine.keeps_inverse { lo * affine.reciprocal } else { lo / affine.scale };
        let z = match (self.zero_point, self.precision, self.zero_point_from) {
            (ZeroPoint::Real, ..) => qmin - places,
            (_, Precision::Double, _) => (f64::from(qmin) - f64::from(lo) / scale).round_ties_even() as f32,
            (_, _, ZeroPointFrom::RoundedPlaces) => qmin - places.round_ties_even(),
            (_, _, ZeroPointFrom::Difference) => (qmin - places).round_ties_even(),
            (_, _, ZeroPointFrom::BothEnds) if used.width() > 0.0 => ((qmin * used.hi - qmax * lo) / used.width()).round_ties_even(),
            (_, _, ZeroPointFrom::BothEnds) => qmin,
        };
        // Adding 0 turns the -0 of an unsigned range that starts at 0 into +0: zero points are integers.
        let z = z + 0.0;
        if self.zero_point == ZeroPoint::Clamped { z.min(qmax).max(qmin) } else { z }
    }

    /// The zero point of symmetric codes: 0 when the codes are signed, else a middle.
    pub fn symmetric_zero_point(&self, codes: CodeRange) -> f32 {
        if codes.qmin < 0 {
            return 0.0;
        }
        let sum = codes.qmin + codes.qmax;
        let upper = match self.symmetric_zero {
            SymmetricZero::UpperMiddle => true,
            SymmetricZero::LowerMiddle => false,
            SymmetricZero::TorchObserver => matches!((codes.qmin, codes.qmax), (0, 255) | (0, 65_535)),
        };
        (if upper { (sum + 1) / 2 } else { sum / 2 }) as f32
    }
}

impl ScaleType {
    /// The scale as it is kept; infinite beyond the type's numbers.
    pub(super) fn round(self, scale: f32) -> f32 {
        match self {
            Self::F32 => scale,
            Self::Bf16 => bf16::from_f32(scale).to_f32(),
            Self::F16 => f16::from_f32(scale).to_f32(),
            Self::Bf16ThenF16 => f16::from_f32(bf16::from_f32(scale).to_f32()).to_f32(),
        }
    }
}

impl Degenerate {
    /// The replacement for the scale of this range if it is 0 or too small. `scale` is not rounded to f32 yet.
    pub(super) fn stand_in(self, scale: f64, used: Range) -> Option<f32> {
        let vanishes = scale as f32 == 0.0;
        match self {
            Self::Magnitude => vanishes.then(|| if used.absmax() > 0.0 { used.absmax() } else { 1.0 }),
            Self::Epsilon(eps) => (scale < f64::from(eps)).then_some(eps),
            Self::IfZero(eps) => vanishes.then_some(eps),
            Self::LengthAtLeast(least) => vanishes.then_some(least),
            Self::OneBelow(least) => (scale < f64::from(least)).then_some(1.0),
            Self::OneAndZero => (scale < f64::from(f32::MIN_POSITIVE)).then_some(1.0),
            Self::OneUpTo(magnitude) => (vanishes || used.absmax() <= magnitude).then_some(1.0),
            Self::Range(_) => vanishes.then_some(f32::from_bits(1)),
            Self::ZerosOnly => (used.absmax() == 0.0).then_some(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::Preset;

    #[test]
    fn a_constant_slice_is_stored_exactly_by_the_article() {
        for c in [3.7f32, -0.2, 1e-30, 0.0] {
            for symmetric in [false, true] {
                let codes = CodeRange::of_bits(4, symmetric).expect("4 bits");
                let a =
                    Affine::fit(Preset::Article.convention(), symmetric, Range { lo: c, hi: c }, codes, Rounding::HalfEven).expect("fits");
                let error = (a.dequantize(a.clamp(a.unclamped(c, 0.0))) - c).abs();
                assert!(error <= c.abs() * 1e-6, "{c} symmetric {symmetric}: error {error}");
            }
        }
    }

    #[test]
    fn a_range_too_wide_for_f32_is_an_error() {
        let r = Range { lo: -3e38, hi: 3e38 };
        let codes = CodeRange { qmin: 0, qmax: 15 };
        assert!(matches!(Affine::fit(Preset::Article.convention(), false, r, codes, Rounding::HalfEven), Err(Error::RangeTooWide { .. })));
    }

    fn fitted(preset: Preset, symmetric: bool, (lo, hi): (f32, f32), (qmin, qmax): (i32, i32)) -> Affine {
        Affine::fit(preset.convention(), symmetric, Range { lo, hi }, CodeRange { qmin, qmax }, Rounding::HalfEven).expect("fits")
    }

    /// Distiller's own numbers, from running its q_utils.py; its zero point has the other sign.
    #[test]
    fn distiller_keeps_the_inverse_scale() {
        let unsigned = [((-1.0, 2.0), 85.0, 85.0), ((1.0, 5.0), 51.0, 0.0), ((-5.0, -1.0), 51.0, 255.0)];
        for (range, inverse, zero_point) in unsigned {
            let a = fitted(Preset::Distiller, false, range, (0, 255));
            assert_eq!((a.reciprocal, a.zero_point), (inverse, zero_point), "{range:?}");
        }
        assert_eq!(fitted(Preset::Distiller, false, (-1.0, 2.0), (-128, 127)).zero_point, -43.0);
        assert_eq!(fitted(Preset::Distiller, true, (-2.0, 1.0), (-128, 127)).reciprocal, 63.75);
        let restricted = fitted(Preset::DistillerRestricted, true, (-2.0, 1.0), (-128, 127));
        assert_eq!((restricted.reciprocal, restricted.codes.qmin), (63.5, -127));
    }

    /// pytorch-quantization: `scale = 127 / amax`, dequantized by division; amax up to 2^-24 takes the scale 1.
    #[test]
    fn tensorrt_divides_codes_by_the_inverse_scale() {
        let a = fitted(Preset::Tensorrt, true, (-3.0, 2.0), (-128, 127));
        assert_eq!((a.codes.qmin, a.reciprocal), (-127, 127.0 / 3.0));
        assert_eq!(a.dequantize(5.0), 5.0 / (127.0f32 / 3.0));
        assert_eq!(fitted(Preset::Tensorrt, true, (-5e-8, 0.0), (-128, 127)).scale, 1.0);
        assert!(!fitted(Preset::Tensorrt, false, (-3.0, 2.0), (0, 255)).keeps_inverse);
    }

    /// GPTQ mirrors a range only where a value is negative: else the upper half lies beyond the codes.
    #[test]
    fn gptq_clips_a_symmetric_range_without_negative_values() {
        let a = fitted(Preset::Gptq, true, (0.5, 3.0), (0, 15));
        assert_eq!((a.scale, a.zero_point), (3.0 / 15.0, 8.0));
        assert_eq!(a.dequantize(15.0), 7.0 * a.scale);
        assert_eq!(fitted(Preset::Gptq, true, (-0.5, 3.0), (0, 15)).scale, 6.0 / 15.0);
        let zeros = fitted(Preset::Gptq, false, (0.0, 0.0), (0, 15));
        // 2/15 in f32 is larger than 2/15, so that 1/s is no tie.
        assert_eq!((zeros.scale, zeros.zero_point), (2.0 / 15.0, 7.0));
    }

    /// torchao on [-3.5, 10.2] at 4 bits: the symmetric mapping clips, the other does not.
    #[test]
    fn torchao_maps_each_end_by_its_own_code() {
        let (range, codes) = ((-3.5, 10.2), (-8, 7));
        assert_eq!(fitted(Preset::Torchao, true, range, codes).scale, 10.2 / 7.5);
        assert_eq!(fitted(Preset::TorchaoNoClip, true, range, codes).scale, 10.2 / 7.0);
        assert_eq!(fitted(Preset::TorchaoNoClip, true, (-10.2, 3.5), codes).scale, 10.2 / 8.0);
        assert_eq!(fitted(Preset::Torchao, false, range, codes).zero_point, -4.0);
    }
}
