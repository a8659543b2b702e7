//! The methods side by side: a row a method, a column of bars for each kind of inputs.

use crate::Error;
use crate::chart::MethodRatios;
use crate::chart::draw::pen::{At, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW};

/// The most that a row is high.
const HIGHEST: f64 = 44.0;
/// Between a bar and its number, and between columns.
const GAP: f64 = 8.0;

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &MethodRatios) -> Result<Vec<Plot>, Error> {
    let (rows, columns) = (chart.methods.len(), chart.trials.len());
    let left = EDGE + chart.methods.iter().map(|name| text_width(name)).fold(0.0, f64::max) + 2.0 * GAP;
    let top = 2.0 * ROW;
    let high = ((pen.height - top - EDGE) / rows.max(1) as f64).clamp(1.0, HIGHEST);
    let wide = ((pen.width - EDGE - left) / columns.max(1) as f64).max(1.0);
    if let Some(row) = chart.chosen {
        pen.rect(0.0, top + high * row as f64, pen.width, top + high * (row + 1) as f64, &pen.look.band)?;
    }
    for (row, name) in chart.methods.iter().enumerate() {
        pen.text(name, EDGE, top + high * (row as f64 + 0.5), At::Left, &pen.look.ink)?;
    }
    let mut plots = Vec::new();
    for (column, name) in chart.trials.iter().enumerate() {
        let from = left + wide * column as f64;
        let number = (0..rows).map(|row| text_width(&chart.text(row, column))).fold(0.0, f64::max);
        let to = (from + wide - number - 3.0 * GAP).max(from + 1.0);
        let upright = Plot::new("methods", (from, top), (to, top + high * rows as f64), (0.0, 1.0), (0.0, rows as f64));
        // Rows run downward.
        let plot = Plot { y_lo: rows as f64, y_hi: 0.0, ..upright };
        pen.text(name, from, ROW, At::Left, &pen.look.quiet)?;
        for row in 0..rows {
            let (y, end) = (plot.y(row as f64 + 0.5), plot.x(chart.length(row, column)));
            if end > from {
                pen.rect(from, y - 0.2 * high, end, y + 0.2 * high, &pen.look.dequantized)?;
            }
            pen.text(&chart.text(row, column), end + GAP, y, At::Left, &pen.look.ink)?;
        }
        plots.push(plot);
    }
    Ok(plots)
}
