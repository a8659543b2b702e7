//! The comparing half of the worker: quantized tensors against their floats, and the blocks shown values were stored in.

use crate::Error;
use crate::study::compare_with_float;
use crate::web::{Engine, thrown, to_js};
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// Compares a tensor of the opened files with another, both by their places in the listing; with `own`, also with the
    /// result of this crate's quantizer of the type. `progress` is called with the share done, 0 to 1. Throws a
    /// `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "FloatComparison")]
    pub fn compare_with_float(
        &self,
        stored: usize,
        float: usize,
        own: bool,
        #[wasm_bindgen(unchecked_param_type = "(share: number) => void")] progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let mut report = |share: f64| drop(progress.call1(&JsValue::NULL, &share.into()));
        let files = self.files.as_ref().ok_or_else(|| thrown(Error::NoFile { file: tr!("the files") }))?;
        to_js(&compare_with_float(files, stored, float, own, &mut report).map_err(thrown)?)
    }

    /// The block that value `index` of the loaded tensor was decoded from; `undefined` where it is not of a file's blocks.
    /// Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "StoredAt | undefined")]
    pub fn stored_at(&self, index: usize) -> Result<JsValue, JsValue> {
        let Some((files, origin)) = self.files.as_ref().zip(self.origin.as_ref()) else { return Ok(JsValue::UNDEFINED) };
        let Some(entry) = files.find(&origin.file, &origin.tensor) else { return Ok(JsValue::UNDEFINED) };
        match files.stored_at(entry, &origin.cut().map_err(thrown)?, index).map_err(thrown)? {
            Some(stored) => to_js(&stored),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// The metadata of an opened file, where its format has any: keys and values in words. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "[string, string][]")]
    pub fn metadata(&self, file: usize) -> Result<JsValue, JsValue> {
        let files = self.files.as_ref().ok_or_else(|| thrown(Error::NoFile { file: tr!("the file") }))?;
        to_js(&files.metadata(file).map_err(thrown)?)
    }
}
