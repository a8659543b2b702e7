//! Evenly spaced points and counts of values in evenly spaced bins, in f32 as torch computes them.
//! Knows no search.

/// `torch.linspace(lo, hi, count)`: counted from the nearer end. `count` is 2 or more.
pub(super) fn linspace(lo: f32, hi: f32, count: usize) -> Vec<f32> {
    let step = (hi - lo) / (count - 1) as f32;
    (0..count).map(|i| if i < count / 2 { lo + step * i as f32 } else { hi - step * (count - 1 - i) as f32 }).collect()
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
