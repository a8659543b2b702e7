//! The user's files: opened by their headers, read by slices. Knows no settings and no browser.
//!
//! A format's reader (in `readers`) lists what a file holds; this module joins the lists of several files and
//! reads the values of the one that is chosen.

mod axis;
mod companions;
mod detect;
mod files;
mod listing;
mod open;
mod pairs;
mod read;
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
