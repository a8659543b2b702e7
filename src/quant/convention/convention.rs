//! Conventions as data: the details in which the libraries differ. Each difference is a field, and each choice has a
//! sentence. No code branches on a name; the named conventions are in `preset.rs`.

use crate::quant::Range;

/// How `x` is brought to steps of the scale. The two differ on ties: 2.25 at s = 0.3 gives 7 or 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `x / s`.
    Divide,
    /// `x * (1 / s)`, the reciprocal rounded to f32 first.
    Reciprocal,
}

/// The number that is computed from the range and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleForm {
    /// The real size of a step, `range / codes`; codes are multiplied by it.
    Step,
    /// The same as a product, `range * (1 / codes)`, the reciprocal rounded to f32 first (XLA divides by constants so).
    StepByProduct,
    /// Its inverse as a product, `(1 / range) * codes`, the reciprocal rounded to f32 first (torch's `number / tensor`): x is
    /// multiplied by it, whatever [`Arithmetic`] says, and codes are divided by it.
    Inverse,
    /// The inverse, as a quotient, for symmetric codes; the step for asymmetric ones.
    InverseIfSymmetric,
}

/// The precision in which scale and zero point are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// f32.
    Single,
    /// f64 until the scale is stored as f32.
    Double,
}

/// The precision in which the scale is kept; x is divided by the kept one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleType {
    /// f32.
    F32,
    /// bfloat16.
    Bf16,
    /// 16-bit float.
    F16,
    /// bfloat16 first, then a 16-bit float.
    Bf16ThenF16,
}

/// What is kept with the scale of asymmetric codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The code of 0.
    ZeroPoint,
    /// The lower end of the range, a float: `round((x - lo) / s)` and `q s + lo`.
    LowerEnd,
    /// The end of the range with the larger magnitude, a float. The scale is negative where that is the upper end, and is
    /// changed until 0 is a code; a range whose larger end is less than half a scale from 0 starts at 0 instead.
    LargerEnd,
}

/// How an asymmetric zero point is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPointFrom {
    /// `qmin - round(lo / s)`.
    RoundedPlaces,
    /// `round(qmin - lo / s)`.
    Difference,
    /// `round((qmin hi - qmax lo) / (hi - lo))`.
    BothEnds,
}

/// Whether the zero point is added before or after rounding. If before, ties follow the parity of the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPointAdded {
    /// `round(x / s + z)`.
    BeforeRounding,
    /// `round(x / s) + z`.
    AfterRounding,
}

/// The permitted values of an asymmetric zero point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPoint {
    /// Any integer.
    Unclamped,
    /// An integer among the codes.
    Clamped,
    /// Any real number: it is not rounded (torch's float-qparams observers).
    Real,
}

/// The divisor of the range for a symmetric scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymmetricDivisor {
    /// `2^(b-1) - 1`: the largest magnitude is representable.
    Restricted,
    /// `(qmax - qmin) / 2`, 127.5 for 8 bits: the largest magnitude is clipped by half a step.
    Full,
    /// Each end of the range is divided by the same end of the codes; the larger scale is used, and nothing is clipped.
    EachEnd,
    /// `2^(b-1)`, with a sign: the end of the larger magnitude (the lower of equals) has the lowest code, and the scale is
    /// negative where that is the upper end.
    LargerEnd,
    /// As `Full`; but a range without negative numbers is not mirrored and is divided by all of `qmax - qmin`, while
    /// real 0 stays the middle code: its upper half is clipped.
    FullUnlessPositive,
}

/// Which of the codes symmetric quantization uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymmetricCodes {
    /// All.
    All,
    /// The lowest is left out: -127 to 127.
    Mirrored,
    /// The same, and of unsigned codes the highest: 0 to 254, with 0 at 127.
    MirroredAlways,
    /// The lowest is left out from 8 bits on; 4 bits keep -8.
    MirroredFromEightBits,
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

/// The replacement for a scale that would be 0 (a constant or all-zero slice) or too small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Degenerate {
    /// The magnitude of the constant, 1 for zeros: the slice is stored exactly.
    Magnitude,
    /// Scales are never below this.
    Epsilon(f32),
    /// A scale of 0 becomes this, and its zero point 0.
    IfZero(f32),
    /// The length that is divided by the steps is never below this, in units of the data.
    LengthAtLeast(f32),
    /// A scale below this becomes 1 (torch's float-qparams observers: up to 2^-23).
    OneBelow(f32),
    /// A scale below the smallest normal f32 becomes 1, and the zero point 0.
    OneAndZero,
    /// A range of magnitudes up to this takes the scale 1; so does one whose scale would be 0.
    OneUpTo(f32),
    /// A range of zeros is replaced by this one; a scale that would still be 0 becomes the smallest f32.
    Range(Range),
    /// A range of zeros takes the scale 1. Any other scale that would be 0 stays 0: all values become 0
    /// (onnxruntime's `DynamicQuantizeLinear`).
    ZerosOnly,
}

/// One convention, spelled out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convention {
    /// Whether the range of asymmetric codes is widened until it holds 0.
    pub range_includes_zero: bool,
    /// The number that is computed from the range and kept.
    pub scale_form: ScaleForm,
    /// The precision of scale and zero point.
    pub precision: Precision,
    /// The precision in which the scale is kept.
    pub scale_type: ScaleType,
    /// What is kept with the scale of asymmetric codes.
    pub shift: Shift,
    /// Division or multiplication by the reciprocal.
    pub arithmetic: Arithmetic,
    /// Whether the zero point is added before or after rounding.
    pub zero_point_added: ZeroPointAdded,
    /// The permitted values of an asymmetric zero point.
    pub zero_point: ZeroPoint,
    /// How it is computed.
    pub zero_point_from: ZeroPointFrom,
    /// The divisor of a symmetric scale.
    pub symmetric_divisor: SymmetricDivisor,
    /// The codes of a symmetric scheme.
    pub symmetric_codes: SymmetricCodes,
    /// The zero point of unsigned symmetric codes.
    pub symmetric_zero: SymmetricZero,
    /// The stand-in for a zero scale.
    pub degenerate: Degenerate,
}
