//! The clipping bench: rounding, clipping and total error against the threshold.

use super::pen::{At, Drawn, Pen, text_width};
use super::plot::{EDGE, Plot, ROW, has_title_row, label_room, left_axis, lower_axis, lower_room};
use crate::Error;
use crate::chart::{Bench, BenchPoint};
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(pen: &Pen<DB>, bench: &Bench) -> Result<Vec<Plot>, Error> {
    let left = label_room(&bench.y);
    let plot = Plot::new(
        "bench",
        (left, ROW + 2.0),
        (pen.width - 16.0, pen.height - lower_room(pen)),
        (bench.x.lo, bench.x.hi),
        (bench.y.lo, bench.y.hi),
    );
    if bench.points.is_empty() {
        return Ok(vec![plot]);
    }
    left_axis(pen, &plot, &bench.y)?;
    lower_axis(pen, &plot, &bench.x, has_title_row(pen))?;
    let height = |v: f64| plot.y_within(if bench.log { v.max(f64::MIN_POSITIVE).log10() } else { v });
    let curve =
        |part: fn(&BenchPoint) -> f64| -> Vec<(f64, f64)> { bench.points.iter().map(|p| (plot.x(p.threshold), height(part(p)))).collect() };
    let (rounding, clipping, total) = (curve(|p| p.rounding), curve(|p| p.clipping), curve(|p| p.total));
    pen.dashes(&rounding, (6.0, 4.0), 1.5, &pen.look.dequantized)?;
    pen.dashes(&above_floor(&clipping, &plot), (2.0, 3.0), 1.5, &pen.look.original)?;
    pen.path(total.iter().copied(), 2.0, &pen.look.error)?;

    if let Some(&(x, y)) = total.get(bench.best as usize) {
        pen.ring(x, y, 7.0, 2.0, &pen.look.ink)?;
    }
    if let Some(now) = &bench.current {
        let (x, y) = (plot.x(now.threshold), height(now.total));
        pen.dashed_vertical(x, y, plot.bottom(), &pen.look.ink)?;
        pen.diamond(x, y, 5.0, &pen.look.ink)?;
    }
    legend(pen, left)?;
    Ok(vec![plot])
}

/// The part of a falling curve before it runs along the lower edge.
fn above_floor(points: &[(f64, f64)], plot: &Plot) -> Vec<(f64, f64)> {
    let end = points.iter().rposition(|p| p.1 < plot.bottom()).map_or(0, |i| (i + 2).min(points.len()));
    points[..end].to_vec()
}

fn legend<DB: DrawingBackend>(pen: &Pen<DB>, left: f64) -> Drawn {
    let y = EDGE + 2.0;
    let mut x = left;
    let mut next = |text: &str| {
        let here = x;
        x += 24.0 + text_width(text) + 16.0;
        here
    };
    let at = next("rounding");
    pen.dashes(&[(at, y), (at + 18.0, y)], (6.0, 4.0), 1.5, &pen.look.dequantized)?;
    pen.text("rounding", at + 24.0, y, At::Left, &pen.look.dequantized)?;
    let at = next("clipping");
    pen.dashes(&[(at, y), (at + 18.0, y)], (2.0, 3.0), 1.5, &pen.look.original)?;
    pen.text("clipping", at + 24.0, y, At::Left, &pen.look.original)?;
    let at = next("total");
    pen.horizontal(at, at + 18.0, y, 2.0, &pen.look.error)?;
    pen.text("total", at + 24.0, y, At::Left, &pen.look.error)
}
