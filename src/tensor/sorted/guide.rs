//! The start of a search in a sorted slice: even bins over most of the values, and the rank at which each bin begins.
//! Small enough for the cache. Knows only numbers.

use crate::num::rank;
use std::ops::Range;

/// Values a bin holds on average.
const FILL: usize = 64;

/// Bins at most: half a megabyte of ranks, which the second level of a cache holds.
const MOST_BINS: usize = 1 << 17;

/// The number of values compared next to a guess: if a bin's values are evenly spread, nearly every guess is within
/// this distance.
const WINDOW: usize = 16;

/// The share of the values beyond the bins at either end, where outliers are, as a divisor.
const TAIL: usize = 1024;

/// A rank for each bin.
#[derive(Debug, Clone, Default)]
pub(super) struct Guide {
    lo: f32,
    per_unit: f32,
    /// The number of values below each bin, and below the end of the last.
    starts: Vec<u32>,
}

impl Guide {
    /// A guide to `sorted` values; one without bins where there are few values or their bulk is one value.
    pub fn new(sorted: &[f32]) -> Self {
        let n = sorted.len();
        let bins = (n / FILL).min(MOST_BINS);
        let (Some(&lo), Some(&hi)) = (sorted.get(n / TAIL), sorted.get(n - 1 - n / TAIL)) else { return Self::default() };
        let per_unit = bins as f32 / (hi - lo);
        if bins < 16 || !per_unit.is_normal() {
            return Self::default();
        }
        let mut guide = Self { lo, per_unit, starts: Vec::with_capacity(bins + 1) };
        let mut at = 0;
        for bin in 0..=bins {
            at = near(sorted, at..n, at, |v| guide.bins(v) < bin as f32);
            guide.starts.push(at as u32);
        }
        guide
    }

    /// The number of `sorted` values that are at most `x` in the order of all floats, where -0 comes before 0.
    pub fn rank_past(&self, sorted: &[f32], x: f32) -> usize {
        let (within, guess) = (self.around(sorted.len(), x), self.guess(x));
        let x = rank(x);
        near(sorted, within, guess, |v| rank(v) <= x)
    }

    /// The same for each of `numbers`. Cache misses overlap, so all guesses are loaded before any is compared.
    /// Comparing a few neighbours is faster than deciding which of them to compare.
    pub fn ranks_past(&self, sorted: &[f32], numbers: &[f32]) -> Vec<usize> {
        let start = |&x: &f32| {
            let guess = self.guess(x).min(sorted.len() - 1);
            // Multiplication instead of a branch: the branch would be mispredicted half of the time.
            guess.saturating_sub(WINDOW * usize::from(sorted[guess] > x))
        };
        let starts: Vec<usize> = numbers.iter().map(start).collect();
        let rank = |(&x, start): (&f32, usize)| {
            let count: u32 = sorted[start..].iter().take(WINDOW).map(|&v| u32::from(v <= x)).sum();
            let decided = 0 < count && count < WINDOW as u32 && x != 0.0;
            if decided { start + count as usize } else { self.rank_past(sorted, x) }
        };
        numbers.iter().zip(starts).map(rank).collect()
    }

    /// The likeliest rank of `x` if the values of its bin are evenly spread; beyond the bins that of the nearest bin, 0
    /// without bins. Branch-free, so that several lookups run in parallel.
    #[inline]
    fn guess(&self, x: f32) -> usize {
        let last = self.starts.len().saturating_sub(1);
        let rank = self.bins(x).max(0.0).min(last as f32);
        let bin = rank as u32 as usize;
        let [from, to] = [bin, last.min(bin + 1)].map(|bin| self.starts.get(bin).copied().unwrap_or(0));
        from as usize + ((rank - bin as f32) * (to - from) as f32) as u32 as usize
    }

    /// The bounds of the rank of `x`.
    fn around(&self, n: usize, x: f32) -> Range<usize> {
        let rank = self.bins(x);
        let (Some(&first), Some(&last)) = (self.starts.first(), self.starts.last()) else { return 0..n };
        match self.starts.get(rank as usize..) {
            _ if rank < 0.0 => 0..first as usize,
            Some(&[from, to, ..]) => from as usize..to as usize,
            _ => last as usize..n,
        }
    }

    /// Bins from the start of the first, with a fraction. Never falls as `x` rises.
    #[inline]
    fn bins(&self, x: f32) -> f32 {
        (x - self.lo) * self.per_unit
    }
}

/// The first place of `within` whose value does not hold, or its end if there is none (`holds` is true up to some
/// place, false after it): doubling steps from `guess`, then bisection.
#[inline]
pub(super) fn near(values: &[f32], within: Range<usize>, guess: usize, holds: impl Fn(f32) -> bool) -> usize {
    const STEP: usize = 8;
    let (mut lo, mut hi, mut step) = (within.start, within.end, STEP);
    let guess = guess.clamp(lo, hi);
    if guess < hi && holds(values[guess]) {
        lo = guess + 1;
        while lo + step < hi {
            if !holds(values[lo + step - 1]) {
                hi = lo + step - 1;
                break;
            }
            lo += step;
            step *= 2;
        }
    } else {
        hi = guess;
        while lo + step < hi {
            if holds(values[hi - step]) {
                lo = hi - step + 1;
                break;
            }
            hi -= step;
            step *= 2;
        }
    }
    lo + values[lo..hi].partition_point(|&v| holds(v))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_is_the_one_that_counting_gives() {
        let bulk = (0..20_000).map(|i| (i % 997) as f32 * 0.01 - 3.0);
        let mut values: Vec<f32> = bulk.chain([-1e30, -70.0, -0.0, 0.0, 70.0, f32::MAX]).collect();
        values.sort_unstable_by(f32::total_cmp);
        let guide = Guide::new(&values);
        assert!(guide.starts.len() > 16, "the bulk has bins");
        let around = values.iter().step_by(37).flat_map(|&v| [v.next_down(), v, v.next_up()]);
        for x in around.chain([f32::MIN, -1e9, 1e9, f32::INFINITY, f32::NEG_INFINITY]) {
            assert_eq!(guide.rank_past(&values, x), values.partition_point(|v| v.total_cmp(&x).is_le()), "{x:e}");
            assert_eq!(guide.ranks_past(&values, &[x]), [guide.rank_past(&values, x)], "{x:e}");
        }
        let same = [2.5; 5000];
        assert_eq!([2.4, 2.5, 2.6].map(|x| Guide::new(&same).rank_past(&same, x)), [0, 5000, 5000]);
    }
}
