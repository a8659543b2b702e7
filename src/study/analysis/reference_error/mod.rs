//! The error of a quantized tensor in a file against the float tensor it was made from.

mod reference_error;
mod report;
mod sums;

pub use reference_error::against;
pub use report::{Against, Own, RowError, ValueError};
