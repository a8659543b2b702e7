//! Two curves over the strength of a method, the best of each, and the strength on show.

use crate::Error;
use crate::chart::StrengthCurve;
use crate::chart::draw::pen::{At, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &StrengthCurve) -> Result<Vec<Plot>, Error> {
    let left = label_room(&chart.y);
    let (top, bottom, right) = (2.0 * ROW + 6.0, pen.height - 2.0 * ROW - 4.0, pen.width - EDGE - 8.0);
    let plot = Plot::new("strengths", (left, top), (right, bottom), (chart.x.lo, chart.x.hi), (chart.y.lo, chart.y.hi));
    left_axis(pen, &plot, &chart.y)?;
    lower_axis(pen, &plot, &chart.x, true)?;
    let now = plot.x_within(chart.taken);
    pen.dashed_vertical(now, plot.top, plot.bottom(), &pen.look.quiet)?;
    pen.tag(&tr!("now"), now.clamp(plot.left + 16.0, plot.right() - 16.0), plot.top - 10.0)?;
    let place = |(x, y): (f64, f64)| (plot.x(x), plot.y(y));
    let (seen, unseen) = (chart.points(0), chart.points(1));
    if seen.len() > 1 {
        pen.dashes(&seen.into_iter().map(place).collect::<Vec<_>>(), (5.0, 4.0), 1.5, &pen.look.clipped)?;
    }
    if unseen.len() > 1 {
        pen.path(unseen.into_iter().map(place), 2.0, &pen.look.dequantized)?;
    }
    for (curve, color) in [(0, &pen.look.clipped), (1, &pen.look.dequantized)] {
        if let Some((x, y)) = chart.best(curve).map(place) {
            pen.dot(x, y, 5.0, &pen.look.paper)?;
            pen.ring(x, y, 5.0, 2.0, color)?;
        }
    }
    legend(pen, chart, left, right)?;
    Ok(vec![plot])
}

fn legend(pen: &Pen, chart: &StrengthCurve, left: f64, right: f64) -> Result<(), Error> {
    let y = EDGE + 2.0;
    pen.text(&chart.y.title, left, y, At::Left, &pen.look.quiet)?;
    let mut x = right;
    for (curve, name) in [(1, tr!("tokens that judge")), (0, tr!("calibration tokens"))] {
        if chart.points(curve).is_empty() {
            continue;
        }
        let from = x - text_width(&name);
        if from - 30.0 <= left + text_width(&chart.y.title) + 12.0 {
            return Ok(());
        }
        pen.text(&name, x, y, At::Right, &pen.look.quiet)?;
        match curve {
            1 => pen.horizontal(from - 28.0, from - 8.0, y, 2.0, &pen.look.dequantized)?,
            _ => pen.dashes(&[(from - 28.0, y), (from - 8.0, y)], (5.0, 4.0), 1.5, &pen.look.clipped)?,
        }
        x = from - 48.0;
    }
    Ok(())
}
