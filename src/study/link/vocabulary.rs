//! What links may say: each key with its default and its words, for programs that write links. Not in the page, which reads them.

use super::link::KEYS;
use crate::study::{Source, State};
use crate::tensor::catalog;
use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor, value};

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

/// The words of a field's type, as serde spells them.
pub(super) fn words_of<T: DeserializeOwned>(_field: fn(&State) -> &T) -> Vec<String> {
    let mut words: &'static [&'static str] = &[];
    // It always fails: it is only asked what it expects.
    let _ = T::deserialize(Asked(&mut words));
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The keys of examples, and those of own data.
pub(super) fn examples() -> Vec<String> {
    let own = [Source::PASTED, Source::FILE].into_iter();
    catalog::EXAMPLES.iter().map(|example| example.key).chain(own).map(str::to_owned).collect()
}

/// Notes what words a type expects.
struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("no words"))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        *self.0 = &["false", "true"];
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = words;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
