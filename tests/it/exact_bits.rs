//! Studies have the same bits on every target: this is the native run of what `web/mod.rs` runs in node and Chromium.
//! `UPDATE_BITS=1 cargo test --test it exact_bits::` fixes the bits of now, to be looked at before they are committed.

use crate::shared::{outputs_bits, study_bits, training_bits};

#[test]
fn studies_give_fixed_bits() {
    if std::env::var_os("UPDATE_BITS").is_some() {
        std::fs::write("tests/shared/study_bits.txt", study_bits::found()).expect("the folder of the tests can be written");
    } else {
        study_bits::study_bits_are_fixed();
    }
}

#[test]
fn outputs_give_fixed_bits() {
    outputs_bits::outputs_bits_are_fixed();
}

#[test]
fn trainings_give_fixed_bits() {
    training_bits::training_bits_are_fixed();
}
