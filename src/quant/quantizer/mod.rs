//! The quantizers of one slice, one file for each kind.

mod affine;
mod clipped_uniform;
mod ggml_affine;
mod quantizer;
mod scaled;

pub use affine::Affine;
pub(crate) use clipped_uniform::tanh;
pub use clipped_uniform::{ClippedUniform, Curve};
pub use ggml_affine::GgmlAffine;
pub use quantizer::Quantizer;
pub use scaled::{Element, Scaled};
