//! One slice, sorted once, with prefix sums: after that every question about a quantizer costs levels, not values.
//!
//! A quantizer is monotone, so the values of one level lie side by side; the end of each run is found with the
//! quantizer itself as predicate, exact whatever the rounding rule. The error of a run is a small difference of large
//! sums: they are kept in twice the precision of f64 and counted outward from 0, so that what a run of small values
//! needs is not lost among the squares of large ones.

use crate::num::Sum;
use crate::quant::{Quantizer, Range, Tally, percentile_of_sorted};

/// Prefix sums are stored every this many values; the rest of a run is added one by one.
const STRIDE: usize = 32;

/// The sorted values of a slice. Not empty, all finite.
#[derive(Debug, Clone)]
pub struct Sorted {
    values: Vec<f32>,
    /// The index of the first stored sum; the others follow at every [`STRIDE`]-th value. One of them is the index of
    /// the first value that is not negative.
    first: usize,
    sums: Vec<Moments>,
}

/// Σ v and Σ v² from 0 up to an index; negated for an index among the negative values.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    values: Sum,
    squares: Sum,
}

impl Moments {
    /// Both products of an f32 with itself and with 1 are exact in f64.
    fn plus(self, values: &[f32], sign: f64) -> Self {
        values.iter().fold(self, |sums, &v| {
            let v = f64::from(v);
            Self { values: sums.values.plus(sign * v), squares: sums.squares.plus(sign * v * v) }
        })
    }

    fn minus(self, other: Self) -> Self {
        Self { values: self.values.minus(other.values), squares: self.squares.minus(other.squares) }
    }

    /// Σ (v - y)² of `count` values that have these sums.
    fn squares_about(self, y: f64, count: f64) -> f64 {
        let squares = self.squares.plus_sum(self.values.times(-2.0 * y)).plus_sum(Sum::default().plus(y * y).times(count));
        squares.value().max(0.0)
    }
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
    pub fn new(mut values: Vec<f32>) -> Self {
        radix_sort(&mut values);
        let zero = values.partition_point(|&v| v < 0.0);
        let (negative, rest) = values.split_at(zero);
        let mut sums = vec![Moments::default()];
        for chunk in negative.rchunks_exact(STRIDE) {
            sums.push(sums[sums.len() - 1].plus(chunk, -1.0));
        }
        sums.reverse();
        for chunk in rest.chunks_exact(STRIDE) {
            sums.push(sums[sums.len() - 1].plus(chunk, 1.0));
        }
        Self { first: zero % STRIDE, values, sums }
    }

