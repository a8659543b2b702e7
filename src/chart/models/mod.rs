//! The charts as plain data: what is drawn where, in units of the data. Knows no drawing.

mod channels;
mod clipping_curve;
mod formats;
mod histogram;
mod layer;
mod map;
mod matrices;
mod number_line;
mod output_clips;
mod series;
pub mod training;
mod transfer;

pub use channels::{ChannelBox, ChannelChart, ChannelOrder, ChannelReading, ChannelStrip, ChannelWords};
pub use clipping_curve::{ClippingCurve, ClippingCurvePoint};
pub use formats::{FormatPoint, Formats};
pub use histogram::Histogram;
pub use layer::{
    ColumnBar, ColumnPeaksChart, ColumnWalk, DensityCell, ErrorBars, LayerPicture, LayerReading, LayerRow, MethodRatios, OutputDensity,
    RelativeErrors, StrengthCurve, WalkedBlock,
};
pub(super) use map::is_missing;
pub use map::{Cells, Strip, TensorMap};
pub use matrices::Matrices;
pub use number_line::{Band, Heights, LineMark, NumberLine, Percentile, Place, Zero};
pub use output_clips::OutputsCurve;
pub use series::{Series, SeriesPoint};
pub use transfer::{Step, Transfer};
