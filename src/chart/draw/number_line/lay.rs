//! Where the parts of the joined picture lie. Everything is placed along the value axis and across it, so that one code draws
//! the picture lying and upright. Knows no model but its axis.

use crate::chart::Axis;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::draw::plot::Plot;
use plotters::prelude::Color;

/// A side of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Originals: above the upper line, or left of it.
    Above,
    /// Dequantized values: below the lower line, or right of it.
    Below,
}

/// Pixels across: the originals' side ends at `top`, their line is `upper`, the line of the levels is `lower`, and their side ends
/// at `foot`. They grow from the originals to the dequantized values.
pub(super) struct Lay {
    pub upright: bool,
    pub top: f64,
    pub upper: f64,
    pub lower: f64,
    pub foot: f64,
    /// All of it.
    pub plot: Plot,
}

/// A rectangle along and across the axis, both ascending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Patch {
    pub along: (f64, f64),
    pub across: (f64, f64),
}

impl Patch {
    pub fn touches(&self, other: &Self) -> bool {
        let meet = |a: (f64, f64), b: (f64, f64)| a.0 < b.1 && b.0 < a.1;
        meet(self.along, other.along) && meet(self.across, other.across)
    }
}

impl Lay {
    /// `along` are the pixels of the axis' lower and upper end, `across` those of `top`, `upper`, `lower` and `foot`.
    pub fn new(axis: &Axis, upright: bool, along: (f64, f64), across: [f64; 4]) -> Self {
        let [top, upper, lower, foot] = across;
        let mut lay = Self { upright, top, upper, lower, foot, plot: Plot::new("line", (0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 1.0)) };
        lay.plot = lay.part("line", along, (top, foot), axis);
        lay
    }

    /// The parts of the picture as plots. `above` and `below` are the places in a pile at the line of a side and at its far end:
    /// across, the sides' plots count places in a pile.
    pub fn plots(&self, axis: &Axis, above: (f64, f64), below: (f64, f64)) -> Vec<Plot> {
        let along = if self.upright { (self.plot.bottom(), self.plot.top) } else { (self.plot.left, self.plot.right()) };
        let part = |name, from, to| self.part(name, along, (from, to), axis);
        let mut values = part("values", self.top, self.upper);
        let mut piles = part("piles", self.lower, self.foot);
        if self.upright {
            (values.x_hi, values.x_lo) = above;
            (piles.x_lo, piles.x_hi) = below;
        } else {
            (values.y_lo, values.y_hi) = above;
            (piles.y_hi, piles.y_lo) = below;
        }
        vec![self.plot.clone(), values, part("threads", self.upper, self.lower), piles]
    }

    fn part(&self, name: &str, along: (f64, f64), across: (f64, f64), axis: &Axis) -> Plot {
        let values = (axis.lo, axis.hi);
        match self.upright {
            true => Plot::new(name, (across.0, along.1), (across.1, along.0), (0.0, 1.0), values),
            false => Plot::new(name, (along.0, across.0), (along.1, across.1), values, (0.0, 1.0)),
        }
    }

    /// The pixel of a value along the axis, at most an axis' length outside.
    pub fn at(&self, v: f64) -> f64 {
        if self.upright { self.plot.y(v) } else { self.plot.x(v) }
    }

    /// The pixel of a value, brought to the axis' ends.
    pub fn within(&self, v: f64) -> f64 {
        if self.upright { self.plot.y_within(v) } else { self.plot.x_within(v) }
    }

    /// Whether a value is in view.
    pub fn shows(&self, v: f64) -> bool {
        if self.upright { v >= self.plot.y_lo && v <= self.plot.y_hi } else { self.plot.shows(v) }
    }

    /// The pixels of the axis, ascending.
    pub fn ends(&self) -> (f64, f64) {
        if self.upright { (self.plot.top, self.plot.bottom()) } else { (self.plot.left, self.plot.right()) }
    }

    /// How deep a side is.
    pub fn depth(&self, side: Side) -> f64 {
        match side {
            Side::Above => self.upper - self.top,
            Side::Below => self.foot - self.lower,
        }
    }

    /// The pixel across at a depth of a side, counted from its line.
    pub fn down(&self, side: Side, depth: f64) -> f64 {
        match side {
            Side::Above => self.upper - depth,
            Side::Below => self.lower + depth,
        }
    }

    /// A place on the page.
    pub fn point(&self, along: f64, across: f64) -> (f64, f64) {
        if self.upright { (across, along) } else { (along, across) }
    }

    pub fn rect(&self, pen: &Pen, along: (f64, f64), across: (f64, f64), color: &impl Color) -> Drawn {
        let ((a, b), (c, d)) =
            (self.point(along.0.min(along.1), across.0.min(across.1)), self.point(along.0.max(along.1), across.0.max(across.1)));
        pen.rect(a, b, c, d, color)
    }

    /// A line along the axis.
    pub fn stroke_along(&self, pen: &Pen, along: (f64, f64), across: f64, width: f64, color: &impl Color) -> Drawn {
        match self.upright {
            true => pen.bar(across, along.0, along.1, width, color),
            false => pen.horizontal(along.0, along.1, across, width, color),
        }
    }

    /// A line across the axis.
    pub fn stroke_across(&self, pen: &Pen, along: f64, across: (f64, f64), width: f64, color: &impl Color) -> Drawn {
        match self.upright {
            true => pen.horizontal(across.0, across.1, along, width, color),
            false => pen.bar(along, across.0, across.1, width, color),
        }
    }

    /// Bars from one line to their tips, `(from, to, tip)`, ascending along the axis; as one shape.
    pub fn comb(&self, pen: &Pen, base: f64, bars: impl IntoIterator<Item = (f64, f64, f64)>, color: &impl Color) -> Drawn {
        if self.upright { pen.comb_upright(base, bars, color) } else { pen.comb(base, bars, color) }
    }

    pub fn path(&self, pen: &Pen, points: impl IntoIterator<Item = (f64, f64)>, width: f64, color: &impl Color) -> Drawn {
        pen.path(points.into_iter().map(|(along, across)| self.point(along, across)), width, color)
    }

    pub fn dashes(&self, pen: &Pen, points: [(f64, f64); 2], color: &impl Color) -> Drawn {
        pen.dashes(&points.map(|(along, across)| self.point(along, across)), (3.0, 3.0), 1.0, color)
    }

    pub fn area(&self, pen: &Pen, points: impl IntoIterator<Item = (f64, f64)>, color: &impl Color) -> Drawn {
        pen.area(points.into_iter().map(|(along, across)| self.point(along, across)), color)
    }
}
