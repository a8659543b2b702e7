//! The pictures of a layer on the page.

use super::painter::prepared;
use super::{from_js, thrown, to_js};
use crate::chart::draw::{Style, draw_layer, layer_svg};
use crate::chart::{ColumnPeaksChart, ColumnWalk, LayerPicture, MethodRatios, OutputDensity, RelativeErrors, StrengthCurve, WalkedBlock};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A picture of a layer.
#[wasm_bindgen]
pub struct LayerChart(LayerPicture);

#[wasm_bindgen]
impl LayerChart {
    /// The largest |x| and |w| of each column, before and after a method.
    pub fn columns(before_x: Vec<f32>, before_w: Vec<f32>, after_x: Vec<f32>, after_w: Vec<f32>) -> Self {
        Self(LayerPicture::Columns(ColumnPeaksChart::new([before_x, before_w], [after_x, after_w])))
    }

    /// Outputs [tokens, channels], row-major: exact, and of what was rounded.
    pub fn outputs(exact: &[f32], rounded: &[f32], channels: usize) -> Self {
        Self(LayerPicture::Outputs(OutputDensity::new(exact, rounded, channels)))
    }

    /// Relative errors of output channels and of tokens; NaN where the outputs are 0.
    pub fn errors(channels: Vec<f64>, tokens: Vec<f64>) -> Self {
        Self(LayerPicture::Errors(RelativeErrors::new(channels, tokens)))
    }

    /// Ratios in dB of the calibration tokens' outputs and of the others' over the strength `at` of a method, NaN where not known;
    /// `taken` is the strength on show, `name` its name.
    pub fn strengths(at: Vec<f64>, calibration: &[f64], evaluation: &[f64], taken: f64, name: String) -> Self {
        Self(LayerPicture::Strengths(StrengthCurve::new(at, calibration, evaluation, taken, name)))
    }

    /// GPTQ's walk: the columns in its order, what each rounded one added to the error, and how far the weights of a block are from the
    /// original ones: [rows, columns], row-major, from the place `first` of the walk on.
    pub fn walk(order: Vec<u32>, losses: Vec<f64>, first: usize, rows: usize, changes: Vec<f32>) -> Self {
        Self(LayerPicture::Walk(ColumnWalk::new(order, losses, WalkedBlock::new(first, rows, changes))))
    }

    /// The methods side by side: ratios in dB, [methods, trials], row-major, NaN where not known; the method on show.
    pub fn methods(methods: Vec<String>, trials: Vec<String>, ratios: &[f64], chosen: Option<usize>) -> Self {
        Self(LayerPicture::Methods(MethodRatios::new(methods, trials, ratios, chosen)))
    }

    /// What it shows, in a sentence or two.
    pub fn words(&self) -> String {
        self.0.words()
    }

    /// The same as rows.
    #[wasm_bindgen(unchecked_return_type = "Table")]
    pub fn table(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.table())
    }

    /// How many places it has.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// What stands at a place.
    #[wasm_bindgen(unchecked_return_type = "LayerReading | undefined")]
    pub fn reading(&self, place: usize) -> Result<JsValue, JsValue> {
        to_js(&self.0.reading(place))
    }

    /// The place at a point of a plot, in its data, or the nearest to it.
    #[wasm_bindgen(js_name = placeAt)]
    pub fn place_at(&self, plot: usize, x: f64, y: f64) -> Option<usize> {
        self.0.place_at(plot, x, y)
    }

    /// Draws it on a canvas, which takes the style's size times its ratio. Returns where its plots are.
    #[wasm_bindgen(unchecked_return_type = "Plot[]")]
    pub fn draw(
        &self,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        to_js(&draw_layer(prepared(&canvas, &style)?, &self.0, &style).map_err(thrown)?)
    }

    /// The picture as an SVG document with a caption below.
    pub fn svg(&self, #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue, caption: &str) -> Result<String, JsValue> {
        layer_svg(&self.0, &from_js(style)?, caption).map_err(thrown)
    }
}
