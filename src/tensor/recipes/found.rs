//! The parts that a recipe found, and the checks of their shapes that recipes share.

use super::decode::is_number;
use super::parts::Parts;
use crate::tensor::readers::Dtype;
use crate::tensor::readers::packed::{NumberOrder, Packed, Part, Regions};

/// The parts that were found for a recipe.
pub(super) struct Found<'a> {
    pub parts: &'a Parts<'a>,
    pub codes: Part,
    pub base: &'a str,
}

/// What a recipe makes.
pub(super) struct Made {
    /// The name of the stored form, shown as the type.
    pub form: String,
    pub shape: Vec<u64>,
    pub packed: Packed,
}

pub(super) fn is_word(dtype: &Dtype) -> bool {
    matches!(dtype, Dtype::I32 | Dtype::U32)
}

pub(super) fn is_byte(dtype: &Dtype) -> bool {
    matches!(dtype, Dtype::U8 | Dtype::I8)
}

pub(super) fn is_plain(dtype: &Dtype) -> bool {
    matches!(dtype, Dtype::F8E4m3 | Dtype::F8E5m2 | Dtype::I8)
}

impl Found<'_> {
    /// A part by the ending of its name.
    pub fn maybe(&self, end: &str) -> Option<Part> {
        self.parts.find(self.codes.file, &format!("{}{end}", self.base))
    }

    /// The same, where there must be one.
    pub fn part(&self, end: &str) -> Result<Part, String> {
        self.maybe(end).ok_or_else(|| tr!("its {end} is missing", end))
    }

    /// The same, of numbers that can be scales.
    pub fn numbers(&self, end: &str) -> Result<Part, String> {
        let part = self.part(end)?;
        if is_number(&part.dtype) {
            Ok(part)
        } else {
            Err(tr!("its {end} is of the type {dtype}, which no scales have", end, dtype = part.dtype.name()))
        }
    }

    pub fn shape(&self) -> Result<[u64; 2], String> {
        matrix(&self.codes)
    }
}

/// Rows and columns of a part that is a matrix with values.
pub(super) fn matrix(part: &Part) -> Result<[u64; 2], String> {
    match part.shape[..] {
        [rows, cols] if rows > 0 && cols > 0 => Ok([rows, cols]),
        _ => Err(odd(part)),
    }
}

pub(super) fn odd(part: &Part) -> String {
    tr!("one of its parts has the shape {shape}, which does not fit the others", shape = format!("{:?}", part.shape))
}

/// `whole / part`, which must be a whole number.
pub(super) fn divided(whole: u64, by: u64, part: &Part) -> Result<u64, String> {
    if by > 0 && whole > 0 && whole.is_multiple_of(by) { Ok(whole / by) } else { Err(odd(part)) }
}

pub(super) fn expect(part: &Part, shape: &[u64]) -> Result<(), String> {
    if part.shape == shape { Ok(()) } else { Err(odd(part)) }
}

/// Numbers of rows of groups: one for `group` columns of a row.
pub(super) fn by_row(part: Part, order: NumberOrder, cols: u64, groups: u64) -> Regions {
    Regions { part, order, rows: 1, cols: (cols / groups).max(1), down: groups, along: 1 }
}

/// Numbers of groups of rows: a line for `group` columns, with one for each row.
pub(super) fn by_group(part: Part, order: NumberOrder, rows: u64, cols: u64, groups: u64) -> Regions {
    Regions { part, order, rows: 1, cols: (cols / groups).max(1), down: 1, along: rows }
}

pub(super) fn bits_of(bits: u64, part: &Part) -> Result<u32, String> {
    if (2..=8).contains(&bits) { Ok(bits as u32) } else { Err(odd(part)) }
}
