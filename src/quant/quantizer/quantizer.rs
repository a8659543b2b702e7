//! The quantizer of one slice: integers, or a table with a scale. Levels are numbered so that they rise with their
//! values.

use crate::num::{Rounding, last_where};
use crate::quant::{Affine, ClippedUniform, Element, GgmlAffine, Scaled};

/// A slice's quantizer.
///
/// ```
/// use quantscope::num::{CodeRange, Rounding};
/// use quantscope::quant::{Affine, Preset, Quantizer, Range};
///
/// // 8 bits for -1 to 3, as PyTorch's observers compute scale and zero point.
/// let convention = Preset::Torch.convention();
/// let affine = Affine::fit(convention, false, Range { lo: -1.0, hi: 3.0 }, CodeRange::of_bits(8, false)?, Rounding::HalfEven)?;
/// assert_eq!((affine.scale, affine.zero_point), (4.0 / 255.0, 64.0));
///
/// let quantizer = Quantizer::Affine(affine);
/// // The second argument is the random number of stochastic rounding.
/// let (code, value) = quantizer.apply(0.5, 0.0);
/// assert_eq!(code, 96);
/// assert!((value - 0.5).abs() <= 0.5 * 4.0 / 255.0);
/// # Ok::<(), quantscope::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Quantizer {
    /// Integers with scale and zero point.
    Affine(Affine),
    /// A small float or a code book, with a scale.
    Scaled(Scaled),
    /// Uniform codes within fixed bounds, after a curve.
    ClippedUniform(ClippedUniform),
    /// Integers quantized with one scale and dequantized with another (ggml).
    GgmlAffine(GgmlAffine),
}

impl Quantizer {
    /// The number of the level `x` goes to: the code of an integer scheme, the place among the values of a table.
    /// Non-decreasing in `x` (unless rounding is stochastic). `u` is the random number of stochastic rounding.
    #[inline(always)]
    pub fn level(&self, x: f32, u: f32) -> i32 {
        match self {
            Self::Affine(a) => a.clamp(a.unclamped(x, u)) as i32,
            Self::Scaled(s) => s.level(x),
            Self::ClippedUniform(b) => b.code(x) as i32,
            Self::GgmlAffine(l) => l.level(x),
        }
    }

    /// The level of `x` and its dequantized value. The value keeps the sign of a zero where the convention's own
    /// arithmetic does: codes are integers only when they are stored.
    #[inline(always)]
    pub fn apply(&self, x: f32, u: f32) -> (i32, f32) {
        match self {
            Self::Affine(a) => {
                let code = a.clamp(a.unclamped(x, u));
                (code as i32, a.dequantize(code))
            }
            Self::Scaled(s) => {
                let level = s.level(x);
                (level, s.value(level))
            }
            Self::ClippedUniform(b) => {
                let code = b.code(x);
                (code as i32, b.dequantize(code))
            }
            Self::GgmlAffine(l) => {
                let level = l.level(x);
                (level, l.value(level))
            }
        }
    }

    /// The real value of a level.
    #[inline(always)]
    pub fn value(&self, level: i32) -> f32 {
        match self {
            Self::Affine(a) => a.dequantize(level as f32),
            Self::Scaled(s) => s.value(level),
            Self::ClippedUniform(b) => b.dequantize(level as f32),
            Self::GgmlAffine(l) => l.value(level),
        }
    }

    /// The dequantized value of `x`: [`Quantizer::value`] of its level, without converting to an integer.
    #[inline(always)]
    pub fn dequantized(&self, x: f32, u: f32) -> f32 {
        match self {
            Self::Affine(a) => a.dequantize(a.clamp(a.unclamped(x, u))),
            Self::Scaled(s) => s.dequantized(x),
            Self::ClippedUniform(b) => b.dequantize(b.code(x)),
            Self::GgmlAffine(l) => l.value(l.level(x)),
        }
    }

    /// The largest f32 whose level is at most `level`, exact for every rounding rule: found with the quantizer itself.
    /// `f32::MAX` where no finite number goes higher.
    #[inline]
    pub fn largest_value_of(&self, level: i32) -> f32 {
        last_where(self.edge(level), |x| self.level(x, 0.0) <= level)
    }

    /// The largest f32 below the codes, and the largest that is not above them, by [`Quantizer::clipped`].
    pub fn unclipped_ends(&self) -> (f32, f32) {
        let (below, above) = match self {
            Self::Affine(a) => (a.edge(a.codes.qmin as f32 - 1.0), a.edge(a.codes.qmax as f32)),
            _ => (self.value(self.ends().0), self.value(self.ends().1)),
        };
        (last_where(below, |x| self.clipped(x, 0.0) < 0), last_where(above, |x| self.clipped(x, 0.0) <= 0))
    }

    /// Approximately the largest value of a level: where the search for the exact boundary starts.
    fn edge(&self, level: i32) -> f32 {
        match self {
            Self::Affine(a) => a.edge(level as f32),
            Self::Scaled(s) => s.edge(level),
            Self::ClippedUniform(b) => b.dequantize(level as f32 + 0.5),
            Self::GgmlAffine(l) => l.edge(level),
        }
    }

    /// The stored code of a level: the integer itself, a float's bit pattern, or a book's code.
    #[inline(always)]
    pub fn code(&self, level: i32) -> i32 {
        match self {
            Self::Affine(_) | Self::ClippedUniform(_) => level,
            Self::Scaled(s) => s.code(level),
            Self::GgmlAffine(l) => l.code(level),
        }
    }

    /// Whether `x` lies beyond the codes, so that clamping changed its code (or a float format overflows).
    /// -1 below, 1 above, 0 inside.
    #[inline(always)]
    pub fn clipped(&self, x: f32, u: f32) -> i32 {
        match self {
            Self::Affine(a) => {
                let code = a.unclamped(x, u);
                i32::from(code > a.codes.qmax as f32) - i32::from(code < a.codes.qmin as f32)
            }
            Self::Scaled(s) => s.clipped(x),
            Self::ClippedUniform(b) => b.clipped(x),
            Self::GgmlAffine(l) => l.clipped(x),
        }
    }

    /// The lowest and highest finite level.
    pub fn ends(&self) -> (i32, i32) {
        match self {
            Self::Affine(a) => (a.codes.qmin, a.codes.qmax),
            Self::Scaled(s) => s.ends(),
            Self::ClippedUniform(b) => b.ends(),
            Self::GgmlAffine(l) => l.ends(),
        }
    }

    /// Bits of a stored code.
    pub fn code_bits(&self) -> u32 {
        if let Self::Scaled(Scaled { element: Element::Float(format), .. }) = self {
            return format.bits();
        }
        let (first, last) = self.ends();
        (i64::from(last) - i64::from(first)).max(1).ilog2() + 1
    }

    /// Whether `level` is non-decreasing in `x`, so that sorted values may be walked level by level.
    pub fn is_monotone(&self) -> bool {
        !matches!(self, Self::Affine(a) if a.rounding == Rounding::Stochastic)
    }

    /// The same quantizer with a deterministic rounding rule in place of a stochastic one.
    pub fn without_randomness(self) -> Self {
        match self {
            Self::Affine(a) if a.rounding == Rounding::Stochastic => Self::Affine(Affine { rounding: Rounding::HalfEven, ..a }),
            other => other,
        }
    }
}
