//! A state as the part of an address after `#`, and back.

mod codecs;
mod link;

pub use link::OpenedLink;
