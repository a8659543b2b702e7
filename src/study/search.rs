//! The clipping bench: the error of 200 shrunken ranges of one slice, and the best of them.

use super::Plan;
use crate::Error;
use crate::quant::Range;
use crate::tensor::Sorted;
use serde::Serialize;

/// How many shrunken ranges are tried: shares 1/200, 2/200 ... 1 of the slice's own range.
pub const CANDIDATES: usize = 200;

/// The error of one clip range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClipPoint {
    /// Lower end of the range.
    pub lo: f32,
    /// Upper end of the range.
    pub hi: f32,
    /// What the bench draws on x: the upper end when symmetric, else the width; in units of the data.
    pub threshold: f64,
    /// Mean squared error of the values within the codes, over all values.
    pub rounding: f64,
    /// Mean squared error of the values beyond the codes, over all values.
    pub clipping: f64,
}

impl ClipPoint {
    /// Mean squared error.
    pub fn total(&self) -> f64 {
        self.rounding + self.clipping
    }
}

/// The error of one range on one slice. Needs no draws: a search assumes rounding to nearest where the setting is
/// stochastic, since a candidate must not win by a lucky draw.
pub fn clip_point(sorted: &Sorted, plan: &Plan, range: Range) -> Result<ClipPoint, Error> {
    let n = sorted.values().len() as f64;
    let used = plan.effective_range(range);
    let (rounding, clipping) = sorted.squared_errors(&plan.quantizer(range)?.without_dither());
    let threshold = if plan.symmetric() { f64::from(used.hi) } else { f64::from(used.hi) - f64::from(used.lo) };
    Ok(ClipPoint { lo: used.lo, hi: used.hi, threshold, rounding: rounding / n, clipping: clipping / n })
}

/// All candidates, widening. A constant slice has one.
pub fn clip_curve(sorted: &Sorted, plan: &Plan) -> Result<Vec<ClipPoint>, Error> {
    let full = plan.effective_range(sorted.range());
    if full.lo == full.hi {
        return Ok(vec![clip_point(sorted, plan, full)?]);
    }
    (1..=CANDIDATES).map(|i| clip_point(sorted, plan, full.shrunk(i as f32 / CANDIDATES as f32))).collect()
}

/// The place of the least total error; the widest range among equals.
pub fn best(curve: &[ClipPoint]) -> usize {
    (0..curve.len()).rev().reduce(|best, i| if curve[i].total() < curve[best].total() { i } else { best }).unwrap_or(0)
}
