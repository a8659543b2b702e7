//! The methods that prepare a layer for rounding. Each sees calibration tokens only.

mod smooth_quant;
mod transform;

pub use smooth_quant::smooth_quant_scales;
pub use transform::Transform;
