//! The errors of output channels and of tokens: two rows of bars, the worst of each named.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::{ErrorBars, RelativeErrors};

/// Between the two rows: labels of the upper one's axis, and its own title.
const APART: f64 = 2.0 * ROW + 6.0;

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &RelativeErrors) -> Result<Vec<Plot>, Error> {
    let rough = chart.rows(pen.width as u32);
    let left = rough.iter().map(|row| label_room(&row.y)).fold(0.0, f64::max);
    let right = pen.width - EDGE - 4.0;
    let rows = chart.rows((right - left) as u32);
    let (top, bottom) = (ROW + 6.0, pen.height - ROW - 6.0);
    let height = ((bottom - top - APART) / 2.0).max(1.0);
    let mut plots = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let upper = top + i as f64 * (height + APART);
        let name = if i == 0 { "channels" } else { "tokens" };
        let plot = Plot::new(name, (left, upper), (right, upper + height), (row.x.lo, row.x.hi), (0.0, row.y.hi));
        bars(pen, &plot, row)?;
        let title = if i == 0 { tr!("error of each output channel") } else { tr!("error of each token") };
        let width = text_width(&title) + 24.0;
        // Where the number of the worst stands, the title does not.
        let (at, free) = match row.worst.map(|worst| plot.x(worst as f64 + 0.5)) {
            Some(x) if x < left + width => (At::Right, (left, right - width)),
            _ => (At::Left, (left + width, right)),
        };
        let end = if matches!(at, At::Right) { right } else { left };
        pen.text(&title, end, upper - 12.0, at, &pen.look.error_words)?;
        worst(pen, &plot, row, free)?;
        plots.push(plot);
    }
    Ok(plots)
}

fn bars(pen: &Pen, plot: &Plot, row: &ErrorBars) -> Drawn {
    left_axis(pen, plot, &row.y)?;
    let shown = row.bars.iter().filter(|(_, error)| *error > 0.0).map(|(places, error)| {
        let (from, to) = (plot.x(places.start as f64), plot.x(places.end as f64));
        let air = if to - from >= 4.0 { 0.12 * (to - from) } else { 0.0 };
        (from + air, to - air, plot.y_within(*error))
    });
    pen.comb(plot.bottom(), shown, &pen.look.error)?;
    lower_axis(pen, plot, &row.x, false)
}

/// The number of the worst above its bar, with a mark pointing down at it; the number where it has room.
fn worst(pen: &Pen, plot: &Plot, row: &ErrorBars, (from, to): (f64, f64)) -> Drawn {
    let Some(at) = row.worst else { return Ok(()) };
    let x = plot.x(at as f64 + 0.5);
    let text = (at + 1).to_string();
    pen.area([(x - 4.0, plot.top - 7.0), (x + 4.0, plot.top - 7.0), (x, plot.top)], &pen.look.ink)?;
    if x < from - 8.0 || x > to { Ok(()) } else { pen.text(&text, x, plot.top - 15.0, At::Middle, &pen.look.ink) }
}
