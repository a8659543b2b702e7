//! While an end of the range is held: the total error of the ranges it passes, small among the originals, with a marker on it.

use super::labels::width_of;
use super::lay::{Lay, Side};
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::draw::plot::parts_up_to;
use crate::chart::{ClippingCurve, ClippingCurvePoint};
use plotters::prelude::Color;
use serde::{Deserialize, Serialize};

/// Errors above this many times the least one are cut off: the picture is of the valley.
const HIGHEST: f64 = 16.0;

/// An end of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum End {
    /// The lower one.
    Lo,
    /// The upper one.
    Hi,
}

/// The end that a hand holds, and the errors of all ranges.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The errors of all ranges.
    pub curve: &'a ClippingCurve,
    /// The end.
    pub end: End,
}

/// The curve above the originals' line, as deep as their side.
pub(super) fn draw(pen: &Pen, lay: &Lay, held: &Held) -> Drawn {
    let place = |point: &ClippingCurvePoint| f64::from(if held.end == End::Lo { point.lo } else { point.hi });
    // Roots of mean squares: in the units of the values above which they stand.
    let error = |point: &ClippingCurvePoint| point.total.max(0.0).sqrt();
    let Some(least) = held.curve.points.iter().map(error).min_by(f64::total_cmp) else { return Ok(()) };
    let now = held.curve.current.as_ref();
    let most = held.curve.points.iter().filter(|point| lay.shows(place(point))).map(error).fold(0.0, f64::max);
    let top = most.min(HIGHEST * least).max(now.map_or(0.0, error)).max(f64::MIN_POSITIVE);
    let depth = lay.depth(Side::Above) - 6.0;
    let height = |error: f64| lay.upper - depth * (error / top).min(1.0);
    let shown: Vec<_> =
        held.curve.points.iter().filter(|point| lay.shows(place(point))).map(|point| (lay.at(place(point)), error(point))).collect();
    let points: Vec<_> = shown.iter().map(|&(along, error)| (along, height(error))).collect();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Ok(()) };
    let foot = [(last.0, lay.upper), (first.0, lay.upper)];
    lay.area(pen, points.iter().copied().chain(foot), &pen.look.error.mix(0.08))?;
    // A rim of paper keeps it apart from bars.
    for part in parts_up_to(&shown, top) {
        let part = || part.iter().map(|&(along, error)| (along, height(error)));
        lay.path(pen, part(), 5.0, &pen.look.paper.mix(0.8))?;
        lay.path(pen, part(), 2.0, &pen.look.error)?;
    }
    let Some(now) = now.filter(|now| lay.shows(place(now))) else { return Ok(()) };
    let (x, y) = lay.point(lay.at(place(now)), height(error(now)));
    pen.dot(x, y, 6.0, &pen.look.paper)?;
    pen.dot(x, y, 5.0, &pen.look.error)?;
    let text = tr!("total error");
    // Beside the line of the handle, not on it.
    let half = width_of(&text) / 2.0 + 4.0;
    let beside = if x + 10.0 + 2.0 * half <= pen.width { x + 10.0 + half } else { x - 10.0 - half };
    pen.tag(&text, beside, (y - 14.0).max(8.0))
}
