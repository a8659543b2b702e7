//! The page's half: keeps the charts' models and draws them, on a canvas or as SVG.

use super::canvas::Canvas;
use super::models::Models;
use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::draw::{self, End, Held, Picture, Style};
use crate::chart::{Cells, Chart, ClippingCurve, Matrices, NumberLine, TensorMap};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// The charts of one frame.
#[wasm_bindgen]
pub struct Painter {
    models: Models,
    /// The number line of pinned settings, outlined in this one.
    pinned: Option<(u64, NumberLine)>,
}

/// A cell of the tensor map.
#[derive(Serialize, tsify::Tsify)]
pub struct CellReading {
    /// Flat index of the value that it shows.
    index: u32,
    /// Its number.
    value: f32,
    /// The same as it is written, by the map's mode.
    text: String,
}

impl CellReading {
    /// Cell `i` of a map, where it has so many.
    fn of(map: &TensorMap, cells: &Cells, i: usize) -> Option<Self> {
        let value = *cells.values.get(i)?;
        Some(Self { index: cells.place(i) as u32, value, text: map.label(value) })
    }
}

#[wasm_bindgen]
impl Painter {
    /// A painter of the chart models that an `Engine` of the same build wrote.
    #[wasm_bindgen(constructor)]
    pub fn new(models: Vec<u8>) -> Self {
        Self { models: Models::new(models), pinned: None }
    }

    /// Outlines the levels of pinned settings in the number line.
    pub fn pin(&mut self, pinned: &Self) -> Result<(), JsValue> {
        let line: Option<NumberLine> = pinned.models.read(Chart::NumberLine).map_err(thrown)?;
        let fingerprint = pinned.models.fingerprint(Chart::NumberLine).map_err(thrown)?;
        self.pinned = line.map(|line| (fingerprint, line));
        Ok(())
    }

    /// A number that differs where a chart's models do; one of its own for a chart that was not built.
    pub fn fingerprint(&self, #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue) -> Result<u64, JsValue> {
        let chart = from_js(chart)?;
        let own = self.models.fingerprint(chart).map_err(thrown)?;
        // With pinned settings the number line is another picture.
        let pinned = self.pinned.as_ref().filter(|_| chart == Chart::NumberLine);
        Ok(pinned.map_or(own, |(other, _)| own.rotate_left(1) ^ other))
    }

    /// Draws a chart on a canvas, which takes the style's size times its ratio. Returns where the plot areas are; undefined,
    /// and the canvas unchanged, for a chart that was not built.
    #[wasm_bindgen(unchecked_return_type = "Plot[] | undefined")]
    pub fn draw(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        let drawn = self.picture(from_js(chart)?, |picture| {
            prepared(&canvas, &style).and_then(|canvas| draw::draw(canvas, picture, &style).map_err(thrown))
        });
        to_js(&drawn.map_err(thrown)?.transpose()?)
    }

    /// Whether the number line of `previous` can glide into this one: both show the same values one by one.
    pub fn glides(&self, previous: &Self) -> Result<bool, JsValue> {
        let both = previous.line().and_then(|from| Ok(from.zip(self.line()?)));
        Ok(both.map_err(thrown)?.is_some_and(|(from, to)| from.marks_of(&to)))
    }

    /// Draws the number line at `t` of the way (0 to 1) from the one of `previous` to this one.
    #[wasm_bindgen(js_name = drawBetween, unchecked_return_type = "Plot[] | undefined")]
    pub fn draw_between(
        &self,
        previous: &Self,
        t: f64,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        let Some(to) = self.line().map_err(thrown)? else { return Ok(JsValue::UNDEFINED) };
        let line = match previous.line().map_err(thrown)? {
            Some(from) => NumberLine::between(&from, &to, t),
            None => to,
        };
        to_js(&draw::draw(prepared(&canvas, &style)?, Picture::NumberLine(&line), &style).map_err(thrown)?)
    }

    /// Draws the number line with the errors of all ranges, for an end of the range that is held; without them where the clipping
    /// curve was not built.
    #[wasm_bindgen(js_name = drawHeld, unchecked_return_type = "Plot[] | undefined")]
    pub fn draw_held(
        &self,
        #[wasm_bindgen(unchecked_param_type = "End")] end: JsValue,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (style, end): (Style, End) = (from_js(style)?, from_js(end)?);
        let Some(line) = self.line().map_err(thrown)? else { return Ok(JsValue::UNDEFINED) };
        let curve: Option<ClippingCurve> = self.models.read(Chart::ClippingCurve).map_err(thrown)?;
        let picture = match &curve {
            Some(curve) => Picture::HeldLine(&line, Held { curve, end }),
            None => Picture::NumberLine(&line),
        };
        to_js(&draw::draw(prepared(&canvas, &style)?, picture, &style).map_err(thrown)?)
    }

