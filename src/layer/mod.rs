//! A linear layer, y = x Wᵀ + b, with its weight and its inputs quantized: what comes out, and the methods that keep it close. Knows no
//! chart and no browser.

mod layer;
mod layer_settings;
mod layer_studies;
mod layer_study;
#[cfg(feature = "links")]
mod layer_text;
mod methods;
mod prepared;
mod products;
mod report;
mod rounded;

pub use layer::{Calibration, Layer, Tokens};
pub use layer_settings::{InputRounding, LayerSettings, Method};
pub use layer_studies::{LayerStudies, LayerStudySoFar};
pub use layer_study::{LayerInProgress, LayerStudy};
pub use methods::{Transform, smooth_quant_scales};
pub use prepared::{Prepared, PreparedInput};
pub use report::{ColumnPeaks, LayerReport, MethodCost, OutputErrors, PartError};
pub use rounded::Rounded;
