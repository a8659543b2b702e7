//! Strokes, marks and labels in CSS pixels on any plotters backend. Knows pixels, no data.
//!
//! Hairlines are filled rectangles on whole device pixels: strokes would be blurred by backends that do not shift them.

use crate::Error;
use crate::chart::draw::Style;
use crate::chart::draw::palette::Palette;
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{Color, DrawingArea, DrawingBackend, IntoDrawingArea, IntoFont, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Size of all labels.
pub(super) const TEXT: f64 = 13.0;
/// Distance between the lines of a hatch.
const HATCH: f64 = 7.0;

/// Where a label's anchor is.
#[derive(Clone, Copy)]
pub(super) enum At {
    Left,
    Middle,
    Right,
}

/// A plotters drawing area with its backend type erased: the drawing code is compiled once, not once per backend.
trait Surface {
    fn rectangle(&self, corners: [(i32, i32); 2], style: ShapeStyle) -> Drawn;
    fn stroke(&self, points: Vec<(i32, i32)>, style: ShapeStyle) -> Drawn;
    fn polygon(&self, points: Vec<(i32, i32)>, style: ShapeStyle) -> Drawn;
    fn circle(&self, centre: (i32, i32), radius: u32, style: ShapeStyle) -> Drawn;
    fn label(&self, text: &str, at: (i32, i32), style: TextStyle) -> Drawn;
    fn present(&self) -> Drawn;
}

impl<DB: DrawingBackend> Surface for DrawingArea<DB, Shift> {
    fn rectangle(&self, corners: [(i32, i32); 2], style: ShapeStyle) -> Drawn {
        self.draw(&Rectangle::new(corners, style)).map_err(failed)
    }

    fn stroke(&self, points: Vec<(i32, i32)>, style: ShapeStyle) -> Drawn {
        self.draw(&PathElement::new(points, style)).map_err(failed)
    }

    fn polygon(&self, points: Vec<(i32, i32)>, style: ShapeStyle) -> Drawn {
        self.draw(&Polygon::new(points, style)).map_err(failed)
    }

    fn circle(&self, centre: (i32, i32), radius: u32, style: ShapeStyle) -> Drawn {
        self.draw(&Circle::new(centre, radius, style)).map_err(failed)
    }

    fn label(&self, text: &str, at: (i32, i32), style: TextStyle) -> Drawn {
        self.draw(&Text::new(text, at, style)).map_err(failed)
    }

    fn present(&self) -> Drawn {
        DrawingArea::present(self).map_err(failed)
    }
}

/// Draws on a backend; coordinates are CSS pixels divided by the look's zoom.
pub(super) struct Pen<'a> {
    surface: Box<dyn Surface + 'a>,
    pub look: &'static Palette,
    pub width: f64,
    pub height: f64,
    /// Device pixels a unit.
    ratio: f64,
    /// The font size that makes a backend draw text one pixel large.
    em: f64,
}

pub(super) type Drawn = Result<(), Error>;

fn failed(reason: impl std::fmt::Display) -> Error {
    Error::Draw { reason: reason.to_string() }
}

