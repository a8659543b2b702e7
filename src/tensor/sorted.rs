//! One slice, sorted once, with prefix sums: after that every question about a quantizer costs levels, not values.
//!
//! A quantizer is monotone, so the values of one level lie side by side; the end of each run is found with the
//! quantizer itself as predicate, exact whatever the rounding rule. Sums are kept about the median: values near
//! it lose nothing when squares of large numbers would cancel.

use crate::quant::{Quantizer, Range, Tally, percentile_of_sorted};

/// Prefix sums are stored every this many values; the rest of a run is added one by one.
const STRIDE: usize = 32;

/// The sorted values of a slice. Not empty, all finite.
#[derive(Debug, Clone)]
pub struct Sorted {
    values: Vec<f32>,
    centre: f64,
    /// Σ (v - centre) and Σ (v - centre)² of the first `i * STRIDE` values.
    sums: Vec<[f64; 2]>,
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
        let centre = f64::from(values[values.len() / 2]);
        let mut sums = Vec::with_capacity(values.len() / STRIDE + 1);
        let mut total = [0.0; 2];
        for chunk in values.chunks(STRIDE) {
            sums.push(total);
            total = add(total, chunk, centre);
        }
        Self { values, centre, sums }
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
        let n = self.values.len() as f64;
        let [s1, s2] = self.prefix(self.values.len());
        (self.centre + s1 / n, (s2 / n - (s1 / n) * (s1 / n)).max(0.0).sqrt())
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
            let end = self.end_of_run(start, |v| quantizer.level(v, 0.0) <= level);
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
        let tally = self.tally(quantizer);
        (tally.rounding, tally.clipping)
    }

    /// Adds `values[a..b]`, all of which became `y`.
    fn add_run(&self, tally: &mut Tally, a: usize, b: usize, y: f32, clipped: bool) {
        let (y, count) = (f64::from(y), (b - a) as f64);
        let (first, last) = (f64::from(self.values[a]), f64::from(self.values[b - 1]));
        let (from, to) = (self.prefix(a), self.prefix(b));
        let (s1, s2) = (to[0] - from[0], to[1] - from[1]);
        let sum = s1 + count * self.centre;
        let offset = y - self.centre;
        // Short runs of equal values meet cancellation that leaves a trace of noise below zero.
        let squares =
            if first == last { count * (y - first) * (y - first) } else { (s2 - 2.0 * offset * s1 + count * offset * offset).max(0.0) };
        let split = a + self.values[a..b].partition_point(|&v| f64::from(v) < y);
        let below = self.prefix(split)[0] - from[0];
        let (n_below, n_above) = ((split - a) as f64, (b - split) as f64);
        tally.absolute += (n_below * offset - below) + (s1 - below - n_above * offset);
        tally.signal += s2 + 2.0 * self.centre * s1 + count * self.centre * self.centre;
        tally.output += count * y * y;
        tally.product += y * sum;
        tally.max_abs = tally.max_abs.max((y - first).abs()).max((y - last).abs());
        if clipped {
            tally.clipping += squares
        } else {
            tally.rounding += squares
        }
        if y == 0.0 {
            let zeros = self.values[a..b].partition_point(|&v| v <= 0.0) - self.values[a..b].partition_point(|&v| v < 0.0);
            tally.zeroed += (b - a - zeros) as u64;
        }
    }

    /// Σ (v - centre) and Σ (v - centre)² of the first `i` values.
    fn prefix(&self, i: usize) -> [f64; 2] {
        let block = (i / STRIDE).min(self.sums.len() - 1);
        add(self.sums[block], &self.values[block * STRIDE..i], self.centre)
    }

    /// One past the last value from `start` on for which `inside` holds: doubling steps, then bisection,
    /// so that short runs cost little and long ones a logarithm.
    fn end_of_run(&self, start: usize, inside: impl Fn(f32) -> bool) -> usize {
        let (mut known, mut step) = (start, 1);
        while known + step < self.values.len() && inside(self.values[known + step]) {
            known += step;
            step *= 2;
        }
        let limit = (known + step).min(self.values.len());
        known + self.values[known..limit].partition_point(|&v| inside(v))
    }
}

fn add(sums: [f64; 2], values: &[f32], centre: f64) -> [f64; 2] {
    values.iter().fold(sums, |[s1, s2], &v| {
        let d = f64::from(v) - centre;
        [s1 + d, s2 + d * d]
    })
}

/// Sorts finite floats ascending (-0 before +0): three passes of 11 bits over keys that order as the floats do.
fn radix_sort(values: &mut [f32]) {
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
