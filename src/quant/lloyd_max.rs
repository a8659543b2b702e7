//! Lloyd-Max levels: the code book of least squared error for given values (Max 1960, Lloyd 1982). Each level is the mean
//! of the values that go to it, each threshold the middle of two levels.
//!
//! These conditions alone have many solutions, so the search begins at the best partition of the values into bins, found
//! by dynamic programming: the very best one while there are at most [`BINS`] different values for every level.

use crate::Error;
use crate::num::{Codebook, Tie};

/// Bins for every level.
const BINS: usize = 8;
/// Most rounds of moving levels to means and thresholds to middles.
const ROUNDS: usize = 500;
/// The search ends when a round reduces the squared error by less than this.
const GAIN: f64 = 1e-7;

/// Mean and variance of the run `a..b` of the values; it is never empty.
pub type RunMoments<'a> = &'a dyn Fn(usize, usize) -> (f64, f64);

/// At most `count` (1 to 256) levels for ascending finite `values`; all different values where there are no more.
/// The squared error is never above that of `count` evenly spaced levels, whether the outermost levels are the smallest
/// and the largest value or lie half a step inside them.
pub fn lloyd_max(values: &[f32], moments: RunMoments, count: usize) -> Result<Codebook, Error> {
    if !(1..=Codebook::MAX_LEVELS).contains(&count) {
        return Err(Error::LevelCount { count });
    }
    if values.is_empty() {
        return Err(Error::Empty);
    }
    let bins = bins(values, BINS * count);
    let cuts = if bins.len() - 1 <= count { bins } else { best_cuts(&bins, moments, count) };
    let mut best = refined(values, moments, means(&cuts, moments));

    let (lo, hi) = (f64::from(values[0]), f64::from(values[values.len() - 1]));
    let (n, width) = (count as f64, hi - lo);
    for (first, step) in [(lo, width / (n - 1.0).max(1.0)), (lo + 0.5 * width / n, width / n)] {
        let even: Vec<f32> = (0..count).map(|i| (first + step * i as f64) as f32).collect();
        if squares(moments, &cuts_of(values, &even), Some(&even)) < best.squares {
            best = refined(values, moments, even);
        }
    }
    // Where values differ by few units in the last place, evenly spaced levels may be equal.
    best.levels.dedup();
    Codebook::from_list(&best.levels, Tie::Lower)
}

/// Levels and Σ (v - level)².
struct Fit {
    levels: Vec<f32>,
    squares: f64,
}

/// The values of each level: those of level `i` are `cuts[i]..cuts[i + 1]`, possibly none. Thresholds as in
/// [`Codebook`].
fn cuts_of(values: &[f32], levels: &[f32]) -> Vec<usize> {
    let inner = levels.windows(2).map(|pair| {
        let end = Codebook::end_between(pair[0], pair[1], Tie::Lower);
        values.partition_point(|&v| v <= end)
    });
    std::iter::once(0).chain(inner).chain([values.len()]).collect()
}

/// The mean of every cell that is not empty.
fn means(cuts: &[usize], moments: RunMoments) -> Vec<f32> {
    cuts.windows(2).filter(|cell| cell[0] < cell[1]).map(|cell| moments(cell[0], cell[1]).0 as f32 + 0.0).collect()
}

/// Σ (v - level)², about the means without levels.
fn squares(moments: RunMoments, cuts: &[usize], levels: Option<&[f32]>) -> f64 {
    let cell = |(i, cell): (usize, &[usize])| {
        if cell[0] >= cell[1] {
            return 0.0;
        }
        let (mean, variance) = moments(cell[0], cell[1]);
        let off = levels.map_or(0.0, |levels| f64::from(levels[i]) - mean);
        (cell[1] - cell[0]) as f64 * (variance + off * off)
    };
    cuts.windows(2).enumerate().map(cell).sum()
}

/// Moves levels to means and thresholds to middles until nothing changes, or nearly nothing.
fn refined(values: &[f32], moments: RunMoments, mut levels: Vec<f32>) -> Fit {
    let mut cuts = cuts_of(values, &levels);
    let mut error = squares(moments, &cuts, Some(&levels));
    for _ in 0..ROUNDS {
        let moved = means(&cuts, moments);
        let next = cuts_of(values, &moved);
        let less = squares(moments, &next, Some(&moved));
        if less > error {
            break;
        }
        let done = next == cuts || less >= error * (1.0 - GAIN);
        (levels, cuts, error) = (moved, next, less);
        if done {
            break;
        }
    }
    Fit { levels, squares: error }
}

