//! onnxruntime's calibrators: a histogram collected over batches that grows by whole bins, and the range computed from
//! it by percentile or by Kullback-Leibler divergence. Source: onnxruntime/quantization/calibrate.py
//! (`HistogramCollector`) of onnxruntime 1.32 with numpy 2; edges in f32 as there. The divergence is taken in f64 (in
//! f32 there).

use crate::Error;
use crate::quant::Range;
use crate::quant::metrics::divergence_of_counts;
use crate::quant::search::histogram::{Binned, floor_divide};
use crate::quant::search::{Candidate, RangeSearch};

/// The most bins a histogram may grow to. onnxruntime knows no limit.
const BINS: usize = 1 << 20;

/// The most bins that are searched by entropy, whose time grows with their square.
const SEARCHED: usize = 1 << 14;

/// Gathers the histogram of one slice over batches.
#[derive(Debug, Clone)]
pub struct OrtCollector {
    bins: usize,
    /// Whether magnitudes are counted.
    magnitudes: bool,
    seen: Option<Range>,
    /// `None` before the first batch, and from the batch on for which f32 cannot tell the bins apart (numpy refuses it)
    /// or for which they would be too many: then the range of the values is all that is known.
    histogram: Option<Binned>,
    /// The histogram of values reaches from minus this to this.
    threshold: f32,
}

impl OrtCollector {
    /// A collector before its first batch. `bins` is 2 or more at first; percentiles take 2048. `magnitudes`: count |x|
    /// from the smallest to the largest (symmetric percentiles), else x evenly on both sides of 0.
    pub fn new(bins: usize, magnitudes: bool) -> Self {
        Self { bins: bins.clamp(2, BINS), magnitudes, seen: None, histogram: None, threshold: 0.0 }
    }

    /// The number of values in each bin.
    pub fn counts(&self) -> &[u64] {
        self.histogram.as_ref().map_or(&[], |histogram| &histogram.counts)
    }

    /// Adds a batch; an error for an empty one.
    pub fn observe(&mut self, batch: &[f32]) -> Result<(), Error> {
        let new = Range::of(batch.iter().copied())?;
        let magnitudes = || batch.iter().map(|v| v.abs());
        let old = self.histogram.take();
        let next = match (self.seen, old) {
            (Some(_), None) => None,
            (None, _) if self.magnitudes => {
                let range = Range::of(magnitudes())?;
                Binned::numpy(magnitudes(), self.bins, range.lo, range.hi).map(|histogram| (histogram, range.hi))
            }
            (None, _) => {
                let reach = new.absmax();
                Binned::numpy(batch.iter().copied(), self.bins, -reach, reach).map(|histogram| (histogram, reach))
            }
            (Some(_), Some(old)) if self.magnitudes => grow_right(&old, magnitudes()).map(|histogram| (histogram, 0.0)),
            (Some(_), Some(old)) => grow_evenly(&old, self.threshold, batch, new.absmax()),
        };
        if let Some((histogram, threshold)) = next {
            (self.histogram, self.threshold) = (Some(histogram), threshold);
        }
        let seen = self.seen.unwrap_or(new);
        self.seen = Some(Range { lo: seen.lo.min(new.lo), hi: seen.hi.max(new.hi) });
        Ok(())
    }

    /// The range that keeps `keep` percent of the values: cut alike on both sides, or by magnitude where magnitudes
    /// were counted. Never beyond the values seen. `keep` is 0 to 100 (99.999 by default). `None` before the first batch.
    pub fn percentile(&self, keep: f64) -> Option<RangeSearch> {
        let seen = self.seen?;
        let range = self.histogram.as_ref().map_or(seen, |histogram| {
            if self.magnitudes {
                let end = histogram.edge_at_share(keep / 100.0);
                return within(-end, end, seen);
            }
            let cut = (100.0 - keep) / 200.0;
            within(histogram.edge_at_share(cut), histogram.edge_at_share(1.0 - cut), seen)
        });
        Some(RangeSearch { range, curve: Vec::new(), cost: msg!("none: the range is a percentile of the histogram") })
    }

    /// The window about 0 whose values, merged to `levels` groups, diverge least from all values. `levels` is 128 by
    /// default, and with as many bins there is a single candidate; a histogram grown beyond 16 384 bins is not searched.
    /// `None` before the first batch, or when values were counted by magnitude.
    pub fn entropy(&self, levels: usize) -> Option<RangeSearch> {
        let seen = self.seen.filter(|_| !self.magnitudes)?;
        let mut curve: Vec<Candidate> = Vec::new();
        let mut best = 0;
        if let Some(Binned { edges, counts }) = self.histogram.as_ref().filter(|h| h.counts.len() <= SEARCHED) {
            let (zero, levels) = (counts.len() / 2, levels.max(1));
            for i in (levels / 2).max(1)..=zero {
                let (start, end) = (zero - i, (zero + i + 1).min(counts.len()));
                let cost = if end - start < levels { f64::INFINITY } else { divergence(counts, start, end, levels) };
                curve.push(Candidate { threshold: f64::from(edges[end]), lo: edges[start], hi: edges[end], cost });
                if cost < curve[best].cost {
                    best = curve.len() - 1;
                }
            }
        }
        let range = curve.get(best).map_or(seen, |c| within(c.lo, c.hi, seen));
        Some(RangeSearch { range, curve, cost: msg!("Kullback-Leibler divergence of the clipped and merged histogram from the whole one") })
    }
}

