//! Reads the metadata of GGUF files: pairs of key and value. Of long texts and of arrays, which hold 100 000 tokens in
//! real files, only the size is read. Knows no tensor.

use super::fault::{quoted, refused, twice};
use crate::Error;
use crate::i18n::translate;
use crate::tensor::readers::gguf::cursor::Cursor;

/// The alignment of a file that does not give one.
const ALIGNMENT: u64 = 32;

/// The version of the blocks that are decoded, the only one since GGUF exists. Version 1 had another order of nibbles.
const QUANTIZATION_VERSION: &str = "2";

/// How deep arrays may be nested.
const MAX_NESTED: u32 = 4;

/// The longest text that is kept, in bytes.
const LONGEST_TEXT: u64 = 400;

/// The numbers of some types.
const U32: u32 = 4;
const STRING: u32 = 8;
const ARRAY: u32 = 9;

/// Names of the types by their numbers, as items of an array.
const NAMES: [&str; 13] = ["u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", msg!("texts"), msg!("arrays"), "u64", "i64", "f64"];

/// The contents of the metadata.
pub(super) struct Metadata {
    /// Keys, and their values as text.
    pub pairs: Vec<(String, String)>,
    /// Tensors begin at multiples of this many bytes.
    pub alignment: u64,
    /// Why blocks of quantized values cannot be decoded, where `general.quantization_version` says so.
    pub blocks_unread: Option<String>,
}

impl Metadata {
    /// Reads `pairs` pairs of key and value.
    pub fn read(cursor: &mut Cursor, pairs: usize) -> Result<Self, Error> {
        let mut metadata = Self { pairs: Vec::with_capacity(pairs), alignment: ALIGNMENT, blocks_unread: None };
        for _ in 0..pairs {
            let key = cursor.name(msg!("a key of its metadata"))?;
            let kind = cursor.u32()?;
            let value = value(cursor, kind, &key)?;
            match key.as_str() {
                "general.alignment" => metadata.alignment = alignment(kind, &value)?,
                "general.quantization_version" => metadata.blocks_unread = blocks_unread(kind, &value),
                _ => {}
            }
            metadata.pairs.push((key, value));
        }
        match twice(metadata.pairs.iter().map(|pair| pair.0.as_str()).collect()) {
            Some(key) => Err(refused(tr!("its metadata gives {key} twice", key = quoted(key)))),
            None => Ok(metadata),
        }
    }
}

/// The alignment, which must be a u32: gguf-py and llama.cpp refuse every other type.
fn alignment(kind: u32, value: &str) -> Result<u64, Error> {
    if kind != U32 {
        return Err(refused(tr!(
            "its general.alignment is of the type {kind}, and must be u32; convert the model again",
            kind = name(kind)
        )));
    }
    let number = value.parse().ok().filter(|n: &u64| n.is_power_of_two());
    number.ok_or_else(|| refused(tr!("its general.alignment is no power of two")))
}

/// Why blocks cannot be decoded. `None` for the version that is decoded, stored as an integer of any type.
fn blocks_unread(kind: u32, value: &str) -> Option<String> {
    match kind {
        0..=5 | 10 | 11 if value == QUANTIZATION_VERSION => None,
        0..=5 | 10 | 11 => Some(tr!(
            "its blocks are of quantization version {version}, and version {read} is read; convert the model again",
            version = value,
            read = QUANTIZATION_VERSION
        )),
        _ => Some(tr!(
            "the general.quantization_version of its file is of the type {kind}, and must be u32; convert the model again",
            kind = name(kind)
        )),
    }
}

/// The name of a type, for one value.
fn name(kind: u32) -> String {
    match kind {
        STRING => tr!("text"),
        ARRAY => tr!("array"),
        _ => translate(NAMES.get(kind as usize).copied().unwrap_or_default()),
    }
}

/// Reads a value and returns it as text.
fn value(cursor: &mut Cursor, kind: u32, key: &str) -> Result<String, Error> {
    if kind == ARRAY {
        let (kind, len) = pass_array(cursor, key, MAX_NESTED)?;
        return Ok(tr!("array of {len} {kind}", len, kind = translate(NAMES.get(kind as usize).copied().unwrap_or_default())));
    }
    if kind == STRING {
        let len = text_len(cursor, key)?;
        return if len > LONGEST_TEXT {
            cursor.skip(len).map(|()| tr!("text of {len} bytes", len))
        } else {
            Ok(String::from_utf8_lossy(cursor.take(len)?).into_owned())
        };
    }
    let bytes = size(kind).ok_or_else(|| unknown(kind, key))?;
    let number = cursor.number(bytes)?;
    Ok(match kind {
        1 => (number as i8).to_string(),
        3 => (number as i16).to_string(),
        5 => (number as i32).to_string(),
        6 => f32::from_bits(number as u32).to_string(),
        7 => (number != 0).to_string(),
        11 => (number as i64).to_string(),
        12 => f64::from_bits(number).to_string(),
        _ => number.to_string(),
    })
}

/// Skips an array. Returns the type of its items and how many there are.
fn pass_array(cursor: &mut Cursor, key: &str, nested: u32) -> Result<(u32, u64), Error> {
    let (kind, len) = (cursor.u32()?, cursor.u64()?);
    match (size(kind), kind) {
        (Some(size), _) => match len.checked_mul(size) {
            Some(bytes) if bytes <= cursor.left() => cursor.skip(bytes)?,
            _ => return Err(too_long(key)),
        },
        (None, STRING | ARRAY) if len > cursor.left() / 8 => return Err(too_long(key)),
        (None, STRING) => {
            for _ in 0..len {
                let len = text_len(cursor, key)?;
                cursor.skip(len)?;
            }
        }
        (None, ARRAY) if nested > 0 => {
            for _ in 0..len {
                pass_array(cursor, key, nested - 1)?;
            }
        }
        _ => return Err(unknown(kind, key)),
    }
    Ok((kind, len))
}

/// The length of the text that follows.
fn text_len(cursor: &mut Cursor, key: &str) -> Result<u64, Error> {
    let len = cursor.u64()?;
    if len > cursor.left() { Err(too_long(key)) } else { Ok(len) }
}

/// The size of a number in bytes. `None` for types of other sizes.
fn size(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}

fn too_long(key: &str) -> Error {
    refused(tr!("{key} of its metadata goes on beyond its end", key = quoted(key)))
}

fn unknown(kind: u32, key: &str) -> Error {
    refused(tr!("{key} of its metadata is of type {kind}, whose size is unknown", key = quoted(key), kind))
}
