//! Text: its encoding, its comments, and whether lines or brackets give its layout. Knows no file format.

use super::brackets::read_brackets;
use super::cells::Cells;
use super::characters::plain_characters;
use super::comments::without_comments;
use super::lines::{Layout, lines, read_lines};
use super::parentheses::refuse_single_numbers;
use crate::Error;
use crate::i18n::{marks, translate};
use crate::tensor::Tensor;
use crate::tensor::readers::refuse;
use std::borrow::Cow;

/// The decimal mark of a text that anyone may have written: files, links.
const POINT: char = '.';

/// Reads pasted numbers separated by spaces, tabs, commas or semicolons, one row a line; or a matrix in brackets as
/// JSON, Python, NumPy and PyTorch print it, where the brackets make the rows. A line that begins with `#` is a comment.
///
/// A single line, and a column of single numbers, give a list. Every number is rounded to f32 once. What may be other
/// numbers than those read is refused with its place.
pub fn read_text(text: &str) -> Result<Tensor, Error> {
    read(text, POINT, as_list)
}

/// Reads the text of a file, UTF-8 or, with its mark, UTF-16, as [`read_text`] does; but lines give a matrix always.
pub fn read_text_bytes(bytes: &[u8]) -> Result<Tensor, Error> {
    read(&decoded(bytes)?, POINT, |Layout { rows, cols }| vec![rows, cols])
}

/// Reads the numbers of a list that a person edits, as [`read_text`] does, but separators may be mixed, and decimal commas
/// are read where the language has them. NaN and infinities are refused.
pub fn read_levels(text: &str) -> Result<Vec<f32>, Error> {
    let mark = marks().decimal;
    let tensor = read(&with_blanks(text, mark), mark, as_list).map_err(|error| match error {
        Error::NotANumber { text, .. } => Error::LevelNotANumber { text },
        error => error,
    })?;
    match tensor.non_finite().places().next() {
        Some(place) => Err(Error::Level { level: tensor.given(place).unwrap_or(f32::NAN) }),
        None => Ok(tensor.values().to_vec()),
    }
}

/// A text that a person typed or pasted, for [`read_text`] to read as this language means it: where its numbers have decimal
/// commas, the same numbers with points, one row a line. `None` where it can stay as it is.
pub fn with_decimal_points(text: &str) -> Result<Option<String>, Error> {
    let mark = marks().decimal;
    if mark == POINT || !text.contains(mark) {
        return Ok(None);
    }
    let tensor = read(text, mark, as_list)?;
    if read_text(text).is_ok_and(|same| same == tensor) {
        return Ok(None);
    }
    let value = |(i, v): (usize, &f32)| tensor.non_finite().value(i).unwrap_or(*v).to_string();
    let values: Vec<String> = tensor.values().iter().enumerate().map(value).collect();
    let cols = if tensor.shape().len() == 1 { values.len() } else { tensor.cols() };
    Ok(Some(values.chunks(cols.max(1)).map(|row| row.join(" ")).collect::<Vec<_>>().join("\n")))
}

/// A list with blanks for the separators that can be nothing else: semicolons, and commas unless one may belong to a number.
fn with_blanks(text: &str, mark: char) -> Cow<'_, str> {
    let between = |(i, _): (usize, &str)| !text[..i].ends_with(char::is_whitespace) && !text[i + 1..].starts_with(char::is_whitespace);
    let has_tight_comma = text.match_indices(',').any(between);
    if text.contains(['[', '(', '{']) || (has_tight_comma && mark == POINT) {
        return text.into();
    }
    text.replace(if has_tight_comma { &[';'][..] } else { &[';', ','] }, " ").into()
}

fn as_list(Layout { rows, cols }: Layout) -> Vec<usize> {
    if rows == 1 || cols == 1 { vec![rows * cols] } else { vec![rows, cols] }
}

fn read(text: &str, mark: char, shape: impl Fn(Layout) -> Vec<usize>) -> Result<Tensor, Error> {
    let text = plain_characters(text.strip_prefix('\u{feff}').unwrap_or(text));
    let text = without_comments(&text);
    let mut cells = Cells::for_text(&text)?;
    if is_bracketed(&text) {
        let named = behind_names(&text).len() < text.trim_start().len();
        refuse_single_numbers(lines(&text).skip(usize::from(named)))?;
        let shape = read_brackets(&text, &mut cells)?;
        cells.into_tensor(shape)
    } else {
        let layout = read_lines(&text, mark, &mut cells)?;
        cells.into_tensor(shape(layout))
    }
}

/// Whether brackets make the rows. Those in a first line of names, `weight (fp32), bias`, do not.
fn is_bracketed(text: &str) -> bool {
    behind_names(text).contains(['[', ']', '(', ')', '{', '}'])
}

/// The text behind a first line that may be one of names.
fn behind_names(text: &str) -> &str {
    let text = text.trim_start();
    match text.split_once(['\n', '\r']) {
        Some((first, rest)) if first.starts_with(|c: char| c.is_alphabetic() || c == '"') && !rest.trim_start().is_empty() => rest,
        _ => text,
    }
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
