//! Pasted numbers: lines of numbers here, nested brackets next door. Knows no file format.

use super::brackets::read_brackets;
use super::cells::{Cells, empty_cell};
use crate::Error;
use crate::tensor::Tensor;
use std::borrow::Cow;

/// Reads numbers separated by spaces, tabs, commas or semicolons, one row a line; or a matrix in brackets as JSON,
/// Python, NumPy and PyTorch print it, where the brackets make the rows. `#` starts a comment.
///
/// A single line, and a column of single numbers, give a list. Every number is rounded to f32 once.
pub fn read_text(text: &str) -> Result<Tensor, Error> {
    let text = without_comments(text.strip_prefix('\u{feff}').unwrap_or(text));
    if text.contains(['[', ']', '(', ')', '{', '}']) { read_brackets(&text) } else { read_lines(&text) }
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']) {
        kept.push_str(line.split('#').next().unwrap_or_default());
        kept.push('\n');
    }
    kept.into()
}

fn read_lines(text: &str) -> Result<Tensor, Error> {
    if text.contains(',') && text.contains(';') {
        return Err(Error::Text {
            text: "These numbers are separated by both ',' and ';'. Write decimal points (1.5, not 1,5), and put every row on a line \
                   of its own."
                .into(),
        });
    }
    let mut cells = Cells::default();
    let (mut rows, mut cols) = (0, 0);
    for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        rows += 1;
        let found = read_line(line, rows, &mut cells)?;
        if rows == 1 {
            cols = found;
        } else if found != cols {
            return Err(Error::Ragged { row: rows, found, expected: cols });
        }
    }
    cells.into_tensor(if rows == 1 || cols == 1 { vec![rows * cols] } else { vec![rows, cols] })
}

/// Reads the numbers of one line and tells how many there were.
fn read_line(line: &str, row: usize, cells: &mut Cells) -> Result<usize, Error> {
    let mut column = 0;
    let mut fields = line.split([',', ';']).peekable();
    while let Some(field) = fields.next() {
        let before = column;
        for number in field.split_whitespace() {
            column += 1;
            cells.push(number, row, column)?;
        }
        // A separator may end a line.
        if column == before && fields.peek().is_some() {
            return Err(empty_cell(row, column + 1));
        }
    }
    Ok(column)
}
