//! Checkpoints whose tensors are stored in parts: a table of recipes recognizes them by names, shapes and types, and a decoder
//! gives their values. Knows no file format and no settings.

mod decode;
mod found;
mod layouts;
mod parts;
mod table;

pub(crate) use decode::{Numbers, rows};
pub(crate) use table::join;
