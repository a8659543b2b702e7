//! The clipping curve: the error of 200 shrunken ranges of one slice; and the search for the best of 1,000.

use crate::Error;
use crate::quant::Range;
use crate::study::RangedLevels;
use crate::tensor::Sorted;
use serde::Serialize;

/// How many shrunken ranges the clipping curve has: shares 1/200, 2/200 ... 1 of the slice's own range.
pub const CANDIDATES: usize = 200;

/// How many the search tries: shares 1/1000 ... 1, among them those of the clipping curve.
pub const SHARES: usize = CANDIDATES * FINER;

/// Shares of the search for each share of the clipping curve.
const FINER: usize = 5;

/// The error of one clip range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClipPoint {
    /// Lower end of the range.
    pub lo: f32,
    /// Upper end of the range.
    pub hi: f32,
    /// The place on x: the upper end when symmetric, else the width; in units of the data.
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

/// The error of one range on one slice. A search assumes rounding to nearest where the setting is
/// stochastic, since a candidate must not win by chance.
pub fn clip_point(sorted: &Sorted, levels: &RangedLevels, range: Range) -> Result<ClipPoint, Error> {
    let n = sorted.values().len() as f64;
    let used = levels.effective_range(range);
    let (rounding, clipping) = sorted.squared_errors(&levels.quantizer(range)?.without_randomness());
    let threshold = if levels.symmetric() { f64::from(used.hi) } else { f64::from(used.hi) - f64::from(used.lo) };
    Ok(ClipPoint { lo: used.lo, hi: used.hi, threshold, rounding: rounding / n, clipping: clipping / n })
}

/// The clipping curve: [`CANDIDATES`] shares, widening, and the least of the finer [`SHARES`] next to the best of them where that is
/// better. A constant slice has one point.
pub fn clip_curve(sorted: &Sorted, levels: &RangedLevels) -> Result<Vec<ClipPoint>, Error> {
    let full = levels.effective_range(sorted.range());
    if full.lo == full.hi {
        return Ok(vec![clip_point(sorted, levels, full)?]);
    }
    let mut curve = (1..=CANDIDATES).map(|i| share(sorted, levels, full, i * FINER)).collect::<Result<Vec<_>, _>>()?;
    let coarse = best(&curve);
    let near = coarse * FINER + 1..((coarse + 2) * FINER).min(SHARES);
    let finer = near.filter(|i| i % FINER != 0).map(|i| Ok((i, share(sorted, levels, full, i)?))).collect::<Result<Vec<_>, Error>>()?;
    if let Some((i, least)) = finer.into_iter().rev().reduce(|best, next| if next.1.total() < best.1.total() { next } else { best })
        && least.total() < curve[coarse].total()
    {
        curve.insert(i / FINER, least);
    }
    Ok(curve)
}

/// The least mean squared error of all [`SHARES`]; among equals, the widest range.
///
/// From the widest down, until clipping alone costs more than the best total. Clipping only grows as a range shrinks, except for
/// the step by which a zero point may move the ends: so it must cost more for as long as a range takes to shrink by two steps.
pub fn least_mse_range(sorted: &Sorted, levels: &RangedLevels) -> Result<ClipPoint, Error> {
    let full = levels.effective_range(sorted.range());
    let mut least = clip_point(sorted, levels, full)?;
    if full.lo == full.hi {
        return Ok(least);
    }
    let (first, last) = levels.quantizer(full)?.ends();
    let enough = 2 * SHARES / (last.abs_diff(first) as usize).max(1) + 1;
    let mut beyond = 0;
    for i in (1..SHARES).rev() {
        let point = share(sorted, levels, full, i)?;
        beyond = if point.clipping > least.total() { beyond + 1 } else { 0 };
        if point.total() < least.total() {
            least = point;
        }
        if beyond > enough {
            break;
        }
    }
    Ok(least)
}

/// The error of share `i` of [`SHARES`] of the slice's range.
fn share(sorted: &Sorted, levels: &RangedLevels, full: Range, i: usize) -> Result<ClipPoint, Error> {
    clip_point(sorted, levels, full.shrunk(i as f32 / SHARES as f32))
}

/// The place of the least total error; the widest range among equals.
pub fn best(curve: &[ClipPoint]) -> usize {
    (0..curve.len()).rev().reduce(|best, i| if curve[i].total() < curve[best].total() { i } else { best }).unwrap_or(0)
}
