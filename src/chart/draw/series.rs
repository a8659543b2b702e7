//! Original, dequantized and error along the slice or in ascending order: values above, errors below on their own scale.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, has_title_row, label_room, left_axis, lower_axis, lower_room};
use crate::chart::{Series, SeriesPoint};
use plotters::prelude::Color;

/// From this distance between neighbours on, each value has a mark of its own.
const ROOMY: f64 = 7.0;
/// The least height of the errors.
const LEAST_ERRORS: f64 = 28.0;
/// Between values and errors; half a label's height each way, so that their lowest and highest labels do not touch.
const APART: f64 = 14.0;

pub(super) fn draw(pen: &Pen, series: &Series) -> Result<Vec<Plot>, Error> {
    let left = label_room(&series.y).max(label_room(&series.error));
    let (top, bottom) = (ROW + 2.0, pen.height - lower_room(pen));
    let split = (top + (bottom - top) * 0.68).min(bottom - LEAST_ERRORS);
    let right = pen.width - 16.0;
    let x = (series.x.lo, series.x.hi);
    let values = Plot::new("values", (left, top), (right, split - APART), x, (series.y.lo, series.y.hi));
    let errors = Plot::new("errors", (left, split), (right, bottom), x, (series.error.lo, series.error.hi));

    left_axis(pen, &values, &series.y)?;
    left_axis(pen, &errors, &series.error)?;
    lower_axis(pen, &errors, &series.x, has_title_row(pen))?;
    if let Some(at) = series.selected {
        for plot in [&values, &errors] {
            pen.vertical(plot.x(f64::from(at)), plot.top, plot.bottom(), &pen.look.ink.mix(0.5))?;
        }
    }
    match (series.each, series.sorted) {
        (true, _) => lines(pen, series, &values)?,
        (false, true) => steps(pen, series, &values)?,
        (false, false) => bands(pen, series, &values)?,
    }
    if series.each {
        stems(pen, series, &errors)?
    } else {
        errors_between(pen, series, &errors)?
    }
    pen.horizontal(errors.left, errors.right(), errors.y(0.0), 1.0, &pen.look.quiet)?;
    if let Some(point) = series.points.iter().find(|p| series.each && p.is_there() && Some(p.at) == series.selected) {
        marks(pen, &values, point, 5.0)?;
    }
    legend(pen, left, right, &series.error.title)?;
    Ok(vec![values, errors])
}

fn spacing(series: &Series, plot: &Plot) -> f64 {
    plot.width / f64::from(series.span.max(1))
}

/// One value a point: a line through the originals, steps through the dequantized.
fn lines(pen: &Pen, series: &Series, plot: &Plot) -> Drawn {
    let place = |p: &SeriesPoint, v: f32| (plot.x(f64::from(p.at)), plot.y_within(f64::from(v)));
    let half = spacing(series, plot) / 2.0;
    for run in runs(&series.points).filter(|run| run[0].is_there()) {
        let steps = run.iter().flat_map(|p| {
            let (x, y) = place(p, p.y_lo);
            [(x - half, y), (x + half, y)]
        });
        pen.path(steps, 1.5, &pen.look.dequantized.mix(0.8))?;
        pen.path(run.iter().map(|p| place(p, p.lo)), 1.0, &pen.look.original.mix(0.8))?;
    }
    if half * 2.0 >= ROOMY {
        for point in series.points.iter().filter(|p| p.is_there()) {
            marks(pen, plot, point, 3.0)?;
        }
    }
    Ok(())
}

/// Points without a gap between them, and gaps.
fn runs(points: &[SeriesPoint]) -> impl Iterator<Item = &[SeriesPoint]> {
    points.chunk_by(|a, b| a.is_there() == b.is_there())
}

fn marks(pen: &Pen, plot: &Plot, point: &SeriesPoint, size: f64) -> Drawn {
    let x = plot.x(f64::from(point.at));
    pen.square(x, plot.y_within(f64::from(point.y_lo)), size, &pen.look.dequantized)?;
    pen.dot(x, plot.y_within(f64::from(point.lo)), size, &pen.look.original)
}

/// Many values a point in ascending order: the originals are a curve, the dequantized values the steps through it.
fn steps(pen: &Pen, series: &Series, plot: &Plot) -> Drawn {
    let width = plot.width / series.points.len() as f64;
    let y = |v: f32| plot.y_within(f64::from(v));
    let treads = series.points.iter().enumerate().flat_map(|(i, p)| {
        let left = plot.left + width * i as f64;
        let (low, high) = (y(p.y_lo), y(p.y_hi));
        [(left, low), (left + width / 2.0, low), (left + width / 2.0, high), (left + width, high)]
    });
    let curve = series.points.iter().enumerate().flat_map(|(i, p)| {
        let left = plot.left + width * i as f64;
        [(left, y(p.lo)), (left + width, y(p.hi))]
    });
    pen.path(treads, 2.0, &pen.look.dequantized)?;
    pen.path(curve, 2.0, &pen.look.original)
}

