//! torch's `HistogramObserver`: a histogram gathered over batches, and a greedy search on it for the range with the least
//! squared error of rounding. Source: torch/ao/quantization/observer.py of torch 2.15. f32 and f64 are mixed as there;
//! only the sum of an error's terms is taken in f64.

use crate::Error;
use crate::quant::Range;
use crate::quant::search::histogram::{floor_divide, histc, linspace};
use crate::quant::search::{Candidate, RangeSearch};

/// A bin of the old histogram is split into this many when the range grows.
const UPSAMPLE: usize = 16;

/// The share of all values by which the search advances.
const STEP: f64 = 1e-5;

/// Gathers the histogram of one slice over batches.
#[derive(Debug, Clone)]
pub struct HistogramObserver {
    seen: Option<Range>,
    histogram: Vec<f32>,
}

impl HistogramObserver {
    /// An observer before its first batch; torch's default is 2048 bins. At least one bin.
    pub fn new(bins: usize) -> Self {
        Self { seen: None, histogram: vec![0.0; bins.max(1)] }
    }

    /// The range of all values so far, `None` before the first batch.
    pub fn range(&self) -> Option<Range> {
        self.seen
    }

    /// The number of values in each bin, evenly spaced over the range; fractions where bins were split.
    pub fn histogram(&self) -> &[f32] {
        &self.histogram
    }

    /// Takes in a batch; an error for an empty one. Where the range grows, the old bins are split and handed to the new
    /// ones by their middles.
    pub fn observe(&mut self, batch: &[f32]) -> Result<(), Error> {
        let new = Range::of(batch.iter().copied())?;
        let old = self.seen.unwrap_or(new);
        let range = Range { lo: old.lo.min(new.lo), hi: old.hi.max(new.hi) };
        let bins = self.histogram.len();
        if range != old {
            let counts = std::mem::replace(&mut self.histogram, vec![0.0; bins]);
            if old.lo == old.hi {
                let mut place = vec![0.0; bins];
                histc(&mut place, [old.lo], range.lo, range.hi);
                let total = total(&counts);
                self.histogram = place.iter().map(|&p| p * total).collect();
            } else {
                self.move_bins(&counts, old, range);
            }
        }
        let mut counts = vec![0.0; bins];
        histc(&mut counts, batch.iter().copied(), range.lo, range.hi);
        for (all, count) in self.histogram.iter_mut().zip(counts) {
            *all += count;
        }
        self.seen = Some(range);
        Ok(())
    }

    /// Splits bins over `old` and adds the parts to this histogram, which is over `new`.
    fn move_bins(&mut self, counts: &[f32], old: Range, new: Range) {
        let bins = counts.len();
        let fine = bins * UPSAMPLE;
        let half = 0.5 * (old.width() / fine as f32);
        let bounds = linspace(new.lo, new.hi, bins + 1);
        let mut to = 0;
        for (i, start) in linspace(old.lo, old.hi, fine + 1)[..fine].iter().enumerate() {
            let middle = start + half;
            while to + 1 < bins && bounds[to + 1] <= middle {
                to += 1;
            }
            while to > 0 && bounds[to] > middle {
                to -= 1;
            }
            self.histogram[to] += counts[i / UPSAMPLE] / UPSAMPLE as f32;
        }
    }

