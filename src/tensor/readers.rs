//! Readers of numbers from text and from .npy files. No panic on any input.

use super::Tensor;
use crate::Error;

/// Reads pasted numbers.
pub fn read_text(_text: &str) -> Result<Tensor, Error> {
    Err(Error::Empty)
}

/// Reads a .npy file.
pub fn read_npy(_bytes: &[u8]) -> Result<Tensor, Error> {
    Err(Error::Empty)
}
