//! A linear layer, y = x Wᵀ + b, with its weight and its inputs quantized: what comes out, and the methods that keep it close. Knows no
//! chart and no browser.

mod arithmetic;
#[cfg(feature = "links")]
mod export;
mod integer_sums;
mod layer;
mod layer_settings;
mod layer_studies;
mod layer_study;
#[cfg(feature = "links")]
mod layer_text;
mod methods;
mod prepared;
mod preparing;
mod products;
mod report;
mod rounded;
mod smoothing_curve;
#[cfg(feature = "links")]
mod workspace;

pub use arithmetic::{OutputArithmetic, Requantized, RunArithmetic};
#[cfg(feature = "links")]
pub use export::{LayerExport, layer_program};
pub use integer_sums::{IntegerSums, accumulator_bits, bits_for};
pub use layer::{Calibration, Layer, Tokens};
pub use layer_settings::{ColumnOrder, InputRounding, LayerSettings, Method};
pub use layer_studies::LayerStudies;
pub use layer_study::{LayerInProgress, LayerStudy};
pub use methods::{
    AwqScales, AwqSearch, BlockChanges, GptqWalk, Rotation, Transform, bias_correction, outlier_columns, smooth_quant_scales,
};
pub use prepared::{Prepared, PreparedInput};
pub use preparing::Preparing;
pub use report::{ColumnPeaks, CurvePoint, LayerReport, MethodCost, MethodSearch, OutputErrors, PartError};
pub use rounded::Rounded;
pub use smoothing_curve::SmoothingCurve;
#[cfg(feature = "links")]
pub use workspace::{LayerView, LayerWorkspace};
