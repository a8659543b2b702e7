//! The format comparison on the page: the formats offered, and the picture of the measured ones.

use super::painter::prepared;
use super::{from_js, thrown, to_js};
use crate::chart::draw::{Style, draw_formats};
use crate::chart::{FormatPoint, Formats};
use crate::study::Settings;
use crate::study::formats::{candidates, own_candidates};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// The formats of the comparison, after the user's own settings: those on show and the pinned ones.
#[wasm_bindgen(unchecked_return_type = "Candidate[]")]
pub fn format_candidates(
    #[wasm_bindgen(unchecked_param_type = "Settings")] now: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Settings[]")] pinned: JsValue,
) -> Result<JsValue, JsValue> {
    let (now, pinned): (Settings, Vec<Settings>) = (from_js(now)?, from_js(pinned)?);
    to_js(&[own_candidates(&now, &pinned), candidates()].concat())
}

/// Measured formats as a picture.
#[wasm_bindgen]
pub struct FormatsChart(Formats);

#[wasm_bindgen]
impl FormatsChart {
    /// Of formats with their bits a value and SQNR in dB, and of the settings on show.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, bits: &[f64], sqnr_db: &[f64], now_bits: Option<f64>, now_sqnr_db: Option<f64>) -> Self {
        let point = |(name, (&bits, &sqnr_db)): (String, (&f64, &f64))| FormatPoint { name, bits, sqnr_db };
        let points = names.into_iter().zip(bits.iter().zip(sqnr_db)).map(point).collect();
        let now = now_bits.zip(now_sqnr_db).map(|(bits, sqnr_db)| FormatPoint { name: String::new(), bits, sqnr_db });
        Self(Formats::new(points, now))
    }

    /// The places of the formats that no other beats in both size and error.
    pub fn front(&self) -> Vec<u32> {
        self.0.front.iter().map(|&i| i as u32).collect()
    }

    /// The picture in a sentence.
    pub fn words(&self) -> String {
        self.0.words.clone()
    }

    /// The format that gains most for its bits, in a sentence; empty where there are no current settings.
    pub fn worth(&self) -> String {
        self.0.best_gain_words()
    }

    /// Draws it on a canvas, which takes the style's size times its ratio. Returns where the plot area is; its x is log2
    /// of the bits.
    #[wasm_bindgen(unchecked_return_type = "Plot")]
    pub fn draw(
        &self,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        to_js(&draw_formats(prepared(&canvas, &style)?, &self.0, &style).map_err(thrown)?)
    }
}
