//! Conventions as data: the details in which the libraries differ. Each difference is a field, and each choice has a
//! sentence. No code branches on a name; the named conventions are in `preset.rs`.

use crate::i18n;
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
    /// Its inverse, `codes / range`: x is multiplied by it, whatever [`Arithmetic`] says, and codes are divided by it.
    Inverse,
    /// The inverse for symmetric codes, the step for asymmetric ones.
    InverseIfSymmetric,
}

/// The precision in which scale and zero point are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// f32, the zero point as `qmin - round(lo / s)`.
    Single,
    /// f64 until the scale is stored as f32, the zero point as `round(qmin - lo / s)`.
    Double,
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
    /// As `Full`; but a range without negative numbers is not mirrored and is divided by all of `qmax - qmin`, while
    /// real 0 stays the middle code: its upper half is clipped.
    FullUnlessPositive,
}

/// Which of the signed codes symmetric quantization uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymmetricCodes {
    /// All.
    All,
    /// The lowest is left out: -127 to 127.
    Mirrored,
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
    /// Division or multiplication by the reciprocal.
    pub arithmetic: Arithmetic,
    /// Whether the zero point is added before or after rounding.
    pub zero_point_added: ZeroPointAdded,
    /// The permitted values of an asymmetric zero point.
    pub zero_point: ZeroPoint,
    /// The divisor of a symmetric scale.
    pub symmetric_divisor: SymmetricDivisor,
    /// The codes of a symmetric scheme.
    pub symmetric_codes: SymmetricCodes,
    /// The zero point of unsigned symmetric codes.
    pub symmetric_zero: SymmetricZero,
    /// The stand-in for a zero scale.
    pub degenerate: Degenerate,
}

impl Convention {
    /// Each choice as a sentence, in the order of the arithmetic. Sentences on symmetric codes say so.
    pub fn sentences(&self) -> Vec<&'static str> {
        let range =
            if self.range_includes_zero { msg!("The range is widened until it holds 0.") } else { msg!("The range is taken as it is.") };
        let translate = [
            range,
            self.precision.words(),
            self.scale_form.words(),
            if self.scale_form == ScaleForm::Inverse { "" } else { self.arithmetic.words() },
            self.zero_point_added.words(),
            self.zero_point.words(),
            self.symmetric_divisor.words(),
            self.symmetric_codes.words(),
            self.symmetric_zero.words(),
            self.degenerate.words(),
        ];
        translate.into_iter().filter(|sentence| !sentence.is_empty()).collect()
    }

    /// The convention as one paragraph.
    pub fn words(&self) -> String {
        i18n::joined(self.sentences().into_iter().map(i18n::translate))
    }
}

// Choices that most conventions share have no sentence, so that the unusual ones stand out.

impl Arithmetic {
    fn words(self) -> &'static str {
        match self {
            Self::Divide => msg!("x is divided by the scale."),
            Self::Reciprocal => msg!("x is multiplied by 1/scale, which was rounded before."),
        }
    }
}

impl ScaleForm {
    fn words(self) -> &'static str {
        match self {
            Self::Step => "",
            Self::Inverse => msg!("The inverse scale is kept: x is multiplied by it, codes are divided by it."),
            Self::InverseIfSymmetric => {
                msg!("For symmetric codes the inverse scale is kept: x is multiplied by it, codes are divided by it.")
            }
        }
    }
}

impl Precision {
    fn words(self) -> &'static str {
        match self {
            Self::Single => "",
            Self::Double => msg!("Scale and zero point are computed in 64 bits."),
        }
    }
}

impl ZeroPointAdded {
    fn words(self) -> &'static str {
        match self {
            Self::BeforeRounding => msg!("The zero point is added before rounding."),
            Self::AfterRounding => msg!("The zero point is added after rounding."),
        }
    }
}

impl ZeroPoint {
    fn words(self) -> &'static str {
        match self {
            Self::Unclamped => "",
            Self::Clamped => msg!("The zero point is one of the codes."),
            Self::Real => msg!("The zero point is not rounded."),
        }
    }
}

impl SymmetricDivisor {
    fn words(self) -> &'static str {
        match self {
            Self::Restricted => msg!("Symmetric codes reach ±(2^(b−1) − 1), so both ends of the range are levels."),
            Self::Full => msg!("A symmetric scale divides by (2^b − 1)/2, so the range ends half a step beyond the highest level."),
            Self::EachEnd => {
                msg!(
                    "A symmetric scale divides each end of the range by its own end of the codes and takes the larger: nothing within the range is clipped."
                )
            }
            Self::FullUnlessPositive => {
                msg!(
                    "A symmetric scale divides by (2^b − 1)/2; where no value is negative it divides by 2^b − 1, and the upper half of the range is clipped."
                )
            }
        }
    }
}

impl SymmetricCodes {
    fn words(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mirrored => msg!("Symmetric signed codes leave out the lowest: −127 to 127."),
            Self::MirroredFromEightBits => msg!("Symmetric signed codes leave out the lowest from 8 bits on: −127 to 127."),
        }
    }
}

impl SymmetricZero {
    fn words(self) -> &'static str {
        match self {
            Self::UpperMiddle => "",
            Self::LowerMiddle => msg!("Unsigned symmetric codes have their zero at the lower middle."),
            Self::TorchObserver => msg!("Unsigned symmetric codes have their zero at the lower middle, but at 128 for 8 bits."),
        }
    }
}

impl Degenerate {
    fn words(self) -> &'static str {
        match self {
            Self::Magnitude => msg!("A constant slice takes its own magnitude as the scale."),
            Self::Epsilon(_) => msg!("A scale is never smaller than a fixed epsilon."),
            Self::OneBelow(_) => msg!("A scale that is too small becomes 1."),
            Self::OneAndZero => msg!("A scale that is too small becomes 1, with the zero point 0."),
            Self::OneUpTo(_) => msg!("A slice of zeros takes the scale 1."),
            Self::Range(_) => msg!("A slice of zeros takes the range of another one."),
            Self::ZerosOnly => msg!("A slice of zeros takes the scale 1; any other scale may become 0."),
        }
    }
}
