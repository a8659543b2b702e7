//! GPTQ's walk: a bar for each rounded column, and how much of the error there is so far.

use crate::Error;
use crate::chart::ColumnWalk;
use crate::chart::draw::pen::{At, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &ColumnWalk) -> Result<Vec<Plot>, Error> {
    let scale = chart.scale();
    let left = label_room(&scale);
    let (top, bottom, right) = (ROW + 8.0, pen.height - 2.0 * ROW - 4.0, pen.width - EDGE - 4.0);
    let x = chart.places((right - left) as u32);
    let plot = Plot::new("walk", (left, top), (right, bottom), (x.lo, x.hi), (0.0, scale.hi));
    left_axis(pen, &plot, &scale)?;
    let bars = chart.bars((right - left) as u32);
    let shown = bars.iter().filter(|(_, loss)| *loss > 0.0).map(|(places, loss)| {
        let (from, to) = (plot.x(places.start as f64), plot.x(places.end as f64));
        let air = if to - from >= 4.0 { 0.12 * (to - from) } else { 0.0 };
        (from + air, to - air, plot.y_within(*loss))
    });
    pen.comb(plot.bottom(), shown, &pen.look.error)?;
    let walked = chart.walked();
    let sums = (0..walked).step_by((walked / 512).max(1)).chain(walked.checked_sub(1));
    let so_far = sums.map(|place| (plot.x(place as f64 + 1.0), plot.bottom() - plot.height * chart.share(place)));
    let path: Vec<_> = std::iter::once((plot.left, plot.bottom())).chain(so_far).collect();
    pen.path(path, 1.5, &pen.look.ink)?;
    if x.hi > walked as f64 {
        pen.dashed_vertical(plot.x(walked as f64), plot.top, plot.bottom(), &pen.look.quiet)?;
    }
    lower_axis(pen, &plot, &x, true)?;
    let y = EDGE + 2.0;
    pen.text(&scale.title, left, y, At::Left, &pen.look.error_words)?;
    let (line, note) = (left + text_width(&scale.title) + 24.0, tr!("line: error so far, of all rounded columns"));
    if line + text_width(&note) <= right {
        pen.text(&note, line, y, At::Left, &pen.look.quiet)?;
    }
    Ok(vec![plot])
}
