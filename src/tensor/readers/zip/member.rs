//! A file within an archive, as the directory tells of it.

use crate::Error;
use crate::i18n;
use crate::tensor::readers::refuse;

/// A file within the archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name, with any folders.
    pub(crate) name: String,
    /// Where its local header begins.
    pub(super) header: u64,
    /// The bytes it takes in the archive.
    pub(super) packed: u64,
    /// The bytes it is.
    pub(crate) unpacked: u64,
    /// CRC-32 of these.
    pub(super) crc: u32,
    pub(super) method: Method,
}

/// How a member is packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Method {
    Stored,
    Deflated,
    /// Why it cannot be unpacked.
    Refused(&'static str),
}

impl Member {
    /// One record of the directory, and the bytes behind it.
    pub(super) fn parse(record: &[u8]) -> Option<(Self, &[u8])> {
        record.strip_prefix(b"PK\x01\x02")?;
        let (flags, method) = (le(record, 8, 2)?, le(record, 10, 2)?);
        let (mut packed, mut unpacked, mut header) = (le(record, 20, 4)?, le(record, 24, 4)?, le(record, 42, 4)?);
        let len = |at| usize::try_from(le(record, at, 2)?).ok();
        let (name, rest) = record.get(46..)?.split_at_checked(len(28)?)?;
        let (mut extra, rest) = rest.split_at_checked(len(30)?)?;
        let (_, rest) = rest.split_at_checked(len(32)?)?;
        while let (Some(id), Some(size)) = (le(extra, 0, 2), le(extra, 2, 2)) {
            let (field, after) = extra.get(4..)?.split_at_checked(usize::try_from(size).ok()?)?;
            if id == 1 {
                // Zip64: 64-bit values, in this order, of those fields only that are full.
                let full = [&mut unpacked, &mut packed, &mut header].into_iter().filter(|value| **value == u64::from(u32::MAX));
                for (i, value) in full.enumerate() {
                    *value = le(field, 8 * i, 8)?;
                }
            }
            extra = after;
        }
        let method = match method {
            // Encrypted, or with its names hidden.
            _ if flags & 0x2041 != 0 => Method::Refused(msg!("its member '{name}' is encrypted")),
            0 => Method::Stored,
            8 => Method::Deflated,
            _ => Method::Refused(msg!("its member '{name}' is packed by another method than deflate")),
        };
        let crc = u32::try_from(le(record, 16, 4)?).ok()?;
        Some((Self { name: String::from_utf8_lossy(name).into_owned(), header, packed, unpacked, crc, method }, rest))
    }

    /// What is wrong with it, in a sentence that names it.
    pub(super) fn refused<T>(&self, sentence: &'static str) -> Result<T, Error> {
        refuse(i18n::tr(sentence, &[("name", &self.name)]))
    }
}

/// The little-endian number of `width` <= 8 bytes at a place.
pub(super) fn le(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(width)?)?;
    Some(field.iter().rev().fold(0, |n, &byte| n << 8 | u64::from(byte)))
}
