//! Evenly spaced points, counts of values in evenly spaced bins and a division, in f32 as torch and numpy compute
//! them. Knows no search.

use libm::fmaf;

/// `torch.linspace(lo, hi, count)`: counted from the nearer end, rounded once as its kernel's fused multiply-add does.
/// `count` is 2 or more.
pub(super) fn linspace(lo: f32, hi: f32, count: usize) -> Vec<f32> {
    let step = (hi - lo) / (count - 1) as f32;
    let point = |i: usize| if i < count / 2 { fmaf(step, i as f32, lo) } else { fmaf(-step, (count - 1 - i) as f32, hi) };
    (0..count).map(point).collect()
}

/// Adds to `counts` as `torch.histc(values, counts.len(), lo, hi)`: linear interpolation, the last bin holds its upper
/// end, values beyond the ends are not counted. Equal ends are moved apart by 1 each. Source:
/// aten/src/ATen/native/cpu/HistogramKernel.cpp, `LINEAR_INTERPOLATION`.
pub(super) fn histc(counts: &mut [f32], values: impl IntoIterator<Item = f32>, lo: f32, hi: f32) {
    let (lo, hi) = if lo == hi { (lo - 1.0, hi + 1.0) } else { (lo, hi) };
    let bins = counts.len() as f32;
    for v in values {
        if lo <= v && v <= hi {
            // Truncated; where huge ends leave no number, the first bin.
            let bin = ((v - lo) * bins / (hi - lo)) as usize;
            counts[bin.min(counts.len() - 1)] += 1.0;
        }
    }
}

/// `torch.div(a, b, rounding_mode="floor")`, and numpy's `a // b`.
pub(super) fn floor_divide(a: f32, b: f32) -> f32 {
    if b == 0.0 {
        return a / b;
    }
    let rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 && (b < 0.0) != (rest < 0.0) {
        quotient -= 1.0;
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// Counts of values in bins with explicit edges, as in numpy.
#[derive(Debug, Clone, Default)]
pub(super) struct Binned {
    /// One more than there are counts, ascending.
    pub edges: Vec<f32>,
    /// The number of values in each bin.
    pub counts: Vec<u64>,
}

impl Binned {
    /// `numpy.histogram(values, bins, range=(lo, hi))` of f32 values: the edges are f32, a value beside its bin by
    /// rounding is moved, values beyond the ends are not counted. Equal ends are moved apart by one half each. `None`
    /// where the bins are too narrow or too wide for f32 to tell (numpy refuses the former).
    pub fn numpy(values: impl IntoIterator<Item = f32>, bins: usize, lo: f32, hi: f32) -> Option<Self> {
        let (lo, hi) = if lo == hi { (lo - 0.5, hi + 0.5) } else { (lo, hi) };
        let width = hi - lo;
        let step = width / bins as f32;
        let edge = |i: usize| match step {
            0.0 => i as f32 / bins as f32 * width + lo,
            _ => i as f32 * step + lo,
        };
        let edges: Vec<f32> = (0..bins).map(edge).chain([hi]).collect();
        if !width.is_finite() || edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut counts = vec![0; bins];
        for v in values {
            if lo <= v && v <= hi {
                let bin = (((v - lo) / width * bins as f32) as usize).min(bins - 1);
                let bin = if v < edges[bin] { bin - 1 } else { bin };
                counts[if bin + 1 < bins && v >= edges[bin + 1] { bin + 1 } else { bin }] += 1;
            }
        }
        Some(Self { edges, counts })
    }

    /// The first edge at whose bin the share of all values up to its end reaches `share`.
    pub fn edge_at_share(&self, share: f64) -> f32 {
        let total = self.counts.iter().sum::<u64>() as f64;
        let mut sum = 0.0;
        let bin = self.counts.iter().position(|&count| {
            sum += count as f64 / total;
            sum >= share
        });
        self.edges[bin.unwrap_or(self.counts.len())]
    }
}
