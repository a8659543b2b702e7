//! The user's files: a browser's `File` as bytes to read anywhere, and the worker's descriptions of them.

use super::{Engine, thrown, to_js};
use crate::Error;
use crate::tensor::files::{Bytes, Files};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FileReaderSync};

/// A file of the user's, read by slices: only workers may wait for a read.
struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
}

impl Bytes for BlobReader {
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        let gone = |_| Error::File { reason: tr!("it was moved or changed since it was opened") };
        let part = self.blob.slice_with_f64_and_f64(at as f64, (at + into.len() as u64) as f64).map_err(gone)?;
        let bytes = Uint8Array::new(&self.reader.read_as_array_buffer(&part).map_err(gone)?.into());
        if bytes.length() as usize != into.len() {
            return Err(gone(JsValue::NULL));
        }
        bytes.copy_to(into);
        Ok(())
    }
}

#[wasm_bindgen]
impl Engine {
    /// Opens files by their headers; the loaded tensor stays. Throws a `FieldError` when none can be read; files opened
    /// earlier then stay open.
    #[wasm_bindgen(unchecked_return_type = "Listing")]
    pub fn open(&mut self, files: Vec<File>) -> Result<JsValue, JsValue> {
        let mut sources: Vec<(String, Box<dyn Bytes>)> = Vec::new();
        for file in files {
            sources.push((file.name(), Box::new(BlobReader { reader: FileReaderSync::new()?, blob: file.into() })));
        }
        let opened = Files::open(sources).map_err(thrown)?;
        let listing = to_js(&opened.listing())?;
        self.files = Some(opened);
        Ok(listing)
    }
}
