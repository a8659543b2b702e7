//! The channel strip and the granularity ladder on the page.

use super::painter::prepared;
use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::ChannelChart;
use crate::chart::draw::{Style, draw_channels};
use crate::study::granularities::granularities;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// The granularities that settings can have.
#[wasm_bindgen(js_name = granularities, unchecked_return_type = "Granularities")]
pub fn granularities_of(#[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
    to_js(&granularities(&from_js(settings)?))
}

/// Rows or columns in an order.
#[wasm_bindgen]
pub struct ChannelsChart(ChannelChart);

#[wasm_bindgen]
impl ChannelsChart {
    /// Of the engine's bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsValue> {
        let channels = postcard::from_bytes(bytes).map_err(|e| thrown(Error::Draw { reason: e.to_string() }))?;
        Ok(Self(ChannelChart::new(channels)))
    }

    /// Brings the channels into an order.
    pub fn sort(&mut self, #[wasm_bindgen(unchecked_param_type = "ChannelOrder")] by: JsValue) -> Result<(), JsValue> {
        self.0.sort(from_js(by)?);
        Ok(())
    }

    /// How many channels there are.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// The channel at a place of the order, from 0.
    #[wasm_bindgen(unchecked_return_type = "ChannelReading | undefined")]
    pub fn reading(&self, place: usize) -> Result<JsValue, JsValue> {
        to_js(&self.0.reading(place))
    }

    /// Where a channel stands in the order.
    pub fn place_of(&self, channel: usize) -> Option<usize> {
        self.0.place_of(channel)
    }

    /// Which channels have outliers; which one sets the scale of the others, where one does; which have most of the error.
    #[wasm_bindgen(unchecked_return_type = "ChannelWords[]")]
    pub fn words(&self) -> Result<JsValue, JsValue> {
        to_js(&[Some(self.0.outlier_words()), self.0.scale_words(), Some(self.0.error_words())].into_iter().flatten().collect::<Vec<_>>())
    }

    /// Draws the strip on a canvas, which takes the style's size times its ratio. Returns where the plots are; their x is
    /// the place.
    #[wasm_bindgen(unchecked_return_type = "Plot[]")]
    pub fn draw(
        &self,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let style: Style = from_js(style)?;
        let width = f64::from(style.width) / style.theme.zoom();
        to_js(&draw_channels(prepared(&canvas, &style)?, &self.0.strip(width as u32), &style).map_err(thrown)?)
    }
}
