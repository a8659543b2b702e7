//! The user's files. They are opened by their headers and read by slices. Knows no settings and no browser.
//!
//! The reader of a format (in `readers`) lists the tensors of a file. This module joins the lists of several files and reads
//! the values of the chosen tensor.

mod axis;
mod companions;
mod detect;
mod files;
mod importance;
mod listing;
mod open;
mod pairs;
mod read;
mod read_packed;
mod read_plan;
mod sample;
mod shards;
mod slice;
mod stored;

pub use super::readers::{Bytes, Dtype, Entry, Location};
pub use files::{Files, read_npy};
pub use listing::{FileInfo, Listing, TensorInfo};
pub(crate) use pairs::is_permuted;
pub use read::Read;
pub use sample::Sampled;
pub use slice::{AxisSlice, TensorSlice};
pub use stored::StoredAt;
