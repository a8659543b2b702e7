//! Readers: text to tensors, files to lists of what they hold. No input makes them panic, work more than linear time,
//! or allocate what a file merely claims. They know no settings.

mod bytes;
mod dtype;
mod entry;
pub(super) mod gguf;
pub(super) mod npy;
pub(super) mod npz;
pub(super) mod onnx;
pub(super) mod safetensors;
mod text;
pub(super) mod torch;
pub(super) mod zip;

pub use bytes::Bytes;
pub(crate) use bytes::bytes_at;
pub use dtype::Dtype;
pub(crate) use entry::count_of;
pub use entry::{Entry, Location};
pub use text::{read_text, read_text_bytes};

use crate::Error;

/// The most axes a tensor is read with, NumPy's own old limit; it also bounds the nesting of brackets.
const MAX_AXES: usize = 32;

/// What is wrong with a file, as a reader's answer; completes "The file cannot be read: ".
pub(super) fn refuse<T>(reason: impl Into<String>) -> Result<T, Error> {
    Err(Error::File { reason: reason.into() })
}
