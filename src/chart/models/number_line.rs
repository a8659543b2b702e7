//! The number line: values on the real axis, levels on the integer grid, threads between them.

use crate::chart::number_text::{count, exact, integer, levels as levels_in_words, number, place, values};
use crate::chart::scene::{Scene, error, to_f32};
use crate::chart::{Axis, Bin, Chart, ChartSizes, Level, Mark, Table, Tick};
use crate::i18n;
use crate::quant::Range;
use crate::study::percentile;
use serde::{Deserialize, Serialize};

/// Real axis above, integer grid below.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NumberLine {
    /// Real numbers; the visible window.
    pub axis: Axis,
    /// The visible values when they are few, else an even choice of them that includes the extremes and the selected value.
    pub marks: Vec<Mark>,
    /// Whether `marks` are all visible values.
    pub complete: bool,
    /// All visible values, binned; empty when `marks` are all.
    pub density: Vec<Bin>,
    /// The visible levels when they are few enough to draw, else empty.
    pub levels: Vec<Level>,
    /// Labels of the integer grid: round codes and the zero point, at their real values; empty where codes are bit
    /// patterns too dense to name.
    pub codes: Vec<Tick>,
    /// How many levels lie in the window.
    pub levels_visible: u32,
    /// The range handles; `None` for schemes without a scale.
    pub clip: Option<Range>,
    /// Whether moving one handle moves the other (symmetric).
    pub handles_mirrored: bool,
    /// Whether real 0 is a level, which is drawn as a diamond.
    pub zero: bool,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// Ranges that keep most of the values, to which a dragged handle can snap; empty for schemes without a scale.
    pub percentiles: Vec<Percentile>,
    /// The widest window: data and clip range with a margin.
    pub whole: Range,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

/// The range that keeps a share of the slice's values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Percentile {
    /// Percent kept.
    pub keep: f64,
    /// The range.
    pub range: Range,
}

/// The shares whose ranges are marked.
const KEPT: [f64; 2] = [99.0, 99.9];

impl NumberLine {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let (lo, hi) = scene.window();
        let (whole_lo, whole_hi) = scene.whole();
        let sorted = &scene.sorted;
        let (from, to) = (to_f32(lo), to_f32(hi));
        let (start, end) = (sorted.rank(from), sorted.rank_past(to));
        let visible = end.saturating_sub(start).min(scene.finite);
        let complete = visible <= (sizes.line as usize / 3).clamp(48, 256);
        let most = if complete { visible } else { (sizes.line as usize / 12).clamp(16, 96) };
        let marks = marks(scene, (from, to), visible, most);
        let density = if complete { Vec::new() } else { bins(scene, lo, hi, bin_count(visible, sizes)) };
        let (first, past) = scene.levels_within(lo, hi);
        let levels_visible = (past - first).max(0) as u32;
        let levels = if levels_visible <= (sizes.line / 3).max(64) {
            (first..past).map(|level| level_of(scene, level)).collect()
        } else {
            Vec::new()
        };
        let words = words(scene, visible, levels_visible);
        let table = sizes.table(Chart::NumberLine, || table(scene, &marks, complete));
        Self {
            axis: Axis::linear(lo, hi, (sizes.line / 90).clamp(2, 12), tr!("value")),
            marks,
            complete,
            density,
            codes: code_ticks(scene, sizes, &levels, (first, past)),
            levels,
            levels_visible,
            clip: scene.clip(),
            handles_mirrored: scene.symmetric(),
            zero: scene.zero_code().is_some(),
            data: sorted.range(),
            percentiles: percentiles(scene),
            whole: Range { lo: to_f32(whole_lo), hi: to_f32(whole_hi) },
            selected: scene.selected().cloned(),
            words,
            table,
        }
    }
}

/// Bins narrow enough to show the shape, wide enough for some values each.
fn bin_count(visible: usize, sizes: &ChartSizes) -> u32 {
    ((4.0 * (visible as f64).sqrt()) as u32).clamp(24, (sizes.line / 3).max(24))
}

/// Round codes between two levels, as many as have room, and the one of real 0; every bit pattern that has a mark, once
/// a place.
fn code_ticks(scene: &Scene, sizes: &ChartSizes, levels: &[Level], (first, past): (i32, i32)) -> Vec<Tick> {
    if scene.codes.bits > 0 {
        let once = |&i: &usize| levels.get(i + 1).is_none_or(|next| next.at != levels[i].at);
        let name = |l: &Level| Tick { at: f64::from(l.at), label: scene.code_name(l.code) };
        return (0..levels.len()).filter(once).map(|i| name(&levels[i])).collect();
    }
    let quantizer = scene.quantizer();
    let digits = |code: i32| place(code as f32).chars().count() as i64;
    // Pixels of the widest code and the gap to the next.
    let label = 10 * digits(first).max(digits(past - 1)) + 4;
    let fit = (i64::from(sizes.line) / label).max(4);
    let step = (i64::from(past) - i64::from(first)).max(1).unsigned_abs().div_ceil(fit.unsigned_abs()).next_power_of_two() as i32;
    let zero = match scene.affine() {
        Some(affine) => affine.zero_point as i32,
        None => quantizer.level(0.0, 0.5),
    };
    let tick = |level: i32| Tick { at: f64::from(quantizer.value(level)), label: place(quantizer.code(level) as f32) };
    (first..past).filter(|level| level % step == 0 || *level == zero || *level == past - 1).map(tick).collect()
}

