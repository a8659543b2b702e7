//! The joined picture of values and levels on one axis: originals in piles or bars, bands that say what rounds where, the
//! dequantized values in piles or bars. Knows no drawing.

mod bands;
mod captions;
mod codes;
mod density;
mod glide;
mod heights;
mod marks;
mod number_line;
mod piles;
mod room;
mod words;

pub use bands::Band;
pub(super) use bands::{bands, level_of};
pub use codes::Zero;
pub(super) use density::bins;
pub use heights::Heights;
pub use marks::{LineMark, Place};
pub use number_line::{NumberLine, Percentile};
