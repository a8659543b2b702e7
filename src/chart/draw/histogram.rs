//! Originals above the line, levels hanging below it as wide as their bands: on each side equal areas are equal numbers of values.

use crate::Error;
use crate::chart::Histogram;
use crate::chart::draw::pen::{At, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, beyond_clip, has_title_row, lower_axis, lower_room};
use plotters::prelude::Color;

/// Bars at least this wide have a gap between them.
const APART: f64 = 4.0;
/// A bar that holds any value is at least this high.
const LEAST: f64 = 2.0;

pub(super) fn draw(pen: &Pen, histogram: &Histogram) -> Result<Vec<Plot>, Error> {
    let x = (histogram.x.lo, histogram.x.hi);
    let plot = Plot::new("counts", (EDGE + 8.0, ROW + 2.0), (pen.width - 16.0, pen.height - lower_room(pen)), x, (-1.0, 1.0));
    if let Some(clip) = histogram.clip {
        beyond_clip(pen, &plot, f64::from(clip.lo), f64::from(clip.hi))?;
    }
    lower_axis(pen, &plot, &histogram.x, has_title_row(pen))?;
    let (base, side) = (plot.y(0.0), plot.height / 2.0 - 1.0);
    let bar = |lo: f64, hi: f64, height: f64, down: f64| {
        let (from, to) = (plot.x_within(lo), plot.x_within(hi));
        let air = if to - from >= APART { 0.5 } else { 0.0 };
        (from + air, to - air, base + down * (side * height).max(LEAST))
    };
    let bins = histogram.bins.iter().filter(|bin| bin.count > 0);
    pen.comb(base, bins.map(|bin| bar(bin.lo, bin.hi, histogram.heights.up(bin.density()), -1.0)), &pen.look.original)?;
    let bands = histogram.bands.iter().filter(|band| band.count > 0);
    pen.comb(base, bands.map(|band| bar(band.lo, band.hi, histogram.heights.down(band.density()), 1.0)), &pen.look.dequantized)?;
    if plot.shows(0.0) {
        pen.vertical(plot.x(0.0), plot.top, plot.bottom(), &pen.look.ink.mix(0.6))?;
    }
    pen.horizontal(plot.left, plot.right(), base, 1.0, &pen.look.ink)?;
    let (original, dequantized) = (tr!("↑ original"), tr!("↓ dequantized"));
    let next = plot.left + text_width(&original) + 24.0;
    pen.text(&original, plot.left, EDGE + 2.0, At::Left, &pen.look.original_words)?;
    pen.text(&dequantized, next, EDGE + 2.0, At::Left, &pen.look.dequantized_words)?;
    let (note, used) = (tr!("each side has its own scale of heights"), next + text_width(&dequantized) + 24.0);
    if !histogram.heights.alike() && plot.right() - text_width(&note) >= used {
        pen.text(&note, plot.right(), EDGE + 2.0, At::Right, &pen.look.quiet)?;
    }
    Ok(vec![plot])
}
