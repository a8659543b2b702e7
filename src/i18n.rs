//! The crate's text in several languages. Sentences are written in English where they are used, by `tr!`, `tr_n!` and `msg!`; the
//! English text is the key of the translation in a language's catalog. Contains no sentence and no language itself.
//!
//! The language is a setting of the thread, which in a browser is the wasm instance. Output for machines (links, exports,
//! programs) does not depend on it.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt::{Display, Formatter, Result as Written, Write};

/// A sentence in the current language, its placeholders filled: `tr!("{n} bits", n)`, `tr!("{n} bits", n = count(12))`.
///
/// A sentence is whole: other languages have another word order, so no sentence is assembled from parts of English grammar.
macro_rules! tr {
    ($text:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        // Never runs: it makes the compiler check the names against the placeholders.
        if false {
            let _ = format_args!($text $(, $name = given!($name $(, $value)?))*);
        }
        $crate::i18n::tr($text, &[$((stringify!($name), &given!($name $(, $value)?))),*])
    }};
}

/// The same with a number that decides the form: `tr_n!(n, "{n} value is clipped.", "{n} values are clipped.", n = count(n))`.
/// The second, which has all placeholders, is the key.
macro_rules! tr_n {
    ($n:expr, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        if false {
            let _ = format_args!($many $(, $name = given!($name $(, $value)?))*);
        }
        $crate::i18n::tr_n($n as u64, $one, $many, &[$((stringify!($name), &given!($name $(, $value)?))),*])
    }};
}

/// A sentence that is translated later, by [`translate`]: for tables of constants.
macro_rules! msg {
    ($text:literal) => {
        $text
    };
}

/// The value of a placeholder: the given expression, or the variable of its name.
macro_rules! given {
    ($name:ident) => {
        $name
    };
    ($name:ident, $value:expr) => {
        $value
    };
}

/// Why a catalog cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError(pub String);

/// A language: its sentences, and how it writes numbers. English by default.
#[derive(Debug)]
pub struct Locale {
    /// Sorted by the English.
    sentences: Vec<(String, Forms)>,
    decimal: String,
    group: String,
}

impl Default for Locale {
    fn default() -> Self {
        Self { sentences: Vec::new(), decimal: ".".into(), group: "\u{2009}".into() }
    }
}

impl Locale {
    /// A language by its catalog, a JSON object from English sentences to translated ones (a list of forms where a number
    /// decides), its decimal mark, and the separator of thousands. With an empty catalog the text is English.
    pub fn new(catalog: &str, decimal: &str, group: &str) -> Result<Self, CatalogError> {
        let catalog = if catalog.is_empty() { "{}" } else { catalog };
        let Catalog(mut sentences) = serde_json::from_str(catalog).map_err(|e| CatalogError(e.to_string()))?;
        sentences.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { sentences, decimal: decimal.into(), group: group.into() })
    }

    fn forms(&self, english: &str) -> Option<&[String]> {
        let at = self.sentences.binary_search_by(|(key, _)| key.as_str().cmp(english)).ok()?;
        self.sentences.get(at).map(|(_, Forms(forms))| forms.as_slice())
    }

    /// The form for a number of things. A language of one form has it for all numbers; one of two has the first for 1.
    /// More forms need their rule here.
    fn form<'a>(&'a self, n: u64, one: &'a str, many: &'a str) -> &'a str {
        let english = if n == 1 { one } else { many };
        self.forms(many).and_then(|forms| forms.get(usize::from(n != 1)).or(forms.last())).map_or(english, String::as_str)
    }
}

thread_local! {
    static VOICE: RefCell<Locale> = RefCell::default();
}

/// From now on this thread uses the language `voice`.
pub fn set_locale(voice: Locale) {
    VOICE.set(voice);
}

/// The text of `tell` in English, whatever the current language: for exported files.
pub fn in_english<T>(tell: impl FnOnce() -> T) -> T {
    let spoken = VOICE.take();
    let told = tell();
    VOICE.set(spoken);
    told
}

/// See `tr!`.
pub fn tr(text: &'static str, given: &[(&str, &dyn Display)]) -> String {
    tr_n(1, text, text, given)
}

/// See `tr_n!`.
pub fn tr_n(n: u64, one: &'static str, many: &'static str, given: &[(&str, &dyn Display)]) -> String {
    VOICE.with_borrow(|voice| filled(voice.form(n, one, many), given))
}

/// A sentence without placeholders that was marked by `msg!`.
pub fn translate(text: &'static str) -> String {
    tr(text, &[])
}

