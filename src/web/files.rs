//! The user's files: a browser's `File`, or the bytes that the page has read of one, as bytes to read anywhere, and the
//! worker's descriptions of them.

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

/// The bytes of a file that the page has read whole. They stay the browser's; what is read is copied.
impl Bytes for Uint8Array {
    fn size(&self) -> u64 {
        self.length().into()
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        let end = at + into.len() as u64;
        let gone = |_| Error::File { reason: tr!("it was moved or changed since it was opened") };
        if end > Bytes::size(self) {
            return Err(gone(()));
        }
        self.subarray(at as u32, end as u32).copy_to(into);
        Ok(())
    }
}

#[wasm_bindgen]
extern "C" {
    /// A file that the page has read whole, for workers that may read none.
    type HeldFile;
    #[wasm_bindgen(method, getter)]
    fn name(this: &HeldFile) -> String;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &HeldFile) -> Uint8Array;
}

fn opened(file: JsValue) -> Result<(String, Box<dyn Bytes>), JsValue> {
    Ok(match file.dyn_into::<File>() {
        Ok(file) => (file.name(), Box::new(BlobReader { reader: FileReaderSync::new()?, blob: file.into() })),
        Err(held) => {
            let held: HeldFile = held.unchecked_into();
            (held.name(), Box::new(held.bytes()))
        }
    })
}

#[wasm_bindgen]
impl Engine {
    /// Opens files by their headers; the loaded tensor stays. Throws a `FieldError` when none can be read; files opened
    /// earlier then stay open.
    #[wasm_bindgen(unchecked_return_type = "Listing")]
    pub fn open(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "(File | { readonly name: string; readonly bytes: Uint8Array })[]")] files: Vec<JsValue>,
    ) -> Result<JsValue, JsValue> {
        let sources = files.into_iter().map(opened).collect::<Result<Vec<_>, _>>()?;
        let opened = Files::open(sources).map_err(thrown)?;
        let listing = to_js(&opened.listing())?;
        self.files = Some(opened);
        Ok(listing)
    }
}
