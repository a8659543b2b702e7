//! What links may say: each key with its default and its words, for programs that write links. Not in the page, which reads them.

use super::link::KEYS;
use crate::study::State;
use serde::Serialize;

/// A key of links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LinkKey {
    /// Its name.
    pub name: &'static str,
    /// Whether it is of the settings, or else of data, view or classroom.
    pub of_settings: bool,
    /// What is written: `word`, `example`, `parts` (words with commas between), `bits`, `number` and `small` (whole numbers from 0), `whole`,
    /// `float`, `percent`, `floats` (with commas between), `edits`, `text`.
    pub kind: &'static str,
    /// The default, as it is written.
    pub default: String,
    /// The words it can be; empty where they are not listed.
    pub words: Vec<String>,
}

impl State {
    /// All keys of links, in the order they are written.
    ///
    /// ```
    /// use quantscope::State;
    ///
    /// let keys = State::link_keys();
    /// let rounding = keys.iter().find(|key| key.name == "rounding").unwrap();
    /// assert_eq!(rounding.default, "half-even");
    /// assert!(rounding.words.contains(&"half-away".to_owned()));
    /// ```
    pub fn link_keys() -> Vec<LinkKey> {
        let usual = Self::default();
        let keys = KEYS.iter().map(|key| {
            let (kind, words) = key.kind;
            LinkKey { name: key.name, of_settings: key.of_settings, kind, default: (key.write)(&usual), words: words() }
        });
        keys.collect()
    }
}
