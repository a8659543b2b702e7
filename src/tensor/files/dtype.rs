//! How one value of a file is stored, and what it is as f32. Knows no file format.

use crate::quant::block::ggml::GgmlType;

/// The type of stored values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types are called what they are")]
pub enum Dtype {
    F64,
    F32,
    F16,
    Bf16,
    /// OCP FP8, 4 exponent bits, no infinity.
    F8E4m3,
    F8E5m2,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
    /// Blocks of ggml.
    Ggml(GgmlType),
    /// A type that is listed by its name and not decoded.
    Other(String),
}
