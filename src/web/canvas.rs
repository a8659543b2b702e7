//! A canvas as a backend of plotters. A drawing is thousands of marks in a dozen styles: colours and fonts cross to
//! JavaScript as text, so only a change of them does.

use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::f64::consts::TAU;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// Red, green, blue, and the bits of the alpha.
type Paint = (u8, u8, u8, u64);

/// A canvas of a size in device pixels.
pub(super) struct Canvas {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    fill: Option<Paint>,
    stroke: Option<Paint>,
    line_width: Option<u32>,
    font: Option<u64>,
    anchor: Option<&'static str>,
}

/// The error for an operation that the browser refused.
#[derive(Debug, thiserror::Error)]
#[error("the canvas refused: {0:?}")]
pub(super) struct Refused(JsValue);

type Drawn = Result<(), DrawingErrorKind<Refused>>;

fn refused(error: JsValue) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused(error))
}

fn paint(color: BackendColor) -> Paint {
    let (r, g, b) = color.rgb;
    (r, g, b, color.alpha.to_bits())
}

fn css((r, g, b, alpha): Paint) -> String {
    format!("rgba({r},{g},{b},{})", f64::from_bits(alpha))
}

impl Canvas {
    /// On a context in whose state nothing is set.
    pub(super) fn new(context: CanvasRenderingContext2d, size: (u32, u32)) -> Self {
        context.set_text_baseline("middle");
        Self { context, size, fill: None, stroke: None, line_width: None, font: None, anchor: None }
    }

    fn fill_with(&mut self, color: BackendColor) {
        let paint = paint(color);
        if self.fill.replace(paint) != Some(paint) {
            self.context.set_fill_style_str(&css(paint));
        }
    }

    fn stroke_with(&mut self, style: &impl BackendStyle) {
        let (paint, width) = (paint(style.color()), style.stroke_width());
        if self.stroke.replace(paint) != Some(paint) {
            self.context.set_stroke_style_str(&css(paint));
        }
        if self.line_width.replace(width) != Some(width) {
            self.context.set_line_width(width.into());
        }
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (i, (x, y)) in path.into_iter().enumerate() {
            if i == 0 { self.context.move_to(x.into(), y.into()) } else { self.context.line_to(x.into(), y.into()) }
        }
    }
}

impl DrawingBackend for Canvas {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.fill_with(color);
        self.context.fill_rect(x.into(), y.into(), 1.0, 1.0);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (x0, y0): BackendCoord, (x1, y1): BackendCoord, style: &S, fill: bool) -> Drawn {
        let (x, y, width, height) = (x0.into(), y0.into(), (x1 - x0).into(), (y1 - y0).into());
        if fill {
            self.fill_with(style.color());
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroke_with(style);
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.stroke_with(style);
        self.trace(path);
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.fill_with(style.color());
        self.trace(path);
        self.context.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.context.begin_path();
        self.context.arc(x.into(), y.into(), radius.into(), 0.0, TAU).map_err(refused)?;
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style);
            self.context.stroke();
        }
        Ok(())
    }

    /// Text is horizontal and vertically centred: no label is drawn otherwise.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "center",
            HPos::Right => "end",
        };
        if self.anchor.replace(anchor) != Some(anchor) {
            self.context.set_text_align(anchor);
        }
        let size = style.size();
        if self.font.replace(size.to_bits()) != Some(size.to_bits()) {
            self.context.set_font(&format!("{size}px {}", style.family().as_str()));
        }
        self.fill_with(style.color());
        self.context.fill_text(text, x.into(), y.into()).map_err(refused)
    }
}
