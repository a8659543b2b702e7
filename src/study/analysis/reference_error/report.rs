//! The outcome of a comparison as plain data.

use crate::quant::Metrics;
use serde::Serialize;

/// The errors of a quantized tensor. Places are the quantized tensor's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FloatComparison {
    /// How far the stored values are from the float ones; of the finite ones.
    pub metrics: Metrics,
    /// Bytes in the file over values, in bits.
    pub bits_per_value: f64,
    /// Values that are not finite in one of the files, and left out.
    pub left_out: f64,
    /// Rows a head has, where the float's rows had to be put into llama.cpp's order.
    pub permuted: Option<u32>,
    /// The rows with the largest squared errors, the largest first.
    pub rows: Vec<RowError>,
    /// The values with the largest errors, the largest first.
    pub values: Vec<ValueError>,
    /// The errors run from -`edge` to `edge`, in units of the data; a power of two.
    pub edge: f64,
    /// How many errors lie in each of 64 equal bins between them.
    pub counts: Vec<u32>,
    /// The same of this crate's own quantizer of the type, where it was asked for and there is one.
    pub own: Option<Requantized>,
}

/// The result of this crate's quantizer on the float tensor.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Requantized {
    /// The type.
    pub name: &'static str,
    /// How far its values are from the float ones.
    pub metrics: Metrics,
    /// Its errors in the bins of [`FloatComparison::counts`].
    pub counts: Vec<u32>,
}

/// A row and its part of the error.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RowError {
    /// Its number.
    pub row: f64,
    /// Its share of the sum of squared errors, 0 to 1.
    pub share: f64,
    /// Its own ratio of signal to error in dB.
    pub sqnr_db: Option<f64>,
}

/// A value and its stored counterpart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ValueError {
    /// Its place in row-major order.
    pub index: f64,
    /// Its row, and its place there.
    pub row: f64,
    /// Its place in the row.
    pub column: f64,
    /// The value in the float file.
    pub float: f32,
    /// The value in the quantized file.
    pub stored: f32,
}
