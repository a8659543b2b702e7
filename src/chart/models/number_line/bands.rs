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

/// The bands of the levels from `first` to before `past`; `pixel` is the data in a pixel.
pub(in crate::chart::models) fn bands(scene: &Scene, (first, past): (i32, i32), pixel: f64) -> Vec<Band> {
    let nearest = scene.quantizer().clone().without_randomness();
    let (lowest, highest) = nearest.ends();
    let value = |level: i32| f64::from(nearest.value(level));
    let edge = |level: i32| f64::from(nearest.largest_value_of(level));
    // Equally many levels a band where they are evenly spaced: bands of a varying number would show a pattern of their own.
    let together =
        scene.step().filter(|&step| step > 0.0).map(|step| (NARROWEST * pixel / f64::from(step)).ceil().clamp(1.0, 65_536.0) as i32);
    let end_of = |level: i32| match together {
        Some(n) => level.div_euclid(n) * n + n - 1,
        None => nearest.level(to_f32(lower_end(level, lowest, &value, &edge) + NARROWEST * pixel), 0.0).saturating_sub(1).max(level),
    };
    let mut bands: Vec<Band> = Vec::new();
    let mut level = first;
    while level < past && bands.len() < 4096 {
        let mut end = end_of(level).min(highest);
        // Two zeros are one level.
        while end < highest && value(end + 1) == value(end) {
            end += 1;
        }
        let lo = lower_end(level, lowest, &value, &edge);
        let hi = if end == highest { value(end) + (value(end) - lower_end(end, lowest, &value, &edge)) } else { edge(end) };
        let distinct = levels_in(&nearest, level, end);
        if hi > lo {
            let at = if distinct == 1 { value(end) } else { (value(level) + value(end)) / 2.0 };
            let count = counted(scene, level, end);
            let values = if scene.quantizer().is_monotone() { seen(scene, &nearest, level, end) } else { None };
            let place = together.map_or(bands.len() as i64, |n| i64::from(level.div_euclid(n)));
            let band = Band { lo, hi, at, dark: place.rem_euclid(2) == 1, levels: distinct, count, values, sparse: false };
            bands.push(band);
        }
        level = end.saturating_add(1);
        if end == highest {
            break;
        }
    }
    bands
}

/// Where the band of `level` begins.
fn lower_end(level: i32, lowest: i32, value: &impl Fn(i32) -> f64, edge: &impl Fn(i32) -> f64) -> f64 {
    if level > lowest { edge(level - 1) } else { value(level) - (edge(level) - value(level)) }
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

/// The smallest and the largest value that goes to the levels from `first` to `last`.
fn seen(scene: &Scene, quantizer: &Quantizer, first: i32, last: i32) -> Option<Range> {
    let (lowest, highest) = quantizer.ends();
    let start = if first > lowest { scene.sorted.rank_past(quantizer.largest_value_of(first - 1)) } else { 0 };
    let end = if last < highest { scene.sorted.rank_past(quantizer.largest_value_of(last)) } else { scene.finite };
    (start < end).then(|| Range { lo: scene.sorted.values()[start], hi: scene.sorted.values()[end - 1] })
}