fn percentiles(scene: &Scene) -> Vec<Percentile> {
    if scene.clip().is_none() {
        return Vec::new();
    }
    KEPT.map(|keep| Percentile { keep, range: percentile(&scene.sorted, scene.symmetric(), keep) }).into()
}

/// A level with its code, value and count.
pub(super) fn level_of(scene: &Scene, level: i32) -> Level {
    let quantizer = scene.quantizer();
    Level { code: quantizer.code(level), at: quantizer.value(level), count: scene.count(level) }
}

/// Counts of the slice's values between `lo` and `hi` in `n` even bins over the part that contains data; the last
/// bin includes its upper end.
pub(super) fn bins(scene: &Scene, lo: f64, hi: f64, n: u32) -> Vec<Bin> {
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

/// About `n` of the `visible` values between `from` and `to`: evenly over the slice, plus the ones that must be included.
fn marks(scene: &Scene, (from, to): (f32, f32), visible: usize, n: usize) -> Vec<Mark> {
    /// Fewer visible values than this are found in one pass; more are found soon enough by sampling.
    const FEW: usize = 8192;
    let (values, missing) = (scene.tensor.values(), scene.tensor.non_finite());
    let within = |&i: &usize| (from..=to).contains(&values[i]) && !missing.at(i);
    let mut chosen: Vec<usize> = if visible <= FEW {
        let all = scene.cache.places_within(scene.slice, from, to);
        let n = n.min(all.len());
        (0..n).map(|i| all[i * all.len() / n]).collect()
    } else {
        golden_walk(scene).filter(within).take(n).collect()
    };
    if n < visible {
        let sorted = scene.sorted.values();
        let start = scene.sorted.rank(from);
        let extremes = scene.cache.first_places(scene.slice, [sorted[start], sorted[start + visible - 1]]);
        chosen.extend(extremes.iter().copied().filter(within));
        if within(&(scene.selected.index as usize)) {
            chosen.push(scene.selected.index as usize);
        }
        chosen.sort_unstable();
        chosen.dedup();
    }
    let mut rng = scene.rng();
    chosen.into_iter().map(|i| scene.mark(i, &mut rng)).collect()
}

/// The slice's flat indices, each once, in steps of the golden section of its length: wherever the iteration stops,
/// it has covered all parts evenly.
fn golden_walk(scene: &Scene) -> impl Iterator<Item = usize> {
    let (slice, len) = (scene.slice, scene.slice.len);
    let mut step = ((len as f64 * 0.618_033_988_75) as usize).max(1);
    while gcd(step, len) != 1 {
        step += 1;
    }
    (0..len).scan(0, move |at, _| {
        let here = *at;
        *at = (*at + step) % len;
        Some(slice.at(here))
    })
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn words(scene: &Scene, visible: usize, levels_visible: u32) -> String {
    let n = scene.finite;
    let shown = match visible == n {
        true => values(n as u64),
        false => tr!("{n} of {all} values", n = count(visible as u64), all = count(n as u64)),
    };
    let all = scene.level_count();
    let levels = if u64::from(levels_visible) == all {
        levels_in_words(all)
    } else {
        tr!("{n} of {all} levels in view", n = count(levels_visible.into()), all = count(all))
    };
    let grid = match scene.step() {
        Some(step) => tr!("{shown} and {levels}, {step} apart.", shown, levels, step = number(f64::from(step))),
        None => tr!("{shown} and {levels}, {spread}.", shown, levels, spread = scene.spread()),
    };
    let clipped = (scene.study.focus_metrics.share_clipped * n as f64).round() as u64;
    let beyond = match clipped {
        0 => tr!("nothing is clipped"),
        k => tr_n!(k, "{n} value is clipped", "{n} values are clipped", n = count(k)),
    };
    let zero = match scene.zero_code() {
        Some(code) => tr!("Real 0 is code {code}; {beyond}.", code = scene.code_name(code), beyond),
        None => tr!("Real 0 is no level; {beyond}.", beyond),
    };
    i18n::joined([grid, zero])
}

fn table(scene: &Scene, marks: &[Mark], complete: bool) -> Table {
    const ROWS: usize = 60;
    let mut rows = Vec::new();
    if let (Some(clip), Some(affine)) = (scene.clip(), scene.affine()) {
        let fixed = |name: String, x: f32, code: f32| {
            let y = affine.dequantize(code);
            vec![name, exact(x), integer(code), exact(y), number(f64::from(y) - f64::from(x))]
        };
        rows.push(fixed(tr!("lower end of the range"), clip.lo, affine.clamp(affine.unclamped(clip.lo, 0.5))));
        rows.push(fixed(tr!("upper end of the range"), clip.hi, affine.clamp(affine.unclamped(clip.hi, 0.5))));
        rows.push(fixed(tr!("zero"), 0.0, affine.clamp(affine.unclamped(0.0, 0.5))));
    }
    let shown = marks.len().min(ROWS);
    rows.extend(
        marks[..shown]
            .iter()
            .map(|m| vec![scene.name(m.index as usize), exact(m.x), scene.code_name(m.code), exact(m.y), number(error(m))]),
    );
    let caption = if complete && shown == marks.len() {
        tr!("Values and the levels they go to")
    } else {
        tr!("A selection of {n} values and the levels they go to", n = shown)
    };
    let columns = vec![tr!("what"), tr!("value x"), tr!("code q"), tr!("dequantized x̂"), tr!("error x̂ − x")];
    Table { caption, columns, rows }
}
