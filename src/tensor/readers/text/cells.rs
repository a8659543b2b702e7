//! One number of a text at a time: what counts as a number, and what is said about what does not. Knows no layout.

use crate::Error;
use crate::tensor::{MAX_LEN, Tensor};

/// The numbers read so far, those written as NaN or infinite among them.
#[derive(Default)]
pub(super) struct Cells {
    values: Vec<f32>,
}

impl Cells {
    /// With room for the numbers `text` can hold: growing would take three times what they need.
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

    /// Reads `text`, the number in `row` and `column`, both counted from 1.
    pub(super) fn push(&mut self, text: &str, row: usize, column: usize) -> Result<(), Error> {
        let value = text.parse::<f32>().or_else(|error| match text.contains('\u{2212}') {
            true => text.replace('\u{2212}', "-").parse(),
            false => Err(error),
        });
        let Ok(value) = value else {
            return Err(if text.contains("...") || text.contains('…') {
                left_out(row, column, text)
            } else {
                Error::NotANumber { row, column, text: shortened(text, 20) }
            });
        };
        // "inf" has no digit, a number too large for f32 has.
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

/// The complaint about a finite number that f32 would turn into an infinity.
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

/// The complaint about two separators with nothing between them.
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

/// The first `most` characters, on one line, with an ellipsis where more followed.
pub(in crate::tensor::readers) fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}
