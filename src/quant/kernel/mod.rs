//! Loops over many values with vector instructions: quantize, dequantize, sum; dot products.

mod kernel;
mod lanes;
mod product;
mod uniform;

pub use kernel::{Pass, SquaredErrors, dequantized, squared_error};
pub(super) use lanes::F4;
pub use product::{Vectors, in_pairs};
