//! Commas with no blank beside them in a text where nothing but commas separates: they may separate numbers, be decimal
//! marks or stand between thousands. Knows numbers of a text only.

use super::characters::{THIN, shortened};
use super::number::Written;
use crate::Error;

/// The meaning of these commas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TightCommas {
    /// Each separates two numbers.
    Separators,
    /// Each is a decimal mark: every line is one number.
    DecimalMarks,
}

/// The most commas between the thousands of one number; longer rows of whole numbers below 1000 are rows.
const MAX_GROUPS: usize = 3;

/// Inspects all lines. `names` is the number of columns that a first line named, `decimal` the decimal mark of the
/// text's author.
///
/// Commas separate unless every line can be read otherwise, and there are signs that it is meant so: thousands in groups,
/// a zero first (`0,05`), a sign before zero (`-0,5`), an exponent after the comma, lines of different lengths. Such texts
/// are refused; only one whose writer has decimal commas is read with them.
pub(super) fn survey<'a>(lines: impl Iterator<Item = (usize, &'a str)>, names: Option<usize>, decimal: char) -> Result<TightCommas, Error> {
    // Commas between names show the meaning of the commas below them.
    if names.is_some_and(|names| names > 1) {
        return Ok(TightCommas::Separators);
    }
    let mut survey = Survey { decimals: true, pairs: true, thousands: true, points: true, ..Survey::default() };
    for (row, line) in lines {
        survey.line(row, line.trim());
        if !(survey.decimals || survey.pairs || survey.thousands || survey.points) {
            return Ok(TightCommas::Separators);
        }
    }
    survey.verdict(names, decimal)
}

/// The readings that all lines so far allow.
#[derive(Default)]
struct Survey<'a> {
    /// The first number with a comma, with its row.
    first: Option<(usize, &'a str)>,
    rows: usize,
    /// How many cells a line has if all commas separate.
    cells: Option<usize>,
    is_ragged: bool,
    /// How many numbers a line has if only commas beside blanks separate.
    numbers: Option<usize>,
    has_spaced: bool,
    /// Whether every comma can be a decimal mark, and whether one must be.
    decimals: bool,
    has_decimal_sign: bool,
    /// The same where every second comma separates: `0,5,-0,5`.
    pairs: bool,
    has_pair_sign: bool,
    /// Whether commas can stand between thousands.
    thousands: bool,
    /// Whether points can stand between thousands before a decimal comma, and whether one does.
    points: bool,
    has_point_group: bool,
}

impl<'a> Survey<'a> {
    fn line(&mut self, row: usize, line: &'a str) {
        let line = line.strip_suffix(',').unwrap_or(line);
        let (mut start, mut cells, mut numbers) = (0, 1usize, 0);
        for (i, _) in line.match_indices(',') {
            cells += 1;
            let is_spaced = line[..i].ends_with(char::is_whitespace) || line[i + 1..].starts_with(char::is_whitespace);
            if is_spaced {
                self.has_spaced = true;
                self.number(row, line[start..i].trim());
                numbers += 1;
                start = i + 1;
            }
        }
        self.number(row, line[start..].trim());
        self.pairs &= start == 0 && cells.is_multiple_of(2) && self.are_pairs(line);
        let (expected, numbers) = (*self.cells.get_or_insert(cells), numbers + 1);
        self.is_ragged |= cells != expected;
        if numbers != *self.numbers.get_or_insert(numbers) {
            (self.decimals, self.thousands, self.points) = (false, false, false);
        }
        self.rows += 1;
    }

    fn number(&mut self, row: usize, text: &'a str) {
        if text.contains(',') {
            self.first.get_or_insert((row, text));
        }
        let Some(written) = Written::of(text) else {
            (self.decimals, self.thousands, self.points) = (false, false, false);
            return;
        };
        let (with_point, with_comma) = (written.groups('.'), written.groups(','));
        if !written.has(',') {
            self.decimals &= !written.has('.');
            self.thousands &= with_point.is_some();
            self.points &= with_comma.is_some();
            return;
        }
        match decimal_sign(text) {
            Some(is_sign) => self.has_decimal_sign |= is_sign,
            None => self.decimals = false,
        }
        self.thousands &= with_point == Some(Some(',')) && text.matches(',').count() <= MAX_GROUPS;
        self.points &= with_comma.is_some();
        self.has_point_group |= with_comma == Some(Some('.'));
    }

    fn are_pairs(&mut self, line: &str) -> bool {
        let mut commas = line.match_indices(',').map(|(i, _)| i).chain([line.len()]);
        let mut start = 0;
        while let (Some(_), Some(end)) = (commas.next(), commas.next()) {
            match line.get(start..end).and_then(decimal_sign) {
                Some(is_sign) => self.has_pair_sign |= is_sign,
                None => return false,
            }
            start = end + 1;
        }
        true
    }

    fn verdict(&self, names: Option<usize>, decimal: char) -> Result<TightCommas, Error> {
        let Some((row, number)) = self.first else { return Ok(TightCommas::Separators) };
        let is_one = self.rows == 1 && self.numbers == Some(1);
        let is_ragged = self.is_ragged || names == Some(1);
        if decimal == ',' && self.decimals && !self.has_spaced && (is_one || is_ragged || self.has_decimal_sign) {
            return Ok(TightCommas::DecimalMarks);
        }
        if self.thousands || (self.points && self.has_point_group) {
            return Err(maybe_thousands(row, number));
        }
        let is_meant = self.has_decimal_sign || is_ragged || self.has_spaced || decimal == ',';
        if (self.decimals && is_meant) || (self.pairs && self.has_pair_sign) {
            return Err(maybe_decimals(row, number));
        }
        Ok(TightCommas::Separators)
    }
}

/// Whether a comma that can be a decimal mark hardly separates: `0,05`, `-0,5`, `1,5e-3`, thin spaces between thousands.
/// `None` where it cannot be one.
fn decimal_sign(text: &str) -> Option<bool> {
    let groups = Written::of(text)?.groups(',').filter(|groups| matches!(groups, None | Some(THIN)))?;
    let (whole, fraction) = text.split_once(',')?;
    let unsigned = whole.trim_start_matches(['+', '-']);
    if unsigned.is_empty() || (unsigned.len() > 1 && unsigned.starts_with('0')) {
        return None;
    }
    let has_zero_first = fraction.len() > 1 && fraction.starts_with('0') && !fraction.starts_with("0e") && !fraction.starts_with("0E");
    Some(has_zero_first || (unsigned == "0" && unsigned.len() < whole.len()) || fraction.contains(['e', 'E']) || groups.is_some())
}

fn maybe_thousands(row: usize, number: &str) -> Error {
    let text = tr!(
        "Row {row} has '{number}', whose commas may separate numbers or stand between thousands. Write numbers without thousands \
         separators and with decimal points (1234.5), and a space after each comma that separates.",
        row,
        number = shortened(number, 20)
    );
    Error::Text { text }
}

fn maybe_decimals(row: usize, number: &str) -> Error {
    let text = tr!(
        "Row {row} has '{number}', whose comma may separate numbers or be a decimal comma. Write decimal points (1.5, not 1,5), and \
         a space after each comma that separates.",
        row,
        number = shortened(number, 20)
    );
    Error::Text { text }
}
