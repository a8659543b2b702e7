//! One slice, sorted once, with prefix sums: then the tally of a quantizer is fast, and its time grows with the number
//! of levels, not of values.
//!
//! A quantizer is monotone, so the values of one level lie side by side. The largest number of each level is found with
//! the quantizer itself as predicate, exact for every rounding rule; its rank among the values is looked up.

mod guide;
mod moments;
mod radix;

pub(crate) use radix::sorted;

use crate::num::Sum;
use crate::quant::theory::{Closeness, closest};
use crate::quant::{Quantizer, Range, Tally, percentile_of_sorted, squared_error};
use guide::{Guide, near};
use moments::{Prefix, STRIDE};
use std::cell::OnceCell;

/// Up to this many values per level, the loop over all values is faster than the search for the thresholds.
const SHORT: usize = 64;

/// From this many values per level on, the level after one with values most likely has values too.
const DENSE: usize = 4;

/// The sorted values of a slice. Not empty, all finite.
#[derive(Debug, Clone)]
pub struct Sorted {
    values: Vec<f32>,
    guide: Guide,
    prefix: Prefix,
    closeness: OnceCell<Closeness>,
}

/// A run of equal level: `values[start..end]`, all going to `level`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// First value.
    pub start: usize,
    /// One past the last value.
    pub end: usize,
    /// Their level.
    pub level: i32,
}

impl Sorted {
    /// Sorts; `values` is not empty.
    pub fn new(values: &[f32]) -> Self {
        let values = sorted(values);
        Self { guide: Guide::new(&values), prefix: Prefix::new(&values), values, closeness: OnceCell::new() }
    }

    /// The values, ascending.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Smallest and largest value, as in [`Range::of`]: a zero is +0.
    pub fn range(&self) -> Range {
        Range { lo: self.values[0] + 0.0, hi: self.values[self.values.len() - 1] + 0.0 }
    }

    /// The range that keeps the middle `keep` percent of the values.
    pub fn percentile_range(&self, keep: f64) -> Range {
        let tail = (100.0 - keep) / 2.0;
        let at = |p| percentile_of_sorted(|i| self.values[i], self.values.len(), p);
        Range { lo: at(tail), hi: at(100.0 - tail) }
    }

    /// The magnitude below which `keep` percent of the magnitudes lie.
    pub fn percentile_magnitude(&self, keep: f64) -> f32 {
        percentile_of_sorted(|i| self.magnitude(i), self.values.len(), keep)
    }

    /// The `i`-th smallest magnitude, from 0. Merges two ascending lists: the negative values backward and the others
    /// forward.
    fn magnitude(&self, i: usize) -> f32 {
        let zero = self.values.partition_point(|&v| v < 0.0);
        let (negative, rest) = self.values.split_at(zero);
        let below = |k: usize| -negative[zero - 1 - k];
        // How many of the first i + 1 magnitudes are of the negative values.
        let (mut few, mut many) = ((i + 1).saturating_sub(rest.len()), zero.min(i + 1));
        while few < many {
            let middle = few + (many - few) / 2;
            if below(middle) < rest[i - middle] { few = middle + 1 } else { many = middle }
        }
        let last = |count: usize, at: &dyn Fn(usize) -> f32| if count == 0 { 0.0 } else { at(count - 1) };
        last(few, &below).max(last(i + 1 - few, &|k| rest[k].abs()))
    }

    /// Mean and standard deviation (of the whole, not of a sample).
    pub fn mean_std(&self) -> (f64, f64) {
        let (mean, variance) = self.mean_variance(0, self.values.len());
        (mean, variance.sqrt())
    }

    /// The distance of the values from the distributions of `theory`. Computed once.
    pub fn closeness(&self) -> &Closeness {
        self.closeness.get_or_init(|| {
            let (mean, std) = self.mean_std();
            closest(&self.values, mean, std)
        })
    }

    /// Mean of `values[a..b]`, a run that is not empty, and the mean square of the distances from it.
    pub fn mean_variance(&self, a: usize, b: usize) -> (f64, f64) {
        let all = self.prefix.between(&self.values, a, b);
        let n = (b - a) as f64;
        let mean = all.values.value() / n;
        // Relative to the f32 nearest to the mean, for which the sums are exact; then corrected by the difference from
        // the mean.
        let near = f64::from(mean as f32);
        (mean, (all.squares_about(near, n) / n - (mean - near) * (mean - near)).max(0.0))
    }

    /// The number of values below `x`.
    pub fn rank(&self, x: f32) -> usize {
        self.guide.rank_past(&self.values, x.next_down())
    }

    /// The number of values up to `x`.
    pub fn rank_past(&self, x: f32) -> usize {
        self.guide.rank_past(&self.values, x + 0.0)
    }

