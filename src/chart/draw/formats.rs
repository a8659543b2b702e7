//! The format comparison: a dot a format, the front as a line of steps with its names beside it.

use crate::Error;
use crate::chart::draw::Style;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::{FormatPoint, Formats};
use crate::num::descending;
use plotters::prelude::DrawingBackend;

/// Draws the picture on a transparent ground and tells where its plot is.
pub fn draw_formats<DB: DrawingBackend>(backend: DB, formats: &Formats, style: &Style) -> Result<Plot, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plot = Plot::new(
        "formats",
        (label_room(&formats.y), ROW + 6.0),
        (pen.width - EDGE, pen.height - 2.0 * ROW - 4.0),
        (formats.x.lo, formats.x.hi),
        (formats.y.lo, formats.y.hi),
    );
    pen.text(&formats.y.title, EDGE, EDGE + 2.0, At::Left, &pen.look.quiet)?;
    left_axis(&pen, &plot, &formats.y)?;
    lower_axis(&pen, &plot, &formats.x, true)?;
    picture(&pen, &plot, formats)?;
    pen.finish()?;
    Ok(plot.scaled(style.theme.zoom()))
}

fn picture(pen: &Pen, plot: &Plot, formats: &Formats) -> Drawn {
    let place = |p: &FormatPoint| (plot.x(libm::log2(p.bits)), plot.y_within(p.sqnr_db));
    let places: Vec<_> = formats.points.iter().map(place).collect();
    let front: Vec<_> = formats.front.iter().map(|&i| places[i]).collect();
    let steps: Vec<_> = front.windows(2).flat_map(|p| [p[0], (p[1].0, p[0].1)]).chain(front.last().copied()).collect();
    pen.path(steps.iter().copied(), 1.5, &pen.look.clipped)?;
    for &(x, y) in &places {
        pen.dot(x, y, 4.0, &pen.look.paper)?;
        pen.ring(x, y, 4.0, 1.5, &pen.look.clipped)?;
    }
    for &(x, y) in &front {
        pen.dot(x, y, 4.5, &pen.look.ink)?;
    }
    let mut taken: Vec<Patch> = places.iter().map(|&(x, y)| Patch::about(x, y, 4.0, 4.0)).collect();
    taken.extend(steps.windows(2).map(|p| Patch { left: p[0].0, top: p[1].1, right: p[1].0, bottom: p[0].1 }));
    if let Some((x, y)) = formats.now.as_ref().map(place) {
        pen.diamond(x, y, 6.0, &pen.look.ink)?;
        taken.push(Patch::about(x, y, 6.0, 6.0));
        label(pen, plot, &mut taken, &tr!("now"), (x, y), true)?;
    }
    // The outermost are named first: there may not be room for all those between them.
    for i in descending((0..front.len()).map(|i| -(i.min(front.len() - 1 - i) as f64)).collect()) {
        label(pen, plot, &mut taken, &formats.points[formats.front[i]].name, front[i], false)?;
    }
    Ok(())
}

/// A part of the picture that nothing else may cover.
struct Patch {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Patch {
    fn about(x: f64, y: f64, half_width: f64, half_height: f64) -> Self {
        Self { left: x - half_width, top: y - half_height, right: x + half_width, bottom: y + half_height }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Writes a name where there is room beside its mark: above the front first, where no mark can be. None is written where
/// there is no room.
fn label(pen: &Pen, plot: &Plot, taken: &mut Vec<Patch>, text: &str, (x, y): (f64, f64), below: bool) -> Drawn {
    let half = text_width(text) / 2.0;
    let (side, rise) = (half + 9.0, 0.8 * TEXT);
    let above = [
        (-side, -rise),
        (-side, 0.0),
        (0.0, -1.3 * TEXT),
        (-side, -2.0 * rise),
        (half, -1.3 * TEXT),
        (side, 0.0),
        (side, rise),
        (0.0, 1.3 * TEXT),
    ];
    let permuted = above.map(|(dx, dy)| (-dx, -dy));
    for (dx, dy) in if below { permuted } else { above } {
        let patch = Patch::about(x + dx, y + dy, half + 2.0, 0.5 * TEXT + 1.0);
        let inside = patch.left >= plot.left && patch.right <= plot.right() && patch.top >= 0.0 && patch.bottom <= plot.bottom();
        if inside && !taken.iter().any(|other| patch.meets(other)) {
            taken.push(patch);
            return pen.text(text, x + dx, y + dy, At::Middle, &pen.look.ink);
        }
    }
    Ok(())
}
