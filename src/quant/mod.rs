//! From a range of real numbers to codes and back: conventions, scale and zero point, granularity, metrics.
//! Knows no tensor storage and no page.

pub mod block;
mod convention;
mod dorefa;
mod granularity;
mod kernel;
mod lloyd_max;
mod metrics;
pub mod observer;
mod quantizer;
mod range;
pub mod search;
pub mod signs;
pub mod theory;
mod tinygemm;

pub use convention::{
    Arithmetic, CodesOffered, Convention, Degenerate, Offer, Precision, Preset, ScaleForm, ScaleType, Shift, SymmetricCodes,
    SymmetricDivisor, SymmetricZero, ZeroPoint, ZeroPointAdded, ZeroPointFrom,
};
pub use dorefa::{dorefa_weights, pact_activations, unit_activations, wrpn_weights};
pub use granularity::{Granularity, Slices, Strided};
pub use kernel::{Pass, SquaredErrors, Vectors, dequantized, in_pairs, squared_error};
pub use lloyd_max::{RunMoments, lloyd_max};
pub use metrics::{DIVERGENCE_BINS, ErrorShares, Metrics, Tally, divergence};
pub(crate) use quantizer::tanh;
pub use quantizer::{Affine, ClippedUniform, Curve, Element, GgmlAffine, Quantizer, Scaled};
pub use range::{Range, RangeMethod, check_percentile, percentile_of_sorted};
pub use tinygemm::Tinygemm;
