//! The channel strip: a thin box a channel, below it a bar for its part of the error.

use crate::Error;
use crate::chart::draw::Style;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, apart, label_room, left_axis, lower_axis};
use crate::chart::{ChannelBox, ChannelStrip};
use plotters::prelude::{Color, DrawingBackend};

/// Part of the height that the values take.
const VALUES: f64 = 0.7;
/// Between values and bars: a row for the bars' title.
const APART: f64 = ROW + 10.0;

/// Draws the strip on a transparent ground and tells where its two plots are.
pub fn draw_channels<DB: DrawingBackend>(backend: DB, strip: &ChannelStrip, style: &Style) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let left = label_room(&strip.y).max(label_room(&strip.error));
    let (top, bottom) = (2.0 * ROW + 4.0, pen.height - 2.0 * ROW - 4.0);
    let right = pen.width - 16.0;
    let split = top + (bottom - top) * VALUES;
    let x = (strip.x.lo, strip.x.hi);
    let values = Plot::new("values", (left, top), (right, split - APART), x, (strip.y.lo, strip.y.hi));
    let errors = Plot::new("errors", (left, split), (right, bottom), x, (strip.error.lo, strip.error.hi));
    legend(&pen, left)?;
    left_axis(&pen, &values, &strip.y)?;
    left_axis(&pen, &errors, &strip.error)?;
    lower_axis(&pen, &errors, &strip.x, true)?;
    pen.text(&strip.error.title, left, split - 0.5 * ROW, At::Left, &pen.look.error)?;
    bounds(&pen, &values, strip)?;
    for b in &strip.boxes {
        channel(&pen, &values, b)?;
    }
    bars(&pen, &errors, strip)?;
    names(&pen, &values, strip)?;
    pen.finish()?;
    Ok([values, errors].into_iter().map(|plot| plot.scaled(style.theme.zoom())).collect())
}

/// A box's left and right edge.
fn sides(plot: &Plot, b: &ChannelBox) -> (f64, f64) {
    let (left, right) = (plot.x(b.places.start as f64), plot.x(b.places.end as f64));
    let gap = if right - left >= 4.0 { 0.12 * (right - left) } else { 0.0 };
    (left + gap, right - gap)
}

/// min to max as a line, 1 to 99 % as a box, the median across it.
fn channel(pen: &Pen, plot: &Plot, b: &ChannelBox) -> Drawn {
    let (left, right) = sides(plot, b);
    let y = |v: f32| plot.y_within(f64::from(v));
    let middle = (left + right) / 2.0;
    let (width, body) = (((right - left) * 0.2).clamp(1.0, 3.0), ((right - left) * 0.5).clamp(0.5, 7.0));
    let color = if b.outlier { &pen.look.ink } else { &pen.look.original };
    pen.bar(middle, y(b.max), y(b.min).max(y(b.max) + 1.0), width, &color.mix(0.85))?;
    pen.rect(middle - body, y(b.high), middle + body, y(b.low).max(y(b.high) + 1.0), &pen.look.original.mix(0.85))?;
    if right - left >= 3.0 {
        pen.horizontal(middle - body, middle + body, y(b.median), 1.0, &pen.look.paper)?;
    }
    Ok(())
}

fn bars(pen: &Pen, plot: &Plot, strip: &ChannelStrip) -> Drawn {
    let shown = strip.boxes.iter().filter(|b| b.share > 0.0);
    let bars = shown.map(|b| {
        let (left, right) = sides(plot, b);
        (left, right, plot.y_within(b.share))
    });
    pen.comb(plot.bottom(), bars, &pen.look.error)
}

/// Where outliers begin.
fn bounds(pen: &Pen, plot: &Plot, strip: &ChannelStrip) -> Drawn {
    let Some((lo, hi)) = strip.bounds else { return Ok(()) };
    for v in [lo, hi].into_iter().filter(|&v| v > strip.y.lo && v < strip.y.hi) {
        let y = plot.y(v);
        pen.dashes(&[(plot.left, y), (plot.right(), y)], (4.0, 4.0), 1.0, &pen.look.quiet)?;
    }
    if hi > strip.y.lo && hi < strip.y.hi {
        pen.text("6 σ", plot.right() - 2.0, plot.y(hi) - 0.6 * TEXT, At::Right, &pen.look.quiet)?;
    }
    Ok(())
}

/// The numbers of the channels that stand out, in a row above, each with a mark pointing down at it.
fn names(pen: &Pen, plot: &Plot, strip: &ChannelStrip) -> Drawn {
    let wanted = strip.names.iter().map(|(place, name)| (plot.x(*place as f64 + 0.5), name.as_str()));
    for (x, text) in apart(wanted, plot.left - 0.5 * ROW, pen.width) {
        pen.text(text, x, plot.top - 16.0, At::Middle, &pen.look.ink)?;
        pen.area([(x - 4.0, plot.top - 8.0), (x + 4.0, plot.top - 8.0), (x, plot.top - 1.0)], &pen.look.ink)?;
    }
    Ok(())
}

fn legend(pen: &Pen, left: f64) -> Drawn {
    let y = EDGE + 2.0;
    let wide = |x: f64| pen.rect(x, y - 3.0, x + 16.0, y + 3.0, &pen.look.original.mix(0.85));
    pen.horizontal(left, left + 20.0, y, 2.0, &pen.look.original)?;
    let ends = tr!("min to max");
    pen.text(&ends, left + 26.0, y, At::Left, &pen.look.quiet)?;
    let next = left + 26.0 + text_width(&ends) + 18.0;
    wide(next)?;
    pen.text(&tr!("1 to 99 %, median"), next + 22.0, y, At::Left, &pen.look.quiet)
}
