//! A point of the series: a value, or the extremes of several. Knows no slice.

use serde::{Deserialize, Serialize};

/// A value, or the extremes of a run of values. All its numbers are NaN where none of the values is finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SeriesPoint {
    /// Place on x of the (first) value.
    pub at: u32,
    /// Index within the slice of the (first) value; `None` where finding it in the sorted order would take too long.
    pub place: Option<u32>,
    /// Smallest original.
    pub lo: f32,
    /// Largest original; equals `lo` for one value.
    pub hi: f32,
    /// Smallest dequantized.
    pub y_lo: f32,
    /// Largest dequantized.
    pub y_hi: f32,
    /// The error x̂ - x of largest magnitude among the values examined.
    pub error: f32,
    /// The lowest of these errors.
    pub error_lo: f32,
    /// The highest of these errors.
    pub error_hi: f32,
}

impl SeriesPoint {
    /// A point of no finite value.
    pub(super) fn nothing(at: usize) -> Self {
        let nan = f32::NAN;
        Self { at: at as u32, place: Some(at as u32), lo: nan, hi: nan, y_lo: nan, y_hi: nan, error: nan, error_lo: nan, error_hi: nan }
    }

    /// A point of originals from `lo` to `hi`, without anything dequantized yet.
    pub(super) fn of(at: usize, place: Option<usize>, (lo, hi): (f32, f32)) -> Self {
        let (y_lo, y_hi) = (f32::INFINITY, f32::NEG_INFINITY);
        Self { at: at as u32, place: place.map(|place| place as u32), lo, hi, y_lo, y_hi, error: 0.0, error_lo: 0.0, error_hi: 0.0 }
    }

    /// The point with one more value looked at.
    pub(super) fn with(self, x: f32, y: f32) -> Self {
        let e = y - x;
        let first = self.y_lo > self.y_hi;
        Self {
            y_lo: self.y_lo.min(y),
            y_hi: self.y_hi.max(y),
            error: if e.abs() > self.error.abs() { e } else { self.error },
            error_lo: if first { e } else { self.error_lo.min(e) },
            error_hi: if first { e } else { self.error_hi.max(e) },
            ..self
        }
    }

    /// Whether it has a finite value.
    pub fn is_there(&self) -> bool {
        !self.lo.is_nan()
    }
}
