//! Pictures of a layer as plain data, each with words, a table and what stands at a place of it. Knows no drawing.

mod columns;
mod density;
mod layer_picture;
mod method_ratios;
mod reading;
mod relative_errors;
mod strengths;
mod walk;

pub use columns::{ColumnBar, ColumnPeaksChart};
pub use density::{DensityCell, OutputDensity};
pub use layer_picture::LayerPicture;
pub use method_ratios::MethodRatios;
pub use reading::{LayerReading, LayerRow};
pub use relative_errors::{ErrorBars, RelativeErrors};
pub use strengths::StrengthCurve;
pub use walk::{ColumnWalk, WalkedBlock};
