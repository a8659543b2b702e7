//! Zero and the zero point: one mark through the whole picture, named on both lines.

use super::labels::width_of;
use super::lay::{Lay, Patch, Side};
use super::room::Room;
use crate::Error;
use crate::chart::NumberLine;
use crate::chart::draw::pen::{At, Drawn, Pen};
use plotters::prelude::Color;

/// Height of a label's patch.
const LINE: f64 = 15.0;

/// The line at zero, below the marks.
pub(super) fn stem(pen: &Pen, lay: &Lay) -> Drawn {
    if lay.shows(0.0) { lay.stroke_across(pen, lay.at(0.0), (lay.top, lay.foot), 1.0, &pen.look.ink.mix(0.55)) } else { Ok(()) }
}

/// Diamonds on both lines with their names, which are put where nothing else is; the zero point's in a row of its own where there
/// is one.
pub(super) fn marks(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room, row: bool) -> Drawn {
    if !lay.shows(0.0) {
        return Ok(());
    }
    let along = lay.at(0.0);
    let (x, y) = lay.point(along, lay.upper);
    pen.diamond(x, y, 4.0, &pen.look.ink)?;
    // There may be room for one name only, and the zero point says more.
    if row || !name(pen, &line.zero.name, lay, room, Side::Below)? {
        name(pen, &tr!("zero"), lay, room, Side::Above)?;
    }
    let (x, y) = lay.point(along, lay.lower);
    pen.diamond(x, y, 5.0, &pen.look.ink)?;
    if !line.zero.exact {
        pen.diamond_hole(x, y, 3.0)?;
    }
    if row { foot(pen, line, lay, room) } else { Ok(()) }
}

/// The zero point's name in the row below the piles.
fn foot(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    let (x, y) = (lay.at(0.0), lay.foot + 8.0);
    let length = width_of(&line.zero.name);
    pen.diamond(x, y, 4.0, &pen.look.ink)?;
    let fits = x + 10.0 + length <= pen.width;
    let (from, at) = if fits { (x + 10.0, At::Left) } else { (x - 10.0, At::Right) };
    let left = if fits { from } else { from - length };
    room.take(Patch { along: (left - 16.0, left + length), across: (lay.foot, lay.foot + 16.0) });
    pen.text(&line.zero.name, from, y, at, &pen.look.ink)
}

/// A name near a line at zero, on the first free place: on the line's side, or within the bands.
fn name(pen: &Pen, text: &str, lay: &Lay, room: &mut Room, side: Side) -> Result<bool, Error> {
    let (length, along) = (width_of(text), lay.at(0.0));
    let (long, high) = if lay.upright { (LINE, length) } else { (length, LINE) };
    let (outer, inner) = match side {
        Side::Above => (lay.upper - high - 4.0, lay.upper + 4.0),
        Side::Below => (lay.lower + 4.0, lay.lower - high - 4.0),
    };
    let away = if lay.upright { 13.0 } else { 8.0 };
    let (before, after) = (along - away - long, along + away);
    let places = [(outer, after), (outer, before), (inner, before), (inner, after)];
    let limit = if lay.upright { pen.height } else { pen.width };
    let inside = |patch: &Patch| patch.along.0 >= 0.0 && patch.along.1 <= limit && (high <= lay.lower - lay.upper - 8.0 || lay.upright);
    let patches = places.map(|(across, from)| Patch { along: (from, from + long), across: (across, across + high) });
    let free = |patch: &&Patch| inside(patch) && room.is_free(lay, patch);
    let Some(patch) = patches.iter().find(free).copied() else { return Ok(false) };
    let middle = |(a, b): (f64, f64)| (a + b) / 2.0;
    let (x, y) = lay.point(middle(patch.along), middle(patch.across));
    room.take(patch);
    pen.tag(text, x, y)?;
    Ok(true)
}
