//! What a network says: areas of two classes with the boundary between them, and the points as circles and crosses; for a curve, its
//! line through the points.

use super::contour::{Spot, Surface};
use crate::Error;
use crate::chart::draw::palette::mix;
use crate::chart::draw::pen::{Drawn, Pen};
use crate::chart::draw::plot::Plot;
use crate::chart::training::{Boundary, BoundaryPoint, Field};
use plotters::prelude::Color;

/// Where the network is sure: nine to one, as the difference of its outputs.
const SURE: f64 = 2.2;
/// The strength of the areas where it is sure and where it is not.
const STRONG: f64 = 0.26;
const WEAK: f64 = 0.12;
/// A point's half size, in pixels of a picture 400 wide.
const POINT: f64 = 2.6;

/// The room of a picture: left, top, right, bottom.
pub(super) type Room = [f64; 4];

pub(super) fn draw(pen: &Pen, boundary: &Boundary, [left, top, right, bottom]: Room) -> Result<Plot, Error> {
    let (extent, height) = (f64::from(boundary.extent), f64::from(boundary.height));
    let is_plane = matches!(boundary.field, Field::Plane { .. });
    let (room_x, room_y) = (right - left - 2.0, bottom - top - 2.0);
    let side = room_x.min(room_y);
    let (width, tall) = if is_plane { (side, side) } else { (room_x, room_y) };
    let (left, top) = (left + 1.0 + (room_x - width) / 2.0, top + 1.0 + (room_y - tall) / 2.0);
    let plot = Plot::new("boundary", (left, top), (left + width, top + tall), (-extent, extent), (-height, height));
    let size = POINT * (width / 400.0).clamp(0.6, 1.4);
    match &boundary.field {
        Field::Plane { side, margins } => {
            let surface = Surface { side: *side as usize, values: margins };
            areas(pen, &plot, &surface)?;
            points(pen, &plot, &boundary.points, size, false)?;
            for line in surface.lines(0.0) {
                pen.path(line.into_iter().map(|spot| pixel(&plot, &surface, spot)), 2.0, &pen.look.ink)?;
            }
            points(pen, &plot, &boundary.points, size, true)?;
        }
        Field::Curve(line) => {
            pen.horizontal(plot.left, plot.right(), plot.y(0.0), 1.0, &pen.look.rule)?;
            points(pen, &plot, &boundary.points, size, false)?;
            let last = (line.len() - 1).max(1) as f64;
            let places = line.iter().enumerate().map(|(i, &y)| (plot.left + plot.width * i as f64 / last, plot.y_within(y.into())));
            pen.path(places, 2.0, &pen.look.ink)?;
        }
    }
    pen.outline(plot.left, plot.top, plot.right(), plot.bottom(), 1.0, &pen.look.clipped)?;
    Ok(plot)
}

fn pixel(plot: &Plot, surface: &Surface, (i, j): Spot) -> (f64, f64) {
    let last = (surface.side - 1) as f64;
    (plot.left + plot.width * i / last, plot.bottom() - plot.height * j / last)
}

fn areas(pen: &Pen, plot: &Plot, surface: &Surface) -> Drawn {
    let (paper, first, second) = (pen.look.paper, pen.look.first, pen.look.second);
    pen.rect(plot.left, plot.top, plot.right(), plot.bottom(), &mix(paper, first, STRONG))?;
    for (level, color) in [(-SURE, mix(paper, first, WEAK)), (0.0, mix(paper, second, WEAK)), (SURE, mix(paper, second, STRONG))] {
        for piece in surface.above(level) {
            pen.area(piece.into_iter().map(|spot| pixel(plot, surface, spot)), &color)?;
        }
    }
    Ok(())
}

/// The points on their side, or those on the wrong side, which stand out.
fn points(pen: &Pen, plot: &Plot, points: &[BoundaryPoint], size: f64, wrong: bool) -> Drawn {
    for point in points.iter().filter(|point| point.wrong == wrong) {
        let (x, y) = (plot.x_within(point.x.into()), plot.y_within(point.y.into()));
        let own = if point.second { pen.look.second } else { pen.look.first };
        let (color, size, width) = if wrong { (pen.look.error, size * 1.35, 2.0) } else { (own, size, 1.25) };
        if point.second {
            let d = size * 0.85;
            pen.path([(x - d, y - d), (x + d, y + d)], width, &color.mix(1.0))?;
            pen.path([(x - d, y + d), (x + d, y - d)], width, &color.mix(1.0))?;
        } else {
            pen.ring(x, y, size, width, &color.mix(1.0))?;
        }
    }
    Ok(())
}
