//! Exact outputs against those of what was rounded, as cells; the darker, the more outputs.

use crate::Error;
use crate::chart::OutputDensity;
use crate::chart::draw::pen::{At, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use plotters::prelude::Color;

/// The part of the colour that a single output has.
const LEAST: f64 = 0.3;

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &OutputDensity) -> Result<Vec<Plot>, Error> {
    let left = label_room(&chart.y);
    let (top, bottom, right) = (ROW + 6.0, pen.height - 2.0 * ROW - 4.0, pen.width - EDGE - 4.0);
    // A square, so that the diagonal is one.
    let side = (right - left).min(bottom - top);
    let plot = Plot::new("outputs", (left, top), (left + side, top + side), (chart.x.lo, chart.x.hi), (chart.y.lo, chart.y.hi));
    left_axis(pen, &plot, &chart.y)?;
    pen.path([(plot.left, plot.bottom()), (plot.right(), plot.top)], 1.0, &pen.look.clipped)?;
    let most = f64::from(chart.most.max(2)).ln();
    for cell in &chart.cells {
        let (x, y, size) = chart.corner(cell);
        let strength = LEAST + (1.0 - LEAST) * f64::from(cell.count).ln() / most;
        let color = pen.look.dequantized.mix(strength);
        pen.rect(plot.x(x), plot.y(y + size), plot.x(x + size), plot.y(y), &color)?;
    }
    lower_axis(pen, &plot, &chart.x, false)?;
    pen.text(&chart.x.title, plot.right(), plot.bottom() + 13.0 + ROW, At::Right, &pen.look.original_words)?;
    pen.text(&chart.y.title, EDGE, EDGE + 2.0, At::Left, &pen.look.dequantized_words)?;
    let exact = "ŷ = y";
    if plot.width > 4.0 * text_width(exact) {
        pen.text(exact, plot.right() - 8.0, plot.top + 22.0, At::Right, &pen.look.quiet)?;
    }
    Ok(vec![plot])
}
