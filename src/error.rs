//! The one error of the crate: what is wrong, where, and how to mend it, in a sentence a reader can act on.

use serde::Serialize;
use thiserror::Error as ThisError;

/// Everything that can be wrong with what a user gives. `Display` is the sentence the page shows.
#[derive(Debug, Clone, PartialEq, ThisError)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the sentence of each variant names its fields")]
pub enum Error {
    #[error("There are no numbers here. Give at least one number.")]
    Empty,
    #[error("Row {row}, column {column} is '{text}', which is not a number. Use numbers separated by spaces, commas or new lines.")]
    NotANumber { row: usize, column: usize, text: String },
    #[error("Row {row}, column {column} was set to {value}. Set it to a finite number.")]
    NonFinite { row: usize, column: usize, value: String },
    #[error("{} NaN or infinite: there is nothing to quantize. Give at least one finite number.", all(*len))]
    NoneFinite { len: usize },
    #[error("Row {row} has {found} numbers, the rows before it have {expected}. Give every row the same length.")]
    Ragged { row: usize, found: usize, expected: usize },
    #[error("{}", told(text, 290))]
    Text { text: String },
    #[error("{len} values do not fit the shape {shape:?}.")]
    Shape { len: usize, shape: Vec<usize> },
    #[error("{len} values are more than this page can hold. Use at most {max}.")]
    TooLarge { len: usize, max: usize },
    #[error("{len} values are too few. Use at least {min}.")]
    TooSmall { len: usize, min: usize },
    #[error("The file cannot be read: {}.", told(reason, 260))]
    File { reason: String },
    #[error("This tensor cannot be shown: {}.", told(reason, 260))]
    Unread { reason: String },
    #[error("No file is open. Open or drop {} to see this.", told(file, 120))]
    NoFile { file: String },
    #[error("{} has no tensor called '{}'. Choose one from the list.", told(file, 100), told(tensor, 120))]
    NoTensor { file: String, tensor: String },
    #[error("{} differs from the file this link was made with: other bytes stand in {}.", told(file, 90), told(tensor, 120))]
    OtherBytes { file: String, tensor: String },
    #[error("This part of the tensor cannot be: {}.", told(reason, 250))]
    Cut { reason: String },
    #[error("There is no data set called '{name}'. Choose one from the list.")]
    UnknownData { name: String },
    #[error("{bits} bits are not offered. Choose 2 to 16.")]
    Bits { bits: u8 },
    #[error("This float format cannot be: {reason}. Choose other widths or another bias.")]
    FloatFormat { reason: &'static str },
    #[error("{count} levels are not offered. Choose 1 to 256.")]
    LevelCount { count: usize },
    #[error("{level} cannot be a level. Give finite numbers only.")]
    Level { level: f32 },
    #[error("The level {level} is given twice. Give each level once.")]
    EqualLevels { level: f32 },
    #[error("{bits} bits are not offered for this scheme. Choose {least} to {most}.")]
    SchemeBits { bits: u8, least: u8, most: u8 },
    #[error("The clip range runs from {lo} to {hi}. Its lower end must lie below its upper end.")]
    ClipOrder { lo: f32, hi: f32 },
    #[error(
        "The range from {lo} to {hi} is too wide: some codes would stand for more than a 32-bit float can hold. Use values below 1e33."
    )]
    RangeTooWide { lo: f32, hi: f32 },
    #[error("The percentile keeps {keep} %. Choose more than 50 and at most 100.")]
    Percentile { keep: f64 },
    #[error("The range keeps {sigmas} standard deviations. Choose more than 0 and at most a million.")]
    Sigmas { sigmas: f32 },
    #[error("A group of {group} does not divide a row of {cols} values. Choose a divisor of {cols}.")]
    Group { group: usize, cols: usize },
    #[error("A block of {block} values does not divide a row of {cols} values. Give rows of a multiple of {block} values.")]
    Block { block: usize, cols: usize },
    #[error("Blocks of {block} values are not offered. Choose a power of two from 32 to 4096.")]
    BlockSize { block: usize },
    #[error("The blocks cannot be read: {reason}.")]
    BlockData { reason: &'static str },
    #[error("Block {block} holds values too large for {format}: its stored scale is infinite. Scale the data down.")]
    BlockScale { format: &'static str, block: usize },
    #[error("The bound α is {alpha}. Choose a number above 0 that 32-bit floats can cut into steps, such as 8.")]
    Alpha { alpha: f32 },
    #[error("The outliers are {strength} standard deviations strong. Choose 1 to 100 000.")]
    Strength { strength: f32 },
    #[error("{outliers} outliers are too many here. Choose at most {max}, half of the values.")]
    Outliers { outliers: usize, max: usize },
    #[error("{percent} % of the values cannot be kept. Choose 0 to 100.")]
    Keep { percent: f64 },
    #[error("Value {index} does not exist: the data has {len} values, numbered from 0.")]
    Index { index: usize, len: usize },
    #[error("{}", say!("The language cannot be read: {reason}.", reason))]
    Language { reason: String },
    #[error("The chart could not be drawn: {reason}.")]
    Draw { reason: String },
}

/// What a file says (a name, a key) within a sentence: at most `most` characters, the middle left out, none that move the
/// others or ring a bell.
fn told(text: &str, most: usize) -> String {
    let shown = |c: char| if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}') { '\u{fffd}' } else { c };
    let len = text.chars().count();
    if len <= most {
        return text.chars().map(shown).collect();
    }
    let end = text.chars().skip(len - most / 2);
    text.chars().take(most / 2 - 1).chain(['…']).chain(end).map(shown).collect()
}

fn all(len: usize) -> String {
    if len == 1 { "The only value is".into() } else { format!("All {len} values are") }
}

impl Error {
    /// The control of the page that can mend this: the name of a field of `Settings` or `Source`.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Bits { .. } | Self::SchemeBits { .. } => "bits",
            Self::FloatFormat { .. } => "format",
            Self::LevelCount { .. } | Self::Level { .. } | Self::EqualLevels { .. } => "levels",
            Self::ClipOrder { .. } | Self::RangeTooWide { .. } => "clip",
            Self::Percentile { .. } => "percentile",
            Self::Sigmas { .. } => "sigmas",
            Self::Group { .. } => "group",
            Self::Block { .. } | Self::BlockSize { .. } => "block",
            Self::Alpha { .. } => "alpha",
            Self::Strength { .. } => "strength",
            Self::Outliers { .. } => "outliers",
            Self::Keep { .. } => "keep",
            Self::Cut { .. } => "cut",
            Self::OtherBytes { .. } => "hash",
            Self::TooLarge { .. } | Self::TooSmall { .. } => "rows",
            _ => "data",
        }
    }
}

/// An error as plain data for the page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Complaint {
    /// The control next to which the sentence belongs.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl From<&Error> for Complaint {
    fn from(error: &Error) -> Self {
        Self { field: error.field().into(), message: error.to_string() }
    }
}
