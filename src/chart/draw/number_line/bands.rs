//! The zone between the lines: bands of levels, threads from values to levels, what lies beyond the codes.

use super::lay::Lay;
use crate::chart::draw::palette::mix;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::{Band, LineMark, NumberLine};
use plotters::prelude::Color;

/// Strips of a gradient between two levels.
const STRIPS: u32 = 8;
/// The length of a level's tick on its line.
const TICK: f64 = 6.0;

/// The bands, darker and lighter in turn; one even ground where several levels share a band.
pub(super) fn ground(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let zone = (lay.upper, lay.lower);
    if line.stochastic {
        return overlapping(pen, line, lay);
    }
    for band in line.bands.iter().filter(|band| band.dark && band.levels == 1) {
        lay.rect(pen, (lay.within(band.lo), lay.within(band.hi)), zone, &pen.look.band)?;
    }
    for run in line.bands.chunk_by(|a, b| (a.levels > 1) == (b.levels > 1)).filter(|run| run[0].levels > 1) {
        lay.rect(pen, (lay.within(run[0].lo), lay.within(run[run.len() - 1].hi)), zone, &pen.look.band.mix(0.6))?;
    }
    Ok(())
}

/// Between two levels a value may go to either: their bands pass into each other.
fn overlapping(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    for pair in line.bands.windows(2) {
        let shade = |band: &Band| if band.dark { pen.look.band } else { pen.look.paper };
        for i in 0..STRIPS {
            let at = |i: u32| lay.within(pair[0].at + (pair[1].at - pair[0].at) * f64::from(i) / f64::from(STRIPS));
            let share = (f64::from(i) + 0.5) / f64::from(STRIPS);
            lay.rect(pen, (at(i), at(i + 1)), (lay.upper, lay.lower), &mix(shade(&pair[0]), shade(&pair[1]), share))?;
        }
    }
    Ok(())
}

/// A tick at each level on the lower line.
pub(super) fn ticks(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let ticks = line.bands.iter().filter(|band| lay.shows(band.at)).map(|band| {
        let (from, to) = pen.sides(lay.at(band.at), 1.0);
        (from, to, lay.lower - TICK)
    });
    lay.comb(pen, lay.lower, ticks, &pen.look.quiet)
}

/// From the values of each band to its level; beside bars only where a band is one level.
pub(super) fn funnels(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    if line.complete {
        return Ok(());
    }
    for band in line.bands.iter().filter(|band| band.levels == 1 && lay.shows(band.at)) {
        let Some(values) = band.values else { continue };
        let (inner_lo, inner_hi) = (f64::from(values.lo).max(band.lo), f64::from(values.hi).min(band.hi));
        let level = lay.at(band.at);
        if inner_lo <= inner_hi {
            let (from, to) = (lay.within(inner_lo), lay.within(inner_hi));
            let (from, to) = if (to - from).abs() < 1.0 { (from - 0.5, from + 0.5) } else { (from, to) };
            let shape = [(from, lay.upper), (to, lay.upper), (level + 1.0, lay.lower), (level - 1.0, lay.lower)];
            lay.area(pen, shape, &pen.look.original.mix(0.22))?;
        }
        for far in [values.lo, values.hi].into_iter().map(f64::from).filter(|far| *far < band.lo || *far > band.hi) {
            thread(pen, lay, (lay.within(far), level), true)?;
        }
    }
    Ok(())
}

/// The threads of the values that are drawn one by one.
pub(super) fn threads(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let drawn = line.marks.iter().filter(|mark| mark.place.is_some());
    for mark in drawn {
        let (x, y) = ends(lay, mark);
        if let Some(y) = y {
            thread(pen, lay, (x, y), mark.clipped != 0)?;
        }
    }
    Ok(())
}

/// Where a mark's thread begins, and where it ends if its level is a finite number.
pub(super) fn ends(lay: &Lay, mark: &LineMark) -> (f64, Option<f64>) {
    (lay.at(f64::from(mark.x)), mark.y.is_finite().then(|| lay.at(f64::from(mark.y))))
}

fn thread(pen: &Pen, lay: &Lay, (x, y): (f64, f64), clipped: bool) -> Drawn {
    let (end, across) = cut(lay, (x, y));
    match clipped {
        true => lay.dashes(pen, [(x, lay.upper), (end, across)], &pen.look.clipped),
        false => lay.path(pen, [(x, lay.upper), (end, across)], 1.0, &pen.look.original.mix(0.6)),
    }
}

/// Where a thread meets its level's line, or the edge of the picture when the level is out of view.
pub(super) fn cut(lay: &Lay, (x, y): (f64, f64)) -> (f64, f64) {
    let (start, end) = lay.ends();
    let edge = y.clamp(start, end);
    let share = if y == x { 1.0 } else { ((edge - x) / (y - x)).clamp(0.0, 1.0) };
    (edge, lay.upper + (lay.lower - lay.upper) * share)
}