/// Starts of bins and the number of values. One bin for every different value if these are at most `most`; else half of
/// them hold equally many values and half are equally wide, so that both dense values and outliers are resolved.
fn bins(values: &[f32], most: usize) -> Vec<usize> {
    let n = values.len();
    let mut starts = vec![0];
    while let Some(&start) = starts.last().filter(|&&start| start < n && starts.len() <= most + 1) {
        let value = values[start];
        starts.push(start + values[start..].partition_point(|&v| v <= value));
    }
    if starts.last() == Some(&n) {
        return starts;
    }
    let (lo, hi, half) = (f64::from(values[0]), f64::from(values[n - 1]), most / 2);
    let first = |value: f32| values.partition_point(|&v| v < value);
    let crowds = (0..half).map(|i| first(values[i * n / half]));
    let widths = (0..half).map(|i| first((lo + (hi - lo) * i as f64 / half as f64) as f32));
    starts = crowds.chain(widths).chain([n]).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Sums over bins of distances from a value in the middle. They are counted outward from there, so that the sums of
/// near values do not lose precision to the squares of far ones.
struct Sums {
    counts: Vec<f64>,
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn of(bins: &[usize], moments: RunMoments) -> Self {
        let n = bins[bins.len() - 1];
        let middle = bins.partition_point(|&start| start <= n / 2) - 1;
        let origin = moments(bins[middle], bins[middle + 1]).0;
        let bin = |i: usize| {
            let (mean, variance) = moments(bins[i], bins[i + 1]);
            let (count, off) = ((bins[i + 1] - bins[i]) as f64, mean - origin);
            (count * off, count * (variance + off * off))
        };
        let (mut values, mut squares) = (vec![0.0; bins.len()], vec![0.0; bins.len()]);
        for i in middle..bins.len() - 1 {
            let (v, s) = bin(i);
            (values[i + 1], squares[i + 1]) = (values[i] + v, squares[i] + s);
        }
        for i in (0..middle).rev() {
            let (v, s) = bin(i);
            (values[i], squares[i]) = (values[i + 1] - v, squares[i + 1] - s);
        }
        Self { counts: bins.iter().map(|&start| start as f64).collect(), values, squares }
    }

    /// Σ (v - mean)² of bins `a..b`.
    fn cost(&self, a: usize, b: usize) -> f64 {
        let sum = self.values[b] - self.values[a];
        (self.squares[b] - self.squares[a] - sum * sum / (self.counts[b] - self.counts[a])).max(0.0)
    }
}

/// The `count + 1` cuts between bins that leave the least squares about the means; there are more bins than `count`.
fn best_cuts(bins: &[usize], moments: RunMoments, count: usize) -> Vec<usize> {
    let sums = Sums::of(bins, moments);
    let last = bins.len() - 1;
    // Of the first `b` bins in one cell, then in two, and so on; and where the last of these cells begins.
    let mut costs: Vec<f64> = (0..=last).map(|b| if b == 0 { 0.0 } else { sums.cost(0, b) }).collect();
    let mut begins = Vec::new();
    for cells in 2..=count {
        let mut row = Row { sums: &sums, fewer: &costs, costs: vec![f64::INFINITY; last + 1], begins: vec![0; last + 1] };
        row.fill(cells, last + 1, cells - 1, last);
        begins.push(row.begins);
        costs = row.costs;
    }
    let mut cuts = vec![last];
    for row in begins.iter().rev() {
        cuts.push(usize::from(row[cuts[cuts.len() - 1]]));
    }
    cuts.push(0);
    cuts.iter().rev().map(|&cut| bins[cut]).collect()
}

/// The best partitions into one cell more.
struct Row<'a> {
    sums: &'a Sums,
    /// The least cost of the first `b` bins in one cell less.
    fewer: &'a [f64],
    costs: Vec<f64>,
    begins: Vec<u16>,
}

impl Row<'_> {
    /// Fills the places `from..to`, whose last cells begin at `low..=high`: with more bins the last cell begins no
    /// earlier, so the place in the middle halves what is left to look at.
    fn fill(&mut self, from: usize, to: usize, low: usize, high: usize) {
        if from >= to {
            return;
        }
        let middle = from + (to - from) / 2;
        let (mut best, mut begin) = (f64::INFINITY, low);
        for a in low..=high.min(middle - 1) {
            let cost = self.fewer[a] + self.sums.cost(a, middle);
            if cost < best {
                (best, begin) = (cost, a);
            }
        }
        (self.costs[middle], self.begins[middle]) = (best, begin as u16);
        self.fill(from, middle, low, begin);
        self.fill(middle + 1, to, begin, high);
    }
}
