//! Integer codes quantized with one set of numbers and dequantized with another, as in ggml's blocks: the stored scales
//! (16-bit or 6-bit) are less precise than those used to quantize. Knows no block and no bytes.

use crate::num::{CodeRange, Rounding};
use crate::quant::Arithmetic;

/// One run's quantizer: `q = clamp(round((x - origin) f + before) + after)`, `x̂ = step (q - zero) + offset`, all in f32.
/// All numbers are finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GgmlAffine {
    /// Subtracted from a value first.
    pub origin: f32,
    /// The divisor or factor of the difference. Negative if codes fall as values rise; 0 (never divided by) gives every
    /// value the same code.
    pub factor: f32,
    /// Whether `factor` divides or, being a reciprocal, multiplies.
    pub arithmetic: Arithmetic,
    /// Added before rounding: 0, or a half and an offset where rounding cuts the fraction off.
    pub before: f32,
    /// The rounding rule.
    pub rounding: Rounding,
    /// The integer added after rounding.
    pub after: f32,
    /// The codes.
    pub codes: CodeRange,
    /// Real size of one step of the code, as it is read back. Has the sign of `factor`, or is 0.
    pub step: f32,
    /// The code whose value is `offset`.
    pub zero: f32,
    /// Added to a dequantized value; -0 if there is no offset, which leaves every sum unchanged.
    pub offset: f32,
}

impl GgmlAffine {
    /// The code before clamping, an integer in f32 (infinite for values that overflow the division).
    fn unclamped(&self, x: f32) -> f32 {
        let from_origin = x - self.origin;
        let steps = match self.arithmetic {
            Arithmetic::Divide => from_origin / self.factor,
            Arithmetic::Reciprocal => from_origin * self.factor,
        };
        self.rounding.round(steps + self.before, 0.0) + self.after
    }

    /// 1, or -1 where codes fall as values rise.
    fn sign(&self) -> i32 {
        if self.factor < 0.0 { -1 } else { 1 }
    }

    /// The code of `x`.
    pub fn code_of(&self, x: f32) -> i32 {
        self.unclamped(x).clamp(self.codes.qmin as f32, self.codes.qmax as f32) as i32
    }

    /// The number of the level `x` goes to: its code, negated where codes fall as values rise.
    pub fn level(&self, x: f32) -> i32 {
        self.code(self.code_of(x))
    }

    /// The real value of a level.
    pub fn value(&self, level: i32) -> f32 {
        self.step * (self.code(level) as f32 - self.zero) + self.offset
    }

    /// The code of a level; its own inverse.
    pub fn code(&self, level: i32) -> i32 {
        self.sign() * level
    }

    /// -1 where `x` lies below the lowest level and clamping changed its code, 1 above the highest, 0 inside.
    pub fn clipped(&self, x: f32) -> i32 {
        let code = self.unclamped(x);
        self.sign() * (i32::from(code > self.codes.qmax as f32) - i32::from(code < self.codes.qmin as f32))
    }

    /// Approximately the largest value of a level.
    pub fn edge(&self, level: i32) -> f32 {
        (self.value(level) + self.value(level.saturating_add(1))) / 2.0
    }

    /// The lowest and the highest level.
    pub fn ends(&self) -> (i32, i32) {
        let CodeRange { qmin, qmax } = self.codes;
        if self.sign() < 0 { (-qmax, -qmin) } else { (qmin, qmax) }
    }
}
