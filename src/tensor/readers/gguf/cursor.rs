//! Reads little-endian numbers and strings one after the other from a file, a piece at a time. Checks every length
//! against the file's size before anything is allocated. Knows nothing else of GGUF.

use super::fault::refused;
use crate::Error;
use crate::i18n::translate;
use crate::tensor::readers::{Bytes, bytes_at};

/// The bytes read at once: a header with 100 000 strings takes a few reads.
const PIECE: u64 = 1 << 18;

/// The longest header in bytes. No model needs more, and reading on would keep the user waiting.
const LONGEST_HEADER: u64 = 1 << 28;

/// The longest name or key in bytes, by the specification.
const LONGEST_NAME: u64 = 65_535;

/// A position in a file.
pub(super) struct Cursor<'a> {
    bytes: &'a dyn Bytes,
    at: u64,
    piece: Vec<u8>,
    piece_at: u64,
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a dyn Bytes) -> Self {
        Self { bytes, at: 0, piece: Vec::new(), piece_at: 0 }
    }

    /// The offset of the next byte.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// How many bytes are left.
    pub fn left(&self) -> u64 {
        self.bytes.size().saturating_sub(self.at)
    }

    /// Skips `len` bytes.
    pub fn skip(&mut self, len: u64) -> Result<(), Error> {
        if len > self.left() {
            return Err(refused(tr!("it ends within its header")));
        }
        self.at += len;
        if self.at > LONGEST_HEADER {
            return Err(refused(tr!("its metadata goes on beyond 256 MB")));
        }
        Ok(())
    }

    /// The next `len` bytes. The caller bounds `len`.
    pub fn take(&mut self, len: u64) -> Result<&[u8], Error> {
        let start = self.at;
        self.skip(len)?;
        let held = self.piece_at + self.piece.len() as u64;
        if start < self.piece_at || self.at > held {
            let size = len.max(PIECE).min(self.bytes.size() - start);
            (self.piece, self.piece_at) = (bytes_at(self.bytes, start, size)?, start);
        }
        let from = (start - self.piece_at) as usize;
        self.piece.get(from..from + len as usize).ok_or_else(|| refused(tr!("it ends within its header")))
    }

    pub fn u32(&mut self) -> Result<u32, Error> {
        Ok(self.number(4)? as u32)
    }

    pub fn u64(&mut self) -> Result<u64, Error> {
        self.number(8)
    }

    /// An unsigned number of up to 8 bytes.
    pub fn number(&mut self, bytes: u64) -> Result<u64, Error> {
        Ok(self.take(bytes)?.iter().rev().fold(0, |n, &byte| n << 8 | u64::from(byte)))
    }

    /// A string. `what` names it in the error where it is too long or not UTF-8.
    pub fn name(&mut self, what: &'static str) -> Result<String, Error> {
        let len = self.u64()?;
        if len > LONGEST_NAME && len <= self.left() {
            return Err(refused(tr!("{what} is {len} bytes long", what = translate(what), len)));
        }
        let bytes = self.take(len)?;
        String::from_utf8(bytes.into()).map_err(|_| refused(tr!("{what} is not text", what = translate(what))))
    }
}
