//! Conventions are data: what one library does where another does something else. No code branches on a name.

use serde::{Deserialize, Serialize};

/// The named conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Preset {
    /// The formulas taught first: range as it is, division, zero point added before rounding.
    #[default]
    Article,
    /// torch.ao.quantization: range widened to zero, multiplication by 1/s, zero point added after rounding.
    Torch,
}

/// How `x` is brought to steps of the scale. The two differ on ties: 2.25 at s = 0.3 gives 7 or 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `x / s`.
    Divide,
    /// `x * (1 / s)`, the reciprocal rounded to f32 first.
    Reciprocal,
}

/// When the zero point joins. Before rounding, ties follow the parity of the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPointAdded {
    /// `round(x / s + z)`.
    BeforeRounding,
    /// `round(x / s) + z`.
    AfterRounding,
}

/// What the largest magnitude is divided by to get a symmetric scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymmetricDivisor {
    /// `2^(b-1) - 1`: the largest magnitude is representable.
    Restricted,
    /// `(qmax - qmin) / 2`, 127.5 for 8 bits: the largest magnitude is clipped by half a step.
    Full,
}

/// The zero point of symmetric codes that start at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymmetricZero {
    /// `2^(b-1)`, the upper middle.
    UpperMiddle,
    /// The lower middle (torch's observers, for a range of codes set by hand).
    LowerMiddle,
    /// 128 for 0..255 and 2^15 for 0..65535, the lower middle for any other range (torch's observers).
    TorchObserver,
}

/// What stands in for a scale that would be 0 (a constant or all-zero slice).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Degenerate {
    /// The magnitude of the constant, 1 for zeros: the slice is stored exactly.
    Magnitude,
    /// Scales are never below this.
    Epsilon(f32),
}

/// One convention, spelled out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convention {
    /// Division or multiplication by the reciprocal.
    pub arithmetic: Arithmetic,
    /// Where the zero point joins.
    pub zero_point_added: ZeroPointAdded,
    /// Whether the zero point is kept within the codes.
    pub zero_point_clamped: bool,
    /// Whether the range is widened until it holds 0.
    pub range_includes_zero: bool,
    /// The divisor of a symmetric scale.
    pub symmetric_divisor: SymmetricDivisor,
    /// The zero point of unsigned symmetric codes.
    pub symmetric_zero: SymmetricZero,
    /// The stand-in for a zero scale.
    pub degenerate: Degenerate,
    /// The convention in words, for the page.
    pub words: &'static str,
}

static ARTICLE: Convention = Convention {
    arithmetic: Arithmetic::Divide,
    zero_point_added: ZeroPointAdded::BeforeRounding,
    zero_point_clamped: false,
    range_includes_zero: false,
    symmetric_divisor: SymmetricDivisor::Restricted,
    symmetric_zero: SymmetricZero::UpperMiddle,
    degenerate: Degenerate::Magnitude,
    words: "The range is taken as it is, x is divided by the scale, and the zero point is added before rounding. \
            Symmetric codes reach ±(2^(b−1) − 1), so the largest magnitude is kept.",
};

/// torch/ao/quantization/observer.py, `_calculate_qparams`; eps is finfo(float32).eps.
static TORCH: Convention = Convention {
    arithmetic: Arithmetic::Reciprocal,
    zero_point_added: ZeroPointAdded::AfterRounding,
    zero_point_clamped: true,
    range_includes_zero: true,
    symmetric_divisor: SymmetricDivisor::Full,
    symmetric_zero: SymmetricZero::TorchObserver,
    degenerate: Degenerate::Epsilon(f32::EPSILON),
    words: "The range is widened until it holds 0, x is multiplied by 1/scale, and the zero point is added after rounding. \
            A symmetric scale divides by (2^b − 1)/2, so the largest magnitude is clipped by half a step.",
};

impl Preset {
    /// The convention behind the name.
    pub fn convention(self) -> &'static Convention {
        match self {
            Self::Article => &ARTICLE,
            Self::Torch => &TORCH,
        }
    }
}
