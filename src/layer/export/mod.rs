//! A layer under settings as JSON, CSV, and a program that asserts its outputs. Knows no chart.

mod layer_export;
mod layer_program;
mod saved;

pub use layer_export::LayerExport;
pub use layer_program::layer_program;
