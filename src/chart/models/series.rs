//! Original, dequantized and error along the slice, at most one point a pixel column, extremes kept. Where a column stands
//! for many values its error is the largest of its extremes, where clipping is worst, and of a sample.

use crate::chart::number_text::{count, exact, number};
use crate::chart::scene::{Scene, error};
use crate::chart::{Axis, Chart, ChartSizes, Mark, Table};
use crate::num::StochasticRng;
use crate::quant::Quantizer;
use crate::tensor::Outline;
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
    /// Index.
    pub x: Axis,
    /// Value.
    pub y: Axis,
    /// Error, in units of the data, on its own scale.
    pub error: Axis,
    /// Index within the slice of the selected value, when in the window.
    pub selected: Option<u32>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

/// A value, or the extremes of a run of values. All its numbers are NaN where none of the values is finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SeriesPoint {
    /// Index within the slice of the (first) value.
    pub at: u32,
    /// Smallest original.
    pub lo: f32,
    /// Largest original; equals `lo` for one value.
    pub hi: f32,
    /// Smallest dequantized.
    pub y_lo: f32,
    /// Largest dequantized.
    pub y_hi: f32,
    /// The error x̂ - x of largest magnitude among the values examined.
    pub error: f32,
}

impl SeriesPoint {
    /// Whether it has a finite value.
    pub fn is_there(&self) -> bool {
        !self.lo.is_nan()
    }
}

impl Series {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let len = scene.slice.len;
        let from = (scene.view.from as usize).min(len - 1);
        let span = match scene.view.span as usize {
            0 => len - from,
            n => n.min(len - from),
        };
        let columns = (sizes.series as usize / 2).max(32);
        let each = span <= columns;
        let mut rng = scene.rng();
        let n = if each { span } else { columns };
        let outline = scene.cache.outline_along(scene.slice, from, span, n);
        let points: Vec<_> = (0..n).map(|i| point(scene, &outline, i, from + i * span / n, &mut rng)).collect();

        let ends = |values: &mut dyn Iterator<Item = f32>| {
            values
                .filter(|v| v.is_finite())
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(f64::from(v)), hi.max(f64::from(v))))
        };
        let (lo, hi) = ends(&mut points.iter().flat_map(|p| [p.lo, p.hi, p.y_lo, p.y_hi]));
        let margin = 0.06 * (hi - lo);
        let (_, worst) = ends(&mut points.iter().map(|p| p.error.abs()));
        let worst = if worst > 0.0 { worst * 1.1 } else { 1.0 };
        let selected = (from..from + span).contains(&scene.selected_at).then_some(scene.selected_at as u32);
        Self {
            from: from as u32,
            span: span as u32,
            len: len as u32,
            each,
            x: Axis::whole(from as f64 - 0.5, (from + span) as f64 - 0.5, (sizes.series / 90).clamp(2, 12), tr!("place in the slice")),
            y: Axis::linear(lo - margin, hi + margin, 4, tr!("value")),
            error: Axis::linear(-worst, worst, 5, tr!("error x̂ − x")),
            selected,
            words: words(scene, &outline, &points, from, span),
            table: sizes.table(Chart::Series, || table(scene, from, span)),
            points,
        }
    }
}

/// The values of cell `i`, whose first place is `at`.
fn point(scene: &Scene, outline: &Outline, i: usize, at: usize, rng: &mut StochasticRng) -> SeriesPoint {
    let quantizer = scene.quantizer();
    let Some([lo, hi]) = outline.ends(i).map(|ends| ends.map(|seen| seen.value)) else {
        return SeriesPoint { at: at as u32, lo: f32::NAN, hi: f32::NAN, y_lo: f32::NAN, y_hi: f32::NAN, error: f32::NAN };
    };
    if quantizer.is_monotone() {
        let error = largest_error(quantizer, outline.seen(i).map(|seen| seen.value));
        let y = |x: f32| quantizer.value(quantizer.level(x, 0.0));
        return SeriesPoint { at: at as u32, lo, hi, y_lo: y(lo), y_hi: y(hi), error };
    }
    // Each value has its own random number, so larger values need not have larger levels.
    let nothing = SeriesPoint { at: at as u32, lo, hi, y_lo: f32::INFINITY, y_hi: f32::NEG_INFINITY, error: 0.0 };
    outline.seen(i).fold(nothing, |p, seen| {
        let y = quantizer.dequantized(seen.value, crate::study::random_draw(quantizer, seen.place as usize, rng));
        let error = if (y - seen.value).abs() > p.error.abs() { y - seen.value } else { p.error };
        SeriesPoint { y_lo: p.y_lo.min(y), y_hi: p.y_hi.max(y), error, ..p }
    })
}

/// The error of largest magnitude, the first of several. The type of the quantizer is determined once, not for every value.
fn largest_error(quantizer: &Quantizer, values: impl Iterator<Item = f32>) -> f32 {
    let farther = |worst: f32, error: f32| if error.abs() > worst.abs() { error } else { worst };
    match quantizer {
        Quantizer::Affine(a) => {
            let a = *a;
            values.fold(0.0, |worst, x| farther(worst, a.dequantize(a.clamp(a.unclamped(x, 0.0))) - x))
        }
        _ => values.fold(0.0, |worst, x| farther(worst, quantizer.dequantized(x, 0.0) - x)),
    }
}

fn words(scene: &Scene, outline: &Outline, points: &[SeriesPoint], from: usize, span: usize) -> String {
    let Some(worst) = points.iter().filter(|p| p.is_there()).map(|p| p.error.abs()).max_by(f32::total_cmp) else {
        return String::new();
    };
    let whole = span == scene.slice.len;
    // The largest error of the slice is known, even where not every value is examined.
    let worst = if whole { scene.study.focus_metrics.max_abs } else { f64::from(worst) };
    let window = if whole {
        let n = count(scene.finite as u64);
        if scene.finite < span { tr!("Finite values: {n}", n) } else { tr!("Values: {n}", n) }
    } else if outline.complete() {
        tr!("Values {first} to {last}", first = count(from as u64 + 1), last = count((from + span) as u64))
    } else {
        let [n, first, last] = [outline.looked_at(), from + 1, from + span].map(|n| count(n as u64));
        tr!("{n} values looked at of {first} to {last}", n, first, last)
    };
    if worst == 0.0 {
        return tr!("{window}; every one comes back exactly.", window);
    }
    let largest = number(worst);
    match scene.step() {
        Some(step) if step.is_normal() => {
            let steps = number(worst / f64::from(step));
            tr!("{window}; the largest error is {largest} ({steps} steps).", window, largest, steps)
        }
        _ => tr!("{window}; the largest error is {largest}.", window, largest),
    }
}

fn table(scene: &Scene, from: usize, span: usize) -> Table {
    const ROWS: usize = 64;
    let shown = span.min(ROWS);
    let mut rng = scene.rng();
    let rows = (0..shown)
        .map(|i| {
            let m: Mark = scene.mark(scene.slice.at(from + i * span / shown), &mut rng);
            let y = if m.x.is_finite() { exact(m.y) } else { number(f64::NAN) };
            vec![scene.name(m.index as usize), exact(m.x), y, number(error(&m))]
        })
        .collect();
    let caption = if shown == span {
        tr!("Original, dequantized and error")
    } else {
        tr!("Original, dequantized and error: {n} of {all} values, evenly chosen", n = shown, all = count(span as u64))
    };
    Table { caption, columns: vec![tr!("place"), tr!("original x"), tr!("dequantized x̂"), tr!("error x̂ − x")], rows }
}
