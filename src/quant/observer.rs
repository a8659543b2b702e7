//! torch's range observers: how a range is gathered over several batches. All in f32.
//! Source: torch/ao/quantization/observer.py (`MinMaxObserver`, `MovingAverageMinMaxObserver`).

use crate::quant::Range;

/// Gathers one slice's range over batches.
#[derive(Debug, Clone, Copy, Default)]
pub struct MinMaxObserver {
    /// `Some(c)`: each further batch moves the range by the share `c` of the difference; `None`: the range only grows.
    pub averaging_constant: Option<f32>,
    seen: Option<Range>,
}

impl MinMaxObserver {
    /// An observer before its first batch.
    pub fn new(averaging_constant: Option<f32>) -> Self {
        Self { averaging_constant, seen: None }
    }

    /// Adds the range of one batch.
    pub fn observe(&mut self, batch: Range) {
        self.seen = Some(match (self.seen, self.averaging_constant) {
            (None, _) => batch,
            (Some(r), None) => Range { lo: r.lo.min(batch.lo), hi: r.hi.max(batch.hi) },
            (Some(r), Some(c)) => Range { lo: r.lo + c * (batch.lo - r.lo), hi: r.hi + c * (batch.hi - r.hi) },
        });
    }

    /// The range so far, `None` before the first batch.
    pub fn range(&self) -> Option<Range> {
        self.seen
    }
}
