//! Σ v and Σ v² up to any place of a sorted slice: stored at even distances, the rest added one by one.
//!
//! The error of a run is a small difference of large sums. The sums have twice the precision of f64 and are counted
//! outward from 0, so that those of small values do not lose precision to the squares of large ones.

use crate::num::Sum;

/// Sums are stored every this many values.
pub(super) const STRIDE: usize = 16;

/// Σ v and Σ v² from 0 up to a place; negated for a place among the negative values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moments {
    /// Σ v.
    pub values: Sum,
    /// Σ v².
    pub squares: Sum,
}

impl Moments {
    /// Both products of an f32 with itself and with 1 are exact in f64.
    pub fn of(values: &[f32]) -> Self {
        values.iter().fold(Self::default(), |sums, &v| {
            let v = f64::from(v);
            Self { values: sums.values.plus(v), squares: sums.squares.plus(v * v) }
        })
    }

    pub fn plus(self, other: Self) -> Self {
        Self { values: self.values.plus_sum(other.values), squares: self.squares.plus_sum(other.squares) }
    }

    pub fn minus(self, other: Self) -> Self {
        Self { values: self.values.minus(other.values), squares: self.squares.minus(other.squares) }
    }

    /// Σ (v - y)² of `count` values that have these sums.
    pub fn squares_about(self, y: f64, count: f64) -> f64 {
        let squares = self.squares.plus_sum(self.values.times(-2.0 * y)).plus_sum(Sum::default().plus(y * y).times(count));
        squares.value().max(0.0)
    }
}

/// The stored sums of a sorted slice.
#[derive(Debug, Clone)]
pub(super) struct Prefix {
    /// The place of the first stored sum; the others follow at every [`STRIDE`]-th. One of them is the place of the
    /// first value that is not negative.
    first: usize,
    sums: Vec<Moments>,
}

impl Prefix {
    /// Of `sorted` values.
    pub fn new(sorted: &[f32]) -> Self {
        let zero = sorted.partition_point(|&v| v < 0.0);
        let (negative, rest) = sorted.split_at(zero);
        let mut sums = Vec::with_capacity(negative.len() / STRIDE + rest.len() / STRIDE + 1);
        let mut total = Moments::default();
        sums.push(total);
        // The chunks are summed independently, so that several run in parallel.
        for chunk in negative.rchunks_exact(STRIDE) {
            total = total.minus(Moments::of(chunk));
            sums.push(total);
        }
        sums.reverse();
        total = Moments::default();
        for chunk in rest.chunks_exact(STRIDE) {
            total = total.plus(Moments::of(chunk));
            sums.push(total);
        }
        Self { first: zero % STRIDE, sums }
    }

    /// The sums of `sorted[a..b]`.
    pub fn between(&self, sorted: &[f32], a: usize, b: usize) -> Moments {
        if b - a <= STRIDE { Moments::of(&sorted[a..b]) } else { self.upto(sorted, b).minus(self.upto(sorted, a)) }
    }

    /// The sums from 0 up to place `i`.
    fn upto(&self, sorted: &[f32], i: usize) -> Moments {
        let (at, stored) = self.nearest(i);
        if at <= i { stored.plus(Moments::of(&sorted[at..i])) } else { stored.minus(Moments::of(&sorted[i..at])) }
    }

    /// The place next to `i` that has stored sums, and these.
    #[inline]
    fn nearest(&self, i: usize) -> (usize, Moments) {
        let stored = ((i + STRIDE / 2).saturating_sub(self.first) / STRIDE).min(self.sums.len() - 1);
        (self.first + stored * STRIDE, self.sums[stored])
    }

    /// Σ (v - y)² of each run of `sorted`: the first begins at `start`, each ends at its `end`, where the next begins.
    pub fn squares(&self, sorted: &[f32], start: usize, runs: &[(usize, f32)]) -> Vec<f64> {
        let squares = |run: &[f32], y: f64| run.iter().map(|&v| (f64::from(v) - y) * (f64::from(v) - y)).sum::<f64>();
        // The sum between two places, negated if the second one comes first.
        let signed = |a: usize, b: usize, y| if a <= b { squares(&sorted[a..b], y) } else { -squares(&sorted[b..a], y) };
        // All are loaded first, so that the cache misses overlap.
        let stored: Vec<_> = runs.iter().map(|run| self.nearest(run.0)).collect();
        let (mut start, mut left) = (start, self.nearest(start));
        let about = |(&(end, y), right): (&(usize, f32), (usize, Moments))| {
            let (y, a, from, to) = (f64::from(y), start, left.0, right.0);
            let between = right.1.minus(left.1);
            (start, left) = (end, right);
            if from >= to || !y.is_finite() {
                return squares(&sorted[a..end], y);
            }
            // The values next to the stored sums at either end are added without large sums, so they lose no precision.
            between.squares_about(y, (to - from) as f64) + (signed(a, from, y) + signed(to, end, y))
        };
        runs.iter().zip(stored).map(about).collect()
    }
}
