//! The pictures of a layer, one as the other: words, a table, what stands where. Knows no drawing.

use super::{ColumnPeaksChart, ColumnWalk, LayerReading, MethodRatios, OutputDensity, RelativeErrors, StrengthCurve};
use crate::chart::Table;

/// A picture of a layer.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerPicture {
    /// The largest magnitude of each column of inputs and weight, before and after a method.
    Columns(ColumnPeaksChart),
    /// Exact outputs against those of what was rounded.
    Outputs(OutputDensity),
    /// The error of each output channel and of each token.
    Errors(RelativeErrors),
    /// How close the outputs are over the strength of a method.
    Strengths(StrengthCurve),
    /// GPTQ's walk over the columns.
    Walk(ColumnWalk),
    /// The methods side by side.
    Methods(MethodRatios),
}

impl LayerPicture {
    /// What it shows, in a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Self::Columns(columns) => columns.words(),
            Self::Outputs(outputs) => outputs.words(),
            Self::Errors(errors) => errors.words(),
            Self::Strengths(curve) => curve.words(),
            Self::Walk(walk) => walk.words(),
            Self::Methods(methods) => methods.words(),
        }
    }

    /// The same as rows.
    pub fn table(&self) -> Table {
        match self {
            Self::Columns(columns) => columns.table(),
            Self::Outputs(outputs) => outputs.table(),
            Self::Errors(errors) => errors.table(),
            Self::Strengths(curve) => curve.table(),
            Self::Walk(walk) => walk.table(),
            Self::Methods(methods) => methods.table(),
        }
    }

    /// How many places it has.
    pub fn count(&self) -> usize {
        match self {
            Self::Columns(columns) => columns.count(),
            Self::Outputs(outputs) => outputs.cells.len(),
            Self::Errors(errors) => errors.count(),
            Self::Strengths(curve) => curve.count(),
            Self::Walk(walk) => walk.count(),
            Self::Methods(methods) => methods.count(),
        }
    }

    /// What stands at a place.
    pub fn reading(&self, place: usize) -> Option<LayerReading> {
        match self {
            Self::Columns(columns) => columns.reading(place),
            Self::Outputs(outputs) => outputs.reading(place),
            Self::Errors(errors) => errors.reading(place),
            Self::Strengths(curve) => curve.reading(place),
            Self::Walk(walk) => walk.reading(place),
            Self::Methods(methods) => methods.reading(place),
        }
    }

    /// The place at a point of a plot's data, or the nearest to it.
    pub fn place_at(&self, plot: usize, x: f64, y: f64) -> Option<usize> {
        match self {
            Self::Columns(columns) => columns.place_at(x),
            Self::Outputs(outputs) => outputs.place_at(x, y),
            Self::Errors(errors) => errors.place_at(plot, x),
            Self::Strengths(curve) => curve.place_at(x),
            Self::Walk(walk) => walk.place_at(x),
            Self::Methods(methods) => methods.place_at(plot, y),
        }
    }
}
