//! The cells of a line, split at a separator; quoted text is not split. Knows no number.

use super::cells::empty_cell;
use super::characters::shortened;
use crate::Error;

/// Calls `take` with every cell of a line and its column, from 1; returns the number of cells.
pub(super) fn each_cell<'a>(
    line: &'a str,
    row: usize,
    separator: Option<char>,
    mut take: impl FnMut(usize, &'a str) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut column = 0;
    let Some(separator) = separator else {
        let line = line.trim_end();
        for cell in line.strip_suffix([',', ';']).unwrap_or(line).split_whitespace() {
            column += 1;
            take(column, cell)?;
        }
        return if column == 0 { Err(empty_cell(row, 1)) } else { Ok(column) };
    };
    let mut quoted = false;
    let mut fields = line.split(|c| {
        quoted ^= c == '"';
        c == separator && !quoted
    });
    let mut next = fields.next();
    while let Some(field) = next {
        next = fields.next();
        let cell = field.trim();
        if !cell.is_empty() {
            column += 1;
            take(column, cell)?;
        } else if next.is_some() || column == 0 {
            // A separator may end a line.
            return Err(empty_cell(row, column + 1));
        }
    }
    if quoted {
        return Err(Error::Text {
            text: tr!("Row {row}: a quote is opened and not closed in '{line}'.", row, line = shortened(line.trim(), 20)),
        });
    }
    Ok(column)
}

/// A cell without the quotes around it.
pub(super) fn unquoted(cell: &str) -> &str {
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).map_or(cell, str::trim)
}
