//! Numbers written as text: with common separators, or in brackets as programs print arrays.

mod brackets;
mod calls;
mod cells;
mod characters;
mod commas;
mod comments;
mod fields;
mod lines;
mod number;
mod parentheses;
mod text;
mod tight_commas;

pub(super) use characters::shortened;
pub use number::read_number;
pub use text::{read_levels, read_text, read_text_bytes, with_decimal_points};
