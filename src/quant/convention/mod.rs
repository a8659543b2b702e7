//! How a library computes scale and zero point from a range: the conventions as data, and the computation.

mod convention;
mod fit;
mod offer;
mod preset;
mod shifted;
mod words;

pub use convention::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, ScaleType, Shift, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint,
    ZeroPointAdded, ZeroPointFrom,
};
pub use offer::{CodesOffered, Offer};
pub use preset::Preset;
