//! The metadata of GGUF files: keys and values of a few types. Long texts and arrays, where real files keep 100 000
//! tokens, are passed over and told by their size. Knows no tensor.

use super::fault::{quoted, refused, twice};
use crate::Error;
use crate::i18n::translate;
use crate::tensor::readers::gguf::cursor::Cursor;

/// Where tensors begin when the file does not say.
const ALIGNMENT: u64 = 32;

/// How deep arrays may lie in each other.
const MAX_NESTED: u32 = 4;

/// Texts up to this many bytes are kept.
const LONGEST_TEXT: u64 = 400;

/// The numbers of the types.
const U32: u32 = 4;
const STRING: u32 = 8;
const ARRAY: u32 = 9;

/// Names of the types, by their numbers.
const NAMES: [&str; 13] = ["u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", msg!("texts"), msg!("arrays"), "u64", "i64", "f64"];

/// Reads the pairs. Returns each with its value in words, and the alignment of the tensors.
pub(super) fn read(cursor: &mut Cursor, pairs: usize) -> Result<(Vec<(String, String)>, u64), Error> {
    let mut alignment = ALIGNMENT;
    let mut read = Vec::with_capacity(pairs);
    for _ in 0..pairs {
        let key = cursor.name(msg!("a key of its metadata"))?;
        let kind = cursor.u32()?;
        let value = value(cursor, kind, &key)?;
        if key == "general.alignment" {
            let number = value.parse().ok().filter(|_| kind == U32);
            alignment =
                number.filter(|n: &u64| n.is_power_of_two()).ok_or_else(|| refused(tr!("its general.alignment is no power of two")))?;
        }
        read.push((key, value));
    }
    match twice(read.iter().map(|pair| pair.0.as_str()).collect()) {
        Some(key) => Err(refused(tr!("its metadata gives {key} twice", key = quoted(key)))),
        None => Ok((read, alignment)),
    }
}

/// Reads a value and tells it in words.
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

/// Passes over an array. Returns the type of its items and how many there are.
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

/// The bytes of a number.
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
