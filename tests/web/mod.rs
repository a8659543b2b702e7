//! The tests of the wasm boundary, one text for both engines: `web_node.rs` and `web_browser.rs` run them.

#[path = "../shared/mod.rs"]
mod shared;

use shared::{generated_bits, outputs_bits, scan_bits, study_bits, training_bits};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn ties_round_to_even_as_native_does() {
    let rounded: Vec<f32> = [0.5f32, 1.5, 2.5, -0.5, -1.5].iter().map(|x| x.round_ties_even()).collect();
    let bits: Vec<u32> = rounded.iter().map(|x| x.to_bits()).collect();
    assert_eq!(bits, [0.0f32, 2.0, 2.0, -0.0, -2.0].map(f32::to_bits));
}

#[wasm_bindgen_test]
fn generators_give_the_native_bits() {
    generated_bits::generated_bits_are_fixed();
}

#[wasm_bindgen_test]
fn studies_give_the_native_bits() {
    study_bits::study_bits_are_fixed();
}

#[wasm_bindgen_test]
fn outputs_give_the_native_bits() {
    outputs_bits::outputs_bits_are_fixed();
}

#[wasm_bindgen_test]
fn scans_give_the_native_bits() {
    scan_bits::scan_bits_are_fixed();
}

#[wasm_bindgen_test]
fn trainings_give_the_native_bits() {
    training_bits::training_bits_are_fixed();
}
