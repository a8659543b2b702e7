//! Types that the charts share: marks, levels, bins, tables. Plain data, no drawing.

use serde::{Deserialize, Serialize, Serializer};

/// A chart that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Chart {
    /// Real axis, integer grid, threads.
    NumberLine,
    /// Value after value.
    Series,
    /// The staircase.
    Transfer,
    /// Counts.
    Histogram,
    /// Rounding and clipping error against the threshold.
    #[serde(rename = "bench")]
    ClippingCurve,
    /// The tensor as a picture.
    Map,
    /// Original, code, dequantized value and error as four pictures.
    Matrices,
}

/// Serializes what only drawings read: the packed models have it, the page's objects, which take longer to make than a study, go
/// without.
pub(super) fn only_drawn<T: Serialize, S: Serializer>(field: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let is_object = cfg!(target_arch = "wasm32") && serializer.is_human_readable();
    if is_object { serializer.serialize_unit() } else { field.serialize(serializer) }
}

/// Which charts are on show, and how much room they have in CSS pixels; models are thinned to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ChartSizes {
    /// The charts on show. Only these are built; the number line always is.
    pub charts: Vec<Chart>,
    /// Width of the number line.
    pub line: u32,
    /// Height of the number line.
    pub line_height: u32,
    /// Whether the number line's values run upward instead of to the right.
    pub upright: bool,
    /// Width of the series and of the staircase.
    pub series: u32,
    /// Width of the histogram.
    pub histogram: u32,
    /// Width of the tensor map, and of each of the four matrices.
    pub map_width: u32,
    /// Height of the tensor map, and of each of the four matrices.
    pub map_height: u32,
    /// Whether the tensor is a picture in shades of grey, from 0 to 1, and drawn as such. The page does not say so: whoever loads
    /// the tensor knows.
    #[serde(skip)]
    pub picture: bool,
    /// The charts whose tables are open: writing all tables would take longer than the study.
    pub tables: Vec<Chart>,
    /// Whether more measures are shown: they cost a pass over the values.
    pub measures: bool,
}

impl ChartSizes {
    /// The chart's model, where it is on show.
    pub(super) fn shown<T>(&self, chart: Chart, make: impl FnOnce() -> T) -> Option<T> {
        self.charts.contains(&chart).then(make)
    }

    /// The chart's table, where it is open.
    pub(super) fn table(&self, chart: Chart, make: impl FnOnce() -> Table) -> Option<Table> {
        self.tables.contains(&chart).then(make)
    }
}

/// A chart's content as rows of text, for screen readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Table {
    /// A description of the rows; says so when they are a selection.
    pub caption: String,
    /// Column heads, with units.
    pub columns: Vec<String>,
    /// At most 64 rows.
    pub rows: Vec<Vec<String>>,
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

impl Bin {
    /// Values a unit of the axis.
    pub fn density(&self) -> f64 {
        f64::from(self.count) / (self.hi - self.lo)
    }
}
