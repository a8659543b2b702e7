//! One pass over values with vector instructions: quantize, dequantize, sum.

mod kernel;
mod lanes;
mod uniform;

pub use kernel::{Pass, SquaredErrors, dequantized, squared_error};
pub(super) use lanes::F4;
