//! The names of the types. Knows no layout.

use serde::{Deserialize, Serialize};

/// A block format. In ggml's naming Q*b*_0 has a scale, Q*b*_1 a scale and a minimum, Q*b*_K blocks of 256 whose scales
/// are themselves quantized; IQ4 has a non-linear table of 16 numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs, reason = "the names are ggml's")]
pub enum GgmlType {
    #[serde(rename = "q4-0")]
    Q4_0,
    #[serde(rename = "q4-1")]
    Q4_1,
    #[serde(rename = "q5-0")]
    Q5_0,
    #[serde(rename = "q5-1")]
    Q5_1,
    #[serde(rename = "q8-0")]
    Q8_0,
    #[serde(rename = "q2-k")]
    Q2K,
    #[serde(rename = "q3-k")]
    Q3K,
    #[serde(rename = "q4-k")]
    Q4K,
    #[serde(rename = "q5-k")]
    Q5K,
    #[serde(rename = "q6-k")]
    Q6K,
    #[serde(rename = "iq4-nl")]
    Iq4Nl,
    #[serde(rename = "iq4-xs")]
    Iq4Xs,
    #[serde(rename = "mxfp4")]
    Mxfp4,
    #[serde(rename = "nvfp4")]
    Nvfp4,
}

/// What the bytes of a type are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Values and bytes both equal those of the gguf package.
    Package,
    /// Values equal those of the gguf package, which cannot quantize this type; bytes equal those of ggml's C reference
    /// without an importance matrix.
    Reference,
}

impl GgmlType {
    /// All types.
    pub const ALL: [Self; 14] = [
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
        Self::Mxfp4,
        Self::Nvfp4,
    ];
}
