//! One value at a time: rounding rules, integer code ranges, 16-bit floats. Knows no tensor, no library convention.

mod half_float;
mod integer;
mod rounding;

pub use half_float::HalfFloat;
pub use integer::CodeRange;
pub use rounding::{Dither, Rounding};
