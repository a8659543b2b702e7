//! The methods that prepare a layer for rounding. Each sees calibration tokens only.

mod awq;
mod bias_correction;
mod gptq;
mod llm_int8;
mod rotation;
mod smooth_quant;
mod transform;

pub use awq::{AwqScales, AwqSearch};
pub use bias_correction::bias_correction;
pub use gptq::{BlockChanges, GptqWalk};
pub use llm_int8::outlier_columns;
pub(super) use llm_int8::{keep, without_outliers};
pub use rotation::Rotation;
pub use smooth_quant::smooth_quant_scales;
pub use transform::Transform;
