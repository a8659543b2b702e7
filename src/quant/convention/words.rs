//! A convention in words: each choice has a sentence. Choices that most conventions share have none, so that the unusual ones
//! stand out.

use crate::i18n;
use crate::quant::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, ScaleType, Shift, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint,
    ZeroPointAdded, ZeroPointFrom,
};

impl Convention {
    /// Each choice as a sentence, in the order of the arithmetic. Sentences on symmetric codes say so.
    pub fn sentences(&self) -> Vec<&'static str> {
        let range =
            if self.range_includes_zero { msg!("The range is widened until it holds 0.") } else { msg!("The range is taken as it is.") };
        let has_zero_point = self.shift == Shift::ZeroPoint;
        let translate = [
            range,
            self.precision.words(),
            self.scale_form.words(),
            self.scale_type.words(),
            if self.scale_form == ScaleForm::Inverse { "" } else { self.arithmetic.words() },
            self.shift.words(),
            if has_zero_point { self.zero_point_added.words() } else { "" },
            if has_zero_point { self.zero_point.words() } else { "" },
            if has_zero_point { self.zero_point_from.words() } else { "" },
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
            Self::StepByProduct => msg!("The range is multiplied by 1/steps, which was rounded before."),
            Self::Inverse => {
                msg!("The inverse scale is kept, steps times a rounded 1/range: x is multiplied by it, codes are divided by it.")
            }
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

impl ScaleType {
    fn words(self) -> &'static str {
        match self {
            Self::F32 => "",
            Self::Bf16 => msg!("The scale is rounded to bfloat16."),
            Self::F16 => msg!("The scale is rounded to a 16-bit float."),
            Self::Bf16ThenF16 => msg!("The scale is rounded to bfloat16, then to a 16-bit float."),
        }
    }
}

impl Shift {
    fn words(self) -> &'static str {
        match self {
            Self::ZeroPoint => "",
            Self::LowerEnd => {
                msg!("Asymmetric codes count from the lower end of the range, which is kept as a float in place of a zero point.")
            }
            Self::LargerEnd => {
                msg!(
                    "Asymmetric codes count from the end with the larger magnitude, which is kept as a float; the scale has a sign and is changed until 0 is a code."
                )
            }
        }
    }
}

impl ZeroPointFrom {
    fn words(self) -> &'static str {
        match self {
            Self::RoundedPlaces => "",
            Self::Difference => msg!("The lowest code less lo/scale is rounded to the zero point."),
            Self::BothEnds => msg!("The zero point is computed from both ends of the range, without the scale."),
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
            Self::LargerEnd => {
                msg!(
                    "A symmetric scale divides the end with the larger magnitude by −2^(b−1), so it has a sign: that end is the lowest code."
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
            Self::MirroredAlways => msg!("Symmetric codes leave out one end: −127 to 127, or 0 to 254 around 127."),
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
            Self::IfZero(_) => msg!("A scale of 0 becomes a fixed epsilon, with the zero point 0."),
            Self::LengthAtLeast(_) => msg!("A range is never taken as shorter than a fixed length."),
            Self::OneBelow(_) => msg!("A scale that is too small becomes 1."),
            Self::OneAndZero => msg!("A scale that is too small becomes 1, with the zero point 0."),
            Self::OneUpTo(_) => msg!("A slice of zeros takes the scale 1."),
            Self::Range(_) => msg!("A slice of zeros takes the range of another one."),
            Self::ZerosOnly => msg!("A slice of zeros takes the scale 1; any other scale may become 0."),
        }
    }
}
