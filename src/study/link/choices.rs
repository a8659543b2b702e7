//! The words that values of links can be, by the types of the fields. Knows no key. Not in the page, which only reads links.

use crate::study::{Source, State};
use crate::tensor::catalog;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor, value};

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
