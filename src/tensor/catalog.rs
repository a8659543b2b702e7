//! The table of built-in examples: their names, the source of their numbers, and a description. Knows no page and no
//! settings; reads no file.

mod example;
mod minilm;
mod own;

pub use example::{Example, ExampleKind};

/// The example of a key.
pub fn find(key: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.key == key)
}

/// All examples, in the order of the page's list.
pub const EXAMPLES: &[Example] = &joined::<{ own::OWN.len() + minilm::MINILM.len() }>(own::OWN, minilm::MINILM);

/// Two lists in one, of `N` examples in all.
const fn joined<const N: usize>(first: &[Example], second: &[Example]) -> [Example; N] {
    let mut all = [first[0]; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < first.len() { first[i] } else { second[i - first.len()] };
        i += 1;
    }
    all
}