/// The histogram of values that reaches to `threshold`, with a batch that reaches to `reach`. It grows to both sides by
/// whole bins of the old width; returned with how far it reaches then.
fn grow_evenly(old: &Binned, threshold: f32, batch: &[f32], reach: f32) -> Option<(Binned, f32)> {
    let (grown, reach) = if reach <= threshold {
        (0, threshold)
    } else if threshold == 0.0 {
        (0, reach)
    } else {
        let width = 2.0 * threshold / old.counts.len() as f32;
        let grown = floor_divide(reach - threshold, width) + 1.0;
        (grown as usize, grown * width + threshold)
    };
    let bins = grown.checked_mul(2)?.checked_add(old.counts.len()).filter(|&bins| bins <= BINS)?;
    let mut histogram = Binned::numpy(batch.iter().copied(), bins, -reach, reach)?;
    add(&mut histogram.counts[grown..], &old.counts);
    Some((histogram, reach))
}

/// A histogram of magnitudes with more magnitudes. It grows to the right; magnitudes left of it are not counted.
fn grow_right(old: &Binned, magnitudes: impl Iterator<Item = f32> + Clone) -> Option<Binned> {
    let most = magnitudes.clone().fold(0.0, f32::max);
    let mut edges: Vec<f64> = old.edges.iter().map(|&e| f64::from(e)).collect();
    let (last, width) = (*old.edges.last()?, old.edges[1] - old.edges[0]);
    if most > last {
        // numpy.arange of f32 ends: the first two points and the count come from f32, the others are f64.
        let (first, end) = (last + width, most + width);
        let count = ((end - first) / width).ceil();
        if count > (BINS - old.counts.len()) as f32 {
            return None;
        }
        let step = f64::from(first + width) - f64::from(first);
        edges.extend((0..count as usize).map(|i| f64::from(first) + i as f64 * step));
    }
    let bins = edges.len() - 1;
    let mut counts = vec![0; bins];
    add(&mut counts, &old.counts);
    for v in magnitudes.map(f64::from) {
        match edges.partition_point(|&e| e <= v) {
            0 => {}
            at if at <= bins => counts[at - 1] += 1,
            // The last bin holds its upper end.
            _ if v == edges[bins] => counts[bins - 1] += 1,
            _ => {}
        }
    }
    Some(Binned { edges: edges.iter().map(|&e| e as f32).collect(), counts })
}

fn add(counts: &mut [u64], old: &[u64]) {
    for (count, old) in counts.iter_mut().zip(old) {
        *count += old;
    }
}

/// A range within the values seen. onnxruntime's may end before it begins, when all values lie in one bin: then nothing
/// is cut.
fn within(lo: f32, hi: f32, seen: Range) -> Range {
    let range = Range { lo: if lo < seen.lo { seen.lo } else { lo }, hi: if hi > seen.hi { seen.hi } else { hi } };
    if range.lo <= range.hi { range } else { seen }
}

/// The divergence of the window `start..end` of a histogram, its values merged to `levels` groups of equal length, from
/// the window with all that lies outside added to its ends. Group averages are cut to integers, and bins left over after
/// the last group stay empty, as in onnxruntime.
fn divergence(counts: &[u64], start: usize, end: usize, levels: usize) -> f64 {
    let window = &counts[start..end];
    let mut p = window.to_vec();
    p[0] += counts[..start].iter().sum::<u64>();
    p[window.len() - 1] += counts[end..].iter().sum::<u64>();
    let merged = window.len() / levels;
    let mut q = vec![0; window.len()];
    for group in 0..levels {
        let bins = group * merged..(group + 1) * merged;
        let sum: u64 = if group + 1 == levels { window[bins.start..].iter().sum() } else { window[bins.clone()].iter().sum() };
        let filled = p[bins.clone()].iter().filter(|&&count| count != 0).count() as u64;
        if let Some(average) = sum.checked_div(filled) {
            q[bins].fill(average);
        }
    }
    divergence_of_counts(&p, &q)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(magnitudes: bool, batches: &[&[f32]]) -> OrtCollector {
        let mut collector = OrtCollector::new(2048, magnitudes);
        for batch in batches {
            collector.observe(batch).expect("it has values");
        }
        collector
    }

    #[test]
    fn what_f32_cannot_bin_keeps_its_range() {
        let denormal = f32::from_bits(3);
        let batches: [&[&[f32]]; 3] = [&[&[denormal, -denormal], &[1.0]], &[&[1e-6], &[1e6]], &[&[f32::MAX, f32::MIN]]];
        for batches in batches {
            let all = Range::of(batches.concat()).expect("it has values");
            for magnitudes in [false, true] {
                let collector = collected(magnitudes, batches);
                assert!(all.lo <= collector.percentile(99.0).expect("it has values").range.lo);
                assert!(all.hi >= collector.percentile(99.0).expect("it has values").range.hi);
            }
            assert_eq!(collected(false, batches).entropy(128).expect("it has values").range, all);
        }
    }

    #[test]
    fn zeros_before_values_are_kept() {
        let collector = collected(false, &[&[0.0; 10], &[1.0, -2.0]]);
        assert_eq!(collector.counts().iter().sum::<u64>(), 12);
        assert!(collector.entropy(0).is_some() && collector.entropy(5000).is_some());
    }
}
