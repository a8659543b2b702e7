//! Bands: which values round to which level. Where levels are nearer than pixels, several share a band.

use crate::chart::Level;
use crate::chart::scene::{Scene, to_f32};
use crate::quant::{Quantizer, Range};
use serde::{Deserialize, Serialize};

/// Bands narrower than this many pixels are joined.
const NARROWEST: f64 = 4.0;

/// The part of the value axis that rounds to a level, or to several neighbouring ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Band {
    /// Lower end. The lowest band reaches as far below its level as above it, though all values below go to it too.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
    /// The value of its level; the middle of its levels where it has several.
    pub at: f64,
    /// Whether it is drawn darker than its neighbours.
    pub dark: bool,
    /// How many levels it stands for.
    pub levels: u32,
    /// Values of the slice that go to it.
    pub count: u32,
    /// The smallest and the largest of them; `None` where it has none or rounding is stochastic.
    pub values: Option<Range>,
    /// Whether its values are drawn as squares: a bar would be too low to be seen, and squares have room.
    pub sparse: bool,
}

impl Band {
    /// Values a unit of the axis.
    pub fn density(&self) -> f64 {
        f64::from(self.count) / (self.hi - self.lo)
    }
}

/// A level with its code, value and count.
pub(in crate::chart::models) fn level_of(scene: &Scene, level: i32) -> Level {
    let quantizer = scene.quantizer();
    Level { code: quantizer.code(level), at: quantizer.value(level), count: scene.count(level) }
}

/// The bands of the levels from `first` to before `past`, and those beside them, of which a part may be in view; `pixel` is the
/// data in a pixel.
pub(in crate::chart::models) fn bands(scene: &Scene, (first, past): (i32, i32), pixel: f64) -> Vec<Band> {
    let nearest = scene.quantizer().clone().without_randomness();
    let (lowest, highest) = nearest.ends();
    let value = |level: i32| f64::from(nearest.value(level));
    let edge = |level: i32| f64::from(nearest.largest_value_of(level));
    // Equally many levels a band where they are evenly spaced: bands of a varying number would show a pattern of their own.
    let step = scene.step().filter(|&step| step > 0.0);
    let together = step.map(|step| (NARROWEST * pixel / f64::from(step)).ceil().clamp(1.0, 65_536.0) as i32);
    let mut level = first.saturating_sub(1).max(lowest);
    let end = past.saturating_add(1).min(highest.saturating_add(1));
    let mut lo = if level > lowest { edge(level - 1) } else { value(level) - (edge(level) - value(level)) };
    let mut bands: Vec<Band> = Vec::new();
    while level < end {
        let mut last = match together {
            Some(n) => level.div_euclid(n) * n + n - 1,
            None => nearest.level(to_f32(lo + NARROWEST * pixel), 0.0).saturating_sub(1).max(level),
        };
        last = last.min(highest);
        // Two zeros are one level.
        while last < highest && value(last + 1) == value(last) {
            last += 1;
        }
        let below = if last > level { edge(last - 1) } else { lo };
        let hi = if last == highest { value(last) + (value(last) - below) } else { edge(last) };
        if hi > lo {
            let levels = levels_in(&nearest, level, last);
            let at = if levels == 1 { value(last) } else { (value(level) + value(last)) / 2.0 };
            let place = together.map_or(bands.len() as i64 + i64::from(first), |n| i64::from(level.div_euclid(n)));
            let edges = ((level > lowest).then_some(lo), (last < highest).then_some(hi));
            let values = if scene.quantizer().is_monotone() { seen(scene, edges) } else { None };
            let count = counted(scene, level, last);
            bands.push(Band { lo, hi, at, dark: place.rem_euclid(2) == 1, levels, count, values, sparse: false });
        }
        lo = hi;
        match last.checked_add(1) {
            Some(next) if last < highest => level = next,
            _ => break,
        }
    }
    bands
}

/// How many numbers the levels from `first` to `last` stand for.
fn levels_in(quantizer: &Quantizer, first: i32, last: i32) -> u32 {
    let zeros = (first < last && quantizer.value(first) <= 0.0 && quantizer.value(last) >= 0.0)
        .then(|| quantizer.level(0.0, 0.0))
        .is_some_and(|zero| zero > first && quantizer.value(zero - 1) == quantizer.value(zero));
    last.abs_diff(first) + 1 - u32::from(zeros)
}

/// The values of the slice that go to the levels from `first` to `last`.
fn counted(scene: &Scene, first: i32, last: i32) -> u32 {
    let from = scene.counts.partition_point(|&(level, _)| level < first);
    scene.counts[from..].iter().take_while(|&&(level, _)| level <= last).map(|&(_, n)| n).sum()
}

/// The smallest and the largest value above one edge and up to another, as far as there are edges.
fn seen(scene: &Scene, (lo, hi): (Option<f64>, Option<f64>)) -> Option<Range> {
    let start = lo.map_or(0, |lo| scene.sorted.rank_past(lo as f32));
    let end = hi.map_or(scene.finite, |hi| scene.sorted.rank_past(hi as f32)).min(scene.finite);
    (start < end).then(|| Range { lo: scene.sorted.values()[start], hi: scene.sorted.values()[end - 1] })
}
