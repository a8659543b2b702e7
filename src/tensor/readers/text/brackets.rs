//! Numbers in nested brackets: JSON, Python lists and tuples, `array([...])`, `tensor([...])`, `{...}` of C. Brackets
//! make the rows, line breaks are ignored. Knows no file format.

use super::calls::{is_name, scalar, without_calls};
use super::cells::{Cells, empty_cell};
use super::characters::shortened;
use crate::Error;
use crate::i18n;
use crate::tensor::readers::MAX_AXES;

/// Reads a text with brackets in it and without comments into `cells`; gives the shape.
pub(super) fn read_brackets(text: &str, cells: &mut Cells) -> Result<Vec<usize>, Error> {
    if let Some(error) = keyed(text) {
        return Err(error);
    }
    let text = text.trim().trim_end_matches(';');
    let text = without_assignment(text.strip_prefix("Parameter containing:").unwrap_or(text));
    let text = without_calls(text)?;
    let mut lists = Lists::new(cells);
    let (mut number_start, mut behind) = (None, 0);
    for (i, c) in text.char_indices() {
        if i < behind {
            continue;
        }
        if !(c.is_whitespace() || ",;[](){}".contains(c)) {
            number_start.get_or_insert(i);
            continue;
        }
        if let Some(start) = number_start.take() {
            if let Some((number, len)) = scalar(&text[start..], i - start) {
                lists.number(number)?;
                behind = start + len;
                continue;
            }
            if starts_decimals(&text[..start], &text[start..i]) {
                return Err(lists.decimal_comma(&text[start..i]));
            }
            lists.number(&text[start..i])?;
        }
        match c {
            ',' => lists.comma()?,
            ';' => return Err(text_error(tr!("Rows in brackets need brackets of their own: [[1, 2], [3, 4]] instead of [1, 2; 3, 4]."))),
            '[' => lists.open(']')?,
            '(' => lists.open(')')?,
            '{' => lists.open('}')?,
            ']' | ')' | '}' => lists.close(c)?,
            _ => {}
        }
    }
    if let Some(start) = number_start {
        lists.number(&text[start..])?;
    }
    lists.shape()
}

/// The error for `{"weight": [...], ...}`: the user must choose one of its lists.
fn keyed(text: &str) -> Option<Error> {
    let text = text.trim_start().strip_prefix('{')?.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (mut keys, mut more) = (Vec::new(), 0usize);
    let (mut depth, mut string, mut escaped, mut last) = (0usize, None, false, "");
    for (i, c) in text.char_indices() {
        match (string, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(start), c) if c == quote => {
                last = text.get(start..i).unwrap_or_default();
                string = None;
            }
            (Some(_), _) => {}
            (None, c) if c == quote => string = Some(i + 1),
            (None, '[' | '{' | '(') => depth += 1,
            (None, ']' | '}' | ')') => depth = depth.saturating_sub(1),
            (None, ':') if depth == 0 && keys.len() < 5 => keys.push(format!("'{}'", shortened(last, 40))),
            (None, ':') if depth == 0 => more += 1,
            _ => {}
        }
    }
    let names = match more {
        0 => i18n::listed(&keys),
        more => tr!("{names} and {n} more", names = i18n::listed(&keys), n = more),
    };
    (!keys.is_empty()).then(|| Error::Text { text: tr!("These are lists under names: {names}. Give the list of one of them only.", names) })
}

/// The right side of `w = [...]`.
fn without_assignment(text: &str) -> &str {
    let head = &text[..text.find(['[', '(', '{']).unwrap_or(text.len())];
    match head.rsplit_once('=') {
        Some((target, _)) if target.split_whitespace().all(is_name) => &text[target.len() + 1..],
        _ => text,
    }
}

/// Whether a whole number after a comma can only be decimals, as no program writes it: `0,05`.
fn starts_decimals(before: &str, number: &str) -> bool {
    let is_cut = before.strip_suffix(',').is_some_and(|whole| whole.ends_with(|c: char| c.is_ascii_digit()));
    is_cut && number.len() > 1 && number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit())
}

fn text_error(text: String) -> Error {
    Error::Text { text }
}

/// An open list.
struct List {
    close: char,
    len: usize,
}

/// The lists seen so far; depth 0 is the whole text.
struct Lists<'a> {
    cells: &'a mut Cells,
    open: Vec<List>,
    /// The length every list of a depth has, once one has been closed.
    lengths: Vec<Option<usize>>,
    /// The depth of the lists that hold numbers.
    leaf: Option<usize>,
    /// How many innermost lists were closed.
    rows: usize,
    /// Whether a number or a closed list came last, rather than a comma or an opening bracket.
    after_item: bool,
}

