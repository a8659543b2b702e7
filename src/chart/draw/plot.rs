//! A rectangle with two axes: where data lies on the page, and the axes' ticks and labels.

use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::{Axis, Tick, guard};
use crate::i18n;
use serde::Serialize;

/// Height of a row of labels.
pub(super) const ROW: f64 = 18.0;
/// Margin around the drawing, in pixels.
pub(super) const EDGE: f64 = 8.0;

/// Where a part of a chart lies and which values its edges have. The page uses it to map handles and pointers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Plot {
    /// Which part of the chart.
    pub name: String,
    /// CSS pixels from the drawing's left edge.
    pub left: f64,
    /// CSS pixels from the drawing's upper edge.
    pub top: f64,
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Data at the left edge.
    pub x_lo: f64,
    /// Data at the right edge.
    pub x_hi: f64,
    /// Data at the lower edge.
    pub y_lo: f64,
    /// Data at the upper edge.
    pub y_hi: f64,
}

impl Plot {
    /// A plot between pixel edges and data ends.
    pub(super) fn new(name: &str, (left, top): (f64, f64), (right, bottom): (f64, f64), x: (f64, f64), y: (f64, f64)) -> Self {
        let ((x_lo, x_hi), (y_lo, y_hi)) = (guard(x.0, x.1), guard(y.0, y.1));
        let (width, height) = ((right - left).max(1.0), (bottom - top).max(1.0));
        Self { name: name.into(), left, top, width, height, x_lo, x_hi, y_lo, y_hi }
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The pixel of a datum, at most a plot's width outside.
    pub(super) fn x(&self, v: f64) -> f64 {
        self.left + self.width * share(v, self.x_lo, self.x_hi)
    }

    /// The pixel of a datum, at most a plot's height outside.
    pub(super) fn y(&self, v: f64) -> f64 {
        self.bottom() - self.height * share(v, self.y_lo, self.y_hi)
    }

    /// The pixel of a datum, brought to the plot's edges.
    pub(super) fn x_within(&self, v: f64) -> f64 {
        self.x(v).clamp(self.left, self.right())
    }

    /// The pixel of a datum, brought to the plot's edges.
    pub(super) fn y_within(&self, v: f64) -> f64 {
        self.y(v).clamp(self.top, self.bottom())
    }

    /// Whether a datum is in view horizontally.
    pub(super) fn shows(&self, v: f64) -> bool {
        v >= self.x_lo && v <= self.x_hi
    }

    /// All pixels times `zoom`.
    pub(super) fn scaled(self, zoom: f64) -> Self {
        Self { left: self.left * zoom, top: self.top * zoom, width: self.width * zoom, height: self.height * zoom, ..self }
    }
}

fn share(v: f64, lo: f64, hi: f64) -> f64 {
    let share = (v - lo) / (hi - lo);
    if share.is_nan() { 0.0 } else { share.clamp(-1.0, 2.0) }
}

/// How much room the labels of a vertical axis take.
pub(super) fn label_room(axis: &Axis) -> f64 {
    axis.ticks.iter().map(|t| text_width(&t.label)).fold(0.0, f64::max).max(16.0) + 6.0 + EDGE
}

/// Labels that do not touch each other or the edges; of two that would, the earlier stays.
pub(super) fn apart<'a>(wanted: impl IntoIterator<Item = (f64, &'a str)>, left: f64, right: f64) -> Vec<(f64, &'a str)> {
    let mut kept: Vec<(f64, &str)> = Vec::new();
    for (x, text) in wanted {
        let half = text_width(text) / 2.0;
        let free = |&(other, label): &(f64, &str)| (x - other).abs() >= half + text_width(label) / 2.0 + 0.6 * TEXT;
        if x - half >= left && x + half <= right && kept.iter().all(free) {
            kept.push((x, text));
        }
    }
    kept
}

/// The lower axis: line, ticks, labels, and the title right of them when it fits or in a row of its own.
pub(super) fn lower_axis(pen: &Pen, plot: &Plot, axis: &Axis, title_row: bool) -> Drawn {
    let y = plot.bottom();
    pen.horizontal(plot.left, plot.right(), y, 1.0, &pen.look.clipped)?;
    for tick in &axis.ticks {
        pen.vertical(plot.x(tick.at), y, y + 4.0, &pen.look.clipped)?;
    }
    for (x, text) in apart(axis.ticks.iter().map(|t| (plot.x(t.at), t.label.as_str())), 0.0, pen.width) {
        pen.text(text, x, y + 13.0, At::Middle, &pen.look.quiet)?;
    }
    if title_row {
        pen.text(&axis.title, plot.right(), y + 13.0 + ROW, At::Right, &pen.look.quiet)?;
    }
    Ok(())
}

/// The left axis: faint lines across at each tick, labels outside. Where not all labels have room, every second, third ... of the
/// round numbers has one, counted from zero.
pub(super) fn left_axis(pen: &Pen, plot: &Plot, axis: &Axis) -> Drawn {
    for tick in &axis.ticks {
        pen.horizontal(plot.left, plot.right(), plot.y(tick.at), 1.0, &pen.look.rule)?;
    }
    for (y, label) in spaced(&axis.ticks, |at| plot.y(at)) {
        pen.text(&label, plot.left - 6.0, y, At::Right, &pen.look.quiet)?;
    }
    Ok(())
}

