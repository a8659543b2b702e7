//! A small writer of GGUF files for the tests: pairs of metadata, lines of the list of tensors, data.

#![allow(dead_code, reason = "each test target uses its part")]

use quantscope::quant::block::ggml::GgmlType;

pub const F32: u32 = 0;
pub const U32: u32 = 4;
pub const STRING: u32 = 8;
pub const ARRAY: u32 = 9;

/// Numbers of ggml's types in files, as ggml.h gives them.
pub const NUMBERS: [(GgmlType, u32); 14] = [
    (GgmlType::Q4_0, 2),
    (GgmlType::Q4_1, 3),
    (GgmlType::Q5_0, 6),
    (GgmlType::Q5_1, 7),
    (GgmlType::Q8_0, 8),
    (GgmlType::Q2K, 10),
    (GgmlType::Q3K, 11),
    (GgmlType::Q4K, 12),
    (GgmlType::Q5K, 13),
    (GgmlType::Q6K, 14),
    (GgmlType::Iq4Nl, 20),
    (GgmlType::Iq4Xs, 23),
    (GgmlType::Mxfp4, 39),
    (GgmlType::Nvfp4, 40),
];

/// Text as the format writes it.
pub fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat()
}

/// A pair of metadata.
pub fn pair(key: &str, kind: u32, value: &[u8]) -> Vec<u8> {
    [&text(key)[..], &kind.to_le_bytes(), value].concat()
}

/// An array of the metadata.
pub fn array(kind: u32, len: u64, items: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), items].concat()
}

/// A line of the list of tensors; the fastest axis first.
pub fn tensor(name: &str, axes: &[u64], kind: u32, offset: u64) -> Vec<u8> {
    let mut line = [&text(name)[..], &(axes.len() as u32).to_le_bytes()].concat();
    line.extend(axes.iter().flat_map(|axis| axis.to_le_bytes()));
    line.extend(kind.to_le_bytes());
    line.extend(offset.to_le_bytes());
    line
}

/// A file with these pairs and tensors, then this data from a multiple of `alignment` on.
pub fn aligned(alignment: usize, pairs: &[Vec<u8>], tensors: &[Vec<u8>], data: &[u8]) -> Vec<u8> {
    let counts = [tensors.len() as u64, pairs.len() as u64].map(u64::to_le_bytes).concat();
    let mut file = [b"GGUF\x03\0\0\0".as_slice(), &counts, &pairs.concat(), &tensors.concat()].concat();
    file.resize(file.len().next_multiple_of(alignment), 0);
    file.extend(data);
    file
}

/// A file with the usual alignment.
pub fn file(pairs: &[Vec<u8>], tensors: &[Vec<u8>], data: &[u8]) -> Vec<u8> {
    aligned(32, pairs, tensors, data)
}

/// Numbers as the format writes them.
pub fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|x| x.to_le_bytes()).collect()
}
