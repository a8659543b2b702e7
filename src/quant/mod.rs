//! From a range of real numbers to codes and back: conventions, scale and zero point, granularity, metrics.
//! Knows no tensor storage and no page.

mod affine;
pub mod block;
mod convention;
mod dorefa;
mod fit;
mod granularity;
mod kernel;
mod lanes;
mod line;
mod lloyd_max;
mod metrics;
pub mod observer;
mod preset;
mod quantizer;
mod range;
mod scaled;
pub mod search;
pub mod signs;
pub mod theory;
mod tinygemm;
mod uniform;

pub use affine::Affine;
pub use convention::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint, ZeroPointAdded,
};
pub use dorefa::{ClippedUniform, Curve, dorefa_weights, pact_activations, unit_activations, wrpn_weights};
pub use granularity::{Granularity, Slices, Strided};
pub use kernel::{Pass, SquaredErrors, dequantized, squared_error};
pub use line::GgmlAffine;
pub use lloyd_max::{Spread, lloyd_max};
pub use metrics::{DIVERGENCE_BINS, ErrorShares, Metrics, Tally, divergence};
pub use preset::Preset;
pub use quantizer::Quantizer;
pub use range::{Range, RangeMethod, check_percentile, percentile_of_sorted};
pub use scaled::{Element, Scaled};
pub use tinygemm::Tinygemm;
