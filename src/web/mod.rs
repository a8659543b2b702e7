//! The only place that names wasm_bindgen and web_sys: thin exports to JavaScript. Computes nothing.
//!
//! Two modules are built of it: the worker's (feature `engine`) for speed, the page's (feature `page`) for size. A third
//! (feature `bench`) is the worker's with what benches/ times beside it.
//!
//! Numbers cross as typed arrays, everything else as plain objects typed by tsify. Errors are thrown as
//! [`Complaint`] objects: the control they belong to and the sentence to show there.

#[cfg(feature = "engine")]
mod against;
#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "page")]
mod channels;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod files;
#[cfg(feature = "page")]
mod formats;
#[cfg(feature = "engine")]
mod lab;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "page")]
mod painter;
#[cfg(feature = "engine")]
mod scan;

#[cfg(feature = "bench")]
pub use bench::Bench;
#[cfg(feature = "page")]
pub use channels::ChannelsChart;
#[cfg(feature = "engine")]
pub use engine::Engine;
#[cfg(feature = "page")]
pub use formats::FormatsChart;
#[cfg(feature = "page")]
pub use painter::Painter;

use crate::Error;
use crate::error::Complaint;
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
    to_js(&Complaint::from(&error)).unwrap_or_else(|e| e)
}
