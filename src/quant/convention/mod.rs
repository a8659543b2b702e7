//! How a library computes scale and zero point from a range: the conventions as data, and the computation.

mod convention;
mod fit;
mod preset;

pub use convention::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint, ZeroPointAdded,
};
pub use preset::Preset;
