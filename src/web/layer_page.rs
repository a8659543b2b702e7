//! Functions of the layer's workspace for the page itself: its part of a link, and what its controls start from.

use super::{from_js, to_js};
use crate::layer::{InputRounding, LayerView, LayerWorkspace, Method};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What a link says of the layer's workspace.
#[derive(Serialize, tsify::Tsify)]
pub struct ReadLayer {
    /// Settings and view; defaults where the text has no valid value.
    workspace: LayerWorkspace,
    /// The faults, a sentence each.
    messages: Vec<String>,
}

/// Reads what a link says of the layer's workspace. Never fails: what cannot be read keeps its default and is told.
#[wasm_bindgen(unchecked_return_type = "ReadLayer")]
pub fn read_layer(text: &str) -> Result<JsValue, JsValue> {
    let (workspace, messages) = LayerWorkspace::parse(text);
    to_js(&ReadLayer { workspace, messages })
}

/// The layer's workspace as the text of a link; only what differs from the defaults.
#[wasm_bindgen]
pub fn write_layer(#[wasm_bindgen(unchecked_param_type = "LayerWorkspace")] workspace: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<LayerWorkspace>(workspace)?.to_text())
}

/// The views of a layer, in the order of the page.
#[wasm_bindgen(unchecked_return_type = "LayerView[]")]
pub fn layer_views() -> Result<JsValue, JsValue> {
    to_js(&LayerView::ALL)
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
