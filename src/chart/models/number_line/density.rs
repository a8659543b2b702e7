//! How densely the originals lie: counts in even bins, and which of them have so few values that a bar would not be seen.

use crate::chart::Bin;
use crate::chart::scene::{Scene, to_f32};
use crate::quant::Range;

/// A bin with at most this many values may be drawn as dots.
pub(super) const FEW: u32 = 3;
/// A bar lower than this many pixels is hard to see.
pub(super) const LEAST_HEIGHT: f64 = 4.0;
/// The most lonely values.
const MOST_LONELY: u32 = 96;

/// Bars of the originals, and where the values lie that are drawn one by one.
pub(super) struct Density {
    pub bars: Vec<Bin>,
    /// From a lonely value to another with only lonely ones between.
    pub lonely: Vec<Range>,
}

impl Density {
    /// The values between `lo` and `hi` in about `n` bins. The fullest bar is `height` pixels high, and a dot as wide as `dot`.
    pub fn of(scene: &Scene, (lo, hi): (f64, f64), n: u32, height: f64, dot: f64) -> Self {
        let mut bins = bins(scene, lo, hi, n);
        bins.retain(|bin| bin.count > 0);
        let most = f64::from(bins.iter().map(|bin| bin.count).max().unwrap_or(0));
        let unseen = |bin: &Bin| bin.count <= FEW && height * f64::from(bin.count) < LEAST_HEIGHT * most;
        // As many values as make a pile of dots: more dots than that would tower over bars of more values.
        let about = |bin: &Bin| {
            let (from, to) = (to_f32(bin.lo - dot / 2.0), to_f32(bin.hi + dot / 2.0));
            scene.sorted.rank_past(to).saturating_sub(scene.sorted.rank(from))
        };
        let mut alone: Vec<bool> = bins.iter().map(|bin| unseen(bin) && about(bin) <= FEW as usize).collect();
        let sum: u32 = bins.iter().zip(&alone).filter(|(_, alone)| **alone).map(|(bin, _)| bin.count).sum();
        if sum > MOST_LONELY {
            outermost(&bins, &mut alone);
        }
        let values = scene.sorted.values();
        let mut rank = scene.sorted.rank(to_f32(bins.first().map_or(lo, |bin| bin.lo)));
        let mut density = Self { bars: Vec::new(), lonely: Vec::new() };
        let mut open = false;
        for (bin, alone) in bins.into_iter().zip(alone) {
            let end = rank + bin.count as usize;
            match density.lonely.last_mut().filter(|_| open && alone) {
                Some(run) => run.hi = values[end - 1],
                None if alone => density.lonely.push(Range { lo: values[rank], hi: values[end - 1] }),
                None => density.bars.push(bin),
            }
            (rank, open) = (end, alone);
        }
        density
    }
}

/// Leaves those lonely that lie farthest out on either side.
fn outermost(bins: &[Bin], alone: &mut [bool]) {
    let half = bins.len() / 2;
    let mut keep = |places: &mut dyn Iterator<Item = usize>| {
        let mut sum = 0;
        for at in places.filter(|&at| alone[at]).collect::<Vec<_>>() {
            sum += bins[at].count;
            alone[at] = sum <= MOST_LONELY / 2;
        }
    };
    keep(&mut (0..half));
    keep(&mut (half..bins.len()).rev());
}

/// Counts of the slice's values between `lo` and `hi` in `n` even bins over the part that contains data; the last
/// bin includes its upper end.
pub(in crate::chart::models) fn bins(scene: &Scene, lo: f64, hi: f64, n: u32) -> Vec<Bin> {
    let sorted = &scene.sorted;
    let data = sorted.range();
    let (first, last) = (f64::from(data.lo).max(lo), f64::from(data.hi).min(hi));
    let (lo, hi) = if first < last { (first, last) } else { (lo, hi) };
    // The last edge is the end itself, whatever the sum rounds to.
    let edge = |i: u32| if i == n { hi } else { lo + (hi - lo) * f64::from(i) / f64::from(n) };
    let mut below = sorted.rank(to_f32(lo));
    (1..=n)
        .map(|i| {
            let upper = to_f32(edge(i));
            let next = if i == n { sorted.rank_past(upper) } else { sorted.rank(upper) };
            let count = next.saturating_sub(below).min(scene.finite) as u32;
            below = below.max(next);
            Bin { lo: edge(i - 1), hi: edge(i), count }
        })
        .collect()
}
