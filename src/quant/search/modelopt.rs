//! NVIDIA's histogram calibrator (TensorRT, pytorch-quantization, modelopt): a histogram of magnitudes, and the largest
//! magnitude to keep, by entropy, percentile or squared error. Source: modelopt/torch/quantization/calib/histogram.py of
//! nvidia-modelopt 0.47. Bins in f32 as torch makes them; sums and divergences in f64. Its `mse` is computed as meant:
//! in that release the method passes its arguments in the wrong order.

use crate::Error;
use crate::quant::Range;
use crate::quant::metrics::relative_entropy;
use crate::quant::search::histogram::{histc, linspace};
use crate::quant::search::{Candidate, RangeSearch};

/// The first bin that is tried as the end; there is at least one more.
const START: usize = 128;

/// The histogram of one slice's magnitudes.
#[derive(Debug, Clone)]
pub struct MagnitudeHistogram {
    /// Where the bins begin and end; from 0 to the largest magnitude.
    edges: Vec<f32>,
    counts: Vec<u64>,
    seen: Range,
}

impl MagnitudeHistogram {
    /// Counts the magnitudes in `bins` bins, 2048 by default; an error for no values.
    pub fn of(values: &[f32], bins: usize) -> Result<Self, Error> {
        let seen = Range::of(values.iter().copied())?;
        let mut counts = vec![0.0; bins.max(START + 1)];
        histc(&mut counts, values.iter().map(|v| v.abs()), 0.0, seen.absmax());
        let counts: Vec<u64> = counts.into_iter().map(|count| count as u64).collect();
        Ok(Self { edges: linspace(0.0, seen.absmax(), counts.len() + 1), counts, seen })
    }

    /// The number of magnitudes in each bin.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The range whose magnitudes, merged to `levels` groups, diverge least from all magnitudes; the widest among
    /// equals. `levels` is the number of magnitudes the codes have, 128 for 8 signed bits; 1 to 65 536.
    pub fn entropy(&self, levels: usize) -> RangeSearch {
        let levels = levels.clamp(1, 1 << 16);
        let mut counts = self.counts.clone();
        // Zeros are ignored: the first bin gets the count of the second.
        counts[0] = counts[1];
        let mut groups = vec![Group::default(); levels];
        let cost = |end| divergence(&counts, end, &mut groups);
        let cost_name = msg!("Kullback-Leibler divergence of the clipped and merged magnitudes from all magnitudes");
        self.search((START..).zip(&self.edges[START..]).map(|(end, &amax)| (end, amax)), cost, |cost, best| cost <= best, cost_name)
    }

    /// The range whose ends have the least squared error when each bin's values lie at its middle; the narrowest among
    /// equals. `levels` as for [`MagnitudeHistogram::entropy`].
    pub fn mse(&self, levels: usize) -> RangeSearch {
        let middles: Vec<f32> = self.edges.windows(2).map(|pair| (pair[1] + pair[0]) / 2.0).collect();
        let bound = levels.saturating_sub(1) as f32;
        let cost = |end: usize| {
            // Codes are x times the inverse scale, values codes divided by it.
            let scale = bound / middles[end];
            let error = |(&x, &count): (&f32, &u64)| {
                let e = if scale.is_finite() { (x * scale).round_ties_even().clamp(-bound, bound) / scale - x } else { x };
                f64::from(e) * f64::from(e) * count as f64
            };
            middles.iter().zip(&self.counts).filter(|(_, count)| **count > 0).map(error).sum::<f64>() / middles.len() as f64
        };
        let ends = (START..self.counts.len()).map(|end| (end, middles[end]));
        self.search(ends, cost, |cost, best| cost < best, msg!("mean squared error of the bins' middles"))
    }

    /// The range that holds `keep` percent of the magnitudes, 0 to 100; 99.99 by default.
    pub fn percentile(&self, keep: f64) -> RangeSearch {
        let total = self.counts.iter().sum::<u64>() as f64;
        let mut sum = 0.0;
        let bin = self.counts.iter().position(|&count| {
            sum += count as f64 / total;
            sum >= keep / 100.0
        });
        let range = self.range(self.edges[bin.unwrap_or(self.counts.len())]);
        RangeSearch { range, curve: Vec::new(), cost: msg!("none: the range is a percentile of the magnitudes") }
    }

    /// The range of a largest magnitude: one-sided when no value is negative.
    fn range(&self, amax: f32) -> Range {
        Range { lo: if self.seen.lo < 0.0 { -amax } else { 0.0 }, hi: amax }
    }

