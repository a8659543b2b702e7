//! The joined picture: the order in which its parts are drawn, and where they lie.

use super::held::{self, Held};
use super::lay::{Lay, Patch, Side};
use super::marks::Pile;
use super::room::Room;
use super::{bands, bars, labels, marks, names, pinned, zero};
use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot};
use crate::chart::{NumberLine, Tick};
use crate::quant::Range;
use plotters::prelude::Color;
use plotters::style::RGBAColor;

/// Above the piles: the labels of the value axis and its ticks.
const HEAD: f64 = 28.0;
/// Below the piles: the labels of the levels, and above them the name of the zero point where the picture is not too low for it.
const LABELS: f64 = 20.0;
const ZERO_NAME: f64 = 16.0;
/// A lower picture has no row of its own for the name of the zero point.
const LOW: f64 = 170.0;
/// Depth of the strip of other slices' reaches, with the air below it.
const REACHES: f64 = 14.0;
/// How far the reach of a slice stands out of the picture at most.
const FARTHEST: f64 = 16.0;
/// Size of the handles that the page lays over the ends of the range, and of those of an upright picture, between its lines.
const HANDLE: (f64, f64) = (18.0, 30.0);
const UPRIGHT_HANDLE: (f64, f64) = (32.0, 48.0);

pub(in crate::chart::draw) fn draw(pen: &Pen, line: &NumberLine, held: Option<&Held>) -> Result<Vec<Plot>, Error> {
    let lay = if line.upright { upright(pen, line) } else { lying(pen, line) };
    let mut room = Room::new(&lay);
    bands::ground(pen, line, &lay)?;
    beyond(pen, line, &lay)?;
    reaches(pen, line, &lay)?;
    names::values(pen, line, &lay, if line.reaches.is_empty() { 0.0 } else { REACHES })?;
    zero::stem(pen, &lay)?;
    bars::originals(pen, line, &lay, &mut room)?;
    bars::levels(pen, line, &lay, &mut room)?;
    bands::funnels(pen, line, &lay)?;
    bands::threads(pen, line, &lay)?;
    bands::ticks(pen, line, &lay)?;
    for across in [lay.upper, lay.lower] {
        lay.stroke_along(pen, lay.ends(), across, 1.0, &pen.look.quiet)?;
    }
    if let Some(held) = held {
        held::draw(pen, &lay, held)?;
    }
    marks::draw(pen, line, &lay, &mut room)?;
    pinned::draw(pen, line, &lay)?;
    marks::selected(pen, line, &lay)?;
    range(pen, line, &lay, &mut room)?;
    let row = !lay.upright && pen.height >= LOW;
    zero::marks(pen, line, &lay, &mut room, row)?;
    names::levels(pen, line, &lay)?;
    if lay.upright {
        names::heads(pen, line, &lay)?;
    }
    if held.is_none() {
        labels::captions(pen, line, &lay, &mut room)?;
    }
    let ends = |side| Pile::of(line, &lay, side).ends(&lay);
    Ok(lay.plots(&line.axis, ends(Side::Above), ends(Side::Below)))
}

/// Values to the right: originals above, levels below.
fn lying(pen: &Pen, line: &NumberLine) -> Lay {
    let left = if pen.width >= 520.0 { 60.0 } else { 20.0 };
    let top = HEAD + if line.reaches.is_empty() { 0.0 } else { REACHES };
    let foot = (pen.height - LABELS - if pen.height < LOW { 0.0 } else { ZERO_NAME }).max(top + 3.0);
    let (above, bands) = if line.complete { (0.32, 0.28) } else { (0.4, 0.2) };
    let upper = top + (foot - top) * above;
    Lay::new(&line.axis, false, (left, pen.width - 24.0), [top, upper, upper + (foot - top) * bands, foot])
}

