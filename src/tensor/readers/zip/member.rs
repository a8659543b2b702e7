//! A file in a zip archive, as the directory describes it.

use crate::Error;
use crate::i18n;
use crate::tensor::readers::refuse;

/// A file in a zip archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name, with any folders.
    pub(crate) name: String,
    /// The offset of its local header.
    pub(super) header: u64,
    /// The number of its bytes in the archive.
    pub(super) packed: u64,
    /// The number of its bytes when unpacked.
    pub(crate) unpacked: u64,
    /// CRC-32 of the unpacked bytes.
    pub(super) crc: u32,
    pub(super) method: Method,
}

/// The compression of a member.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Method {
    Stored,
    Deflated,
    /// Why it cannot be unpacked.
    Refused(&'static str),
}

impl Member {
    /// Parses one record of the directory. Returns the bytes after it, too.
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
                // Zip64: 64-bit values in this order, only of those fields that hold the maximum.
                let full = [&mut unpacked, &mut packed, &mut header].into_iter().filter(|value| **value == u64::from(u32::MAX));
                for (i, value) in full.enumerate() {
                    *value = le(field, 8 * i, 8)?;
                }
            }
            extra = after;
        }
        let method = match method {
            // Encrypted, or with encrypted names.
            _ if flags & 0x2041 != 0 => Method::Refused(msg!("its member '{name}' is encrypted")),
            0 => Method::Stored,
            8 => Method::Deflated,
            _ => Method::Refused(msg!("its member '{name}' is packed by another method than deflate")),
        };
        let crc = u32::try_from(le(record, 16, 4)?).ok()?;
        Some((Self { name: String::from_utf8_lossy(name).into_owned(), header, packed, unpacked, crc, method }, rest))
    }

    /// An error that names the member.
    pub(super) fn refused<T>(&self, sentence: &'static str) -> Result<T, Error> {
        refuse(i18n::tr(sentence, &[("name", &self.name)]))
    }
}

/// The little-endian number of `width` <= 8 bytes at a place.
pub(super) fn le(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(width)?)?;
    Some(field.iter().rev().fold(0, |n, &byte| n << 8 | u64::from(byte)))
}
