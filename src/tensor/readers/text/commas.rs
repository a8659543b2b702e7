//! Commas within a number: a decimal comma is read if it can be nothing else; a comma that may separate thousands is
//! refused. Knows numbers of a text only.

use super::cells::{Cells, thousands};
use super::characters::{THIN, shortened};
use super::fields::{each_cell, unquoted};
use super::number::Written;
use crate::Error;

/// The meaning of the commas within the numbers of a text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Commas {
    /// There are none.
    Absent,
    /// Every comma is a decimal mark.
    Decimal,
}

/// The possible meaning of the comma within one number.
#[derive(PartialEq)]
enum Comma {
    /// A decimal comma and nothing else: `1,5`, `0,125`.
    Decimal,
    /// A decimal comma or a separator of thousands: `1,234`.
    Either,
    /// A separator of thousands: `1,234.5`, `1,234,567`.
    Thousands,
}

impl Commas {
    /// Inspects all numbers: one comma that can only be decimal decides the ambiguous ones. So does `mark`, the decimal
    /// mark of the text's author, if it is a comma.
    pub(super) fn survey<'a>(lines: impl Iterator<Item = (usize, &'a str)>, separator: Option<char>, mark: char) -> Result<Self, Error> {
        let (mut decimal, mut either, mut point) = (false, None, None);
        for (row, line) in lines {
            each_cell(line, row, separator, |column, cell| {
                let number = unquoted(cell);
                match Comma::of(number) {
                    Some(Comma::Decimal) => decimal = true,
                    Some(Comma::Either) if mark == ',' => decimal = true,
                    Some(Comma::Either) => _ = either.get_or_insert((row, column, number)),
                    Some(Comma::Thousands) => return Err(thousands(row, column, number)),
                    None if number.contains('.') => _ = point.get_or_insert((row, column, number)),
                    None => {}
                }
                Ok(())
            })?;
        }
        match (decimal, either, point) {
            (true, _, None) => Ok(Self::Decimal),
            (false, None, _) => Ok(Self::Absent),
            (false, Some((row, column, number)), _) => Err(thousands(row, column, number)),
            (true, _, Some((row, column, number))) => Err(Error::Text {
                text: tr!(
                    "Row {row}, column {column} is '{number}', with a point where other numbers have a decimal comma. Write all numbers with \
                     decimal points.",
                    row,
                    column,
                    number = shortened(number, 20)
                ),
            }),
        }
    }

    /// Reads a number with such commas.
    pub(super) fn push(self, cells: &mut Cells, number: &str, row: usize, column: usize) -> Result<(), Error> {
        if self == Self::Decimal && Comma::of(number).is_some() {
            // Thin spaces are read by the cell.
            return cells.push(&number.replacen(',', ".", 1), row, column);
        }
        cells.push(number, row, column)
    }
}

impl Comma {
    /// `None` for text without a comma, or that is not a number.
    fn of(number: &str) -> Option<Self> {
        let written = Written::of(number).filter(|written| written.has(','))?;
        Some(match (written.groups(','), written.groups('.')) {
            (Some(None), Some(_)) => Self::Either,
            (Some(None | Some(THIN)), None) if !number.ends_with(',') => Self::Decimal,
            _ => Self::Thousands,
        })
    }
}
