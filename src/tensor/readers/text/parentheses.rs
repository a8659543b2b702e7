//! Numbers in parentheses: in accounting a minus, in programs without meaning. Knows no brackets.

use super::characters::shortened;
use super::number::Written;
use crate::Error;

/// Refuses a text with a number such as `(1.50)` outside of lists. A tuple with a comma, `(1.5,)`, and the argument of a
/// call, `tensor(1.5)`, are read as Python means them.
pub(super) fn refuse_single_numbers<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Result<(), Error> {
    let mut depth = 0usize;
    for (row, line) in lines {
        let mut open = None;
        for (i, c) in line.char_indices() {
            match c {
                '[' | '{' | '"' | '\'' => return Ok(()),
                '(' => {
                    let is_call = line[..i].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                    open = (depth == 0 && !is_call).then_some(i);
                    depth += 1;
                }
                ')' => {
                    depth = depth.saturating_sub(1);
                    if let Some(number) = open.take().and_then(|open| line.get(open + 1..i)).filter(|number| is_single(number.trim())) {
                        let before = line[..i - number.len() - 1].split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
                        return Err(ambiguous(row, before.filter(|cell| !cell.is_empty()).count() + 1, number.trim()));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Whether this is one number without a sign: thousands may stand apart in it, but a decimal comma separates a tuple.
fn is_single(number: &str) -> bool {
    let unsigned = number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_one = |written: Written<'_>| match written.groups(',') {
        Some(groups) => groups.is_some() || !written.has(',') || written.groups('.').is_some(),
        None => written.groups('.').is_some(),
    };
    unsigned && !number.contains(' ') && Written::of(number).is_some_and(is_one)
}

fn ambiguous(row: usize, column: usize, number: &str) -> Error {
    let plain = number.replace(',', "");
    let text = tr!(
        "Row {row}, column {column} is '({number})': parentheses may mean a minus. Write -{plain}, or {plain} without parentheses.",
        row,
        column,
        number = shortened(number, 20),
        plain = shortened(&plain, 20)
    );
    Error::Text { text }
}
