//! The exports to JavaScript, the only place that names wasm_bindgen, web_sys and js_sys. Computes nothing.
//!
//! The page compiles the module once and starts it twice: its own instance reads links, writes numbers and draws; the
//! worker's, an [`Engine`], owns the tensor. With the feature `bench` the module also exports what benches/ times.
//!
//! Numbers are passed as typed arrays, everything else as plain objects typed by tsify. Errors are thrown as
//! [`FieldError`] objects: the control they belong to and the sentence to show there.

#[cfg(feature = "bench")]
mod bench;
mod canvas;
mod channels;
mod classroom;
mod engine;
mod error_analysis;
mod files;
mod formats;
mod layer;
mod layer_chart;
mod layer_page;
mod models;
mod outputs;
mod page;
mod painter;
mod reference_error;
mod scan;
mod stepped;
mod training;

#[cfg(feature = "bench")]
pub use bench::Bench;
pub use channels::ChannelsChart;
pub use engine::Engine;
pub use formats::FormatsChart;
pub use layer_chart::LayerChart;
pub use painter::Painter;
pub use training::{Training, TrainingPainter};

use crate::Error;
use crate::error::FieldError;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

/// Lets a panic name itself in the console before the instance is lost.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

pub(crate) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(value).map_err(JsValue::from)
}

pub(crate) fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

/// An error as the object JavaScript catches.
pub(crate) fn thrown(error: Error) -> JsValue {
    to_js(&FieldError::from(&error)).unwrap_or_else(|e| e)
}
