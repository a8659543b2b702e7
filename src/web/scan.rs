//! A scan's half of the worker: reads a tensor of the opened files, reports on it, and frees it.

use super::{Engine, from_js, thrown, to_js};
use crate::Error;
use crate::study::{ScanInputs, Settings, Source, scan};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// Scans a tensor of the opened files under `settings`; the loaded one stays. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "ScanResult")]
    pub fn scan(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (source, settings): (Source, Settings) = (from_js(source)?, from_js(settings)?);
        let files = self.files.as_ref().ok_or_else(|| thrown(Error::NoFile { file: source.file.clone() }))?;
        let read = source.from_files(files, &mut |_| {}).map_err(thrown)?;
        let about = ScanInputs::of(files, &source.file, &source.tensor).map_err(thrown)?;
        to_js(&scan(read, about, &settings))
    }
}
