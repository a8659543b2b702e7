//! Integer quantization with a scale and a zero point: `q = clamp(round(x / s) + z)`, `x̂ = (q - z) s`, all in f32.

use super::{Arithmetic, Convention, Degenerate, Range, SymmetricDivisor, SymmetricZero, ZeroPointAdded};
use crate::Error;
use crate::num::{CodeRange, Rounding};

/// One slice's quantizer. `scale` is finite and > 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Real size of one step.
    pub scale: f32,
    /// `1 / scale`, rounded to f32.
    pub reciprocal: f32,
    /// The code of real 0. An integer; outside the codes where the convention does not clamp it.
    pub zero_point: f32,
    /// The codes.
    pub codes: CodeRange,
    /// Division or reciprocal.
    pub arithmetic: Arithmetic,
    /// Where the zero point joins.
    pub zero_point_added: ZeroPointAdded,
    /// The rounding rule.
    pub rounding: Rounding,
}

impl Affine {
    /// A quantizer with a given scale and zero point.
    pub fn new(convention: &Convention, scale: f32, zero_point: f32, codes: CodeRange, rounding: Rounding) -> Self {
        Self {
            scale,
            reciprocal: 1.0 / scale,
            zero_point,
            codes,
            arithmetic: convention.arithmetic,
            zero_point_added: convention.zero_point_added,
            rounding,
        }
    }

    /// Scale and zero point for a range. `symmetric` mirrors the range about 0 first.
    ///
    /// Fails when the range is wider than f32 can tell, or a code's value is larger.
    pub fn fit(convention: &Convention, symmetric: bool, range: Range, codes: CodeRange, rounding: Rounding) -> Result<Self, Error> {
        let used = convention.effective_range(symmetric, range);
        let (scale, magnitude) =
            if symmetric { (used.hi / convention.symmetric_steps(codes), used.hi) } else { (used.width() / codes.steps(), used.absmax()) };
        let too_wide = Error::RangeTooWide { lo: used.lo, hi: used.hi };
        if !scale.is_finite() {
            return Err(too_wide);
        }
        let scale = match convention.degenerate {
            Degenerate::Epsilon(eps) => scale.max(eps),
            Degenerate::Magnitude if scale > 0.0 => scale,
            Degenerate::Magnitude if magnitude > 0.0 => magnitude,
            Degenerate::Magnitude => 1.0,
        };
        let zero_point = if symmetric { convention.symmetric_zero_point(codes) } else { convention.zero_point(used.lo, scale, codes) };
        let affine = Self::new(convention, scale, zero_point, codes, rounding);
        let finite = [codes.qmin, codes.qmax].iter().all(|&code| affine.dequantize(code as f32).is_finite());
        if finite { Ok(affine) } else { Err(too_wide) }
    }

    /// `x` in steps of the scale, before rounding and without the zero point.
    #[inline(always)]
    pub fn steps(&self, x: f32) -> f32 {
        match self.arithmetic {
            Arithmetic::Divide => x / self.scale,
            Arithmetic::Reciprocal => x * self.reciprocal,
        }
    }

    /// The code before clamping, an integer in f32. `u` is the draw of stochastic rounding.
    #[inline(always)]
    pub fn unclamped(&self, x: f32, u: f32) -> f32 {
        match self.zero_point_added {
            ZeroPointAdded::BeforeRounding => self.rounding.round(self.steps(x) + self.zero_point, u),
            ZeroPointAdded::AfterRounding => self.rounding.round(self.steps(x), u) + self.zero_point,
        }
    }

    /// Brings a code into the code range.
    #[inline(always)]
    pub fn clamp(&self, code: f32) -> f32 {
        code.clamp(self.codes.qmin as f32, self.codes.qmax as f32)
    }

    /// The real value of a code, `(q - z) s`.
    #[inline(always)]
    pub fn dequantize(&self, code: f32) -> f32 {
        (code - self.zero_point) * self.scale
    }
}

impl Convention {
    /// The range the scale is computed from: mirrored when symmetric, else widened to 0 where the convention says so.
    pub fn effective_range(&self, symmetric: bool, range: Range) -> Range {
        if symmetric {
            range.mirrored()
        } else if self.range_includes_zero {
            range.with_zero()
        } else {
            range
        }
    }

    /// What the largest magnitude is divided by to get a symmetric scale.
    pub fn symmetric_steps(&self, codes: CodeRange) -> f32 {
        match self.symmetric_divisor {
            SymmetricDivisor::Restricted => (codes.steps() / 2.0).floor(),
            SymmetricDivisor::Full => codes.steps() / 2.0,
        }
    }

    /// The asymmetric zero point: `qmin - round(lo / s)`, half to even, clamped where the convention says so.
    fn zero_point(&self, lo: f32, scale: f32, codes: CodeRange) -> f32 {
        let (qmin, qmax) = (codes.qmin as f32, codes.qmax as f32);
        // Adding 0 turns the -0 of an unsigned range that starts at 0 into +0: zero points are integers.
        let z = qmin - (lo / scale).round_ties_even() + 0.0;
        if self.zero_point_clamped { z.clamp(qmin, qmax) } else { z }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::Preset;

    #[test]
    fn reciprocal_and_division_differ_on_a_tie() {
        let codes = CodeRange { qmin: -128, qmax: 127 };
        let code = |preset: Preset| Affine::new(preset.convention(), 0.3, 0.0, codes, Rounding::HalfEven).unclamped(2.25, 0.0);
        assert_eq!(code(Preset::Article), 7.0);
        assert_eq!(code(Preset::Torch), 8.0);
    }

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
}
