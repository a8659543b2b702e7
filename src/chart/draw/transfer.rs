//! The staircase over the identity.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen};
use crate::chart::draw::plot::{EDGE, Plot, ROW, beyond_clip, has_title_row, label_room, left_axis, lower_axis, lower_room};
use crate::chart::{Mark, Transfer};
use plotters::prelude::Color;

pub(super) fn draw(pen: &Pen, transfer: &Transfer) -> Result<Vec<Plot>, Error> {
    let left = label_room(&transfer.y);
    let plot = Plot::new(
        "staircase",
        (left, ROW + 2.0),
        (pen.width - 16.0, pen.height - lower_room(pen)),
        (transfer.x.lo, transfer.x.hi),
        (transfer.y.lo, transfer.y.hi),
    );
    left_axis(pen, &plot, &transfer.y)?;
    if let Some(clip) = transfer.clip {
        beyond_clip(pen, &plot, f64::from(clip.lo), f64::from(clip.hi))?;
    }
    lower_axis(pen, &plot, &transfer.x, has_title_row(pen))?;
    zero(pen, &plot)?;
    let (lo, hi) = (plot.x_lo.max(plot.y_lo), plot.x_hi.min(plot.y_hi));
    if lo < hi {
        pen.dashes(&[(plot.x(lo), plot.y(lo)), (plot.x(hi), plot.y(hi))], (4.0, 4.0), 1.0, &pen.look.original)?;
    }
    treads(pen, transfer, &plot)?;
    if let Some(mark) = transfer.selected.as_ref().filter(|m| plot.shows(f64::from(m.x))) {
        selected(pen, &plot, mark)?;
    }
    pen.text(&transfer.y.title, left, EDGE + 2.0, At::Left, &pen.look.dequantized)?;
    Ok(vec![plot])
}

fn zero(pen: &Pen, plot: &Plot) -> Drawn {
    if plot.shows(0.0) {
        pen.vertical(plot.x(0.0), plot.top, plot.bottom(), &pen.look.ink.mix(0.6))?;
    }
    if plot.y_lo <= 0.0 && plot.y_hi >= 0.0 {
        pen.horizontal(plot.left, plot.right(), plot.y(0.0), 1.0, &pen.look.ink.mix(0.6))?;
    }
    Ok(())
}

/// Treads bold and risers thin; one stroke for all where treads are narrower than they are thick.
fn treads(pen: &Pen, transfer: &Transfer, plot: &Plot) -> Drawn {
    let corner = |x: f32, y: f32| (plot.x_within(f64::from(x)), plot.y(f64::from(y)));
    let seen = |y: f32| f64::from(y) >= plot.y_lo && f64::from(y) <= plot.y_hi;
    if plot.width / (transfer.steps.len().max(1) as f64) < 4.0 {
        let steps = transfer.steps.iter().filter(|s| seen(s.y));
        return pen.path(steps.flat_map(|s| [corner(s.lo, s.y), corner(s.hi, s.y)]), 2.0, &pen.look.dequantized);
    }
    for pair in transfer.steps.windows(2) {
        let x = plot.x_within(f64::from(pair[0].hi));
        pen.vertical(x, plot.y_within(f64::from(pair[1].y)), plot.y_within(f64::from(pair[0].y)), &pen.look.dequantized.mix(0.45))?;
    }
    for step in transfer.steps.iter().filter(|s| seen(s.y)) {
        let ((left, y), (right, _)) = (corner(step.lo, step.y), corner(step.hi, step.y));
        pen.horizontal(left, right, y, 2.0, &pen.look.dequantized)?;
    }
    Ok(())
}

fn selected(pen: &Pen, plot: &Plot, mark: &Mark) -> Drawn {
    let (x, y) = (plot.x(f64::from(mark.x)), plot.y_within(f64::from(mark.y)));
    pen.dashed_vertical(x, y, plot.bottom(), &pen.look.ink)?;
    pen.dashes(&[(x, y), (plot.left, y)], (4.0, 3.0), 1.0, &pen.look.ink)?;
    pen.dot(x, plot.bottom(), 4.0, &pen.look.original)?;
    pen.square(plot.left, y, 4.0, &pen.look.dequantized)?;
    pen.square(x, y, 6.0, &pen.look.ink)?;
    pen.square(x, y, 4.0, &pen.look.dequantized)
}
