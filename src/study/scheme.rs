//! The schemes by name, and the recipe of each: the one table of them. Knows no parameter.

use crate::num::Minifloat;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BnbType, MxElement};
use serde::{Deserialize, Serialize};

/// The recipe of a scheme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Recipe {
    /// Integers with scale and zero point.
    Integer {
        /// Whether the range is mirrored about 0.
        symmetric: bool,
    },
    /// A small float, with a scale or without.
    Float(Minifloat),
    /// A small float of the user's own widths.
    CustomFloat,
    /// A table with a scale.
    Table(Table),
    /// The user's own levels, with a scale or without.
    Levels,
    /// Levels found from the values of each slice.
    Fitted(FittedLevels),
    /// Uniform levels between fixed bounds.
    ClippedUniform(Bounds),
    /// OCP Microscaling.
    Mx(MxElement),
    /// NVIDIA's 4-bit float.
    Nvfp4,
    /// bitsandbytes' 4-bit formats.
    Bnb(BnbType),
    /// ggml's blocks.
    Ggml(GgmlType),
}

/// The tables that have a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Nf4,
    Fp4,
    PowersOfTwo,
}

/// The ways to find levels from values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FittedLevels {
    LloydMax,
    Binary,
    Ternary,
    AbsMean,
    Dorefa,
}

/// The source of the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bounds {
    Unit,
    Wrpn,
    Pact,
}

/// The enum of the schemes, the list of them, and the recipe of each, from one table.
macro_rules! schemes {
    ($($(#[$attribute:meta])* $name:ident => $recipe:expr,)*) => {
        /// The scheme: how numbers are stored.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[allow(missing_docs, reason = "the formats are called what they are")]
        #[non_exhaustive]
        pub enum Scheme {
            $($(#[$attribute])* $name,)*
        }

        impl Scheme {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The recipe of the scheme.
            pub(super) fn recipe(self) -> Recipe {
                match self {
                    $(Self::$name => $recipe,)*
                }
            }
        }
    };
}

schemes! {
    /// Integers; real 0 has its own code, the zero point.
    #[default]
    Asymmetric => Recipe::Integer { symmetric: false },
    /// Integers; the range is mirrored about 0.
    Symmetric => Recipe::Integer { symmetric: true },
    Fp16 => Recipe::Float(Minifloat::FP16),
    Bf16 => Recipe::Float(Minifloat::BF16),
    /// OCP FP8 with 4 exponent bits: no infinity.
    E4m3fn => Recipe::Float(Minifloat::E4M3FN),
    /// The same bits as IEEE 754 would use them.
    E4m3 => Recipe::Float(Minifloat::E4M3),
    E5m2 => Recipe::Float(Minifloat::E5M2),
    E3m2 => Recipe::Float(Minifloat::E3M2),
    E2m3 => Recipe::Float(Minifloat::E2M3),
    E2m1 => Recipe::Float(Minifloat::E2M1),
    /// A float of the user's own widths.
    CustomFloat => Recipe::CustomFloat,
    /// 4-bit NormalFloat.
    Nf4 => Recipe::Table(Table::Nf4),
    /// bitsandbytes' 4-bit float.
    Fp4 => Recipe::Table(Table::Fp4),
    /// Zero and powers of two.
    PowersOfTwo => Recipe::Table(Table::PowersOfTwo),
    /// The levels of least squared error for this data.
    LloydMax => Recipe::Fitted(FittedLevels::LloydMax),
    /// The user's own levels.
    Levels => Recipe::Levels,
    /// The sign times the mean magnitude.
    Binary => Recipe::Fitted(FittedLevels::Binary),
    /// Ternary Weight Networks.
    Ternary => Recipe::Fitted(FittedLevels::Ternary),
    /// BitNet b1.58.
    Bitnet => Recipe::Fitted(FittedLevels::AbsMean),
    DorefaWeights => Recipe::Fitted(FittedLevels::Dorefa),
    /// Activations of DoReFa and WRPN.
    UnitActivations => Recipe::ClippedUniform(Bounds::Unit),
    WrpnWeights => Recipe::ClippedUniform(Bounds::Wrpn),
    Pact => Recipe::ClippedUniform(Bounds::Pact),
    MxE4m3 => Recipe::Mx(MxElement::E4m3),
    MxE5m2 => Recipe::Mx(MxElement::E5m2),
    MxE3m2 => Recipe::Mx(MxElement::E3m2),
    MxE2m3 => Recipe::Mx(MxElement::E2m3),
    MxE2m1 => Recipe::Mx(MxElement::E2m1),
    MxInt8 => Recipe::Mx(MxElement::Int8),
    Nvfp4 => Recipe::Nvfp4,
    BnbNf4 => Recipe::Bnb(BnbType::Nf4),
    BnbFp4 => Recipe::Bnb(BnbType::Fp4),
    Q4_0 => Recipe::Ggml(GgmlType::Q4_0),
    Q4_1 => Recipe::Ggml(GgmlType::Q4_1),
    Q5_0 => Recipe::Ggml(GgmlType::Q5_0),
    Q5_1 => Recipe::Ggml(GgmlType::Q5_1),
    Q8_0 => Recipe::Ggml(GgmlType::Q8_0),
    Q2K => Recipe::Ggml(GgmlType::Q2K),
    Q3K => Recipe::Ggml(GgmlType::Q3K),
    Q4K => Recipe::Ggml(GgmlType::Q4K),
    Q5K => Recipe::Ggml(GgmlType::Q5K),
    Q6K => Recipe::Ggml(GgmlType::Q6K),
    Iq4Nl => Recipe::Ggml(GgmlType::Iq4Nl),
    Iq4Xs => Recipe::Ggml(GgmlType::Iq4Xs),
    GgmlMxfp4 => Recipe::Ggml(GgmlType::Mxfp4),
    GgmlNvfp4 => Recipe::Ggml(GgmlType::Nvfp4),
}
