//! The page's half: keeps the charts' models and draws them, on a canvas or as SVG.

use super::canvas::Canvas;
use super::models::Models;
use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::draw::{self, Picture, Style};
use crate::chart::{Cells, Chart, TensorMap};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// The charts of one frame.
#[wasm_bindgen]
pub struct Painter(Models);

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
    /// A painter of the chart models that an `Engine` of the same build wrote.
    #[wasm_bindgen(constructor)]
    pub fn new(models: Vec<u8>) -> Self {
        Self(Models::new(models))
    }

    /// A number that differs where a chart's models do.
    pub fn fingerprint(&self, #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue) -> Result<u64, JsValue> {
        self.0.fingerprint(from_js(chart)?).map_err(thrown)
    }

    /// Draws a chart on a canvas, which takes the style's size times its ratio. Returns where the plot areas are.
    #[wasm_bindgen(unchecked_return_type = "Plot[]")]
    pub fn draw(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        let canvas = prepared(&canvas, &style)?;
        to_js(&self.picture(from_js(chart)?, |picture| draw::draw(canvas, picture, &style)).map_err(thrown)?)
    }

    /// The tensor map's cells as an image of one pixel a cell.
    pub fn raster(&self, #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue) -> Result<ImageData, JsValue> {
        let style: Style = from_js(style)?;
        let (map, cells) = self.map().map_err(thrown)?;
        let pixels = draw::raster(&map, &cells.values, style.theme);
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), map.cols, map.rows)
    }

    /// The value shown in cell `i` of the tensor map, counted row after row.
    #[wasm_bindgen(unchecked_return_type = "CellReading | undefined")]
    pub fn cell(&self, i: usize) -> Result<JsValue, JsValue> {
        let (map, cells) = self.map().map_err(thrown)?;
        let reading = |&v: &f32| CellReading { index: cells.place(i) as u32, text: map.label(v) };
        to_js(&cells.values.get(i).map(reading))
    }

    /// A chart as an SVG document with a caption below.
    pub fn svg(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
        caption: &str,
    ) -> Result<String, JsValue> {
        let style: Style = from_js(style)?;
        self.picture(from_js(chart)?, |picture| draw::svg(picture, &style, caption)).map_err(thrown)
    }
}

impl Painter {
    fn map(&self) -> Result<(TensorMap, Cells), Error> {
        self.0.read(Chart::Map)
    }

    fn picture<T>(&self, chart: Chart, then: impl FnOnce(Picture) -> Result<T, Error>) -> Result<T, Error> {
        match chart {
            Chart::NumberLine => then(Picture::NumberLine(&self.0.read(chart)?)),
            Chart::Series => then(Picture::Series(&self.0.read(chart)?)),
            Chart::Transfer => then(Picture::Transfer(&self.0.read(chart)?)),
            Chart::Histogram => then(Picture::Histogram(&self.0.read(chart)?)),
            Chart::ClippingCurve => then(Picture::ClippingCurve(&self.0.read(chart)?)),
            Chart::Map => {
                let (map, cells) = self.map()?;
                then(Picture::Map(&map, &cells.values))
            }
        }
    }
}

/// A canvas that has been cleared and has the style's size.
pub(super) fn prepared(canvas: &HtmlCanvasElement, style: &Style) -> Result<Canvas, JsValue> {
    let pixels = |css: u32| (f64::from(css) * style.ratio).round() as u32;
    let (width, height) = (pixels(style.width), pixels(style.height));
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let none = || thrown(Error::Draw { reason: tr!("the browser gives no 2d canvas") });
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.and_then(|c| c.dyn_into().ok()).ok_or_else(none)?;
    context.clear_rect(0.0, 0.0, width.into(), height.into());
    Ok(Canvas::new(context, (width, height)))
}
