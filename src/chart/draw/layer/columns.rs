//! Columns of a layer: the largest |x| upward, the largest |w| downward; before the method grey, and its outline over what it became.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::{Axis, ColumnBar, ColumnPeaksChart};
use plotters::prelude::Color;

/// Between the two sides, so that the labels of their zeros do not touch.
const APART: f64 = 3.0;

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &ColumnPeaksChart) -> Result<Vec<Plot>, Error> {
    let [inputs, weights] = chart.scales();
    let left = label_room(&inputs).max(label_room(&weights));
    let (top, bottom) = (ROW + 6.0, pen.height - ROW - 6.0);
    let (right, middle) = (pen.width - EDGE - 4.0, (top + bottom) / 2.0);
    let x = chart.places((right - left) as u32);
    let ends = (x.lo, x.hi);
    let upper = Plot::new("inputs", (left, top), (right, middle - APART), ends, (0.0, inputs.hi));
    // Its values grow downward.
    let lower = Plot::new("weight", (left, middle + APART), (right, bottom), ends, (-weights.hi, 0.0));
    let bars = chart.bars((right - left) as u32);
    left_axis(pen, &upper, &inputs)?;
    left_axis(pen, &lower, &downward(&weights))?;
    side(pen, &upper, &bars, 0, chart.is_changed())?;
    side(pen, &lower, &bars, 1, chart.is_changed())?;
    pen.horizontal(left, right, middle, 1.0, &pen.look.ink)?;
    lower_axis(pen, &lower, &x, false)?;
    legend(pen, chart, (left, right), [&inputs, &weights], bottom)?;
    name(pen, chart, &upper)?;
    Ok(vec![upper, lower])
}

/// A scale whose ticks stand below zero, with the same labels.
fn downward(axis: &Axis) -> Axis {
    let ticks = axis.ticks.iter().filter(|t| t.at != 0.0).map(|t| crate::chart::Tick { at: -t.at, ..t.clone() }).collect();
    Axis { lo: -axis.hi, hi: 0.0, ticks, title: axis.title.clone() }
}

fn side(pen: &Pen, plot: &Plot, bars: &[ColumnBar], side: usize, changed: bool) -> Drawn {
    let down = if side == 0 { 1.0 } else { -1.0 };
    let base = plot.y(0.0);
    let bar = |bar: &ColumnBar, v: f32| {
        let (from, to) = (plot.x(bar.places.start as f64), plot.x(bar.places.end as f64));
        let air = if to - from >= 4.0 { 0.12 * (to - from) } else { 0.0 };
        (from + air, to - air, plot.y(down * f64::from(v)))
    };
    let shown = |v: fn(&ColumnBar) -> &[f32; 2]| bars.iter().filter(move |b| v(b)[side] > 0.0).map(move |b| bar(b, v(b)[side]));
    if !changed {
        return pen.comb(base, shown(|b| &b.before), &pen.look.original);
    }
    pen.comb(base, shown(|b| &b.before), &pen.look.clipped.mix(0.45))?;
    pen.comb(base, shown(|b| &b.after), &pen.look.original)?;
    let size = |of: fn(&ColumnBar) -> &[f32; 2]| bars.iter().map(|b| of(b)[side]).fold(0f32, f32::max);
    if size(|b| &b.after) <= size(|b| &b.before) {
        return Ok(());
    }
    // What was there before, over what has grown above it.
    let outline = bars.iter().flat_map(|b| {
        let (from, to, tip) = bar(b, b.before[side]);
        [(from, tip), (to, tip)]
    });
    pen.path(outline, 1.0, &pen.look.ink.mix(0.55))
}

/// The number of the column with the largest input, at its tip.
fn name(pen: &Pen, chart: &ColumnPeaksChart, plot: &Plot) -> Drawn {
    let column = chart.largest(0);
    let text = tr!("column {n}", n = column + 1);
    let (x, half) = (plot.x(column as f64 + 0.5), text_width(&text) / 2.0);
    let beside = if x + 2.0 * half + 12.0 < plot.right() { x + half + 8.0 } else { x - half - 8.0 };
    pen.tag(&text, beside, plot.top + 6.0)
}

fn legend(pen: &Pen, chart: &ColumnPeaksChart, (left, right): (f64, f64), [inputs, weights]: [&Axis; 2], bottom: f64) -> Drawn {
    let y = EDGE + 2.0;
    let (up, down) = (tr!("↑ inputs: {what}", what = inputs.title), tr!("↓ weight: {what}", what = weights.title));
    pen.text(&up, left, y, At::Left, &pen.look.original_words)?;
    pen.rect(left, bottom - 9.0 - 8.0, left + text_width(&down) + 8.0, bottom - 1.0, &pen.look.paper.mix(0.85))?;
    pen.text(&down, left + 4.0, bottom - 9.0, At::Left, &pen.look.original_words)?;
    if !chart.is_changed() {
        return Ok(());
    }
    let (after, before) = (tr!("after the method"), tr!("before"));
    let x = right - text_width(&before);
    let next = x - 22.0 - 18.0 - text_width(&after);
    if next - 22.0 <= left + text_width(&up) + 12.0 {
        return Ok(());
    }
    pen.text(&before, x, y, At::Left, &pen.look.quiet)?;
    pen.rect(x - 18.0, y - 5.0, x - 6.0, y + 5.0, &pen.look.clipped.mix(0.45))?;
    pen.text(&after, next, y, At::Left, &pen.look.quiet)?;
    pen.rect(next - 18.0, y - 5.0, next - 6.0, y + 5.0, &pen.look.original)
}
