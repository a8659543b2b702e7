//! Originals above the line, levels hanging below it, both counts on one scale.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, beyond_clip, has_title_row, label_room, lower_axis, lower_room};
use crate::chart::{Histogram, Level};
use plotters::prelude::Color;

/// Neither half is smaller than this share of the whole.
const LEAST: f64 = 0.25;

pub(super) fn draw(pen: &Pen, histogram: &Histogram) -> Result<Vec<Plot>, Error> {
    let scale = |n: u32| if histogram.log { libm::log10(1.0 + f64::from(n)) } else { f64::from(n) };
    let up = histogram.bins.iter().map(|b| scale(b.count)).fold(0.0, f64::max).max(1e-9);
    let down = histogram.levels.iter().map(|l| scale(l.count)).fold(0.0, f64::max).max(1e-9);
    let left = label_room(&histogram.y);
    let (top, bottom) = (ROW + 2.0, pen.height - lower_room(pen));
    // One scale for both halves; the smaller half gets a minimum height.
    let share = (up / (up + down)).clamp(LEAST, 1.0 - LEAST);
    let counts = (up / share).max(down / (1.0 - share)) * 1.04;
    let (x, y) = ((histogram.x.lo, histogram.x.hi), (-counts * (1.0 - share), counts * share));
    let plot = Plot::new("counts", (left, top), (pen.width - 16.0, bottom), x, y);

    if let Some(clip) = histogram.clip {
        beyond_clip(pen, &plot, f64::from(clip.lo), f64::from(clip.hi))?;
    }
    count_axis(pen, histogram, &plot)?;
    lower_axis(pen, &plot, &histogram.x, has_title_row(pen))?;
    let base = plot.y(0.0);
    let bar = |x: f64, width: f64, tip: f64| {
        let (left, right) = pen.sides(x, width);
        (left, right, tip)
    };
    pen.comb(base, histogram.grid.iter().map(|&level| bar(plot.x(f64::from(level)), 1.0, plot.bottom())), &pen.look.rule)?;
    let bins = histogram.bins.iter().filter(|b| b.count > 0).map(|bin| {
        let (from, to) = (plot.x(bin.lo), plot.x(bin.hi));
        (from, (to - 1.0).max(from + 1.0), base - (base - plot.y(scale(bin.count))).max(2.0))
    });
    pen.comb(base, bins, &pen.look.original)?;
    let gap = histogram.levels.windows(2).map(|w| plot.x(f64::from(w[1].at)) - plot.x(f64::from(w[0].at))).fold(plot.width, f64::min);
    let thick = (gap * 0.7).clamp(1.0, 3.0);
    let tip = |level: &Level| (plot.x(f64::from(level.at)), base + (plot.y(-scale(level.count)) - base).max(2.0));
    let levels = histogram.levels.iter().map(tip);
    pen.comb(base, levels.clone().map(|(x, tip)| bar(x, thick, tip)), &pen.look.dequantized)?;
    if gap >= 8.0 {
        for (x, tip) in levels {
            pen.square(x, tip, 3.0, &pen.look.dequantized)?;
        }
    }
    if plot.shows(0.0) {
        pen.vertical(plot.x(0.0), plot.top, plot.bottom(), &pen.look.ink.mix(0.6))?;
    }
    pen.horizontal(plot.left, plot.right(), base, 1.0, &pen.look.ink)?;
    let original = tr!("↑ original");
    pen.text(&original, left, EDGE + 2.0, At::Left, &pen.look.original)?;
    pen.text(&tr!("↓ dequantized"), left + text_width(&original) + 24.0, EDGE + 2.0, At::Left, &pen.look.dequantized)?;
    Ok(vec![plot])
}

/// Counts grow away from the line in both directions.
fn count_axis(pen: &Pen, histogram: &Histogram, plot: &Plot) -> Drawn {
    let mut taken: Vec<f64> = Vec::new();
    for tick in &histogram.y.ticks {
        for at in [tick.at, -tick.at] {
            let y = plot.y(at);
            if at < plot.y_lo || at > plot.y_hi || taken.iter().any(|t| (t - y).abs() < TEXT) {
                continue;
            }
            taken.push(y);
            pen.horizontal(plot.left, plot.right(), y, 1.0, &pen.look.rule)?;
            pen.text(&tick.label, plot.left - 6.0, y, At::Right, &pen.look.quiet)?;
        }
    }
    Ok(())
}
