//! One value at a time: rounding rules, integer code ranges, 16-bit floats; and sums of twice the precision.
//! Knows no tensor, no library convention.

mod half_float;
mod integer;
mod rounding;
mod sum;

pub use half_float::HalfFloat;
pub use integer::CodeRange;
pub use rounding::{Dither, Rounding};
pub use sum::Sum;
