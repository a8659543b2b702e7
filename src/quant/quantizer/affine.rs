//! Integer quantization with a scale and a zero point: `q = clamp(round(x / s) + z)`, `x̂ = (q - z) s`, all in f32.
//! `fit.rs` computes scale and zero point from a range.

use crate::num::{CodeRange, Rounding};
use crate::quant::{Arithmetic, Convention, ScaleForm, ZeroPointAdded};

/// One slice's quantizer. `scale` is finite and > 0 (0 under [`crate::quant::Degenerate::ZerosOnly`] alone).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Real size of one step.
    pub scale: f32,
    /// `1 / scale`, rounded to f32; where the inverse is kept, the number `scale` is rounded from.
    pub reciprocal: f32,
    /// The code of real 0. An integer, unless the convention says otherwise; outside the codes where it is not clamped.
    pub zero_point: f32,
    /// The codes.
    pub codes: CodeRange,
    /// Division or reciprocal.
    pub arithmetic: Arithmetic,
    /// Whether codes are divided by `reciprocal` rather than multiplied by `scale`.
    pub keeps_inverse: bool,
    /// Whether the zero point is added before or after rounding.
    pub zero_point_added: ZeroPointAdded,
    /// The rounding rule.
    pub rounding: Rounding,
}

impl Affine {
    /// A quantizer with a given scale and zero point.
    pub fn new(convention: &Convention, scale: f32, zero_point: f32, codes: CodeRange, rounding: Rounding) -> Self {
        let keeps_inverse = convention.scale_form == ScaleForm::Inverse;
        Self {
            scale,
            reciprocal: 1.0 / scale,
            zero_point,
            codes,
            arithmetic: if keeps_inverse { Arithmetic::Reciprocal } else { convention.arithmetic },
            keeps_inverse,
            zero_point_added: convention.zero_point_added,
            rounding,
        }
    }

    /// `x` in steps of the scale, before rounding and without the zero point.
    #[inline(always)]
    pub fn steps(&self, x: f32) -> f32 {
        match self.arithmetic {
            Arithmetic::Divide => x / self.scale,
            Arithmetic::Reciprocal => x * self.reciprocal,
        }
    }

    /// The code before clamping, an integer in f32. `u` is the random number of stochastic rounding.
    #[inline(always)]
    pub fn unclamped(&self, x: f32, u: f32) -> f32 {
        match self.zero_point_added {
            ZeroPointAdded::BeforeRounding => self.rounding.round(self.steps(x) + self.zero_point, u),
            ZeroPointAdded::AfterRounding => self.rounding.round(self.steps(x), u) + self.zero_point,
        }
    }

    /// Clamps a code to the code range. NaN becomes the lowest code, as in onnxruntime and torch's fake quantization.
    #[inline(always)]
    pub fn clamp(&self, code: f32) -> f32 {
        let (qmin, qmax) = (self.codes.qmin as f32, self.codes.qmax as f32);
        let raised = if code >= qmin { code } else { qmin };
        if raised > qmax { qmax } else { raised }
    }

    /// Approximately the largest value of a code.
    pub fn edge(&self, code: f32) -> f32 {
        let rounded = match self.zero_point_added {
            ZeroPointAdded::BeforeRounding => code,
            ZeroPointAdded::AfterRounding => code - self.zero_point,
        };
        self.dequantize(code + self.rounding.tie_limit(rounded))
    }

    /// The real value of a code, `(q - z) s`.
    #[inline(always)]
    pub fn dequantize(&self, code: f32) -> f32 {
        let steps = code - self.zero_point;
        if self.keeps_inverse { steps / self.reciprocal } else { steps * self.scale }
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
}