/// Values upward: originals to the left, levels to the right.
fn upright(pen: &Pen, line: &NumberLine) -> Lay {
    let widest = |ticks: &[Tick]| ticks.iter().map(|tick| text_width(&tick.label)).fold(16.0, f64::max);
    let reaches = if line.reaches.is_empty() { 0.0 } else { REACHES };
    let left = (widest(&line.axis.ticks) + 16.0).min(0.25 * pen.width) + reaches;
    let right = (pen.width - EDGE - widest(&line.codes) - 8.0).max(0.7 * pen.width);
    let upper = left + (right - left) * 0.32;
    Lay::new(&line.axis, true, (pen.height - 22.0, 30.0), [left, upper, upper + (right - left) * 0.3, right])
}

/// Hatched between the lines where values beyond the codes are brought back from, if there are any.
fn beyond(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let (Some(first), Some(last)) = (line.bands.first(), line.bands.last()) else { return Ok(()) };
    let beyond = |from: f64, to: f64| {
        let (a, b) = (lay.within(from), lay.within(to));
        let ((left, top), (right, bottom)) = (lay.point(a.min(b), lay.upper), lay.point(a.max(b), lay.lower));
        pen.hatch(left, top, right, bottom)
    };
    let Range { lo, hi } = line.data;
    if f64::from(lo) < first.lo {
        beyond(line.axis.lo, first.lo)?;
    }
    if f64::from(hi) > last.hi {
        beyond(last.hi, line.axis.hi)?;
    }
    Ok(())
}

/// From where to where the values of each slice go; this one's in ink. Those that go beyond the picture stand out at its ends, the
/// more the farther they go.
fn reaches(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let count = line.reaches.len() as f64;
    let (depth, start) = (REACHES - 4.0, lay.top - REACHES);
    // In widths of the picture.
    let beyond = |v: f64| (line.axis.lo - v).max(v - line.axis.hi).max(0.0) / (line.axis.hi - line.axis.lo);
    let out = |v: f64| {
        let pixels = FARTHEST * beyond(v) / (beyond(v) + 1.0);
        let up = (v > line.axis.hi) != lay.upright;
        lay.within(v) + if up { pixels } else { -pixels }
    };
    let draw = |i: usize, color: RGBAColor| {
        let Range { lo, hi } = line.reaches[i];
        let from = start + depth * i as f64 / count;
        let to = (start + depth * (i + 1) as f64 / count).max(from + 1.0);
        lay.rect(pen, (out(f64::from(lo)), out(f64::from(hi))), (from, to), &color)
    };
    for i in 0..line.reaches.len() {
        let Range { lo, hi } = line.reaches[i];
        let far = (beyond(f64::from(lo)).max(beyond(f64::from(hi))) / 2.0).min(1.0);
        draw(i, pen.look.original.mix(0.3 + 0.7 * far))?;
    }
    if line.reaches.is_empty() {
        return Ok(());
    }
    draw(line.reach as usize, pen.look.ink.mix(1.0))?;
    let name = tr!("ranges");
    if lay.upright || EDGE + text_width(&name) > lay.ends().0 {
        return Ok(());
    }
    pen.text(&name, EDGE, start + depth / 2.0, At::Left, &pen.look.quiet)
}

/// A line at each end of the range, and room for its handle.
fn range(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    let Some(clip) = line.clip.filter(|clip| clip.lo < clip.hi) else { return Ok(()) };
    for end in [clip.lo, clip.hi].map(f64::from).into_iter().filter(|&end| lay.shows(end)) {
        let at = lay.at(end);
        lay.stroke_across(pen, at, (lay.top, lay.lower), 1.0, &pen.look.ink)?;
        if lay.upright {
            let (half, middle) = (UPRIGHT_HANDLE.0 / 2.0 + 2.0, (lay.upper + lay.lower) / 2.0);
            let wide = UPRIGHT_HANDLE.1 / 2.0 + 2.0;
            room.take(Patch { along: (at - half, at + half), across: (middle - wide, middle + wide) });
        } else {
            let half = HANDLE.0 / 2.0 + 3.0;
            room.take(Patch { along: (at - half, at + half), across: (lay.top, lay.top + HANDLE.1) });
        }
        room.fill(Side::Above, (at - 1.0, at + 1.0), lay.depth(Side::Above));
    }
    Ok(())
}
