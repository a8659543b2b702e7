//! Numbers with a shape, and their sources: files, text, generators. Only the sorted slices know scales. Knows no
//! settings.

mod cache;
pub mod catalog;
mod draws;
pub mod files;
mod generate;
mod missing;
mod npy_file;
mod outlier_channels;
mod outline;
mod picture;
mod readers;
mod recipes;
mod sorted;
mod tensor;

pub use cache::TensorCache;
pub(crate) use draws::{Draws, Stream};
pub use files::read_npy;
pub use generate::{Distribution, Generator, MAX_GENERATED, MIN_GENERATED};
pub use missing::NonFinite;
pub use npy_file::write_npy;
pub use outlier_channels::OutlierChannels;
pub use outline::{LOOKED_AT, Outline, Seen};
pub use picture::picture;
pub use readers::{read_levels, read_number, read_text, read_text_bytes, with_decimal_points};
pub use sorted::Sorted;
pub(crate) use sorted::sorted;
pub use tensor::{MAX_LEN, Tensor};
