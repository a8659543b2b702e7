//! What Python's package has of the core: the table of keys, and the numbers that its tests expect. `UPDATE_PYTHON=1` writes both.

use quantscope::study::Scheme;
use quantscope::{Settings, State, Study, Tensor, TensorCache};

/// Compares a file with what it should be.
fn hold(path: &str, found: &impl serde::Serialize) {
    let found = serde_json::to_string_pretty(found).expect("plain data") + "\n";
    if std::env::var_os("UPDATE_PYTHON").is_some() {
        std::fs::write(path, &found).expect("the folder is there");
    }
    assert!(
        std::fs::read_to_string(path).is_ok_and(|written| written == found),
        "{path}: run UPDATE_PYTHON=1 cargo test --test it python::"
    );
}

#[test]
fn the_table_has_all_keys_of_links_with_their_words() {
    let keys = State::link_keys();
    for key in &keys {
        assert_eq!(key.words.is_empty(), !matches!(key.kind, "word" | "parts" | "example"), "{key:?}");
    }
    hold("python/src/quantscope/keys.json", &keys);
}

/// The tensor of tests/notebook/jupyter.spec.ts under its settings.
#[test]
fn notebooks_expect_the_numbers_of_a_study() {
    let values = (0..96_u8).map(|i| (f32::from(u16::from(i) * 37 % 101) - 50.0) / 16.0).collect();
    let tensor = Tensor::new(vec![8, 12], values).expect("as many values as the shape says");
    let settings = Settings::default().with_scheme(Scheme::Symmetric).with_bits(3);
    let study = Study::new(&mut TensorCache::new(tensor), &settings, 0).expect("settings that go together");
    hold("tests/notebook/expected.json", &study.metrics);
}
