//! Counts of the originals in even bins against counts of the levels they went to.

use crate::chart::models::number_line::{bands, bins, level_of};
use crate::chart::number_text::{count, exact, levels, number, percent};
use crate::chart::scene::Scene;
use crate::chart::{Axis, Band, Bin, Chart, ChartSizes, Heights, Level, Table};
use crate::quant::Range;
use serde::{Deserialize, Serialize};

/// Counts of originals in even bins, counts of values per level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Histogram {
    /// Value; holds all of the slice's data.
    pub x: Axis,
    /// The scale that counts are heard on: count, or log10(1 + count) when heights are logarithms.
    pub y: Axis,
    /// How high bars are.
    pub heights: Heights,
    /// Originals.
    pub bins: Vec<Bin>,
    /// Levels with at least one value, or sums of neighbours where they are denser than pixels.
    pub levels: Vec<Level>,
    /// What rounds where: all levels, or several together where they are nearer than pixels.
    pub bands: Vec<Band>,
    /// The range handles.
    pub clip: Option<Range>,
    /// Whether moving one handle moves the other.
    pub handles_mirrored: bool,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

impl Histogram {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let (lo, hi) = scene.whole();
        let most = (sizes.histogram / 6).clamp(16, 200);
        let wanted = (3.0 * (scene.finite as f64).sqrt()) as u32;
        let bins = bins(scene, lo, hi, wanted.clamp(12, most));
        let levels = merged_levels(scene, (hi - lo) / f64::from((sizes.histogram / 4).clamp(32, 400)));
        let bands = bands(scene, scene.levels_within(lo, hi), (hi - lo) / f64::from(sizes.histogram.max(64)));
        let highest = bins.iter().map(|b| b.count).chain(levels.iter().map(|l| l.count)).max().unwrap_or(0);
        let log = scene.view.log_counts;
        let y =
            if log { Axis::log_counts(f64::from(highest), tr!("count")) } else { Axis::whole(0.0, f64::from(highest), 4, tr!("count")) };
        Self {
            x: Axis::linear(lo, hi, (sizes.histogram / 90).clamp(2, 12), tr!("value")),
            y,
            heights: Heights::of(&bins, &bands, log),
            bands,
            words: words(scene),
            table: sizes.table(Chart::Histogram, || table(scene)),
            bins,
            levels,
            clip: scene.clip(),
            handles_mirrored: scene.symmetric(),
        }
    }
}

/// The levels in use; where they are nearer than `apart`, neighbours are summed.
///
/// Even grids are summed in groups of equally many codes, placed at the group's middle: groups of equal width would
/// hold a varying number of codes, which shows as a pattern that is not in the data. Uneven grids have no such groups; their sums
/// are placed at the mean of their values.
fn merged_levels(scene: &Scene, apart: f64) -> Vec<Level> {
    let step = scene.step().filter(|&step| step > 0.0);
    let group = step.map_or(1, |step| (apart / f64::from(step)).ceil().clamp(1.0, 65_536.0) as i32);
    let key = |level: i32, at: f32| match step {
        Some(_) => i64::from(level.div_euclid(group)),
        None => (f64::from(at) / apart).floor() as i64,
    };
    let value = |level: i32| scene.quantizer().value(level) / 2.0;
    let mut merged: Vec<Level> = Vec::new();
    let mut open = None;
    for &(level, _) in &scene.counts {
        let mut next = level_of(scene, level);
        if !next.at.is_finite() {
            continue;
        }
        let key = key(level, next.at);
        match merged.last_mut() {
            Some(last) if open == Some(key) => {
                last.count += next.count;
                if step.is_none() {
                    last.at += (next.at - last.at) * (next.count as f32 / last.count as f32);
                }
            }
            _ => {
                if group > 1 {
                    let first = level.div_euclid(group) * group;
                    next.at = value(first) + value(first + group - 1);
                }
                merged.push(next);
            }
        }
        open = Some(key);
    }
    merged
}

fn words(scene: &Scene) -> String {
    let n = scene.finite as u64;
    let used = scene.levels_used();
    // 0 and -0 of a float are two codes of one number.
    let value = |level| f64::from(scene.quantizer().value(level));
    let same = scene.counts.chunk_by(|a, b| value(a.0) == value(b.0));
    let sums = same.map(|run| (value(run[0].0) + 0.0, run.iter().map(|&(_, n)| n).sum::<u32>()));
    let Some((level, most)) = sums.max_by_key(|&(_, count)| count) else {
        return String::new();
    };
    tr_n!(
        n,
        "{n} value becomes {level}.",
        "{n} values become {used}; {share} of them become {level}.",
        n = count(n),
        used = levels(used),
        level = number(level),
        share = percent(f64::from(most) / n as f64)
    )
}

/// The fullest levels, in the order of their values.
fn table(scene: &Scene) -> Table {
    const ROWS: usize = 64;
    let mut chosen = scene.counts.clone();
    if chosen.len() > ROWS {
        chosen.select_nth_unstable_by_key(ROWS, |&(level, count)| (std::cmp::Reverse(count), level));
        chosen.truncate(ROWS);
        chosen.sort_unstable();
    }
    let caption = if chosen.len() == scene.counts.len() {
        tr!("Values on each level in use")
    } else {
        tr!("Values on the {n} fullest of {all} levels in use", n = ROWS, all = count(scene.counts.len() as u64))
    };
    let rows = chosen
        .iter()
        .map(|&(level, n)| {
            let Level { code, at, .. } = level_of(scene, level);
            vec![scene.code_name(code), exact(at), count(u64::from(n)), percent(f64::from(n) / scene.finite as f64)]
        })
        .collect();
    Table { caption, columns: vec![tr!("code q"), tr!("level x̂"), tr!("values"), tr!("share")], rows }
}
