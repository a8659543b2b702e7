//! From a range to a quantizer as the convention says, also where the scale has a sign or a float stands in place of the zero
//! point. Knows no values.

use super::{Convention, Shift, SymmetricDivisor};
use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::{Affine, Arithmetic, GgmlAffine, Quantizer, Range};

impl Convention {
    /// The quantizer of a slice with this range: [`Affine::fit`], or codes on a line of another form.
    ///
    /// Fails when the range is wider than f32 can tell, or a code's value is larger.
    ///
    /// ```
    /// use quantscope::num::{CodeRange, Rounding};
    /// use quantscope::quant::{Preset, Quantizer, Range};
    ///
    /// // NNCF: the end with the larger magnitude is the lowest code, so the scale is negative here.
    /// let range = Range { lo: -2.0, hi: 4.0 };
    /// let nncf = Preset::Nncf.convention().quantizer(true, range, CodeRange { qmin: -8, qmax: 7 }, Rounding::HalfEven)?;
    /// assert_eq!(nncf.code(nncf.level(4.0, 0.0)), -8);
    /// assert_eq!(nncf.dequantized(4.0, 0.0), 4.0);
    /// # Ok::<(), quantscope::Error>(())
    /// ```
    pub fn quantizer(&self, symmetric: bool, range: Range, codes: CodeRange, rounding: Rounding) -> Result<Quantizer, Error> {
        let line = match (symmetric, self.symmetric_divisor, self.shift) {
            (true, SymmetricDivisor::LargerEnd, _) => self.signed(range, codes),
            (false, _, Shift::LowerEnd) => self.counted_from_lower_end(range, codes),
            (false, _, Shift::LargerEnd) => self.counted_from_larger_end(range, codes),
            _ => return Affine::fit(self, symmetric, range, codes, rounding).map(Quantizer::Affine),
        };
        let line = GgmlAffine { rounding, ..line };
        let finite = [codes.qmin, codes.qmax].iter().all(|&code| line.value(line.code(code)).is_finite());
        if finite && line.factor.is_finite() {
            Ok(Quantizer::GgmlAffine(line))
        } else {
            Err(Error::RangeTooWide { lo: range.lo, hi: range.hi })
        }
    }

    /// Symmetric codes whose scale has the sign that makes the larger end the lowest code.
    fn signed(&self, range: Range, codes: CodeRange) -> GgmlAffine {
        let used = self.effective_range(true, range);
        let (length, steps) = self.scale_terms(true, used, codes);
        let scale = self.kept(length, steps, used);
        // Of equals the lower: also a constant above 0 takes a positive scale, as the libraries compare the magnitudes of both ends.
        // A scale that stands in for another has no sign.
        let is_lower = used.lo.abs() >= used.hi.abs() || scale != self.step(length, steps);
        let signed = if is_lower { scale } else { -scale };
        let zero = self.symmetric_zero_point(codes);
        GgmlAffine { after: zero, zero, ..line(0.0, signed, codes, -0.0) }
    }

    /// Codes counted from the lower end. A constant takes code 0.
    fn counted_from_lower_end(&self, range: Range, codes: CodeRange) -> GgmlAffine {
        let used = self.effective_range(false, range);
        let (length, steps) = self.scale_terms(false, used, codes);
        let scale = self.scale_type.round(self.step(length, steps));
        let counted = line(used.lo, scale, codes, used.lo);
        // 0 never divides: as a factor it gives all values the lowest code.
        if scale > 0.0 { counted } else { GgmlAffine { factor: 0.0, arithmetic: Arithmetic::Reciprocal, ..counted } }
    }

    /// Codes counted from the end with the larger magnitude, so that 0 is a code.
    fn counted_from_larger_end(&self, range: Range, codes: CodeRange) -> GgmlAffine {
        let used = self.effective_range(false, range);
        let (length, steps) = self.scale_terms(false, used, codes);
        let scale = self.kept(length, steps, used);
        let (edge, scale) = if used.lo.abs() > used.hi.abs() { (used.lo, scale) } else { (used.hi, -scale) };
        let places = (edge / scale).round_ties_even();
        if places == 0.0 { line(0.0, scale, codes, 0.0) } else { line(edge, edge / places, codes, edge) }
    }

    /// The scale as it is kept.
    fn kept(&self, length: f64, steps: f64, used: Range) -> f32 {
        let scale = self.step(length, steps);
        self.scale_type.round(self.degenerate.stand_in(scale.into(), used).unwrap_or(scale))
    }
}

/// Codes from `origin`, which has the code 0, in steps of `scale`.
fn line(origin: f32, scale: f32, codes: CodeRange, offset: f32) -> GgmlAffine {
    GgmlAffine {
        origin,
        factor: scale,
        arithmetic: Arithmetic::Divide,
        before: -0.0,
        rounding: Rounding::HalfEven,
        after: -0.0,
        codes,
        step: scale,
        zero: 0.0,
        offset,
    }
}