    /// The greedy search: from the whole range, the end is moved that passes more bins for the next 0.001 % of the
    /// values, until the error grows. `levels` is the number of codes the error is computed for; torch takes 2 to the
    /// number of the type's bits, whatever the range of codes. A range too wide for f32 is not searched. `None` before the first batch.
    pub fn search(&self, levels: u32) -> Option<RangeSearch> {
        let range = self.seen?;
        let bins = self.histogram.len();
        let cost = msg!("sum of squared errors, estimated from torch's histogram");
        let width = range.width() / bins as f32;
        if !width.is_finite() {
            return Some(RangeSearch { range, curve: Vec::new(), cost });
        }
        let at = |bin: usize| range.lo + width * bin as f32;
        let total = f64::from(total(&self.histogram));
        let below = cumulative(&self.histogram);
        let (mut alpha, mut beta) = (0.0, 1.0);
        let (mut start, mut end) = (0, bins - 1);
        let mut least = f64::INFINITY;
        let mut curve = Vec::new();
        while alpha < beta {
            let (next_alpha, next_beta) = (alpha + STEP, beta - STEP);
            let (mut left, mut right) = (start, end);
            while left < end && below[left] < (next_alpha * total) as f32 {
                left += 1;
            }
            while right > start && below[right] > (next_beta * total) as f32 {
                right -= 1;
            }
            let (next_start, next_end) = if left - start > end - right {
                alpha = next_alpha;
                (left, end)
            } else {
                beta = next_beta;
                (start, right)
            };
            if (next_start, next_end) == (start, end) {
                continue;
            }
            let error = self.error(range, next_start, next_end, levels);
            curve.push(Candidate::of_width(at(next_start), at(next_end + 1), error));
            if error > least {
                break;
            }
            (least, start, end) = (error, next_start, next_end);
        }
        let range = Range { lo: at(start), hi: at(end + 1) };
        Some(RangeSearch { range, curve, cost })
    }

    /// Σ e² when the bins `start..=end` are divided evenly among `levels` codes: each bin's values are taken as spread
    /// evenly over it.
    fn error(&self, range: Range, start: usize, end: usize, levels: u32) -> f64 {
        let width = (f64::from(range.hi) - f64::from(range.lo)) / self.histogram.len() as f64;
        let step = width * (end - start + 1) as f64 / f64::from(levels);
        if step == 0.0 {
            return 0.0;
        }
        let half = (step / 2.0) as f32;
        let (width, step) = (width as f32, step as f32);
        let last = levels.saturating_sub(1) as f32;
        let inside = integral(-half, half);
        let mut sum = 0.0;
        for (i, &count) in self.histogram.iter().enumerate() {
            let begin = (i as f32 - start as f32) * width;
            let end = begin + width;
            let first_code = floor_divide(begin, step).clamp(0.0, last);
            let last_code = floor_divide(end, step).clamp(0.0, last);
            let density = count / width;
            let head = density * integral(begin - (first_code + 0.5) * step, half);
            let middle = (last_code - first_code - 1.0) * (density * inside);
            let tail = density * integral(-half, end - (last_code * step + half));
            sum += f64::from(head + middle + tail);
        }
        f64::from(sum as f32)
    }
}

/// ∫ x² dx from `a` to `b`.
fn integral(a: f32, b: f32) -> f32 {
    (b * b * b - a * a * a) / 3.0
}

fn total(counts: &[f32]) -> f32 {
    counts.iter().map(|&c| f64::from(c)).sum::<f64>() as f32
}

/// `torch.cumsum`: added in f64, stored in f32.
fn cumulative(counts: &[f32]) -> Vec<f32> {
    let sums = counts.iter().scan(0.0, |sum, &count| {
        *sum += f64::from(count);
        Some(*sum as f32)
    });
    sums.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_are_defined() {
        let denormal = f32::from_bits(1);
        let batches: [&[&[f32]]; 4] =
            [&[&[f32::MAX, f32::MIN], &[0.0]], &[&[0.0, denormal], &[-denormal, 1.0]], &[&[1e30], &[1.0]], &[&[1e-30, -1e-30], &[1e30]]];
        for batches in batches {
            let mut observer = HistogramObserver::new(256);
            for batch in batches {
                observer.observe(batch).expect("it has values");
            }
            let range = observer.search(256).expect("it has values").range;
            assert!(range.lo <= range.hi, "{range:?}");
        }
        assert_eq!(HistogramObserver::new(0).search(0), None);
    }
}
