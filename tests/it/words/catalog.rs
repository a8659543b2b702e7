//! The catalogs of the core's sentences, and a language of brackets.

use std::collections::{BTreeMap, BTreeSet};

/// A language's catalog: each sentence with its translation, or its forms by number.
pub type Catalog = BTreeMap<String, Vec<String>>;

/// The text of a language's catalog.
pub fn text(language: &str) -> String {
    std::fs::read_to_string(format!("www/src/i18n/core/{language}.json")).unwrap_or_else(|e| panic!("{language}.json: {e}"))
}

pub fn catalog(language: &str) -> Catalog {
    let entries: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text(language)).expect("a JSON object");
    let forms = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => vec![text],
        forms => serde_json::from_value(forms).expect("a list of forms"),
    };
    entries.into_iter().map(|(english, value)| (english, forms(value))).collect()
}

/// The placeholders of a sentence.
pub fn placeholders(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// A sentence whose own words stand in brackets, what is put into it outside of them.
pub fn bracketed(sentence: &str) -> String {
    let own = |text: &str| if text.chars().any(char::is_alphabetic) { format!("⟦{text}⟧") } else { text.to_string() };
    let mut out = String::new();
    for (i, part) in sentence.split('{').enumerate() {
        match part.split_once('}') {
            Some((name, rest)) if i > 0 => out += &format!("{{{name}}}{}", own(rest)),
            _ => out += &own(part),
        }
    }
    out
}

/// What of a text stands outside of brackets.
pub fn outside(text: &str) -> String {
    text.split('⟦')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once('⟧').map_or(part, |(_, rest)| rest) })
        .collect::<Vec<_>>()
        .join(" ")
}
