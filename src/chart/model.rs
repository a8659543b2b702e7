//! What each chart shows, as plain data: small, ready to draw, to be read aloud, or to stand in a table.
//! Built once per study, so that no picture mixes two settings. Lengths follow the chart's width, not the tensor's.

use crate::quant::{Metrics, Range};
use serde::{Deserialize, Serialize};

/// Every chart of one study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Frame {
    /// The numbers beside the charts.
    pub readout: Readout,
    /// Real axis, integer grid, threads between them.
    pub number_line: NumberLine,
    /// Original, dequantized and error, value after value.
    pub series: Series,
    /// The staircase from x to x̂.
    pub transfer: Transfer,
    /// Counts of originals and of levels.
    pub histogram: Histogram,
    /// Rounding and clipping error against the threshold.
    pub bench: Bench,
    /// The tensor as a picture; its cells travel apart from the frame.
    pub map: TensorMap,
    /// The arithmetic of the selected value.
    pub trace: Trace,
}

/// How much room the charts have, in CSS pixels; models are thinned to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Room {
    /// Width of the number line.
    pub line: u32,
    /// Width of the series and of the staircase.
    pub series: u32,
    /// Width of the histogram.
    pub histogram: u32,
    /// Width of the tensor map.
    pub map_width: u32,
    /// Height of the tensor map.
    pub map_height: u32,
}

/// A chart's content as rows of text, for readers who do not see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Table {
    /// What the rows are; says so when they are a selection.
    pub caption: String,
    /// Column heads, with units.
    pub columns: Vec<String>,
    /// At most 64 rows.
    pub rows: Vec<Vec<String>>,
}

/// The numbers beside the charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Readout {
    /// Sizes of the tensor's axes.
    pub shape: Vec<u32>,
    /// Number of values.
    pub len: u32,
    /// The slice in focus, from 0.
    pub slice: u32,
    /// Number of slices.
    pub slices: u32,
    /// "row 3 of 4".
    pub slice_name: String,
    /// Values in the slice.
    pub slice_len: u32,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// Mean of the slice.
    pub mean: f64,
    /// Standard deviation of the slice.
    pub std: f64,
    /// The range the slice's scale was computed from.
    pub range: Range,
    /// Real size of one step; `None` for schemes without a scale.
    pub scale: Option<f32>,
    /// The code of real 0.
    pub zero_point: Option<f32>,
    /// Lowest code.
    pub qmin: i32,
    /// Highest code.
    pub qmax: i32,
    /// Levels that at least one value of the slice goes to.
    pub levels_used: u32,
    /// Levels there are, 2^b.
    pub levels_total: u32,
    /// Errors of the whole tensor.
    pub metrics: Metrics,
    /// Errors of the slice in focus.
    pub slice_metrics: Metrics,
    /// What storing it takes.
    pub size: Size,
    /// The convention in words.
    pub convention: String,
    /// The one sentence a teacher would say about this picture.
    pub headline: String,
    /// What the user must know: overflow, unreachable zero, constant slices.
    pub notices: Vec<String>,
}

/// Bytes before and after, scales and zero points counted (4 bytes each, a zero point only where it can differ from a constant).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Size {
    /// Bytes as 32-bit floats.
    pub original: f64,
    /// Bytes of the codes, rounded up to a byte.
    pub codes: f64,
    /// Bytes of scales and zero points.
    pub scales: f64,
    /// All stored bits over the number of values.
    pub bits_per_value: f64,
    /// Original over stored.
    pub ratio: f64,
}

/// An axis: what it shows and where its ticks are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Axis {
    /// Left or lower end.
    pub lo: f64,
    /// Right or upper end, above `lo`.
    pub hi: f64,
    /// Round numbers within.
    pub ticks: Vec<Tick>,
    /// What is measured, with its unit.
    pub title: String,
}

/// A tick and its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Tick {
    /// Place in data units (log10 of a count on a logarithmic axis).
    pub at: f64,
    /// At most 4 significant digits.
    pub label: String,
}

/// A value on the number line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mark {
    /// Flat index in the tensor.
    pub index: u32,
    /// Original.
    pub x: f32,
    /// Dequantized.
    pub y: f32,
    /// Stored code.
    pub code: i32,
    /// -1 below the codes, 1 above, 0 within.
    pub clipped: i32,
}

/// A level of the grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Level {
    /// Stored code.
    pub code: i32,
    /// Its real value.
    pub at: f32,
    /// Values of the slice that go to it.
    pub count: u32,
}

/// A bin of a density or histogram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bin {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
    /// Values within.
    pub count: u32,
}