/// The labels that have room below each other, at their pixels.
fn spaced(ticks: &[Tick], pixel: impl Fn(f64) -> f64) -> Vec<(f64, String)> {
    let steps = || ticks.windows(2).map(|pair| pair[1].at - pair[0].at);
    let (step, widest) = (steps().fold(f64::INFINITY, f64::min), steps().fold(0.0, f64::max));
    let apart = ticks.windows(2).map(|pair| (pixel(pair[1].at) - pixel(pair[0].at)).abs()).fold(f64::INFINITY, f64::min);
    let mut shown: Vec<(f64, String)> = Vec::new();
    if widest - step > 1e-6 * widest {
        // A logarithmic axis: the ones that are left when each takes its room.
        for tick in ticks {
            if shown.last().is_none_or(|(y, _)| (y - pixel(tick.at)).abs() >= TEXT) {
                shown.push((pixel(tick.at), tick.label.clone()));
            }
        }
        return shown;
    }
    let every = (TEXT / apart).ceil().clamp(1.0, 64.0);
    let kept = |tick: &&Tick| every == 1.0 || libm::remainder((tick.at / step).round(), every) == 0.0;
    shown.extend(ticks.iter().filter(kept).map(|tick| (pixel(tick.at), tick.label.clone())));
    // Decimals that are 0 in all labels say nothing.
    let mark = |c: char| i18n::decimal('.').starts_with(c);
    let idle = |label: &str| !label.contains(mark) || label.ends_with('0');
    while shown.iter().any(|(_, label)| label.contains(mark)) && shown.iter().all(|(_, label)| idle(label)) {
        for (_, label) in shown.iter_mut().filter(|(_, label)| label.contains(mark)) {
            label.pop();
            if label.ends_with(mark) {
                label.pop();
            }
        }
    }
    shown
}

/// Whether a chart is tall enough for a row that holds the lower axis' title.
pub(super) fn has_title_row(pen: &Pen) -> bool {
    pen.height >= 184.0
}

/// Room below a plot for the lower axis.
pub(super) fn lower_room(pen: &Pen) -> f64 {
    ROW + 4.0 + if has_title_row(pen) { ROW } else { 0.0 }
}

/// The range beyond the clip handles: hatched, with a line at each handle. A range without width has no beyond.
pub(super) fn beyond_clip(pen: &Pen, plot: &Plot, lo: f64, hi: f64) -> Drawn {
    if lo == hi {
        return Ok(());
    }
    pen.hatch(plot.left, plot.top, plot.x_within(lo), plot.bottom())?;
    pen.hatch(plot.x_within(hi), plot.top, plot.right(), plot.bottom())?;
    for v in [lo, hi].into_iter().filter(|&v| plot.shows(v)) {
        pen.vertical(plot.x(v), plot.top, plot.bottom(), &pen.look.quiet)?;
    }
    Ok(())
}

/// The parts of a curve of `(x, y)` that lie no higher than `most`: each ends where the curve passes it.
pub(super) fn parts_up_to(points: &[(f64, f64)], most: f64) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut inside = false;
    for (i, &(x, y)) in points.iter().enumerate() {
        let passed = |(x0, y0): (f64, f64)| (x0 + (x - x0) * ((most - y0) / (y - y0)), most);
        let before = i.checked_sub(1).map(|i| points[i]);
        if y <= most {
            if !inside {
                parts.push(before.map(passed).into_iter().collect());
            }
            if let Some(part) = parts.last_mut() {
                part.push((x, y));
            }
        } else if let (true, Some(before), Some(part)) = (inside, before, parts.last_mut()) {
            part.push(passed(before));
        }
        inside = y <= most;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_without_room_are_left_out_evenly_from_zero() {
        let axis = Axis::linear(-6.0, 6.0, 5, "");
        let at = |pixels: f64| move |v: f64| 100.0 - v * pixels;
        let labels = |pixels| spaced(&axis.ticks, at(pixels)).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        assert_eq!(labels(10.0), ["−5.0", "−2.5", "0", "2.5", "5.0"]);
        assert_eq!(labels(4.0), ["−5", "0", "5"]);
        assert_eq!(labels(1.5), ["0"]);
    }

    #[test]
    fn a_curve_ends_where_it_passes_the_height() {
        let curve = [(0.0, 4.0), (1.0, 0.0), (2.0, 1.0), (3.0, 5.0), (4.0, 5.0), (5.0, 1.0)];
        assert_eq!(parts_up_to(&curve, 2.0), [vec![(0.5, 2.0), (1.0, 0.0), (2.0, 1.0), (2.25, 2.0)], vec![(4.75, 2.0), (5.0, 1.0)]]);
        assert_eq!(parts_up_to(&curve, 9.0), [curve.to_vec()]);
        assert!(parts_up_to(&curve, -1.0).is_empty());
    }
}
