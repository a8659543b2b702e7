//! Where the error is: the worker's answers to the page's error analysis. None changes a study.

use crate::Error;
use crate::study::channels::Channels;
use crate::study::outliers::{mixed_precision, outliers};
use crate::web::{Engine, from_js, thrown, to_js};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// The rows or columns of the loaded data under other settings, as bytes for a `ChannelsChart`. Throws a `FieldError`.
    pub fn channels(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ChannelAxis")] axis: JsValue,
    ) -> Result<Uint8Array, JsValue> {
        let channels = Channels::of(self.data()?, &from_js(settings)?, from_js(axis)?).map_err(thrown)?;
        let bytes = postcard::to_allocvec(&channels).map_err(|e| thrown(Error::Draw { reason: e.to_string() }))?;
        Ok(Uint8Array::from(bytes.as_slice()))
    }

    /// The values farthest out, and the errors and size of the settings without a remedy. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Outliers")]
    pub fn outliers(&self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        to_js(&outliers(self.data()?, &from_js(settings)?).map_err(thrown)?)
    }

    /// The errors and size of the settings with some values kept in FP16. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "MixedPrecisionResult")]
    pub fn mixed_precision(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "MixedPrecision")] what: JsValue,
    ) -> Result<JsValue, JsValue> {
        to_js(&mixed_precision(self.data()?, &from_js(settings)?, from_js(what)?).map_err(thrown)?)
    }
}
