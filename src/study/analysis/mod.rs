//! Further analyses of the same data: other settings, channels, outliers, schemes, all tensors of a file. Knows no chart.

pub mod channels;
mod disagree;
pub mod formats;
pub mod granularities;
mod measures;
pub mod outliers;
mod quantized;
mod reference_error;
mod scan;
pub mod spread;

pub use disagree::{Disagreement, Dispute, disagree};
pub use measures::Measures;
pub(crate) use quantized::{Quantized, dequantized_at};
pub use reference_error::{FloatComparison, Requantized, RowError, ValueError, compare_with_float};
pub use scan::{SCAN_BINS, ScanInputs, ScanResult, scan};