/// Many values a point in the slice's order: a band from the smallest to the largest original, dashes at the levels of both.
fn bands(pen: &Pen, series: &Series, plot: &Plot) -> Drawn {
    let width = plot.width / series.points.len() as f64;
    let left = |i: usize| plot.left + width * i as f64;
    let y = |v: f32| plot.y_within(f64::from(v));
    let mut first = 0;
    for run in runs(&series.points) {
        if run.iter().any(SeriesPoint::is_there) {
            let places = first..first + run.len();
            let upper = run.iter().zip(places.clone()).flat_map(|(p, i)| [(left(i), y(p.hi)), (left(i + 1), y(p.hi))]);
            let lower = run.iter().zip(places).rev().flat_map(|(p, i)| {
                let y = y(p.lo).max(y(p.hi) + 1.0);
                [(left(i + 1), y), (left(i), y)]
            });
            pen.area(upper.chain(lower), &pen.look.original.mix(0.45))?;
        }
        first += run.len();
    }
    for level in [|p: &SeriesPoint| p.y_lo, |p: &SeriesPoint| p.y_hi] {
        let mut start = 0;
        for run in series.points.chunk_by(|a, b| level(a) == level(b)) {
            if run[0].is_there() {
                pen.horizontal(left(start), left(start + run.len()), y(level(&run[0])), 2.0, &pen.look.dequantized)?;
            }
            start += run.len();
        }
    }
    Ok(())
}

/// The errors of values that are points of their own.
fn stems(pen: &Pen, series: &Series, plot: &Plot) -> Drawn {
    let step = spacing(series, plot);
    let width = (step * 0.6).clamp(1.0, 3.0);
    let place = |p: &SeriesPoint| (plot.x(f64::from(p.at)), plot.y_within(f64::from(p.error)));
    let stems = series.points.iter().filter(|p| p.is_there() && p.error != 0.0).map(|p| {
        let (x, y) = place(p);
        let (left, right) = pen.sides(x, width);
        (left, right, y)
    });
    pen.comb(plot.y(0.0), stems, &pen.look.error)?;
    if step >= ROOMY {
        for (x, y) in series.points.iter().filter(|p| p.is_there()).map(place) {
            pen.dot(x, y, 2.0, &pen.look.error)?;
        }
    }
    Ok(())
}

/// A band from the lowest to the highest error of each point.
fn errors_between(pen: &Pen, series: &Series, plot: &Plot) -> Drawn {
    let width = plot.width / series.points.len() as f64;
    let y = |v: f32| plot.y_within(f64::from(v));
    let mut first = 0;
    for run in runs(&series.points) {
        let left = |i: usize| plot.left + width * (first + i) as f64;
        let upper = run.iter().enumerate().flat_map(|(i, p)| [(left(i), y(p.error_hi)), (left(i + 1), y(p.error_hi))]);
        let lower = run.iter().enumerate().rev().flat_map(|(i, p)| {
            let y = y(p.error_lo).max(y(p.error_hi) + 1.0);
            [(left(i + 1), y), (left(i), y)]
        });
        if run.iter().any(SeriesPoint::is_there) {
            pen.area(upper.chain(lower), &pen.look.error.mix(0.6))?;
        }
        first += run.len();
    }
    Ok(())
}

fn legend(pen: &Pen, left: f64, right: f64, error: &str) -> Drawn {
    let y = EDGE + 2.0;
    pen.dot(left + 4.0, y, 4.0, &pen.look.original)?;
    let (original, dequantized, short) = (tr!("original"), tr!("dequantized"), tr!("error"));
    pen.text(&original, left + 13.0, y, At::Left, &pen.look.original_words)?;
    let next = left + 13.0 + text_width(&original) + 22.0;
    pen.square(next, y, 4.0, &pen.look.dequantized)?;
    pen.text(&dequantized, next + 9.0, y, At::Left, &pen.look.dequantized_words)?;
    let last = next + 9.0 + text_width(&dequantized) + 22.0;
    let Some(text) = [error, &short].into_iter().find(|text| last + 8.0 + text_width(text) <= right) else { return Ok(()) };
    pen.bar(last, y - 5.0, y + 5.0, 3.0, &pen.look.error)?;
    pen.text(text, last + 8.0, y, At::Left, &pen.look.error_words)
}
