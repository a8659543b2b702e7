//! The error of a quantized tensor in a file against the float tensor it was made from.

mod reference_error;
mod report;
mod sums;

pub use reference_error::compare_with_float;
pub use report::{FloatComparison, Requantized, RowError, ValueError};