impl<'a> Pen<'a> {
    pub fn new<DB: DrawingBackend + 'a>(backend: DB, style: &Style, em: f64) -> Self {
        let zoom = style.theme.zoom();
        Self {
            surface: Box::new(backend.into_drawing_area()),
            look: style.theme.palette(),
            width: f64::from(style.width) / zoom,
            height: f64::from(style.height) / zoom,
            ratio: style.ratio * zoom,
            em,
        }
    }

    pub fn finish(&self) -> Drawn {
        self.surface.present()
    }

    fn device(&self, v: f64) -> i32 {
        (v * self.ratio).round() as i32
    }

    fn point(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (self.device(x), self.device(y))
    }

    fn stroke(&self, width: f64) -> u32 {
        self.device(width).max(1) as u32
    }

    /// A filled rectangle, at least a device pixel in each direction.
    pub fn rect(&self, left: f64, top: f64, right: f64, bottom: f64, color: &impl Color) -> Drawn {
        let (x0, y0) = self.point((left, top));
        let (x1, y1) = self.point((right, bottom));
        self.surface.rectangle([(x0, y0), (x1.max(x0 + 1), y1.max(y0 + 1))], color.filled())
    }

    /// A rectangle's outline.
    pub fn outline(&self, left: f64, top: f64, right: f64, bottom: f64, width: f64, color: &impl Color) -> Drawn {
        self.rect(left, top, right, top + width, color)?;
        self.rect(left, bottom - width, right, bottom, color)?;
        self.rect(left, top, left + width, bottom, color)?;
        self.rect(right - width, top, right, bottom, color)
    }

    /// A vertical line of a pixel's width centred on `x`.
    pub fn vertical(&self, x: f64, top: f64, bottom: f64, color: &impl Color) -> Drawn {
        self.bar(x, top, bottom, 1.0, color)
    }

    /// A vertical line of a width centred on `x`.
    pub fn bar(&self, x: f64, top: f64, bottom: f64, width: f64, color: &impl Color) -> Drawn {
        let stroke = self.stroke(width) as i32;
        let left = self.device(x) - stroke / 2;
        let (y0, y1) = (self.device(top.min(bottom)), self.device(top.max(bottom)));
        self.surface.rectangle([(left, y0), (left + stroke, y1.max(y0 + 1))], color.filled())
    }

    /// Bars that stand on, or hang from, one line at `base`: `(left, right, tip)`, from left to right. One shape, however
    /// many: a backend takes longer for each shape than for its corners.
    pub fn comb(&self, base: f64, bars: impl IntoIterator<Item = (f64, f64, f64)>, color: &impl Color) -> Drawn {
        let base = self.device(base);
        let mut points = Vec::new();
        for (left, right, tip) in bars {
            let (left, tip) = (self.device(left), self.device(tip));
            let right = self.device(right).max(left + 1);
            let tip = if tip == base { base - 1 } else { tip };
            points.extend([(left, base), (left, tip), (right, tip), (right, base)]);
        }
        if points.is_empty() { Ok(()) } else { self.surface.polygon(points, color.filled()) }
    }

    /// The same with bars to the left or right of a line: `(from, to, tip)`, from below upward or from above down.
    pub fn comb_upright(&self, base: f64, bars: impl IntoIterator<Item = (f64, f64, f64)>, color: &impl Color) -> Drawn {
        let base = self.device(base);
        let mut points = Vec::new();
        for (from, to, tip) in bars {
            let (from, to, tip) = (self.device(from), self.device(to), self.device(tip));
            let to = if to == from { from + 1 } else { to };
            let tip = if tip == base { base + 1 } else { tip };
            points.extend([(base, from), (tip, from), (tip, to), (base, to)]);
        }
        if points.is_empty() { Ok(()) } else { self.surface.polygon(points, color.filled()) }
    }

    /// The sides of a bar of a width centred on `x`, on whole device pixels.
    pub fn sides(&self, x: f64, width: f64) -> (f64, f64) {
        let stroke = self.stroke(width) as i32;
        let left = self.device(x) - stroke / 2;
        (f64::from(left) / self.ratio, f64::from(left + stroke) / self.ratio)
    }

    /// A horizontal line of a width centred on `y`.
    pub fn horizontal(&self, left: f64, right: f64, y: f64, width: f64, color: &impl Color) -> Drawn {
        let stroke = self.stroke(width) as i32;
        let top = self.device(y) - stroke / 2;
        let (x0, x1) = (self.device(left.min(right)), self.device(left.max(right)));
        self.surface.rectangle([(x0, top), (x1.max(x0 + 1), top + stroke)], color.filled())
    }

    /// A vertical line of dashes.
    pub fn dashed_vertical(&self, x: f64, top: f64, bottom: f64, color: &impl Color) -> Drawn {
        let mut y = top;
        while y < bottom {
            self.vertical(x, y, (y + 4.0).min(bottom), color)?;
            y += 7.0;
        }
        Ok(())
    }

    /// Straight strokes from point to point.
    pub fn path(&self, points: impl IntoIterator<Item = (f64, f64)>, width: f64, color: &impl Color) -> Drawn {
        let points: Vec<_> = points.into_iter().map(|p| self.point(p)).collect();
        self.surface.stroke(points, color.stroke_width(self.stroke(width)))
    }

    /// Strokes of `on` pixels with gaps of `off` along a path.
    pub fn dashes(&self, points: &[(f64, f64)], (on, off): (f64, f64), width: f64, color: &impl Color) -> Drawn {
        let (mut drawing, mut left) = (true, on);
        let mut run: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
        for pair in points.windows(2) {
            let [(mut x, mut y), end] = [pair[0], pair[1]];
            loop {
                let (dx, dy) = (end.0 - x, end.1 - y);
                let length = dx.hypot(dy);
                if length <= left {
                    left -= length;
                    run.push(end);
                    break;
                }
                (x, y) = (x + dx * left / length, y + dy * left / length);
                if drawing {
                    run.push((x, y));
                    self.path(std::mem::take(&mut run), width, color)?;
                }
                drawing = !drawing;
                left = if drawing { on } else { off };
                run = vec![(x, y)];
            }
        }
        if drawing { self.path(run, width, color) } else { Ok(()) }
    }

    /// A filled shape.
    pub fn area(&self, points: impl IntoIterator<Item = (f64, f64)>, color: &impl Color) -> Drawn {
        let points: Vec<_> = points.into_iter().map(|p| self.point(p)).collect();
        self.surface.polygon(points, color.filled())
    }

    /// A filled circle.
    pub fn dot(&self, x: f64, y: f64, radius: f64, color: &impl Color) -> Drawn {
        self.surface.circle(self.point((x, y)), self.stroke(radius), color.filled())
    }

    /// A circle's outline.
    pub fn ring(&self, x: f64, y: f64, radius: f64, width: f64, color: &impl Color) -> Drawn {
        self.surface.circle(self.point((x, y)), self.stroke(radius), color.stroke_width(self.stroke(width)))
    }

    /// A filled square about a point.
    pub fn square(&self, x: f64, y: f64, half: f64, color: &impl Color) -> Drawn {
        let ((x, y), half) = (self.point((x, y)), self.stroke(half) as i32);
        self.surface.rectangle([(x - half, y - half), (x + half, y + half)], color.filled())
    }

    /// A filled diamond about a point, with a rim of paper that keeps it apart from what is below.
    pub fn diamond(&self, x: f64, y: f64, half: f64, color: &impl Color) -> Drawn {
        let shape = |h: f64| [(x, y - h), (x + h, y), (x, y + h), (x - h, y)];
        self.area(shape(half + 2.0), &self.look.paper)?;
        self.area(shape(half), color)
    }

    /// The hole of a diamond that stands for what is not there.
    pub fn diamond_hole(&self, x: f64, y: f64, half: f64) -> Drawn {
        self.area([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], &self.look.paper)
    }

    /// Slanted lines over a rectangle: here values are clipped.
    pub fn hatch(&self, left: f64, top: f64, right: f64, bottom: f64) -> Drawn {
        let (width, height) = (right - left, bottom - top);
        if width < 1.0 || height < 1.0 {
            return Ok(());
        }
        let color = self.look.clipped.mix(0.5);
        let lines = ((width + height) / HATCH) as u32;
        for i in 1..=lines {
            // Each line runs up to the right; d is where it meets the lower edge, counted from the left.
            let d = f64::from(i) * HATCH;
            let (x0, y0) = if d <= height { (left, top + d) } else { (left + d - height, bottom) };
            let (x1, y1) = if d <= width { (left + d, top) } else { (right, top + d - width) };
            self.path([(x0, y0), (x1, y1)], 1.0, &color)?;
        }
        Ok(())
    }

    /// A label in ink on a patch of paper, about its middle.
    pub fn tag(&self, text: &str, x: f64, y: f64) -> Drawn {
        let half = text_width(text) / 2.0 + 2.0;
        self.rect(x - half, y - 8.0, x + half, y + 8.0, &self.look.paper.mix(0.85))?;
        self.text(text, x, y, At::Middle, &self.look.ink)
    }

    /// A label; `y` is its middle.
    pub fn text(&self, text: &str, x: f64, y: f64, at: At, color: &impl Color) -> Drawn {
        self.sized_text(text, (x, y), at, TEXT, color)
    }

    /// A label of a size of its own; the place's second number is its middle.
    pub fn sized_text(&self, text: &str, (x, y): (f64, f64), at: At, size: f64, color: &impl Color) -> Drawn {
        let h_pos = match at {
            At::Left => HPos::Left,
            At::Middle => HPos::Center,
            At::Right => HPos::Right,
        };
        let font = ("system-ui, sans-serif", size * self.ratio * self.em).into_font();
        let style = TextStyle::from(font).color(color).pos(Pos::new(h_pos, VPos::Center));
        self.surface.label(text, self.point((x, y)), style)
    }
}

/// About how wide a label is. Measuring would ask the page's layout and cost milliseconds a label.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            '.' | ',' | ' ' | '\u{2009}' | '\u{a0}' | 'i' | 'l' | 't' | 'f' | 'r' | '⁻' => 0.34,
            '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' => 0.4,
            'm' | 'w' | '×' | '−' | '≈' => 0.84,
            // Chinese signs, and the marks as wide as they are.
            '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' => 1.0,
            _ => 0.62,
        })
        .sum::<f64>()
        * TEXT
}
