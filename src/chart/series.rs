//! Original, dequantized and error along the slice, at most one point a pixel column, extremes kept.

use super::format::{count, exact, number};
use super::scene::{Scene, error};
use super::{Axis, Mark, Room, Table};
use crate::num::Dither;
use crate::quant::Quantizer;
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
    pub table: Table,
}

/// A value, or the extremes of a run of values.
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
            error: Axis::linear(-worst, worst, 3, "error x̂ − x"),
            selected,
            words: words(scene, &points, from, span),
            table: table(scene, from, span),
            points,
        }
    }
}

/// The values at places `start..end` of the slice.
fn point(scene: &Scene, start: usize, end: usize, dither: &mut Dither) -> SeriesPoint {
    let quantizer = scene.quantizer();
    let (mut lo, mut hi) = (f32::INFINITY, f32::NEG_INFINITY);
    let (mut y_lo, mut y_hi) = (f32::INFINITY, f32::NEG_INFINITY);
    let mut worst = 0.0f32;
    let mut take = |x: f32, y: f32| {
        lo = lo.min(x);
        hi = hi.max(x);
        y_lo = y_lo.min(y);
        y_hi = y_hi.max(y);
        let e = y - x;
        if e.abs() > worst.abs() {
            worst = e;
        }
    };
    match quantizer {
        q if !q.is_monotone() => {
            for at in start..end {
                let x = scene.value(at);
                take(x, scene.study.apply(scene.slice.at(at), x, dither).1);
            }
        }
        q => (start..end).for_each(|at| {
            let x = scene.value(at);
            take(x, nearest(q, x));
        }),
    }
    SeriesPoint { at: start as u32, lo, hi, y_lo, y_hi, error: worst }
}

#[inline]
fn nearest(quantizer: &Quantizer, x: f32) -> f32 {
    quantizer.value(quantizer.level(x, 0.0))
}

fn words(scene: &Scene, points: &[SeriesPoint], from: usize, span: usize) -> String {
    let Some(worst) = points.iter().max_by(|a, b| a.error.abs().total_cmp(&b.error.abs())) else {
        return String::new();
    };
    let window = if span == scene.slice.len {
        format!("All {} values", count(span as u64))
    } else {
        format!("Values {} to {}", count(from as u64 + 1), count((from + span) as u64))
    };
    if worst.error == 0.0 {
        return format!("{window} come back exactly.");
    }
    let largest = number(f64::from(worst.error.abs()));
    match scene.affine() {
        Some(affine) if affine.scale.is_normal() => {
            let steps = number(f64::from(worst.error.abs()) / f64::from(affine.scale));
            format!("{window} come back within {largest}, which is {steps} steps of the scale.")
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
            vec![scene.name(m.index as usize), exact(m.x), exact(m.y), number(error(&m))]
        })
        .collect();
    let caption = if shown == span {
        "Original, dequantized and error".into()
    } else {
        format!("Original, dequantized and error: {shown} of {} values, evenly chosen", count(span as u64))
    };
    Table { caption, columns: ["place", "original x", "dequantized x̂", "error x̂ − x"].map(String::from).into(), rows }
}
