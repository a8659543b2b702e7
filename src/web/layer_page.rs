//! Functions of the layer's workspace for the page itself: its part of a link, and what its controls start from.

use super::{from_js, to_js};
use crate::layer::{InputRounding, LayerSettings, Method};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Layer settings that were read from a link.
#[derive(Serialize, tsify::Tsify)]
pub struct ReadLayer {
    /// The settings; defaults where the text has no valid value.
    settings: LayerSettings,
    /// The faults, a sentence each.
    messages: Vec<String>,
}

/// Reads the layer settings of a link. Never fails: what cannot be read keeps its default and is told.
#[wasm_bindgen(unchecked_return_type = "ReadLayer")]
pub fn read_layer(text: &str) -> Result<JsValue, JsValue> {
    let (settings, messages) = LayerSettings::parse(text);
    to_js(&ReadLayer { settings, messages })
}

/// Layer settings as the text of a link; only what differs from the defaults.
#[wasm_bindgen]
pub fn write_layer(#[wasm_bindgen(unchecked_param_type = "LayerSettings")] settings: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<LayerSettings>(settings)?.to_text())
}

/// What settings of inputs start from.
#[wasm_bindgen(unchecked_return_type = "Settings")]
pub fn layer_inputs() -> Result<JsValue, JsValue> {
    to_js(&InputRounding::start())
}

/// The methods that are offered, each with the parameters that it starts from.
#[wasm_bindgen(unchecked_return_type = "Method[]")]
pub fn layer_methods() -> Result<JsValue, JsValue> {
    to_js(&Method::ALL)
}
