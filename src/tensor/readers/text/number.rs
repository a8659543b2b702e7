//! The only parser of numbers that people write, for cells of a text and for fields of the page: finds the possible
//! meanings of the marks between digits, and whether exactly one number results. Knows no layout; its characters are
//! plain already.

use super::characters::{NO_BREAK, THIN, plain_characters, shortened};
use crate::Error;
use crate::i18n;

/// A number as written: digits with marks between them, whose meaning is not known yet.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    sign: &'a str,
    body: &'a str,
    exponent: &'a str,
}

/// The separator of a number's thousands: a mark, or nothing.
pub(super) type Groups = Option<char>;

impl<'a> Written<'a> {
    /// `None` for text without a digit, or with more than a sign, digits, marks and an exponent.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let sign = &text[..text.len() - unsigned.len()];
        let (body, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
        let power = exponent.get(1..).unwrap_or("0");
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | ' ' | THIN | NO_BREAK);
        let is_body = body.chars().all(|c| c.is_ascii_digit() || is_mark(c)) && body.contains(|c: char| c.is_ascii_digit());
        (is_body && is_digits(power) && !power.is_empty()).then_some(Self { sign, body, exponent })
    }

    /// Whether it contains a mark.
    pub(super) fn has(&self, mark: char) -> bool {
        self.body.contains(mark)
    }

    /// The separator of the thousands if `decimal` is the decimal mark; `None` if it cannot be.
    pub(super) fn groups(&self, decimal: char) -> Option<Groups> {
        let (whole, fraction) = self.body.split_once(decimal).unwrap_or((self.body, ""));
        if !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        if is_digits(whole) {
            return Some(None);
        }
        let mark = whole.chars().find(|c| !c.is_ascii_digit()).filter(|&mark| mark != decimal)?;
        is_grouped(whole, mark).then_some(Some(mark))
    }

    /// The number with a decimal point and without groups, where `decimal` is its decimal mark.
    pub(super) fn plain(&self, decimal: char) -> String {
        let body = self.body.chars().filter(|&c| c.is_ascii_digit() || c == decimal);
        self.sign.chars().chain(body.map(|c| if c == decimal { '.' } else { c })).chain(self.exponent.chars()).collect()
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `mark` stands between groups of three digits, or between the groups of two before the last three that are usual
/// in India (`12,34,567`).
fn is_grouped(whole: &str, mark: char) -> bool {
    let (mut count, mut in_threes, mut in_twos) = (0, true, mark == ',');
    let mut groups = whole.split(mark).peekable();
    while let Some(group) = groups.next() {
        let (first, last) = (count == 0, groups.peek().is_none());
        count += 1;
        if !is_digits(group) || group.is_empty() || (first && group.starts_with('0')) {
            return false;
        }
        in_threes &= group.len() == 3 || (first && group.len() < 3);
        in_twos &= group.len() == if last { 3 } else { 2 } || (first && group.len() == 1);
    }
    count > 1 && (in_threes || in_twos)
}

/// Reads a number that a person typed or pasted into a field; it may end with its `unit`.
///
/// The decimal mark of the language is always a decimal mark. The other one, point or comma, is a decimal mark if it
/// cannot separate thousands (`0,5`), and thousands may be separated if only one number results (`1,234.5`, `12 270`,
/// `1'234`). A text that may be two numbers (`1,234` in English, `(3.5)`) is refused, and the error names both; the
/// error for any other text names the text.
pub fn read_number(text: &str, unit: &str) -> Result<f64, Error> {
    let refused = || Error::FieldNotANumber { text: shortened(text.trim(), 40) };
    let plain = plain_characters(text);
    let plain = plain.trim();
    let plain = plain.strip_suffix(unit).unwrap_or(plain).trim_end();
    let parse = |plain: &str| plain.parse::<f64>().map_err(|_| refused());
    let two = |first: &str, second: &str| {
        Err(Error::FieldTwoNumbers { text: shortened(text.trim(), 40), first: i18n::decimal(first), second: i18n::decimal(second) })
    };
    // An accountant's minus, or parentheses that mean nothing.
    let inner =
        plain.strip_prefix('(').and_then(|text| text.strip_suffix(')')).filter(|inner| inner.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(Ok(number)) = inner.map(|inner| read_number(inner, unit)) {
        return two(&format!("-{number}"), &number.to_string());
    }
    let spaced: String = plain.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let written = Written::of(&spaced).ok_or_else(refused)?;
    let marks = i18n::marks();
    match (written.groups('.'), written.groups(',')) {
        (Some(_), None) => parse(&written.plain('.')),
        (None, Some(_)) => parse(&written.plain(',')),
        (None, None) => Err(refused()),
        (Some(point), Some(comma)) => {
            let own = if marks.decimal == ',' { comma } else { point };
            if !(written.has('.') || written.has(',')) || own.is_none() || own == marks.group {
                return parse(&written.plain(marks.decimal));
            }
            two(&written.plain('.'), &written.plain(','))
        }
    }
}