    /// The values, ascending.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Smallest and largest value, as [`Range::of`] tells them: a zero is +0.
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
        let mut magnitudes: Vec<f32> = self.values.iter().map(|v| v.abs()).collect();
        radix_sort(&mut magnitudes);
        percentile_of_sorted(|i| magnitudes[i], magnitudes.len(), keep)
    }

    /// Mean and standard deviation (of the whole, not of a sample).
    pub fn mean_std(&self) -> (f64, f64) {
        let (mean, variance) = self.mean_variance(0, self.values.len());
        (mean, variance.sqrt())
    }

    /// Mean of `values[a..b]`, a run that is not empty, and the mean square of the distances from it.
    pub fn mean_variance(&self, a: usize, b: usize) -> (f64, f64) {
        let (from, to) = self.stored(a, b);
        let all = self.between(from, to).plus(&self.values[a..from], 1.0).plus(&self.values[to..b], 1.0);
        let n = (b - a) as f64;
        let mean = all.values.value() / n;
        // About the nearest f32, which the sums take exactly; what the mean differs from it is taken off again.
        let near = f64::from(mean as f32);
        (mean, (all.squares_about(near, n) / n - (mean - near) * (mean - near)).max(0.0))
    }

    /// The number of values below `x`.
    pub fn rank(&self, x: f32) -> usize {
        self.values.partition_point(|&v| v < x)
    }

    /// The runs of equal level, ascending. `quantizer` is monotone.
    pub fn runs<'a>(&'a self, quantizer: &'a Quantizer) -> impl Iterator<Item = Run> + 'a {
        let mut start = 0;
        std::iter::from_fn(move || {
            let level = quantizer.level(*self.values.get(start)?, 0.0);
            let end = self.end_of_run(start, quantizer.edge(level), |v| quantizer.level(v, 0.0) <= level);
            let run = Run { start, end, level };
            start = end;
            Some(run)
        })
    }

    /// What the quantizer does to the slice. `quantizer` is monotone.
    pub fn tally(&self, quantizer: &Quantizer) -> Tally {
        let n = self.values.len();
        let low = self.values.partition_point(|&v| quantizer.clipped(v, 0.0) < 0);
        let high = low + self.values[low..].partition_point(|&v| quantizer.clipped(v, 0.0) == 0);
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
        let low = self.values.partition_point(|&v| quantizer.clipped(v, 0.0) < 0);
        let high = low + self.values[low..].partition_point(|&v| quantizer.clipped(v, 0.0) == 0);
        let (mut rounding, mut clipping) = (0.0, 0.0);
        for Run { start, end, level } in self.runs(quantizer) {
            let y = f64::from(quantizer.value(level));
            clipping += self.squares(start, end.min(low), y) + self.squares(start.max(high), end, y);
            rounding += self.squares(start.max(low), end.min(high), y);
        }
        (rounding, clipping)
    }

    /// Σ (v - y)² of `values[a..b]`; 0 when there are none.
    fn squares(&self, a: usize, b: usize, y: f64) -> f64 {
        if a >= b {
            return 0.0;
        }
        let (from, to) = self.stored(a, b);
        let mut squares = 0.0;
        for end in [&self.values[a..from], &self.values[to..b]] {
            for &v in end {
                let e = f64::from(v) - y;
                squares += e * e;
            }
        }
        if from < to { squares + self.between(from, to).squares_about(y, (to - from) as f64) } else { squares }
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
        let (from, to) = if y.is_finite() { self.stored(a, b) } else { (b, b) };
        let y = f64::from(y);
        let mut squares = 0.0;
        for &v in self.values[a..from].iter().chain(&self.values[to..b]) {
            let x = f64::from(v);
            let e = y - x;
            tally.signal += x * x;
            tally.output += y * y;
            tally.product += x * y;
            tally.absolute += e.abs();
            squares += e * e;
        }
        if from < to {
            let (sums, count) = (self.between(from, to), (to - from) as f64);
            tally.signal += sums.squares.value();
            tally.output += count * y * y;
            tally.product += sums.values.times(y).value();
            tally.absolute += Sum::default().plus(y).times(count).minus(sums.values).value().abs();
            squares += sums.squares_about(y, count);
        }
        let far = (y - f64::from(self.values[a])).abs().max((y - f64::from(self.values[b - 1])).abs());
        tally.max_abs = tally.max_abs.max(far);
        squares
    }

    /// The largest part of `a..b` between two stored sums; `b..b` when there is none.
    fn stored(&self, a: usize, b: usize) -> (usize, usize) {
        let from = self.first + a.saturating_sub(self.first).next_multiple_of(STRIDE);
        let to = b.saturating_sub(self.first) / STRIDE * STRIDE + self.first;
        if from < to { (from, to) } else { (b, b) }
    }

    /// The sums of the values between two indices that have stored ones.
    fn between(&self, from: usize, to: usize) -> Moments {
        let at = |i: usize| self.sums[(i - self.first) / STRIDE];
        if from < to { at(to).minus(at(from)) } else { Moments::default() }
    }

    /// One past the last value from `start` on for which `inside` holds. The search begins where the values pass
    /// `edge`, which costs comparisons only; `inside` then decides, from there up or down, so that the answer is exact
    /// however wrong the edge.
    fn end_of_run(&self, start: usize, edge: f32, inside: impl Fn(f32) -> bool) -> usize {
        let near = gallop(&self.values, start, |v| v <= edge);
        if inside(self.values[near - 1]) {
            if near < self.values.len() && inside(self.values[near]) { gallop(&self.values, near, inside) } else { near }
        } else {
            start + self.values[start..near].partition_point(|&v| inside(v))
        }
    }
}

/// One past the last value after `start` for which `holds` is true, at least `start + 1`: doubling steps, then
/// bisection, so that short runs cost little and long ones a logarithm.
fn gallop(values: &[f32], start: usize, holds: impl Fn(f32) -> bool) -> usize {
    let (mut known, mut step) = (start, 1);
    while known + step < values.len() && holds(values[known + step]) {
        known += step;
        step *= 2;
    }
    let limit = (known + step).min(values.len());
    known + 1 + values[known + 1..limit].partition_point(|&v| holds(v))
}

/// Sorts finite floats ascending (-0 before +0): three passes of 11 bits over keys that order as the floats do.
pub(crate) fn radix_sort(values: &mut [f32]) {
    const BITS: u32 = 11;
    const BUCKETS: usize = 1 << BITS;
    if values.len() < 512 {
        values.sort_unstable_by(f32::total_cmp);
        return;
    }
    let key = |v: f32| {
        let b = v.to_bits();
        if b >> 31 == 0 { b | 0x8000_0000 } else { !b }
    };
    let unkey = |k: u32| f32::from_bits(if k >> 31 == 0 { !k } else { k & 0x7fff_ffff });
    let mut from: Vec<u32> = values.iter().map(|&v| key(v)).collect();
    let mut to = vec![0u32; from.len()];
    for shift in [0, BITS, 2 * BITS] {
        let mut next = vec![0usize; BUCKETS];
        for &k in &from {
            next[(k >> shift) as usize & (BUCKETS - 1)] += 1;
        }
        let mut total = 0;
        for slot in &mut next {
            total += std::mem::replace(slot, total);
        }
        for &k in &from {
            let slot = &mut next[(k >> shift) as usize & (BUCKETS - 1)];
            to[*slot] = k;
            *slot += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    for (v, k) in values.iter_mut().zip(from) {
        *v = unkey(k);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radix_sort_orders_as_total_cmp() {
        let mut state = 1u32;
        let mut values: Vec<f32> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from_bits(state)
        })
        .filter(|v| v.is_finite())
        .take(5000)
        .chain([0.0, -0.0, f32::MAX, f32::MIN, 1e-45, -1e-45])
        .collect();
        let mut expected = values.clone();
        expected.sort_unstable_by(f32::total_cmp);
        radix_sort(&mut values);
        assert!(values.iter().zip(&expected).all(|(a, b)| a.to_bits() == b.to_bits()), "orders differ");
    }
}
