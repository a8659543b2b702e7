//! A state as the part of an address after `#`, and back.

mod codecs;
mod link;
mod nearest;

pub use link::OpenedLink;
