//! One value at a time: rounding rules, integer code ranges, small floats, code books; and sums of twice the precision.
//! Knows no tensor, no library convention.

mod codebook;
mod e8m0;
mod integer;
mod minifloat;
mod order;
mod rounding;
mod shortest;
mod sum;

pub use codebook::{Codebook, Tie};
pub use e8m0::E8m0;
pub use integer::CodeRange;
pub use minifloat::{Minifloat, Overflow, Specials};
pub use order::{at_rank, descending, last_where, rank};
pub use rounding::{Rounding, StochasticRng};
pub use shortest::shortest;
pub use sum::Sum;
