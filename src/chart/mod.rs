//! Plain chart models, their words and tables, and their drawing by plotters on any backend. Knows no browser.

mod axis;
mod code_names;
pub mod draw;
mod frame;
mod grid;
mod model;
mod models;
pub mod number_text;
mod readout;
mod scene;
mod trace;

pub use axis::{Axis, Tick, guard};
pub use code_names::CodeNames;
pub use frame::{Frame, FrameCells};
pub use model::{Bin, Chart, ChartSizes, Level, Mark, Table};
pub use models::training;
pub use models::{
    Band, Cells, ChannelBox, ChannelChart, ChannelOrder, ChannelReading, ChannelStrip, ChannelWords, ClippingCurve, ClippingCurvePoint,
    ColumnBar, ColumnPeaksChart, ColumnWalk, DensityCell, ErrorBars, FormatPoint, Formats, Heights, Histogram, LayerPicture, LayerReading,
    LayerRow, LineMark, Matrices, MethodRatios, NumberLine, OutputDensity, OutputsCurve, Percentile, Place, RelativeErrors, Series,
    SeriesPoint, Step, StrengthCurve, Strip, TensorMap, Transfer, WalkedBlock, Zero,
};
pub use readout::{ComparedOutputs, Expectation, MoreMeasures, OutputsReadout, Readout, Size, Span, SpanRole, Weighing, about_source};
pub use trace::{Bit, BitRole, Bits, FloatFields, Trace, TraceLine};
