//! What a library does between a range and its codes, as data, and the scale and zero point that follow.

mod convention;
mod fit;
mod preset;

pub use convention::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint, ZeroPointAdded,
};
pub use preset::Preset;