    /// The best of the ends, each a bin with its largest magnitude. Zeros alone have nothing to search.
    fn search(
        &self,
        ends: impl Iterator<Item = (usize, f32)>,
        mut cost: impl FnMut(usize) -> f64,
        better: fn(f64, f64) -> bool,
        cost_name: &'static str,
    ) -> RangeSearch {
        let mut curve: Vec<Candidate> = Vec::new();
        let mut best = 0;
        if self.seen.absmax() > 0.0 {
            for (end, amax) in ends {
                let Range { lo, hi } = self.range(amax);
                curve.push(Candidate { threshold: f64::from(amax), lo, hi, cost: cost(end) });
                if better(curve[curve.len() - 1].cost, curve[best].cost) {
                    best = curve.len() - 1;
                }
            }
        }
        let range = curve.get(best).map_or(self.range(self.seen.absmax()), |c| Range { lo: c.lo, hi: c.hi });
        RangeSearch { range, curve, cost: cost_name }
    }
}

/// Filled bins that become one level.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    sum: u64,
    filled: u64,
}

/// The divergence of the first `end` bins, merged to groups of nearly equal length whose filled bins share alike, from
/// the same bins with all that lies beyond added to the last one.
fn divergence(counts: &[u64], end: usize, groups: &mut [Group]) -> f64 {
    let levels = groups.len();
    let step = end as f64 / levels as f64;
    let start = |group: usize| if group == levels { end as f64 } else { group as f64 * step };
    // numpy.digitize of the bins by the groups' starts.
    let group_of = |bin: usize| {
        let mut group = bin * levels / end;
        while start(group) > bin as f64 {
            group -= 1;
        }
        while start(group + 1) <= bin as f64 {
            group += 1;
        }
        group
    };
    groups.fill(Group::default());
    for (bin, &count) in counts[..end].iter().enumerate().filter(|(_, count)| **count > 0) {
        let group = &mut groups[group_of(bin)];
        group.sum += count;
        group.filled += 1;
    }
    let inside = counts[..end].iter().sum::<u64>() as f64;
    let beyond: u64 = counts[end..].iter().sum();
    let total = inside + beyond as f64;
    if inside == 0.0 {
        return f64::INFINITY;
    }
    relative_entropy(counts[..end].iter().enumerate().map(|(bin, &count)| {
        let group = groups[group_of(bin)];
        let merged = if count == 0 { 0.0 } else { group.sum as f64 / group.filled as f64 };
        let reference = if bin + 1 == end { count + beyond } else { count };
        (reference as f64 / total, merged / inside)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.001, 0.002 ... 1 and a far outlier.
    fn histogram() -> MagnitudeHistogram {
        let values: Vec<f32> = (1..=1000).map(|i| i as f32 / 1000.0).chain([-4.0]).collect();
        MagnitudeHistogram::of(&values, 2048).expect("it has values")
    }

    #[test]
    fn a_percentile_keeps_its_share() {
        let range = histogram().percentile(50.0).range;
        assert!((range.hi - 0.5).abs() < 4.0 / 2048.0 && range.lo == -range.hi, "{range:?}");
        assert_eq!(histogram().percentile(0.0).range, Range { lo: 0.0, hi: 0.0 });
    }

    #[test]
    fn each_search_takes_the_least_of_its_curve() {
        for (levels, found) in [(128, histogram().entropy(128)), (2, histogram().entropy(2)), (8, histogram().mse(8))] {
            let least = found.curve.iter().map(|c| c.cost).fold(f64::INFINITY, f64::min);
            assert!(found.curve.iter().any(|c| c.cost == least && c.hi == found.range.hi), "{levels} levels");
        }
        // With as many levels as bins nothing is lost by merging, so nothing is clipped.
        assert_eq!(histogram().entropy(2048).range, Range { lo: -4.0, hi: 4.0 });
        // With few levels the outlier is not worth its step.
        assert!(histogram().mse(8).range.hi < 3.9);
    }

    #[test]
    fn zeros_have_nothing_to_search() {
        let zeros = MagnitudeHistogram::of(&[0.0, -0.0], 2048).expect("it has values");
        for found in [zeros.entropy(128), zeros.mse(128), zeros.percentile(99.9)] {
            assert_eq!((found.range, found.curve.len()), (Range { lo: 0.0, hi: 0.0 }, 0));
        }
    }
}
