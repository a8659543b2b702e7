//! Lines of numbers: the separator, a first line of names, quotes, decimal commas. Knows no file format.

use super::cells::Cells;
use super::characters::shortened;
use super::commas::Commas;
use super::fields::{each_cell, unquoted};
use super::tight_commas::{self, TightCommas};
use crate::Error;

/// How many numbers the lines hold.
pub(super) struct Layout {
    /// Lines with numbers.
    pub(super) rows: usize,
    /// Numbers in each.
    pub(super) cols: usize,
}

/// Words for a missing value, which are therefore no names of columns.
const MISSING: [&str; 9] = ["nan", "inf", "infinity", "na", "n/a", "null", "none", "true", "false"];

/// Reads the lines of a text without comments into `cells`. `mark` is the decimal mark of the text's author: if it is a
/// comma, some ambiguous texts can be read.
pub(super) fn read_lines(text: &str, mark: char, cells: &mut Cells) -> Result<Layout, Error> {
    let mut first = lines(text);
    let first_line = first.next().ok_or(Error::Empty)?.1;
    // Names and numbers may have different separators: `learning rate, decay`.
    let skipped = usize::from(first_line.trim_start().starts_with(|c: char| starts_name(c) || c == '"') && first.next().is_some());
    let mut separator = separator(lines(text).skip(skipped), mark)?;
    let names = if skipped == 1 { names(first_line, separator)? } else { None };
    let numbers = || lines(text).skip(usize::from(names.is_some()));
    let quoted = numbers().any(|(_, line)| line.contains('"'));
    if separator == Some(',') && !quoted && tight_commas::survey(numbers(), names, mark)? == TightCommas::DecimalMarks {
        separator = None;
    }
    let has_commas = text.contains(',') && (separator != Some(',') || text.contains('"'));
    let commas = if has_commas { Commas::survey(numbers(), separator, mark)? } else { Commas::Absent };
    let (mut rows, mut cols) = (0, names);
    for (row, line) in numbers() {
        let found = each_cell(line, row, separator, |column, cell| {
            let number = unquoted(cell);
            if separator == Some(';') && number.contains(char::is_whitespace) {
                return Err(two_separators(row, column, number));
            }
            commas.push(cells, number, row, column)
        })?;
        rows += 1;
        let expected = *cols.get_or_insert(found);
        if found != expected {
            return Err(Error::Ragged { row, found, expected });
        }
    }
    Ok(Layout { rows, cols: cols.unwrap_or(0) })
}

/// The lines with something in them, numbered from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(['\n', '\r']).filter(|line| !line.trim_start().is_empty()).enumerate().map(|(i, line)| (i + 1, line))
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// How many columns a first line names; `None` where a cell of it is no name.
fn names(line: &str, separator: Option<char>) -> Result<Option<usize>, Error> {
    let mut all = true;
    let count = each_cell(line, 1, separator, |_, cell| {
        let name = unquoted(cell);
        all &= name.starts_with(starts_name) && !MISSING.iter().any(|word| name.eq_ignore_ascii_case(word));
        // Other separators than those of the numbers: it cannot be told how many names these are.
        all &= cell.starts_with('"') || !cell.contains([',', ';', '\t']);
        Ok(())
    })?;
    Ok(all.then_some(count))
}

/// The separator of the numbers in the lines; `None` for blanks of any kind.
fn separator<'a>(lines: impl Iterator<Item = (usize, &'a str)>, mark: char) -> Result<Option<char>, Error> {
    let (mut semicolons, mut tabs, mut commas, mut blanks) = (false, false, false, None);
    for (row, line) in lines {
        // A separator at the end of a line and blanks beside a separator separate nothing.
        let (mut quoted, mut last, mut gap) = (false, None, None);
        for c in line.chars() {
            if c.is_whitespace() && !quoted {
                gap = Some(c == '\t' || gap == Some(true));
                continue;
            }
            quoted ^= c == '"';
            match (last, c) {
                (Some(';'), _) => semicolons = true,
                (Some(','), _) => commas = true,
                (None, _) | (_, ',' | ';') => {}
                (Some(_), _) if gap == Some(true) => tabs = true,
                (Some(before), _) if gap == Some(false) && is_of_number(before) && is_of_number(c) => {
                    blanks.get_or_insert(row);
                }
                _ => {}
            }
            // Separators in quotes do not count.
            last = Some(if quoted { '"' } else { c });
            gap = None;
        }
    }
    match (semicolons, tabs, commas, blanks) {
        (true, ..) => Ok(Some(';')),
        (_, true, ..) => Ok(Some('\t')),
        // Texts with decimal commas use blanks as separators.
        (.., true, Some(_)) if mark == ',' => Ok(None),
        (.., true, Some(row)) => Err(Error::Text {
            text: tr!(
                "Row {row}: both commas and blanks separate these numbers. Write decimal points (1.5, not 1,5), leave thousands \
                 separators out, and use one kind of separator.",
                row
            ),
        }),
        (.., true, None) => Ok(Some(',')),
        _ => Ok(None),
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '+' | '-')
}

fn two_separators(row: usize, column: usize, cell: &str) -> Error {
    let text = tr!(
        "Row {row}, column {column} is '{text}': both semicolons and blanks separate these numbers. Put each row on a line of its own, and \
         use one kind of separator.",
        row,
        column,
        text = shortened(cell, 20)
    );
    Error::Text { text }
}
