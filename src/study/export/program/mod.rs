//! A study as a program in Python that computes the same.

mod dialect;
mod integers;
mod layer;
mod lines;
mod load;
mod program;
mod slices;
mod tables;

pub use dialect::Dialect;
pub use program::program;
