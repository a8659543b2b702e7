//! The block formats of ggml (llama.cpp, GGUF): values to the exact bytes, bytes to values, and one quantizer a run.
//! Sources: ggml-quants.c, ggml-common.h, ggml-impl.h; gguf-py's quants.py. Knows no tensor and no file format.

mod codec;
mod fit;
mod importance;
mod layout;
mod search;
mod stored;
mod types;
mod weights;
mod with_min;

pub use stored::{StoredBlock, StoredHalf, StoredRun};
pub use types::{GgmlType, Proof};