/// Real axis above, integer grid below.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NumberLine {
    /// Real numbers; the visible window.
    pub axis: Axis,
    /// The visible values when they are few, else an even choice of them that holds the extremes and the selected value.
    pub marks: Vec<Mark>,
    /// Whether `marks` are all visible values.
    pub complete: bool,
    /// All visible values, binned; empty when `marks` are all.
    pub density: Vec<Bin>,
    /// The visible levels when they are few enough to draw, else empty.
    pub levels: Vec<Level>,
    /// How many levels lie in the window.
    pub levels_visible: u32,
    /// The range handles; `None` for schemes without a scale.
    pub clip: Option<Range>,
    /// Whether moving one handle moves the other (symmetric).
    pub handles_mirrored: bool,
    /// The zero point, drawn as a diamond at real 0; may lie outside the codes.
    pub zero_point: Option<i32>,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// The widest window: data and clip range with a margin.
    pub whole: Range,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// Original, dequantized and error over the index within the slice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Series {
    /// First index of the window.
    pub from: u32,
    /// Length of the window.
    pub span: u32,
    /// Values in the slice.
    pub len: u32,
    /// One per value, or one per pixel column with its extremes.
    pub points: Vec<SeriesPoint>,
    /// Whether every point is one value.
    pub each: bool,
    /// Index.
    pub x: Axis,
    /// Value.
    pub y: Axis,
    /// Error, in units of the data, on its own scale.
    pub error: Axis,
    /// Index within the slice of the selected value, when in the window.
    pub selected: Option<u32>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// A value, or the extremes of a run of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SeriesPoint {
    /// Index within the slice of the (first) value.
    pub at: u32,
    /// Smallest original.
    pub lo: f32,
    /// Largest original; equals `lo` for one value.
    pub hi: f32,
    /// Smallest dequantized.
    pub y_lo: f32,
    /// Largest dequantized.
    pub y_hi: f32,
    /// The error x̂ - x of largest magnitude.
    pub error: f32,
}

/// A tread of the staircase: all x in [lo, hi] become y.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Step {
    /// Left end.
    pub lo: f32,
    /// Right end.
    pub hi: f32,
    /// Dequantized.
    pub y: f32,
}

/// The staircase x -> x̂ and the identity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Transfer {
    /// Original.
    pub x: Axis,
    /// Dequantized.
    pub y: Axis,
    /// The visible treads, ascending; thinned to the width when there are more than pixels.
    pub steps: Vec<Step>,
    /// Beyond it the staircase is flat.
    pub clip: Option<Range>,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// Counts of originals in even bins, counts of values per level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Histogram {
    /// Value; holds all of the slice's data.
    pub x: Axis,
    /// Count; log10(1 + count) when `log`.
    pub y: Axis,
    /// Whether counts are on a logarithmic scale.
    pub log: bool,
    /// Originals.
    pub bins: Vec<Bin>,
    /// Levels with at least one value, or sums of neighbours where they are denser than pixels.
    pub levels: Vec<Level>,
    /// Real values of the levels, where they are far enough apart to draw.
    pub grid: Vec<f32>,
    /// The range handles.
    pub clip: Option<Range>,
    /// Whether moving one handle moves the other.
    pub handles_mirrored: bool,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// The error of one clip range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BenchPoint {
    /// Place on x.
    pub threshold: f64,
    /// Lower end of the range.
    pub lo: f32,
    /// Upper end of the range.
    pub hi: f32,
    /// Mean squared error of the values within the codes, over all values.
    pub rounding: f64,
    /// Mean squared error of the values beyond the codes, over all values.
    pub clipping: f64,
    /// Their sum.
    pub total: f64,
}

/// The clipping bench of the slice in focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bench {
    /// Threshold.
    pub x: Axis,
    /// log10 of the mean squared error when `log`, else the error.
    pub y: Axis,
    /// Whether the error is on a logarithmic scale.
    pub log: bool,
    /// The candidates, widening; empty for schemes without a scale.
    pub points: Vec<BenchPoint>,
    /// Place of the least total in `points`.
    pub best: u32,
    /// Where the settings are.
    pub current: Option<BenchPoint>,
    /// The picture in a sentence or two; when empty, what would fill it.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// The tensor as cells of rows x columns, each cell one value or the value of largest magnitude in its block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TensorMap {
    /// Rows of cells.
    pub rows: u32,
    /// Columns of cells.
    pub cols: u32,
    /// Rows of the tensor.
    pub tensor_rows: u32,
    /// Columns of the tensor.
    pub tensor_cols: u32,
    /// Whether every cell is one value.
    pub each: bool,
    /// Colour scale: -limit to limit for values and error; codes run qmin to qmax.
    pub limit: f32,
    /// The neutral value of the colour scale: 0, or the zero point for codes.
    pub centre: f32,
    /// Scale beside each row of cells (row granularity) or below each column, else empty.
    pub strips: Vec<Strip>,
    /// Row of the selected cell.
    pub selected_row: u32,
    /// Column of the selected cell.
    pub selected_col: u32,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

/// The scale and zero point of the slice beside a row or column of cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Strip {
    /// Scale.
    pub scale: f32,
    /// Zero point.
    pub zero_point: f32,
}

/// The selected value's way to its code and back, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Trace {
    /// Flat index.
    pub index: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
    /// "row 1, column 3".
    pub name: String,
    /// Original.
    pub x: f32,
    /// Dequantized.
    pub y: f32,
    /// Stored code.
    pub code: i32,
    /// The steps.
    pub lines: Vec<TraceLine>,
}

/// One step of arithmetic with its real numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TraceLine {
    /// What is done: "divide by the scale".
    pub label: String,
    /// The numbers, shortened: "2.158 ÷ 0.3878".
    pub work: String,
    /// The outcome, shortened.
    pub result: String,
    /// Work and outcome with every digit, for copying: "2.158 / 0.38778666 = 5.5649147".
    pub exact: String,
    /// Why, or empty: "5.5 is a tie: half to even gives 6".
    pub note: String,
}
