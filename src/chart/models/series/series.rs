//! Original, dequantized and error along the slice, in the slice's order or sorted by the originals; at most one point a pixel
//! column, extremes kept. Where a column stands for many values in order its error is the largest of its extremes, where clipping
//! is worst, and of a sample.

use super::in_order;
use super::point::SeriesPoint;
use super::sorted::Ranks;
use crate::chart::number_text::{count, exact, number};
use crate::chart::scene::{Scene, error};
use crate::chart::{Axis, Chart, ChartSizes, Table};
use crate::study::{CompareMode, Layout, Tab};
use serde::{Deserialize, Serialize};

/// Original, dequantized and error over the index within the slice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Series {
    /// First index of the window.
    pub from: u32,
    /// Length of the window.
    pub span: u32,
    /// Values in the slice.
    pub len: u32,
    /// One per value, or one per pixel column with its extremes.
    pub points: Vec<SeriesPoint>,
    /// Whether every point is one value.
    pub each: bool,
    /// Whether values are in ascending order, not in the slice's.
    pub sorted: bool,
    /// Index, or rank.
    pub x: Axis,
    /// Value.
    pub y: Axis,
    /// Error, in units of the data, on its own scale.
    pub error: Axis,
    /// Place on x of the selected value, when in the window.
    pub selected: Option<u32>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

impl Series {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let asked = match scene.view.layout {
            // The lab has no tabs.
            Layout::Lab => scene.view.compare == CompareMode::Sorted,
            Layout::Look | Layout::Present => scene.view.tab == Tab::Sorted,
        };
        let sorted = asked && scene.finite > 0;
        let len = if sorted { scene.finite } else { scene.slice.len };
        let from = (scene.view.from as usize).min(len - 1);
        let span = match scene.view.span as usize {
            0 => len - from,
            n => n.min(len - from),
        };
        let columns = (sizes.series as usize / 2).max(32);
        let each = span <= columns;
        let n = if each { span } else { columns };
        let ranks = sorted.then(|| Ranks::of(scene));
        let (points, selected, looked_at) = if let Some(ranks) = &ranks {
            let points: Vec<_> = (0..n).map(|i| ranks.point(from + i * span / n, from + (i + 1) * span / n)).collect();
            (points, ranks.selected(), None)
        } else {
            let mut rng = scene.rng();
            let outline = scene.cache.outline_along(scene.slice, from, span, n);
            let points = (0..n).map(|i| in_order::point(scene, &outline, i, from + i * span / n, &mut rng)).collect();
            (points, Some(scene.selected_at), (!outline.complete()).then(|| outline.looked_at()))
        };

        let ends = |values: &mut dyn Iterator<Item = f32>| {
            values
                .filter(|v| v.is_finite())
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(f64::from(v)), hi.max(f64::from(v))))
        };
        let (lo, hi) = ends(&mut points.iter().flat_map(|p| [p.lo, p.hi, p.y_lo, p.y_hi]));
        let margin = 0.06 * (hi - lo);
        let (_, worst) = ends(&mut points.iter().map(|p| p.error.abs()));
        let worst = if worst > 0.0 { worst * 1.1 } else { 1.0 };
        let selected = selected.filter(|at| (from..from + span).contains(at)).map(|at| at as u32);
        let title = if sorted { tr!("values in ascending order") } else { tr!("place in the slice") };
        Self {
            from: from as u32,
            span: span as u32,
            len: len as u32,
            each,
            sorted,
            x: Axis::whole(from as f64 - 0.5, (from + span) as f64 - 0.5, (sizes.series / 90).clamp(2, 12), title),
            y: Axis::linear(lo - margin, hi + margin, 4, tr!("value")),
            error: Axis::linear(-worst, worst, 5, tr!("error x̂ − x")),
            selected,
            words: words(scene, looked_at, &points, (from, span), len),
            table: sizes.table(Chart::Series, || table(scene, ranks.as_ref(), (from, span))),
            points,
        }
    }
}

/// The picture in words; `looked_at` of the values are, where these are not all.
fn words(scene: &Scene, looked_at: Option<usize>, points: &[SeriesPoint], (from, span): (usize, usize), len: usize) -> String {
    let Some(worst) = points.iter().filter(|p| p.is_there()).map(|p| p.error.abs()).max_by(f32::total_cmp) else {
        return String::new();
    };
    let whole = span == len;
    // The largest error of the slice is known, even where not every value is examined.
    let worst = if whole { scene.study.focus_metrics.max_abs } else { f64::from(worst) };
    let window = match looked_at {
        _ if whole => {
            let n = count(scene.finite as u64);
            if scene.finite < span { tr!("Finite values: {n}", n) } else { tr!("Values: {n}", n) }
        }
        None => tr!("Values {first} to {last}", first = count(from as u64 + 1), last = count((from + span) as u64)),
        Some(looked_at) => {
            let [n, first, last] = [looked_at, from + 1, from + span].map(|n| count(n as u64));
            tr!("{n} values looked at of {first} to {last}", n, first, last)
        }
    };
    if worst == 0.0 {
        return tr!("{window}; every one comes back exactly.", window);
    }
    let largest = number(worst);
    let steps = scene.step().filter(|step| step.is_normal()).map(|step| number(worst / f64::from(step)));
    match (whole, steps) {
        (true, Some(steps)) => tr!("{window}; none moves by more than {largest} ({steps} steps).", window, largest, steps),
        (true, None) => tr!("{window}; none moves by more than {largest}.", window, largest),
        (false, Some(steps)) => tr!("{window}; the largest error is {largest} ({steps} steps).", window, largest, steps),
        (false, None) => tr!("{window}; the largest error is {largest}.", window, largest),
    }
}

/// The values of a window, of their ranks where these are given.
fn table(scene: &Scene, ranks: Option<&Ranks>, (from, span): (usize, usize)) -> Table {
    const ROWS: usize = 64;
    let shown = span.min(ROWS);
    let mut rng = scene.rng();
    let rows = (0..shown)
        .map(|i| {
            let at = from + i * span / shown;
            let (name, m) = match ranks {
                Some(ranks) => ranks.row(at),
                None => {
                    let mark = scene.mark(scene.slice.at(at), &mut rng);
                    (scene.name(mark.index as usize), mark)
                }
            };
            let y = if m.x.is_finite() { exact(m.y) } else { number(f64::NAN) };
            vec![name, exact(m.x), y, number(error(&m))]
        })
        .collect();
    let caption = if shown == span {
        tr!("Original, dequantized and error")
    } else {
        tr!("Original, dequantized and error: {n} of {all} values, evenly chosen", n = shown, all = count(span as u64))
    };
    Table { caption, columns: vec![tr!("place"), tr!("original x"), tr!("dequantized x̂"), tr!("error x̂ − x")], rows }
}
