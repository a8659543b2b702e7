//! The schemes by name. Knows no parameter.

use serde::{Deserialize, Serialize};

/// What the numbers become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs, reason = "the formats are called what they are")]
pub enum Scheme {
    /// Integers; real 0 has its own code, the zero point.
    #[default]
    Asymmetric,
    /// Integers; the range is mirrored about 0.
    Symmetric,
    Fp16,
    Bf16,
    /// OCP FP8 with 4 exponent bits: no infinity.
    E4m3fn,
    /// The same bits as IEEE 754 would use them.
    E4m3,
    E5m2,
    E3m2,
    E2m3,
    E2m1,
    /// A float of one's own widths.
    CustomFloat,
    /// 4-bit NormalFloat.
    Nf4,
    /// bitsandbytes' 4-bit float.
    Fp4,
    /// Zero and powers of two.
    PowersOfTwo,
    /// The levels of least squared error for this data.
    LloydMax,
    /// Levels of one's own.
    Levels,
    /// The sign times the mean magnitude.
    Binary,
    /// Ternary Weight Networks.
    Ternary,
    /// BitNet b1.58.
    Bitnet,
    DorefaWeights,
    /// Activations of DoReFa and WRPN.
    UnitActivations,
    WrpnWeights,
    Pact,
    MxE4m3,
    MxE5m2,
    MxE3m2,
    MxE2m3,
    MxE2m1,
    MxInt8,
    Nvfp4,
    BnbNf4,
    BnbFp4,
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q2K,
    Q3K,
    Q4K,
    Q5K,
    Q6K,
    Iq4Nl,
    Iq4Xs,
    GgmlMxfp4,
    GgmlNvfp4,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 46] = [
        Self::Asymmetric,
        Self::Symmetric,
        Self::Fp16,
        Self::Bf16,
        Self::E4m3fn,
        Self::E4m3,
        Self::E5m2,
        Self::E3m2,
        Self::E2m3,
        Self::E2m1,
        Self::CustomFloat,
        Self::Nf4,
        Self::Fp4,
        Self::PowersOfTwo,
        Self::LloydMax,
        Self::Levels,
        Self::Binary,
        Self::Ternary,
        Self::Bitnet,
        Self::DorefaWeights,
        Self::UnitActivations,
        Self::WrpnWeights,
        Self::Pact,
        Self::MxE4m3,
        Self::MxE5m2,
        Self::MxE3m2,
        Self::MxE2m3,
        Self::MxE2m1,
        Self::MxInt8,
        Self::Nvfp4,
        Self::BnbNf4,
        Self::BnbFp4,
        Self::Q4_0,
        Self::Q4_1,
        Self::Q5_0,
        Self::Q5_1,
        Self::Q8_0,
        Self::Q2K,
        Self::Q3K,
        Self::Q4K,
        Self::Q5K,
        Self::Q6K,
        Self::Iq4Nl,
        Self::Iq4Xs,
        Self::GgmlMxfp4,
        Self::GgmlNvfp4,
    ];
}
