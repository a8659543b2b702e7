//! Readers: text and .npy files to tensors. No input makes them panic, work more than linear time, or allocate
//! what a file merely claims. They know no settings.

mod brackets;
mod cells;
mod commas;
pub(super) mod gguf;
mod lines;
mod npy;
mod text;

pub use npy::read_npy;
pub use text::{read_text, read_text_bytes};

/// The most axes a tensor is read with, NumPy's own old limit; it also bounds the nesting of brackets.
const MAX_AXES: usize = 32;
