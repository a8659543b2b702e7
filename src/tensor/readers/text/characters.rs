//! Characters of other scripts and of typesetting, replaced by the ASCII ones that mean the same in a number. Knows no
//! layout and no number.

use std::borrow::Cow;

/// Stands for a thin space between digits, which separates thousands.
pub(super) const THIN: char = '␣';

/// Stands for a no-break space between digits, which may separate thousands or numbers.
pub(super) const NO_BREAK: char = '⍽';

/// `text` with full-width and Arabic digits and signs, typographic minus signs, powers of ten (`1.5 × 10⁻³` becomes
/// `1.5e-3`) and `∞` in ASCII, without invisible characters. A space that may stand between thousands becomes a visible
/// mark, so that it separates no numbers.
///
/// An invisible character between two others that are not blank stays: it may join or separate, so the number is refused.
pub(super) fn plain_characters(text: &str) -> Cow<'_, str> {
    if (text.is_ascii() && !text.contains('^')) || !text.contains(is_replaced) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '×' | '·' | '⋅' | '∙' | '✕' | '*' | 'x' | 'X' => match times_power(&plain, after) {
                Some((exponent, after)) => {
                    plain.truncate(plain.trim_end().len());
                    push_exponent(&mut plain, "e", exponent);
                    rest = after;
                }
                None => plain.push(c),
            },
            '1' => match after.strip_prefix('0').and_then(power).filter(|_| starts_number(&plain)) {
                Some((exponent, after)) => {
                    push_exponent(&mut plain, "1e", exponent);
                    rest = after;
                }
                None => plain.push(c),
            },
            c if c.is_ascii() => plain.push(c),
            c if is_invisible(c) => {
                if joins(&plain, after) {
                    plain.push(c);
                }
            }
            c if is_thin(c) => plain.push(if is_between_digits(&plain, after) { THIN } else { ' ' }),
            '\u{a0}' => plain.push(if may_group(&plain, after) { NO_BREAK } else { ' ' }),
            '∞' => plain.push_str("inf"),
            // Never a decimal mark, nor between thousands.
            '、' | '､' => plain.push_str(", "),
            c => plain.push(ascii(c).unwrap_or(c)),
        }
    }
    plain.into()
}

/// Whether [`plain_characters`] may change the character.
fn is_replaced(c: char) -> bool {
    c == '^'
        || c == '\u{a0}'
        || matches!(c, '×' | '·' | '⋅' | '∙' | '✕' | '∞' | '、' | '､' | '⁰'..='⁹' | '¹' | '²' | '³')
        || is_invisible(c)
        || is_thin(c)
        || ascii(c).is_some()
}

/// The ASCII character that means the same in a number.
fn ascii(c: char) -> Option<char> {
    Some(match c {
        '０'..='９' => digit(c, '０'),
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '−' | '－' | '﹣' | '–' | '‒' | '‐' | '‑' => '-',
        '＋' => '+',
        '．' | '٫' => '.',
        '٬' | '’' => '\'',
        '，' | '،' | '﹐' => ',',
        '；' | '؛' => ';',
        'ｅ' | 'Ｅ' => 'e',
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        '｛' => '{',
        '｝' => '}',
        '＃' => '#',
        '％' | '٪' => '%',
        _ => return None,
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// Characters that take no room: marks of direction, joiners, places to break a line.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Spaces narrower than a letter, which are written between thousands.
fn is_thin(c: char) -> bool {
    matches!(c, '\u{2004}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ascii(c).is_some_and(|c| c.is_ascii_digit())
}

/// Whether an invisible character after `before` stands within what may be one number.
fn joins(before: &str, after: &str) -> bool {
    let separates = |c: char| c.is_whitespace() || ",;[](){}\"，；、،".contains(c);
    let next = after.chars().find(|&c| !is_invisible(c));
    before.chars().next_back().is_some_and(|c| !separates(c)) && next.is_some_and(|c| !separates(c))
}

fn is_between_digits(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(is_digit)
}

/// Whether a no-break space after `before` may stand between groups of three digits, of whole numbers or decimals.
fn may_group(before: &str, after: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let (run, next) = (before.len() - head.len(), after.chars().take_while(|&c| is_digit(c)).count());
    match head.chars().next_back() {
        Some('.' | ',') => run == 3 && (1..=3).contains(&next),
        Some(NO_BREAK) => run == 3 && next == 3,
        _ => (1..=3).contains(&run) && next == 3,
    }
}

/// Whether a number may start after `before`.
fn starts_number(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '_' | '\'' | THIN | NO_BREAK))
}

/// The exponent of `× 10⁻³` after a number, where `before` ends with one and `after` begins behind the sign; and what
/// comes after it.
fn times_power<'a>(before: &str, after: &'a str) -> Option<(&'a str, &'a str)> {
    let number = before.trim_end();
    if !number.ends_with(|c: char| c.is_ascii_digit()) || before.len() - number.len() > 1 {
        return None;
    }
    power(after.trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}']).strip_prefix("10")?)
}

/// The exponent after `10`: superscript digits, or `^` and digits; and what comes after it.
fn power(text: &str) -> Option<(&str, &str)> {
    let (text, is_raised): (&str, fn(char) -> bool) = match text.strip_prefix('^') {
        Some(text) => (text, |c| c.is_ascii_digit()),
        None => (text, |c| superscript(c).is_some_and(|c| c.is_ascii_digit())),
    };
    let digits = text.strip_prefix(['-', '+', '−', '–', '⁻', '⁺']).unwrap_or(text);
    let end = digits.find(|c| !is_raised(c)).unwrap_or(digits.len());
    let (exponent, after) = text.split_at(text.len() - digits.len() + end);
    (end > 0 && !after.starts_with(|c: char| c.is_alphanumeric() || c == '.')).then_some((exponent, after))
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10)?,
        '⁻' | '−' | '–' => '-',
        '⁺' => '+',
        _ => return None,
    })
}

fn push_exponent(plain: &mut String, start: &str, exponent: &str) {
    plain.push_str(start);
    plain.extend(exponent.chars().map(|c| superscript(c).unwrap_or(c)));
}

/// The first `most` characters for a sentence: on one line, those that take no room by their code points, with an ellipsis
/// where more followed.
pub(in crate::tensor::readers) fn shortened(text: &str, most: usize) -> String {
    let mut short = String::new();
    for c in text.chars().take(most) {
        match c {
            c if is_invisible(c) => short.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c if c.is_control() => short.push('\u{fffd}'),
            c => short.push(c),
        }
    }
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}
