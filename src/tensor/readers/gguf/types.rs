//! The numbers of ggml's types in GGUF files, from ggml.h and ggml-common.h: types that are decoded, types that are only
//! listed, types that were removed. Reads nothing.

use super::fault::{quoted, refused};
use crate::Error;
use crate::quant::block::ggml::GgmlType;
use crate::tensor::readers::Dtype;

/// How a type is stored.
pub(super) struct TypeLayout {
    pub dtype: Dtype,
    /// Values in a block. The length of the fastest axis must be a multiple of it.
    pub block: u64,
    /// Bytes of a block; `None` for types whose blocks are unknown.
    pub bytes: Option<u64>,
}

/// The type of a number in a file. Fails for types that were removed.
pub(super) fn type_layout(number: u32, tensor: &str) -> Result<TypeLayout, Error> {
    use Dtype::{Bf16, F16, F32, F64, I8, I16, I32, I64};
    let plain = |dtype, bytes| Ok(TypeLayout { dtype, block: 1, bytes: Some(bytes) });
    let listed = |name: &str, block, bytes| Ok(TypeLayout { dtype: Dtype::Other(name.into()), block, bytes: Some(bytes) });
    let of_unknown_size = |name: String| Ok(TypeLayout { dtype: Dtype::Other(name), block: 1, bytes: None });
    let blocks = |kind: GgmlType| Ok(TypeLayout { dtype: Dtype::Ggml(kind), block: kind.block() as u64, bytes: Some(kind.bytes() as u64) });
    match number {
        0 => plain(F32, 4),
        1 => plain(F16, 2),
        2 => blocks(GgmlType::Q4_0),
        3 => blocks(GgmlType::Q4_1),
        6 => blocks(GgmlType::Q5_0),
        7 => blocks(GgmlType::Q5_1),
        8 => blocks(GgmlType::Q8_0),
        9 => listed("Q8_1", 32, 36),
        10 => blocks(GgmlType::Q2K),
        11 => blocks(GgmlType::Q3K),
        12 => blocks(GgmlType::Q4K),
        13 => blocks(GgmlType::Q5K),
        14 => blocks(GgmlType::Q6K),
        15 => listed("Q8_K", 256, 292),
        16 => listed("IQ2_XXS", 256, 66),
        17 => listed("IQ2_XS", 256, 74),
        18 => listed("IQ3_XXS", 256, 98),
        19 => listed("IQ1_S", 256, 50),
        20 => blocks(GgmlType::Iq4Nl),
        21 => listed("IQ3_S", 256, 110),
        22 => listed("IQ2_S", 256, 82),
        23 => blocks(GgmlType::Iq4Xs),
        24 => plain(I8, 1),
        25 => plain(I16, 2),
        26 => plain(I32, 4),
        27 => plain(I64, 8),
        28 => plain(F64, 8),
        29 => listed("IQ1_M", 256, 56),
        30 => plain(Bf16, 2),
        34 => listed("TQ1_0", 256, 54),
        35 => listed("TQ2_0", 256, 66),
        39 => blocks(GgmlType::Mxfp4),
        40 => blocks(GgmlType::Nvfp4),
        41 => listed("Q1_0", 128, 18),
        4 | 5 | 31..=33 | 36..=38 => {
            let name = match number {
                4 => "Q4_2",
                5 => "Q4_3",
                31 => "Q4_0_4_4",
                32 => "Q4_0_4_8",
                33 => "Q4_0_8_8",
                36 => "IQ4_NL_4_4",
                37 => "IQ4_NL_4_8",
                _ => "IQ4_NL_8_8",
            };
            Err(refused(tr!(
                "{tensor} is stored as {name}, a type that was removed from the format. Convert the model again",
                tensor = quoted(tensor),
                name
            )))
        }
        // Programs differ in its blocks: 64 values or 128.
        42 => of_unknown_size("Q2_0".into()),
        _ => of_unknown_size(tr!("type {number}", number)),
    }
}
