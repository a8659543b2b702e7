//! A state as the part of an address after `#`, and back.

#[cfg(not(target_arch = "wasm32"))]
mod choices;
pub(crate) mod codecs;
mod link;
mod nearest;
#[cfg(not(target_arch = "wasm32"))]
mod vocabulary;

pub use link::OpenedLink;
pub(crate) use link::{faulty_value, read_setting, unknown_key, written_settings};
#[cfg(not(target_arch = "wasm32"))]
pub use vocabulary::LinkKey;
