//! The levels of pinned settings beside those on show, as outlines of their piles or bars: what a change moved stays in sight.

use super::bars;
use super::lay::{Lay, Side};
use super::marks::Pile;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::{Band, NumberLine};
use plotters::prelude::Color;

/// How far an empty level's tick stands out of the line.
const TICK: f64 = 5.0;

/// Outlines of piles where all values are marks, the outline of all bars otherwise; ticks at levels that hold nothing.
pub(super) fn draw(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let shown = || line.pinned.iter().filter(|band| lay.shows(band.at));
    for band in shown().filter(|band| band.count == 0 && band.levels == 1) {
        outline(pen, lay, [(lay.at(band.at), 0.0), (lay.at(band.at), TICK)])?;
    }
    if line.complete {
        let pile = Pile::of(line, lay, Side::Below);
        for band in shown().filter(|band| band.count > 0) {
            let (at, half) = (lay.at(band.at), pile.half + 1.5);
            let depth = (pile.pitch * f64::from(band.count) + 2.0).min(lay.depth(Side::Below));
            outline(pen, lay, [(at - half, 0.0), (at - half, depth), (at + half, depth), (at + half, 0.0)])?;
        }
        return Ok(());
    }
    let full = bars::tallest(lay, Side::Below);
    let step = |band: &Band| {
        let depth = full * line.heights.down(band.density());
        [(lay.within(band.lo), depth), (lay.within(band.hi), depth)]
    };
    outline(pen, lay, line.pinned.iter().flat_map(step))
}

/// A line through places along the axis, at depths below the levels' line; with a rim, so that it is seen on bars too.
fn outline(pen: &Pen, lay: &Lay, places: impl IntoIterator<Item = (f64, f64)>) -> Drawn {
    let points: Vec<_> = places.into_iter().map(|(along, depth)| (along, lay.down(Side::Below, depth))).collect();
    lay.path(pen, points.iter().copied(), 3.0, &pen.look.paper.mix(0.7))?;
    lay.path(pen, points, 1.0, &pen.look.ink.mix(0.8))
}
