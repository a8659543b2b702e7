//! torchao's integers for the tinygemm kernel: the zero point is the real value of the middle code, so that a step is
//! one fused multiply and add. Source: torchao/quantization/quant_primitives.py, `_choose_qparams_affine_tinygemm`,
//! `_quantize_affine_tinygemm`, `_dequantize_affine_tinygemm`. Knows no convention: it is one.

use crate::Error;
use crate::num::CodeRange;
use crate::quant::Range;

/// One slice's quantizer: `q = clamp(round((x - (zero - s middle)) / s))`, `x̂ = (q - middle) s + zero`, all in f32.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tinygemm {
    /// Real size of one step, at least the smallest normal f32.
    pub scale: f32,
    /// The real value of the middle code.
    pub zero: f32,
    /// The codes.
    pub codes: CodeRange,
}

impl Tinygemm {
    /// Scale and zero for a range, which need not hold 0. Fails when the range is wider than f32 can tell.
    pub fn fit(range: Range, codes: CodeRange) -> Result<Self, Error> {
        let scale = (range.width() / codes.steps()).max(f32::MIN_POSITIVE);
        let mut fitted = Self { scale, zero: 0.0, codes };
        fitted.zero = range.lo + scale * fitted.middle();
        let ends = [fitted.value(codes.qmin), fitted.value(codes.qmax)];
        if ends.iter().all(|end| end.is_finite()) { Ok(fitted) } else { Err(Error::RangeTooWide { lo: range.lo, hi: range.hi }) }
    }

    /// Half the number of codes above the lowest: the middle between two codes counts up.
    fn middle(&self) -> f32 {
        (self.codes.qmin + self.codes.qmax + 1) as f32 / 2.0
    }

    /// The code of `x`.
    pub fn level(&self, x: f32) -> i32 {
        let lowest = self.zero - self.scale * self.middle();
        let code = ((x - lowest) / self.scale).round_ties_even();
        code.clamp(self.codes.qmin as f32, self.codes.qmax as f32) as i32
    }

    /// The real value of a code.
    pub fn value(&self, level: i32) -> f32 {
        (level as f32 - self.middle()) * self.scale + self.zero
    }
}
