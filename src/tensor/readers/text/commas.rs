//! Commas within a number: a decimal comma is read where it can be nothing else, what may set thousands apart is
//! refused. Knows numbers of a text only.

use crate::Error;
use crate::tensor::readers::text::cells::{Cells, shortened};
use crate::tensor::readers::text::fields::{each_cell, unquoted};

/// What the commas within the numbers of a text are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Commas {
    /// There are none.
    Absent,
    /// Every one stands where others write a point.
    Decimal,
}

/// What the comma within one number can be.
#[derive(PartialEq)]
enum Comma {
    /// A decimal comma and nothing else: `1,5`, `0,125`.
    Decimal,
    /// It could begin decimals as well as set thousands apart: `1,234`.
    Either,
    /// It sets thousands apart: `1,234.5`, `1,234,567`.
    Thousands,
}

impl Commas {
    /// Looks at all numbers: one comma that can only be decimal tells what those are that could be either.
    pub(super) fn survey<'a>(lines: impl Iterator<Item = (usize, &'a str)>, separator: Option<char>) -> Result<Self, Error> {
        let (mut decimal, mut either, mut point) = (false, None, None);
        for (row, line) in lines {
            each_cell(line, row, separator, |column, cell| {
                let number = unquoted(cell);
                match Comma::of(number) {
                    Some(Comma::Decimal) => decimal = true,
                    Some(Comma::Either) => _ = either.get_or_insert((row, column, number)),
                    Some(Comma::Thousands) => return Err(thousands((row, column, number))),
                    None if number.contains('.') => _ = point.get_or_insert((row, column, number)),
                    None => {}
                }
                Ok(())
            })?;
        }
        match (decimal, either, point) {
            (true, _, None) => Ok(Self::Decimal),
            (false, None, _) => Ok(Self::Absent),
            (false, Some(place), _) => Err(thousands(place)),
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
            return cells.push(&number.replacen(',', ".", 1), row, column);
        }
        cells.push(number, row, column)
    }
}

impl Comma {
    /// `None` for what has no comma, or is no number.
    fn of(number: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, rest) = number.trim_start_matches(['+', '-', '\u{2212}']).split_once(',')?;
        if digits(whole) < whole.len() || digits(rest) == 0 {
            return None;
        }
        Some(if rest.contains([',', '.']) {
            Self::Thousands
        } else if (1..=3).contains(&whole.len()) && !whole.starts_with('0') && digits(rest) == 3 && rest.len() == 3 {
            Self::Either
        } else {
            Self::Decimal
        })
    }
}

fn thousands((row, column, number): (usize, usize, &str)) -> Error {
    let text = tr!(
        "Row {row}, column {column} is '{number}'. Write numbers without thousands separators and with decimal points: 1234.5.",
        row,
        column,
        number = shortened(number, 20)
    );
    Error::Text { text }
}
