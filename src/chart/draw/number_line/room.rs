//! Free room in the picture: what is drawn is noted here, and texts are put where nothing is. Knows no model.

use super::lay::{Lay, Patch, Side};

/// Pixels along the axis of a cell of the outlines.
const CELL: f64 = 4.0;
/// Pixels kept free about a text.
const GAP: f64 = 4.0;

/// How deep each side is filled, cell by cell along the axis, and what lies apart from the piles.
pub(super) struct Room {
    start: f64,
    above: Vec<f64>,
    below: Vec<f64>,
    taken: Vec<Patch>,
}

impl Room {
    pub fn new(lay: &Lay) -> Self {
        let (start, end) = lay.ends();
        // A margin on both sides, where texts may stand too.
        let cells = ((end - start) / CELL).ceil().max(1.0) as usize;
        Self { start, above: vec![0.0; cells], below: vec![0.0; cells], taken: Vec::new() }
    }

    fn cells(&self, (from, to): (f64, f64)) -> std::ops::Range<usize> {
        let place = |v: f64| ((v - self.start) / CELL).max(0.0);
        let last = self.above.len();
        (place(from).floor() as usize).min(last)..(place(to).ceil() as usize).min(last)
    }

    fn side(&mut self, side: Side) -> &mut Vec<f64> {
        if side == Side::Above { &mut self.above } else { &mut self.below }
    }

    /// Notes that a side is filled down to `depth` between two places.
    pub fn fill(&mut self, side: Side, along: (f64, f64), depth: f64) {
        let cells = self.cells((along.0.min(along.1), along.0.max(along.1)));
        for cell in &mut self.side(side)[cells] {
            *cell = cell.max(depth);
        }
    }

    /// Notes a patch that is no part of the piles.
    pub fn take(&mut self, patch: Patch) {
        self.taken.push(patch);
    }

    /// Whether nothing is at a patch of a side, or of the bands.
    pub fn is_free(&self, lay: &Lay, patch: &Patch) -> bool {
        let wide = Patch { along: (patch.along.0 - GAP, patch.along.1 + GAP), across: patch.across };
        if self.taken.iter().any(|taken| taken.touches(&wide)) {
            return false;
        }
        let (side, near) = match patch.across {
            (_, end) if end <= lay.upper => (&self.above, lay.upper - end),
            (start, _) if start >= lay.lower => (&self.below, start - lay.lower),
            _ => return true,
        };
        side[self.cells(wide.along)].iter().all(|&depth| depth == 0.0 || depth + GAP <= near)
    }

    /// The free place for a block of a size, along and across, that is nearest to `wanted` along the axis and to its side's line.
    pub fn place(&self, lay: &Lay, side: Side, (length, height): (f64, f64), wanted: f64) -> Option<Patch> {
        const STEP: f64 = 8.0;
        let (start, end) = lay.ends();
        let depth = lay.depth(side);
        let mut best: Option<(f64, Patch)> = None;
        let mut near = GAP;
        while near + height <= depth {
            let mut from = start;
            while from + length <= end {
                let cost = (from - wanted).abs() + 2.0 * near;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    let (a, b) = (lay.down(side, near), lay.down(side, near + height));
                    let patch = Patch { along: (from, from + length), across: (a.min(b), a.max(b)) };
                    if self.is_free(lay, &patch) {
                        best = Some((cost, patch));
                    }
                }
                from += STEP;
            }
            near += STEP;
        }
        best.map(|(_, patch)| patch)
    }
}
