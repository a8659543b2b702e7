//! Uniform codes within fixed bounds, after a curve. All in f32, step by step as the formulas written in torch.

use crate::quant::Range;

/// The curve that is applied before the bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Curve {
    /// Nothing; back `q / steps`.
    Identity,
    /// `tanh(x) / (2 limit) + 1/2`; back `2 q / steps - 1`, in units of the largest weight's tanh.
    Tanh {
        /// The largest |tanh x|.
        limit: f32,
    },
}

/// One slice's quantizer: `q = round(clamp(curve(x), lo, hi) * steps)`, half to even. At most 256 codes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClippedUniform {
    /// The curve that is applied before the bounds.
    pub curve: Curve,
    /// The bounds, in units after the curve.
    pub bounds: Range,
    /// Codes in one unit after the curve.
    pub steps: f32,
}

impl ClippedUniform {
    /// `x` after the curve, before the bounds.
    pub fn place(&self, x: f32) -> f32 {
        match self.curve {
            Curve::Identity => x,
            Curve::Tanh { limit } => tanh(x) / (2.0 * limit) + 0.5,
        }
    }

    /// The code of `x`, an integer in f32 that keeps the sign of a zero.
    pub fn code(&self, x: f32) -> f32 {
        (self.place(x).clamp(self.bounds.lo, self.bounds.hi) * self.steps).round_ties_even()
    }

    /// The value of a code.
    pub fn dequantize(&self, code: f32) -> f32 {
        match self.curve {
            Curve::Identity => code / self.steps,
            Curve::Tanh { .. } => 2.0 * (code / self.steps) - 1.0,
        }
    }

    /// The lowest and highest code.
    pub fn ends(&self) -> (i32, i32) {
        let end = |bound: f32| (bound * self.steps).round_ties_even() as i32;
        (end(self.bounds.lo), end(self.bounds.hi))
    }

    /// Whether the bounds changed the code of `x`: -1 below, 1 above, 0 inside.
    pub fn clipped(&self, x: f32) -> i32 {
        let code = (self.place(x) * self.steps).round_ties_even();
        let (lowest, highest) = self.ends();
        i32::from(code > highest as f32) - i32::from(code < lowest as f32)
    }
}

/// Computed in f64, whose errors are far smaller than the steps between f32 results: so it never decreases, as an f32
/// tanh might.
pub(crate) fn tanh(x: f32) -> f32 {
    libm::tanh(f64::from(x)) as f32
}