/// A library's message with line and column: libraries write English only, so other languages give the place alone.
pub fn of_library(english: String, line: usize, column: usize) -> String {
    let spoken = VOICE.with_borrow(|voice| voice.sentences.is_empty());
    if spoken { english } else { tr!("line {line}, column {column}", line, column) }
}

/// A number's digits, with a point, as the language writes them.
pub fn decimal(digits: impl Display) -> String {
    let digits = digits.to_string();
    VOICE.with_borrow(|voice| if voice.decimal == "." { digits } else { digits.replace('.', &voice.decimal) })
}

/// How a language marks the digits of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The decimal mark, a point or a comma.
    pub decimal: char,
    /// The separator of thousands; `None` for none.
    pub group: Option<char>,
}

/// The marks of the language.
pub fn marks() -> Marks {
    VOICE.with_borrow(|voice| Marks { decimal: if voice.decimal == "," { ',' } else { '.' }, group: voice.group.chars().next() })
}

/// The language's separator of thousands.
pub fn group() -> String {
    VOICE.with_borrow(|voice| voice.group.clone())
}

/// Sentences one after the other; empty ones are left out.
pub fn joined(sentences: impl IntoIterator<Item = String>) -> String {
    let full = sentences.into_iter().filter(|sentence| !sentence.is_empty());
    full.reduce(|first, next| tr!("{first} {next}", first, next)).unwrap_or_default()
}

/// Names in a row.
pub fn listed<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| name.to_string()).reduce(|first, next| tr!("{first}, {next}", first, next)).unwrap_or_default()
}

fn filled(text: &str, given: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, open)| Some((before, open.split_once('}')?))) {
        out.push_str(before);
        if let Some((_, value)) = given.iter().find(|(known, _)| *known == name) {
            // Writing to a String does not fail.
            let _ = write!(out, "{value}");
        }
        rest = after;
    }
    out + rest
}

struct Catalog(Vec<(String, Forms)>);

/// A sentence, or its forms by number.
#[derive(Debug)]
struct Forms(Vec<String>);

impl<'de> Deserialize<'de> for Catalog {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Sentences;
        impl<'de> Visitor<'de> for Sentences {
            type Value = Catalog;

            fn expecting(&self, f: &mut Formatter) -> Written {
                f.write_str("sentences under their English")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Catalog, A::Error> {
                let mut sentences = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    sentences.push(entry);
                }
                Ok(Catalog(sentences))
            }
        }
        from.deserialize_map(Sentences)
    }
}

impl<'de> Deserialize<'de> for Forms {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Forms;

            fn expecting(&self, f: &mut Formatter) -> Written {
                f.write_str("a sentence or its forms")
            }

            fn visit_str<E>(self, text: &str) -> Result<Forms, E> {
                Ok(Forms(vec![text.into()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Forms, A::Error> {
                let mut forms = Vec::new();
                while let Some(form) = list.next_element()? {
                    forms.push(form);
                }
                Ok(Forms(forms))
            }
        }
        from.deserialize_any(One)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_sentences_order_forms_and_marks() {
        let clipped = |n: u64| tr_n!(n, "{n} value of {all} is clipped.", "{n} values of {all} are clipped.", n, all = 9);
        assert_eq!((clipped(1), clipped(3)), ("1 value of 9 is clipped.".into(), "3 values of 9 are clipped.".into()));
        let catalog =
            r#"{"{n} values of {all} are clipped.": ["De {all}, {n} se recorta.", "De {all}, {n} se recortan."], "now": "ahora"}"#;
        set_locale(Locale::new(catalog, ",", ".").expect("a catalog"));
        assert_eq!((clipped(1), clipped(3)), ("De 9, 1 se recorta.".into(), "De 9, 3 se recortan.".into()));
        assert_eq!((translate("now"), translate("least")), ("ahora".into(), "least".into()));
        assert_eq!((decimal(-0.5), group()), ("-0,5".into(), ".".into()));
        assert_eq!(in_english(|| translate("now")), "now");
        assert_eq!(translate("now"), "ahora");
        assert!(Locale::new("{\"now\": 3}", ".", "").is_err());
        set_locale(Locale::default());
        assert_eq!(translate("now"), "now");
    }

    #[test]
    fn names_and_sentences_in_a_row() {
        assert_eq!(listed(["a", "b", "c"]), "a, b, c");
        assert_eq!(listed([0; 0]), "");
        assert_eq!(joined(["One.".into(), String::new(), "Two.".into()]), "One. Two.");
    }

    #[test]
    fn a_value_may_hold_braces() {
        assert_eq!(tr!("The key '{name}' is {what}.", name = "{what}", what = "odd"), "The key '{what}' is odd.");
    }
}
