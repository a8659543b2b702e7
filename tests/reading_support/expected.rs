//! What a file must give, from the arrays NumPy wrote beside it. Reads them without the crate's readers, which are on trial.

use half::f16;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// An array: its shape and its values in row-major order, rounded to f32 once.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    pub shape: Vec<u64>,
    pub values: Vec<f32>,
}

/// The arrays of an .npz file by name.
pub fn npz(path: &Path) -> BTreeMap<String, Array> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut archive = zip::ZipArchive::new(file).expect("NumPy writes sound archives");
    let mut arrays = BTreeMap::new();
    for i in 0..archive.len() {
        let mut member = archive.by_index(i).expect("the directory is sound");
        let name = member.name().expect("NumPy names members in UTF-8").into_owned();
        let Some(name) = name.strip_suffix(".npy") else { continue };
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("the member is sound");
        arrays.insert(name.into(), npy(&bytes));
    }
    arrays
}

/// An .npy file as NumPy writes it: version 1, the keys in its order.
pub fn npy(bytes: &[u8]) -> Array {
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00", "NumPy writes version 1");
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..start]).expect("a header of text");
    let after = |key: &str| header.split_once(&format!("'{key}': ")).unwrap_or_else(|| panic!("no {key} in {header}")).1;
    let descr = after("descr").split('\'').nth(1).expect("a quoted type");
    let (order, kind) = descr.split_at(1);
    let sizes = after("shape").trim_start_matches('(').split(')').next().unwrap_or_default();
    let shape: Vec<u64> = sizes.split(',').filter(|d| !d.trim().is_empty()).map(|d| d.trim().parse().expect("a size")).collect();
    let size: usize = kind[1..].parse().expect("a size in bytes");
    let stored: Vec<f32> = bytes[start..].chunks_exact(size).map(|value| number(kind, order == ">", value)).collect();
    assert_eq!(stored.len() as u64, shape.iter().product::<u64>(), "as many values as the shape says");
    let values = if after("fortran_order").starts_with("True") { row_major(&shape, &stored) } else { stored };
    Array { shape, values }
}

fn number(kind: &str, big_endian: bool, stored: &[u8]) -> f32 {
    let mut b = [0; 8];
    b[..stored.len()].copy_from_slice(stored);
    if big_endian {
        b[..stored.len()].reverse();
    }
    let [b0, b1, b2, b3, ..] = b;
    match kind {
        "f2" => f16::from_le_bytes([b0, b1]).to_f32(),
        "f4" => f32::from_le_bytes([b0, b1, b2, b3]),
        "f8" => f64::from_le_bytes(b) as f32,
        "i1" => f32::from(b0 as i8),
        "i2" => f32::from(i16::from_le_bytes([b0, b1])),
        "i4" => i32::from_le_bytes([b0, b1, b2, b3]) as f32,
        "i8" => i64::from_le_bytes(b) as f32,
        "u1" | "b1" | "u2" | "u4" | "u8" => u64::from_le_bytes(b) as f32,
        _ => panic!("nothing is expected of type {kind}"),
    }
}

/// From the first axis running fastest to the last.
fn row_major(shape: &[u64], stored: &[f32]) -> Vec<f32> {
    let place = |mut index: u64| {
        let mut stride = stored.len() as u64;
        shape.iter().rev().fold(0, |place, &d| {
            stride /= d;
            let (axis, rest) = (index % d, index / d);
            index = rest;
            place + axis * stride
        })
    };
    (0..stored.len() as u64).map(|index| stored[place(index) as usize]).collect()
}
