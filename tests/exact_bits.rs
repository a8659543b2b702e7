//! Studies have the same bits on every target: this is the native run of what `web/mod.rs` runs in node and Chromium.

#[path = "shared/fnv1a.rs"]
mod fnv1a;
#[path = "shared/study_bits.rs"]
mod study_bits;

#[test]
fn studies_give_fixed_bits() {
    study_bits::study_bits_are_fixed();
}
