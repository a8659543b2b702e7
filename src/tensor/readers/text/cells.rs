//! Reads one number of a text at a time, and gives the errors for cells that are not numbers. Knows no layout.

use super::characters::{THIN, is_invisible, shortened};
use super::number::Written;
use crate::Error;
use crate::tensor::{MAX_LEN, Tensor};

/// The numbers read so far, those written as NaN or infinite among them.
#[derive(Default)]
pub(super) struct Cells {
    values: Vec<f32>,
}

impl Cells {
    /// Allocates room for all numbers that `text` can hold: growing would take three times the memory.
    pub(super) fn for_text(text: &str) -> Result<Self, Error> {
        let (mut len, mut within) = (0usize, false);
        for b in text.bytes() {
            let outside = b <= b' ' || matches!(b, b',' | b';' | b'[' | b']' | b'(' | b')' | b'{' | b'}');
            len += usize::from(within && outside);
            within = !outside;
        }
        len += usize::from(within);
        let mut cells = Self::default();
        if len > MAX_LEN || cells.values.try_reserve_exact(len).is_err() {
            return Err(Error::TooLarge { len, max: MAX_LEN });
        }
        Ok(cells)
    }

    /// Reads `text`, the number in `row` and `column`, both counted from 1; its decimal mark is a point.
    pub(super) fn push(&mut self, text: &str, row: usize, column: usize) -> Result<(), Error> {
        let Some(value) = text.parse::<f32>().ok().or_else(|| with_thin_spaces(text)) else {
            return Err(not_a_number(row, column, text));
        };
        // "inf" has no digit; a number too large for f32 has digits.
        if value.is_infinite() && text.contains(|c: char| c.is_ascii_digit()) {
            return Err(beyond_f32(row, column, &shortened(text, 20)));
        }
        self.values.push(value);
        Ok(())
    }

    /// The tensor of all numbers read.
    pub(super) fn into_tensor(self, shape: Vec<usize>) -> Result<Tensor, Error> {
        Tensor::new(shape, self.values)
    }
}

/// A number with thin spaces between its thousands, as the page writes them.
fn with_thin_spaces(text: &str) -> Option<f32> {
    let written = Written::of(text).filter(|written| written.groups('.') == Some(Some(THIN)))?;
    written.plain('.').parse().ok()
}

/// The error for a cell that holds no number, or an ambiguous one.
fn not_a_number(row: usize, column: usize, text: &str) -> Error {
    if text.contains("...") || text.contains('…') {
        return left_out(row, column, text);
    }
    if text.contains(is_invisible) {
        let text = tr!(
            "Row {row}, column {column} is '{text}', with a character within it that takes no room. Remove it, or write a space there.",
            row,
            column,
            text = shortened(text, 20)
        );
        return Error::Text { text };
    }
    match Written::of(text).is_some_and(|written| written.groups('.').or(written.groups(',')).is_some()) {
        true => thousands(row, column, text),
        false => Error::NotANumber { row, column, text: shortened(text, 20) },
    }
}

/// The error for marks between digits that are no decimal point.
pub(super) fn thousands(row: usize, column: usize, number: &str) -> Error {
    let text = tr!(
        "Row {row}, column {column} is '{number}'. Write numbers without thousands separators and with decimal points: 1234.5.",
        row,
        column,
        number = shortened(number, 20)
    );
    Error::Text { text }
}

/// The error for a finite number that is infinite in f32.
pub(super) fn beyond_f32(row: usize, column: usize, number: &str) -> Error {
    Error::Text {
        text: tr!(
            "Row {row}, column {column} is {number}, more than a 32-bit float can hold. Use numbers up to 3.4e38.",
            row,
            column,
            number
        ),
    }
}

/// The error for two separators with nothing between them.
pub(super) fn empty_cell(row: usize, column: usize) -> Error {
    Error::Text { text: tr!("Row {row}, column {column} is empty. Write a number there, or remove the extra comma.", row, column) }
}

fn left_out(row: usize, column: usize, text: &str) -> Error {
    let text = tr!(
        "Row {row}, column {column} is '{text}': numbers were left out when this was printed. Print all of them, in NumPy after \
         numpy.set_printoptions(threshold=sys.maxsize), in PyTorch after torch.set_printoptions(profile='full').",
        row,
        column,
        text = shortened(text, 20)
    );
    Error::Text { text }
}
