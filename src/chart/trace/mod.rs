//! The arithmetic of one value, line by line. Knows no drawing.

mod affine;
mod bits;
mod line;
mod scale;
mod table;
mod trace;
mod uniform;

pub use bits::{Bit, BitRole, Bits, FloatFields};
pub use line::TraceLine;
pub use trace::Trace;