    /// The cells of a map as an image of one pixel a cell: of the tensor map, or of the matrix at `place` (0 to 3).
    /// Undefined for a map that was not built.
    pub fn raster(
        &self,
        place: Option<usize>,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<Option<ImageData>, JsValue> {
        let style: Style = from_js(style)?;
        let image = |(map, cells): (TensorMap, Cells)| {
            let pixels = draw::raster(&map, &cells.values, style.theme);
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), map.cols, map.rows)
        };
        self.map(place).map_err(thrown)?.map(image).transpose()
    }

    /// A number that differs where the image of a map does, but for the theme; undefined for a map that was not built.
    #[wasm_bindgen(js_name = rasterFingerprint)]
    pub fn raster_fingerprint(&self, place: Option<usize>) -> Result<Option<u64>, JsValue> {
        self.models.cells_fingerprint(place).map_err(thrown)
    }

    /// The candidates of the clipping curve, for who points at them; undefined where it was not built.
    #[wasm_bindgen(js_name = clippingPoints, unchecked_return_type = "ClippingCurvePoint[] | undefined")]
    pub fn clipping_points(&self) -> Result<JsValue, JsValue> {
        let curve: Option<ClippingCurve> = self.models.read(Chart::ClippingCurve).map_err(thrown)?;
        to_js(&curve.map(|curve| curve.points))
    }

    /// The value shown in cell `i` of the tensor map, counted row after row.
    #[wasm_bindgen(unchecked_return_type = "CellReading | undefined")]
    pub fn cell(&self, i: usize) -> Result<JsValue, JsValue> {
        let map = self.map(None).map_err(thrown)?;
        to_js(&map.and_then(|(map, cells)| CellReading::of(&map, &cells, i)))
    }

    /// The values shown in cell `i` of the four matrices, counted row after row: original, code, dequantized value, error.
    #[wasm_bindgen(unchecked_return_type = "CellReading[] | undefined")]
    pub fn matrix_cells(&self, i: usize) -> Result<JsValue, JsValue> {
        let matrices = self.matrices().map_err(thrown)?;
        let readings = |(matrices, cells): (Matrices, [Cells; 4])| {
            let each = matrices.maps.iter().zip(&cells).map(|(map, cells)| CellReading::of(map, cells, i));
            each.collect::<Option<Vec<_>>>()
        };
        to_js(&matrices.and_then(readings))
    }

    /// A chart as an SVG document with a caption below; undefined for a chart that was not built.
    pub fn svg(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chart")] chart: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
        caption: &str,
    ) -> Result<Option<String>, JsValue> {
        let style: Style = from_js(style)?;
        let drawn = self.picture(from_js(chart)?, |picture| draw::svg(picture, &style, caption));
        drawn.and_then(Option::transpose).map_err(thrown)
    }
}

impl Painter {
    fn line(&self) -> Result<Option<NumberLine>, Error> {
        let line: Option<NumberLine> = self.models.read(Chart::NumberLine)?;
        Ok(line.map(|line| match &self.pinned {
            Some((_, pinned)) => line.with_pinned(pinned),
            None => line,
        }))
    }

    /// The tensor map, or the matrix at a place.
    fn map(&self, place: Option<usize>) -> Result<Option<(TensorMap, Cells)>, Error> {
        let map = match place {
            None => self.models.read(Chart::Map)?,
            Some(place) => {
                let matrices: Option<Matrices> = self.models.read(Chart::Matrices)?;
                matrices.and_then(|matrices| matrices.maps.into_iter().nth(place))
            }
        };
        Ok(map.zip(self.models.cells(place)?))
    }

    /// The four matrices.
    fn matrices(&self) -> Result<Option<(Matrices, [Cells; 4])>, Error> {
        let [a, b, c, d] = [0, 1, 2, 3].map(|place| self.models.cells(Some(place)));
        let cells = a?.zip(b?).zip(c?.zip(d?)).map(|((a, b), (c, d))| [a, b, c, d]);
        Ok(self.models.read(Chart::Matrices)?.zip(cells))
    }

    /// Does something with a chart's picture, where it was built.
    fn picture<T>(&self, chart: Chart, then: impl FnOnce(Picture) -> T) -> Result<Option<T>, Error> {
        Ok(match chart {
            Chart::NumberLine => self.line()?.map(|line| then(Picture::NumberLine(&line))),
            Chart::Series => self.models.read(chart)?.map(|series| then(Picture::Series(&series))),
            Chart::Transfer => self.models.read(chart)?.map(|transfer| then(Picture::Transfer(&transfer))),
            Chart::Histogram => self.models.read(chart)?.map(|histogram| then(Picture::Histogram(&histogram))),
            Chart::ClippingCurve => self.models.read(chart)?.map(|curve| then(Picture::ClippingCurve(&curve))),
            Chart::Map => self.map(None)?.map(|(map, cells)| then(Picture::Map(&map, &cells.values))),
            Chart::Matrices => self.matrices()?.map(|(matrices, cells)| then(Picture::Matrices(&matrices, &cells))),
        })
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
