//! Text: its encoding, its comments, and whether lines or brackets lay it out. Knows no file format.

use crate::Error;
use crate::i18n::translate;
use crate::tensor::Tensor;
use crate::tensor::readers::refuse;
use crate::tensor::readers::text::brackets::read_brackets;
use crate::tensor::readers::text::cells::Cells;
use crate::tensor::readers::text::lines::{Layout, read_lines};
use std::borrow::Cow;

/// Reads pasted numbers separated by spaces, tabs, commas or semicolons, one row a line; or a matrix in brackets as
/// JSON, Python, NumPy and PyTorch print it, where the brackets make the rows. `#` starts a comment.
///
/// A single line, and a column of single numbers, give a list. Every number is rounded to f32 once.
pub fn read_text(text: &str) -> Result<Tensor, Error> {
    let list = |Layout { rows, cols }| if rows == 1 || cols == 1 { vec![rows * cols] } else { vec![rows, cols] };
    read(text, list)
}

/// Reads the text of a file, UTF-8 or, with its mark, UTF-16, as [`read_text`] does; but lines give a matrix always.
pub fn read_text_bytes(bytes: &[u8]) -> Result<Tensor, Error> {
    read(&decoded(bytes)?, |Layout { rows, cols }| vec![rows, cols])
}

fn read(text: &str, shape: impl Fn(Layout) -> Vec<usize>) -> Result<Tensor, Error> {
    let text = without_comments(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut cells = Cells::for_text(&text)?;
    if is_bracketed(&text) {
        let shape = read_brackets(&text, &mut cells)?;
        cells.into_tensor(shape)
    } else {
        let layout = read_lines(&text, &mut cells)?;
        cells.into_tensor(shape(layout))
    }
}

/// Whether brackets make the rows. Those in a first line of names, `weight (fp32), bias`, do not.
fn is_bracketed(text: &str) -> bool {
    let has_brackets = |text: &str| text.contains(['[', ']', '(', ')', '{', '}']);
    let text = text.trim_start();
    match text.split_once(['\n', '\r']) {
        Some((first, rest)) if first.starts_with(|c: char| c.is_alphabetic() || c == '"') && !rest.trim_start().is_empty() => {
            has_brackets(rest)
        }
        _ => has_brackets(text),
    }
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']) {
        let mut quoted = false;
        let end = line.find(|c| {
            quoted ^= c == '"';
            c == '#' && !quoted
        });
        kept.push_str(end.and_then(|end| line.get(..end)).unwrap_or(line));
        kept.push('\n');
    }
    // A last line without an end has been given one: at most one byte more than there was.
    kept.into()
}

/// The text that `bytes` are, without its mark.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return refuse(tr!("it is text in UTF-32; save it as UTF-8"));
    }
    if let Some(units) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(units, u16::from_le_bytes).map(Cow::from);
    }
    if let Some(units) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(units, u16::from_be_bytes).map(Cow::from);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return refuse(if is_binary(bytes) { translate(BINARY) } else { tr!("it is not text in UTF-8; save it as UTF-8") });
    };
    if is_binary(bytes) { refuse(translate(BINARY)) } else { Ok(text.into()) }
}

const BINARY: &str = msg!("it is neither a format known here nor text");

/// Whether there are bytes that no text has, such as 0.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|&b| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
}

fn utf16(units: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let (pairs, rest) = units.as_chunks::<2>();
    if !rest.is_empty() {
        return refuse(tr!("it begins as text in UTF-16 and ends within a character"));
    }
    let mut text = String::with_capacity(pairs.len());
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return refuse(tr!("it begins as text in UTF-16 and holds what is no character")),
        }
    }
    if is_binary(text.as_bytes()) { refuse(translate(BINARY)) } else { Ok(text) }
}
