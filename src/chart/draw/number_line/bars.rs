//! Bars of both sides: as wide as a bin or a band, as high as its density, so that on each side equal areas are equal numbers of
//! values.

use super::lay::{Lay, Side};
use super::room::Room;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::{LineMark, NumberLine};

/// Air above the highest bar.
const AIR: f64 = 4.0;
/// A bar that holds any value is at least this high.
const LEAST: f64 = 1.0;
/// A bar lower than this is hard to see.
const UNSEEN: f64 = 4.0;
/// Bars at least this wide have a gap between them.
const APART: f64 = 5.0;

/// The height of the highest bar of a side.
pub(super) fn tallest(lay: &Lay, side: Side) -> f64 {
    (lay.depth(side) - AIR).max(1.0)
}

/// The originals' bars.
pub(super) fn originals(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    let full = tallest(lay, Side::Above);
    let bars: Vec<_> = (line.density.iter())
        .map(|bin| (lay.within(bin.lo), lay.within(bin.hi), (full * line.heights.up(bin.density())).max(LEAST)))
        .collect();
    for &(from, to, height) in &bars {
        room.fill(Side::Above, (from, to), height);
    }
    lay.comb(pen, lay.upper, bars.iter().map(|&(from, to, height)| apart(from, to, lay.upper - height)), &pen.look.original)
}

/// The bars of the levels, as wide as their bands.
pub(super) fn levels(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    if line.complete {
        return Ok(());
    }
    let full = tallest(lay, Side::Below);
    let seen = |lo: f64, hi: f64| lay.within(lo) != lay.within(hi);
    let bars: Vec<_> = (line.bands.iter())
        .filter(|band| band.count > 0 && !band.sparse && seen(band.lo, band.hi))
        .map(|band| (lay.within(band.lo), lay.within(band.hi), (full * line.heights.down(band.density())).max(LEAST)))
        .collect();
    for &(from, to, height) in &bars {
        room.fill(Side::Below, (from, to), height);
    }
    lay.comb(pen, lay.lower, bars.iter().map(|&(from, to, height)| apart(from, to, lay.lower + height)), &pen.look.dequantized)
}

/// Whether the bar that a mark went to is too low and too narrow to be seen, so that the mark has a square of its own.
pub(super) fn unseen(line: &NumberLine, lay: &Lay, mark: &LineMark) -> bool {
    let at = f64::from(mark.y);
    let band = line.bands.get(line.bands.partition_point(|band| band.hi < at));
    band.is_some_and(|band| {
        let narrow = (lay.within(band.hi) - lay.within(band.lo)).abs() < line.square;
        let low = tallest(lay, Side::Below) * line.heights.down(band.density()) < UNSEEN;
        narrow && low && !band.sparse
    })
}

/// A bar with half a pixel of air on both sides where it is wide enough.
fn apart(from: f64, to: f64, tip: f64) -> (f64, f64, f64) {
    let air = if (to - from).abs() >= APART { 0.5 * (to - from).signum() } else { 0.0 };
    (from + air, to - air, tip)
}
