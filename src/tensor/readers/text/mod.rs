//! Numbers written as text: separated by anything people use, or in brackets as programs print arrays.

mod brackets;
mod cells;
mod commas;
mod fields;
mod lines;
mod text;

pub(super) use cells::shortened;
pub use text::{read_text, read_text_bytes};
