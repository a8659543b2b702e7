//! The joined picture, to the right or upright: one file for each kind of mark.

mod bands;
mod bars;
mod held;
mod labels;
mod lay;
mod marks;
mod names;
mod number_line;
mod pinned;
mod room;
mod zero;

pub use held::{End, Held};
pub(super) use number_line::draw;