impl<'a> Lists<'a> {
    fn new(cells: &'a mut Cells) -> Self {
        let text = List { close: '\0', len: 0 };
        Self { cells, open: vec![text], lengths: vec![None], leaf: None, rows: 0, after_item: false }
    }

    fn depth(&self) -> usize {
        self.open.len() - 1
    }

    /// Counts an item of the innermost open list and gives its place, from 1.
    fn count_item(&mut self) -> usize {
        self.after_item = true;
        self.open.last_mut().map_or(0, |list| {
            list.len += 1;
            list.len
        })
    }

    fn number(&mut self, text: &str) -> Result<(), Error> {
        let (depth, column) = (self.depth(), self.count_item());
        self.cells.push(text, self.rows + 1, column)?;
        let leaf = *self.leaf.get_or_insert(depth);
        // Deeper lists leave a length behind.
        if leaf != depth || self.lengths.len() > leaf + 1 { Err(mixed(self.rows + 1, column)) } else { Ok(()) }
    }

    /// The error for digits after a comma that separates no numbers.
    fn decimal_comma(&self, digits: &str) -> Error {
        let column = self.open.last().map_or(0, |list| list.len) + 1;
        Error::Text {
            text: tr!(
                "Row {row}, column {column} is '{digits}', as after a decimal comma. Write decimal points: 0.05 instead of 0,05.",
                row = self.rows + 1,
                column,
                digits = shortened(digits, 20)
            ),
        }
    }

    fn comma(&mut self) -> Result<(), Error> {
        if !self.after_item {
            let len = self.open.last().map_or(0, |list| list.len);
            return Err(empty_cell(self.rows + 1, len + 1));
        }
        self.after_item = false;
        Ok(())
    }

    fn open(&mut self, close: char) -> Result<(), Error> {
        let column = self.count_item();
        if self.leaf.is_some_and(|leaf| leaf < self.open.len()) {
            return Err(mixed(self.rows + 1, column));
        }
        if self.depth() == MAX_AXES {
            return Err(Error::Text {
                text: tr!("The brackets are nested more than {max_axes} deep. Use at most {max_axes} levels.", max_axes = MAX_AXES),
            });
        }
        self.open.push(List { close, len: 0 });
        if self.lengths.len() < self.open.len() {
            self.lengths.push(None);
        }
        self.after_item = false;
        Ok(())
    }

    fn close(&mut self, close: char) -> Result<(), Error> {
        let depth = self.depth();
        let Some(list) = self.open.pop().filter(|list| list.close == close) else {
            return Err(Error::Text {
                text: tr!("Row {row}: the bracket '{close}' closes nothing. Remove it or open it.", row = self.rows + 1, close),
            });
        };
        let innermost = self.leaf.is_none_or(|leaf| leaf == depth);
        if innermost {
            self.rows += 1;
        }
        let expected = *self.lengths[depth].get_or_insert(list.len);
        self.after_item = true;
        match expected == list.len {
            true => Ok(()),
            false if innermost => Err(Error::Ragged { row: self.rows, found: list.len, expected }),
            false => Err(Error::Text {
                text: tr!(
                    "After row {row}, a bracket closes {found} lists where others hold {expected}. Give all the same length.",
                    row = self.rows,
                    found = list.len,
                    expected
                ),
            }),
        }
    }

    /// The shape of all lists, once the text has ended.
    fn shape(mut self) -> Result<Vec<usize>, Error> {
        if let Some(list) = self.open.get(1) {
            return Err(Error::Text {
                text: tr!("A bracket was opened and never closed. Add the missing '{bracket}'.", bracket = list.close),
            });
        }
        let Some(leaf) = self.leaf else { return Err(Error::Empty) };
        let items = self.open.pop().map_or(0, |text| text.len);
        // Several lists side by side are the rows of a matrix whose outer brackets were left out.
        let outer = (leaf == 0 || items > 1).then_some(items);
        let inner = self.lengths[1..=leaf].iter().map(|length| length.unwrap_or(0));
        Ok(outer.into_iter().chain(inner).collect())
    }
}

fn mixed(row: usize, column: usize) -> Error {
    Error::Text {
        text: tr!(
            "Row {row}, column {column}: numbers stand beside brackets. Put every number at the same depth of brackets.",
            row,
            column
        ),
    }
}
