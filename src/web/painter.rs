//! The page's half: keeps the last frame and draws its charts. plotters measures text in the document, so this runs
//! on the main thread.

use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::draw::{self, Style};
use crate::chart::{Cells, Chart, Frame};
use plotters_canvas::CanvasBackend;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// The frame on show.
#[wasm_bindgen]
pub struct Painter {
    frame: Frame,
    cells: Cells,
}

/// A cell of the tensor map.
#[derive(Serialize, tsify::Tsify)]
pub struct CellReading {
    /// Flat index of the value that it shows.
    index: u32,
    /// Its number, by the map's mode.
    text: String,
}

#[wasm_bindgen]
impl Painter {
    /// A painter of the chart models that an `Engine` of the same module wrote.
    #[wasm_bindgen(constructor)]
    pub fn new(models: &[u8]) -> Result<Self, JsValue> {
        let (frame, cells) = postcard::from_bytes(models).map_err(|e| thrown(Error::Draw { reason: e.to_string() }))?;
        Ok(Self { frame, cells })
    }

    /// Draws a chart on a canvas, which takes the style's size times its ratio. Returns where the plot areas are.
    #[wasm_bindgen(unchecked_return_type = "Plot[]")]
    pub fn draw(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (chart, style): (Chart, Style) = (from_js(chart)?, from_js(style)?);
        to_js(&draw::draw(prepared(canvas, &style)?, chart, &self.frame, &self.cells.values, &style).map_err(thrown)?)
    }

    /// The tensor map's cells as an image of one pixel a cell.
    pub fn raster(&self, #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue) -> Result<ImageData, JsValue> {
        let style: Style = from_js(style)?;
        let pixels = draw::raster(&self.frame.map, &self.cells.values, style.theme);
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), self.frame.map.cols, self.frame.map.rows)
    }

    /// What cell `i` of the tensor map shows, counted row after row.
    #[wasm_bindgen(unchecked_return_type = "CellReading | undefined")]
    pub fn cell(&self, i: usize) -> Result<JsValue, JsValue> {
        let reading = |&v: &f32| CellReading { index: self.cells.place(i) as u32, text: self.frame.map.label(v) };
        to_js(&self.cells.values.get(i).map(reading))
    }

    /// A chart as an SVG document with a caption below.
    pub fn svg(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
        caption: &str,
    ) -> Result<String, JsValue> {
        let (chart, style): (Chart, Style) = (from_js(chart)?, from_js(style)?);
        draw::svg(chart, &self.frame, &self.cells.values, &style, caption).map_err(thrown)
    }
}

/// A backend on a canvas that has been cleared and has the style's size.
pub(super) fn prepared(canvas: HtmlCanvasElement, style: &Style) -> Result<CanvasBackend, JsValue> {
    let pixels = |css: u32| (f64::from(css) * style.ratio).round() as u32;
    let (width, height) = (pixels(style.width), pixels(style.height));
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.and_then(|c| c.dyn_into().ok()).ok_or_else(no_canvas)?;
    context.clear_rect(0.0, 0.0, width.into(), height.into());
    CanvasBackend::with_canvas_object(canvas).ok_or_else(no_canvas)
}

fn no_canvas() -> JsValue {
    thrown(Error::Draw { reason: "the browser gives no 2d canvas".into() })
}