    /// The runs of equal level, ascending. `quantizer` is monotone.
    pub fn runs(&self, quantizer: &Quantizer) -> Vec<Run> {
        let n = self.values.len();
        let [first, last] = [self.values[0], self.values[n - 1]].map(|v| quantizer.level(v, 0.0));
        let levels = last.abs_diff(first) as usize;
        let mut runs = Vec::with_capacity(levels.min(n) + 1);
        let mut add = |end: usize, level: i32| {
            let start = runs.last().map_or(0, |run: &Run| run.end);
            if end > start {
                runs.push(Run { start, end, level });
            }
            end
        };
        if levels < n / DENSE {
            let ends: Vec<f32> = (first..last).map(|level| quantizer.largest_value_of(level)).collect();
            for (end, level) in self.guide.ranks_past(&self.values, &ends).into_iter().zip(first..) {
                add(end, level);
            }
            add(n, last);
            return runs;
        }
        // Most levels have no values: steps from the first value of each level to that of the next.
        let mut start = 0;
        while start < n {
            let level = quantizer.level(self.values[start], 0.0);
            let inside = |v| quantizer.level(v, 0.0) <= level;
            start = add(near(&self.values, start + 1..n, start + 1, inside), level);
        }
        runs
    }

    /// The tally of the quantizer on the slice. `quantizer` is monotone.
    pub fn tally(&self, quantizer: &Quantizer) -> Tally {
        let n = self.values.len();
        let (low, high) = self.within(quantizer);
        let mut tally = Tally { count: n as u64, clipped_low: low as u64, clipped_high: (n - high) as u64, ..Tally::default() };
        for run in self.runs(quantizer) {
            let y = quantizer.value(run.level);
            for (a, b, clipped) in
                [(run.start, run.end.min(low), true), (run.start.max(low), run.end.min(high), false), (run.start.max(high), run.end, true)]
            {
                if a < b {
                    self.add_run(&mut tally, a, b, y, clipped);
                }
            }
        }
        tally
    }

    /// Σ e² within and beyond the codes, the part of [`Sorted::tally`] a range search needs.
    pub fn squared_errors(&self, quantizer: &Quantizer) -> (f64, f64) {
        let (low, high) = self.within(quantizer);
        let (first, last) = quantizer.ends();
        if self.values.len() < SHORT * last.abs_diff(first) as usize {
            let clipped = |start: usize, end: usize, level| self.prefix.squares(&self.values, start, &[(end, quantizer.value(level))])[0];
            let end = self.values.len();
            let outermost = [0, end - 1].map(|i| quantizer.level(self.values[i], 0.0));
            let clipping = clipped(0, low, outermost[0]) + clipped(high, end, outermost[1]);
            return (squared_error(quantizer, &self.values[low..high]), clipping);
        }
        let mut ends: Vec<(usize, f32)> = Vec::new();
        for Run { start, end, level } in self.runs(quantizer) {
            // A run that holds clipped and other values is cut between them.
            let cuts = [low, high].into_iter().filter(|&cut| start < cut && cut < end);
            ends.extend(cuts.chain([end]).map(|end| (end, quantizer.value(level))));
        }
        let squares = self.prefix.squares(&self.values, 0, &ends);
        let (mut rounding, mut clipping) = (0.0, 0.0);
        for (square, (end, _)) in squares.into_iter().zip(ends) {
            *(if low < end && end <= high { &mut rounding } else { &mut clipping }) += square;
        }
        (rounding, clipping)
    }

    /// The places between which values lie within the codes.
    fn within(&self, quantizer: &Quantizer) -> (usize, usize) {
        let (below, inside) = quantizer.unclipped_ends();
        (self.guide.rank_past(&self.values, below), self.guide.rank_past(&self.values, inside))
    }

    /// Adds `values[a..b]`, all of which became `y`.
    fn add_run(&self, tally: &mut Tally, a: usize, b: usize, y: f32, clipped: bool) {
        let run = &self.values[a..b];
        if y == 0.0 {
            let zeros = run.partition_point(|&v| v <= 0.0) - run.partition_point(|&v| v < 0.0);
            tally.zeroed += (run.len() - zeros) as u64;
        }
        let split = a + run.partition_point(|&v| v < y);
        let squares = self.add_side(tally, a, split, y) + self.add_side(tally, split, b, y);
        if clipped { tally.clipping += squares } else { tally.rounding += squares }
    }

    /// Adds to all but the counts `values[a..b]`, which became `y` and lie on one side of it; returns Σ e².
    fn add_side(&self, tally: &mut Tally, a: usize, b: usize, y: f32) -> f64 {
        if a == b {
            return 0.0;
        }
        let y = f64::from(y);
        let far = (y - f64::from(self.values[a])).abs().max((y - f64::from(self.values[b - 1])).abs());
        tally.max_abs = tally.max_abs.max(far);
        if b - a > STRIDE && y.is_finite() {
            let (sums, count) = (self.prefix.between(&self.values, a, b), (b - a) as f64);
            tally.signal += sums.squares.value();
            tally.output += count * y * y;
            tally.product += sums.values.times(y).value();
            tally.absolute += Sum::default().plus(y).times(count).minus(sums.values).value().abs();
            return sums.squares_about(y, count);
        }
        let mut squares = 0.0;
        for &v in &self.values[a..b] {
            let x = f64::from(v);
            let e = y - x;
            tally.signal += x * x;
            tally.output += y * y;
            tally.product += x * y;
            tally.absolute += e.abs();
            squares += e * e;
        }
        squares
    }
}
