//! Comments in a text: lines that begin with `#`, and notes behind numbers. A spreadsheet's `#N/A` and `####` are cells.

use std::borrow::Cow;

/// Spreadsheets' words for missing values, in several languages; those that end with `!` or `?` are recognized by that.
const NOT_AVAILABLE: [&str; 6] = ["#N/A", "#N/D", "#NV", "#N/V", "#I/T", "#GETTING_DATA"];

/// Words behind `#` that are values and no notes.
const VALUES: [&str; 6] = ["nan", "inf", "infinity", "na", "n/a", "null"];

/// The kind of a line that begins with `#`.
#[derive(Clone, Copy, PartialEq)]
enum GgmlAffine {
    /// It does not.
    Other,
    Comment,
    /// Nothing but `#`: part of a comment's frame, or a number that did not fit its column.
    Hashes,
}

/// `text` with comments left out and every line kept, so that lines can be counted.
pub(super) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return text.into();
    }
    let lines = || text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let mut next = lines().skip(1).map(kind).chain([GgmlAffine::Other]);
    let mut before = GgmlAffine::Other;
    let mut kept = String::with_capacity(text.len());
    for line in lines() {
        let (now, after) = (kind(line), next.next().unwrap_or(GgmlAffine::Other));
        let frames = now == GgmlAffine::Hashes && (before == GgmlAffine::Comment || after == GgmlAffine::Comment);
        if now != GgmlAffine::Comment && !frames {
            kept.push_str(without_note(line));
            kept.push('\n');
        }
        before = now;
    }
    // A last line without an end has been given one: at most one byte more than there was.
    kept.into()
}

fn kind(line: &str) -> GgmlAffine {
    let line = line.trim();
    if !line.starts_with('#') {
        return GgmlAffine::Other;
    }
    let end = line.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).unwrap_or(line.len());
    let (first, rest) = line.split_at(end);
    let hashes = first.bytes().all(|b| b == b'#');
    if hashes && rest.is_empty() {
        return GgmlAffine::Hashes;
    }
    let is_number = |cell: &str| cell.parse::<f32>().is_ok() || cell.bytes().all(|b| b == b'#');
    let is_cell = match hashes {
        // `#` and a space begin a comment, whatever it says.
        true => rest.starts_with(['\t', ',', ';']) || (first.len() > 1 && rest.split_whitespace().all(is_number)),
        false => is_error(first),
    };
    if is_cell { GgmlAffine::Other } else { GgmlAffine::Comment }
}

/// Whether a spreadsheet writes this where a formula failed: `#DIV/0!`, `#NAME?`, `#¡VALOR!`.
fn is_error(word: &str) -> bool {
    NOT_AVAILABLE.iter().any(|error| word.eq_ignore_ascii_case(error)) || (word.ends_with(['!', '?']) && !word.contains(char::is_lowercase))
}

/// A line without the note behind its numbers: `#` between blanks, followed by a word.
fn without_note(line: &str) -> &str {
    let (mut quoted, mut blank) = (false, true);
    for (i, c) in line.char_indices() {
        quoted ^= c == '"';
        let note = &line[i + c.len_utf8()..];
        if c == '#' && !quoted && blank && note.starts_with(char::is_whitespace) && is_note(note.trim_start()) {
            return &line[..i];
        }
        blank = c.is_whitespace();
    }
    line
}

fn is_note(note: &str) -> bool {
    let word = note.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).next().unwrap_or_default();
    word.starts_with(char::is_alphabetic) && !VALUES.iter().any(|value| word.eq_ignore_ascii_case(value))
}
