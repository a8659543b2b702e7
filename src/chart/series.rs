//! Original, dequantized and error along the slice, at most one point a pixel column, extremes kept.

use super::format::{count, exact, number};
use super::scene::{Scene, error};
use super::{Axis, Chart, Mark, Room, Table};
use crate::num::Dither;
use crate::quant::{Quantizer, Strided};
use serde::{Deserialize, Serialize};
use std::ops::Range;

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
    /// The error x̂ - x of largest magnitude.
    pub error: f32,
}

impl SeriesPoint {
    /// Whether it has a finite value.
    pub fn is_there(&self) -> bool {
        !self.lo.is_nan()
    }
}

impl Series {
    pub(super) fn build(scene: &Scene, room: &Room) -> Self {
        let len = scene.slice.len;
        let from = (scene.view.from as usize).min(len - 1);
        let span = match scene.view.span as usize {
            0 => len - from,
            n => n.min(len - from),
        };
        let columns = (room.series as usize / 2).max(32);
        let each = span <= columns;
        let mut dither = scene.dither();
        let n = if each { span } else { columns };
        let points: Vec<_> = (0..n).map(|i| point(scene, from + i * span / n, from + (i + 1) * span / n, &mut dither)).collect();

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
            x: Axis::whole(from as f64 - 0.5, (from + span) as f64 - 0.5, (room.series / 90).clamp(2, 12), "place in the slice"),
            y: Axis::linear(lo - margin, hi + margin, 4, "value"),
            error: Axis::linear(-worst, worst, 5, "error x̂ − x"),
            selected,
            words: words(scene, &points, from, span),
            table: room.table(Chart::Series, || table(scene, from, span)),
            points,
        }
    }
}

/// The values at places `start..end` of the slice.
fn point(scene: &Scene, start: usize, end: usize, dither: &mut Dither) -> SeriesPoint {
    let (values, slice) = (scene.tensor.values(), scene.slice);
    let quantizer = scene.quantizer();
    if !quantizer.is_monotone() || !scene.tensor.missing().none() {
        return drawn_point(scene, start, end, dither);
    }
    let ends = match quantizer {
        Quantizer::Affine(a) => {
            let a = *a;
            extremes(values, slice, start..end, move |x| a.dequantize(a.clamp(a.unclamped(x, 0.0))))
        }
        _ => extremes(values, slice, start..end, |x| quantizer.dequantized(x, 0.0)),
    };
    let y = |x: f32| quantizer.value(quantizer.level(x, 0.0));
    SeriesPoint { at: start as u32, lo: ends.lo, hi: ends.hi, y_lo: y(ends.lo), y_hi: y(ends.hi), error: ends.worst }
}

/// Smallest and largest value of a run and the error of largest magnitude.
struct Extremes {
    lo: f32,
    hi: f32,
    worst: f32,
}

/// The one pass over everything in view: plain comparisons, since no value is missing, and no jumps where there are none.
fn extremes(values: &[f32], slice: Strided, places: Range<usize>, dequantized: impl Fn(f32) -> f32) -> Extremes {
    let first = values[slice.at(places.start)];
    let start = Extremes { lo: first, hi: first, worst: 0.0 };
    let take = |e: Extremes, &x: &f32| {
        let error = dequantized(x) - x;
        Extremes {
            lo: if x < e.lo { x } else { e.lo },
            hi: if x > e.hi { x } else { e.hi },
            worst: if error.abs() > e.worst.abs() { error } else { e.worst },
        }
    };
    let from = &values[slice.at(places.start)..];
    match slice.step {
        1 => from[..places.len()].iter().fold(start, take),
        step => from.iter().step_by(step).take(places.len()).fold(start, take),
    }
}

/// The same where values are missing, or each meets its own draw, so that larger values need not have larger levels.
fn drawn_point(scene: &Scene, start: usize, end: usize, dither: &mut Dither) -> SeriesPoint {
    let quantizer = scene.quantizer();
    let nothing = SeriesPoint {
        at: start as u32,
        lo: f32::INFINITY,
        hi: f32::NEG_INFINITY,
        y_lo: f32::INFINITY,
        y_hi: f32::NEG_INFINITY,
        error: 0.0,
    };
    let places = (start..end).map(|at| scene.slice.at(at)).filter(|&i| !scene.tensor.missing().at(i));
    let point = places.fold(nothing, |p, i| {
        let x = scene.tensor.values()[i];
        let y = quantizer.dequantized(x, crate::study::draw(quantizer, i, dither));
        let error = if (y - x).abs() > p.error.abs() { y - x } else { p.error };
        SeriesPoint { lo: p.lo.min(x), hi: p.hi.max(x), y_lo: p.y_lo.min(y), y_hi: p.y_hi.max(y), error, ..p }
    });
    if point.lo <= point.hi {
        return point;
    }
    SeriesPoint { at: start as u32, lo: f32::NAN, hi: f32::NAN, y_lo: f32::NAN, y_hi: f32::NAN, error: f32::NAN }
}

fn words(scene: &Scene, points: &[SeriesPoint], from: usize, span: usize) -> String {
    let Some(worst) = points.iter().filter(|p| p.is_there()).max_by(|a, b| a.error.abs().total_cmp(&b.error.abs())) else {
        return String::new();
    };
    let window = if span == scene.slice.len {
        let finite = if scene.finite < span { "finite " } else { "" };
        format!("All {} {finite}values", count(scene.finite as u64))
    } else {
        format!("Values {} to {}", count(from as u64 + 1), count((from + span) as u64))
    };
    if worst.error == 0.0 {
        return format!("{window} come back exactly.");
    }
    let largest = number(f64::from(worst.error.abs()));
    match scene.step() {
        Some(step) if step.is_normal() => {
            let steps = number(f64::from(worst.error.abs()) / f64::from(step));
            format!("{window} come back within {largest} ({steps} steps).")
        }
        _ => format!("{window} come back within {largest}."),
    }
}

fn table(scene: &Scene, from: usize, span: usize) -> Table {
    const ROWS: usize = 64;
    let shown = span.min(ROWS);
    let mut dither = scene.dither();
    let rows = (0..shown)
        .map(|i| {
            let m: Mark = scene.mark(scene.slice.at(from + i * span / shown), &mut dither);
            let y = if m.x.is_finite() { exact(m.y) } else { number(f64::NAN) };
            vec![scene.name(m.index as usize), exact(m.x), y, number(error(&m))]
        })
        .collect();
    let caption = if shown == span {
        "Original, dequantized and error".into()
    } else {
        format!("Original, dequantized and error: {shown} of {} values, evenly chosen", count(span as u64))
    };
    Table { caption, columns: ["place", "original x", "dequantized x̂", "error x̂ − x"].map(String::from).into(), rows }
}
