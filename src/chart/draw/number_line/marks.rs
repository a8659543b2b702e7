//! Values drawn one by one: dots in piles, squares in piles, each error as a length beside its square.

use super::bands::{cut, ends};
use super::bars;
use super::lay::{Lay, Side};
use super::room::Room;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::{LineMark, NumberLine, Place};

/// Errors of piles narrower than this are not drawn.
const LEAST_ERROR: f64 = 4.5;
/// Air at the far end of a side.
const AIR: f64 = 3.0;

/// How marks are piled on a side.
pub(super) struct Pile {
    side: Side,
    pub pitch: f64,
    pub half: f64,
}

impl Pile {
    /// The piles of a side, as close as the highest needs.
    pub fn of(line: &NumberLine, lay: &Lay, side: Side) -> Self {
        let rank = |place: &Place| if side == Side::Above { place.above } else { place.below };
        let mut most = line.marks.iter().filter_map(|mark| mark.place.as_ref().map(rank)).fold(0.0, f32::max) + 1.0;
        if !line.complete && side == Side::Below {
            most = most.max(line.bands.iter().filter(|band| band.sparse).map(|band| band.count as f32).fold(0.0, f32::max));
        }
        let size = if side == Side::Above { line.dot } else { line.square };
        let pitch = ((lay.depth(side) - AIR) / f64::from(most)).min(size);
        Self { side, pitch, half: (pitch / 2.0 - 0.5).clamp(1.0, 6.0) }
    }

    fn middle(&self, lay: &Lay, rank: f32) -> f64 {
        lay.down(self.side, self.pitch * (f64::from(rank) + 0.5) + 1.0)
    }

    /// The places in a pile, between marks too, at the side's line and at its far end.
    pub fn ends(&self, lay: &Lay) -> (f64, f64) {
        let place = |depth: f64| (depth - 1.0) / self.pitch - 0.5;
        (place(0.0), place(lay.depth(self.side)))
    }

    fn fill(&self, room: &mut Room, along: (f64, f64), rank: f32) {
        room.fill(self.side, along, self.pitch * (f64::from(rank) + 1.0) + 2.0);
    }
}

/// Dots above, errors and squares below.
pub(super) fn draw(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    let (dots, squares) = (Pile::of(line, lay, Side::Above), Pile::of(line, lay, Side::Below));
    let placed = || line.marks.iter().filter_map(|mark| mark.place.map(|place| (mark, place)));
    for (mark, place) in placed() {
        dot(pen, lay, &dots, mark, place, room)?;
    }
    for band in line.bands.iter().filter(|band| band.sparse && lay.shows(band.at)) {
        for rank in 0..band.count {
            square(pen, lay, &squares, lay.at(band.at), rank as f32, room)?;
        }
    }
    let shown = |mark: &LineMark| mark.y.is_finite() && lay.shows(f64::from(mark.y)) && (line.complete || bars::unseen(line, lay, mark));
    for (mark, place) in placed().filter(|(mark, _)| shown(mark)) {
        square(pen, lay, &squares, lay.at(f64::from(mark.y)), place.below, room)?;
    }
    if line.complete && squares.pitch >= LEAST_ERROR {
        for (mark, place) in placed().filter(|(mark, _)| shown(mark) && mark.x != mark.y) {
            let along = (lay.at(f64::from(mark.y)), lay.within(f64::from(mark.x)));
            let width = if squares.pitch >= 9.0 { 3.0 } else { 2.0 };
            lay.stroke_along(pen, along, squares.middle(lay, place.below), width, &pen.look.error)?;
            squares.fill(room, along, place.below);
        }
    }
    Ok(())
}

fn dot(pen: &Pen, lay: &Lay, pile: &Pile, mark: &LineMark, place: Place, room: &mut Room) -> Drawn {
    let along = lay.at(f64::from(mark.x));
    let (x, y) = lay.point(along, pile.middle(lay, place.above));
    pile.fill(room, (along - pile.half, along + pile.half), place.above);
    if pile.half >= 3.0 {
        pen.dot(x, y, pile.half + 1.0, &pen.look.paper)?;
    }
    pen.dot(x, y, pile.half, &pen.look.original)
}

fn square(pen: &Pen, lay: &Lay, pile: &Pile, along: f64, rank: f32, room: &mut Room) -> Drawn {
    let (x, y) = lay.point(along, pile.middle(lay, rank));
    pile.fill(room, (along - pile.half, along + pile.half), rank);
    if pile.half >= 3.0 {
        pen.square(x, y, pile.half + 1.0, &pen.look.paper)?;
    }
    pen.square(x, y, pile.half, &pen.look.dequantized)
}

/// The selected value: a thick thread, its dot and its square with a rim of ink.
pub(super) fn selected(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let Some(selected) = &line.selected else { return Ok(()) };
    let known = line.marks.iter().find(|mark| mark.index == selected.index);
    let mark = known.cloned().unwrap_or(LineMark {
        index: selected.index,
        x: selected.x,
        y: selected.y,
        code: selected.code,
        clipped: selected.clipped,
        place: None,
    });
    if !lay.shows(f64::from(mark.x)) {
        return Ok(());
    }
    let (dots, squares) = (Pile::of(line, lay, Side::Above), Pile::of(line, lay, Side::Below));
    let place = mark.place.unwrap_or(Place { above: 0.0, below: 0.0 });
    let (x, level) = ends(lay, &mark);
    if let Some(y) = level {
        let end = cut(lay, (x, y));
        lay.path(pen, [(x, lay.upper), end], 2.0, &pen.look.ink)?;
    }
    let (a, b) = lay.point(x, dots.middle(lay, place.above));
    let half = dots.half.max(3.0);
    pen.dot(a, b, half + 3.0, &pen.look.paper)?;
    pen.dot(a, b, half + 2.0, &pen.look.ink)?;
    pen.dot(a, b, half, &pen.look.original)?;
    if let Some(y) = level.filter(|_| lay.shows(f64::from(mark.y))) {
        let (a, b) = lay.point(y, squares.middle(lay, place.below));
        let half = squares.half.max(3.0);
        if mark.place.is_none() {
            pen.square(a, b, half + 3.0, &pen.look.paper)?;
        }
        pen.square(a, b, half + 2.0, &pen.look.ink)?;
        pen.square(a, b, half, &pen.look.dequantized)?;
        let along = (y, lay.within(f64::from(mark.x)));
        if line.complete && squares.pitch >= LEAST_ERROR && mark.x != mark.y {
            let width = if squares.pitch >= 9.0 { 3.0 } else { 2.0 };
            lay.stroke_along(pen, along, squares.middle(lay, place.below), width, &pen.look.error)?;
        }
    }
    Ok(())
}
