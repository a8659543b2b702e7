//! Fixed bits: tested natively by `tests/it`, in node and Chromium by `tests/web`.

pub mod fnv1a;
pub mod generated_bits;
pub mod outputs_bits;
pub mod scan_bits;
pub mod study_bits;
pub mod training_bits;
