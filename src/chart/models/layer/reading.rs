//! What stands at a place of a picture of a layer, and what all of these pictures count with. Knows no picture.

use crate::num::descending;
use serde::Serialize;

/// The most rows of a table.
pub(super) const LISTED: usize = 64;

/// What stands at a place of a picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerReading {
    /// The plot it is in.
    pub plot: u32,
    /// Where, in the plot's data.
    pub x: f64,
    /// Where, in the plot's data.
    pub y: f64,
    /// Its name.
    pub title: String,
    /// Its numbers.
    pub rows: Vec<LayerRow>,
}

/// A number and its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerRow {
    /// What it is.
    pub label: String,
    /// The number in words.
    pub value: String,
}

impl LayerRow {
    pub(super) fn new(label: String, value: String) -> Self {
        Self { label, value }
    }
}

/// The places of the largest of some numbers, the largest first; equal ones in their order.
pub(super) fn largest_first(numbers: impl Iterator<Item = f64>) -> Vec<usize> {
    descending(numbers.collect())
}

/// The middle of some numbers; `None` without any.
pub(super) fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = numbers.filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let at = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 0 => Some((sorted[at - 1] + sorted[at]) / 2.0),
        _ => Some(sorted[at]),
    }
}
