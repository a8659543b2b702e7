//! Unpacks a member of a zip archive from its beginning to its end, a piece at a time.

use super::crc::Crc;
use super::member::{Member, Method, le};
use crate::Error;
use crate::tensor::readers::{Bytes, bytes_at};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

/// The length of the fixed part of a local header.
pub(super) const LOCAL: u64 = 30;

/// The least and the most packed bytes that are read at once. Reads grow, so that a header takes a short one.
const READ: (u64, u64) = (4 << 10, 1 << 20);

/// Longer gaps in a stored member are not read, so its CRC-32 is not checked then.
const GAP: u64 = 1 << 20;

/// Reads one member in order. Its CRC-32 is checked at its last byte, unless a gap was skipped.
pub(crate) struct Unpacking<'a> {
    bytes: &'a dyn Bytes,
    member: &'a Member,
    /// The offset of the data, and the number of packed bytes that were read.
    start: u64,
    read: u64,
    /// The number of unpacked bytes that were returned.
    given: u64,
    /// `None` after a gap was skipped.
    crc: Option<Crc>,
    inflater: Option<Inflater>,
}

/// The state of a deflated member, and packed bytes that were not used yet.
struct Inflater {
    state: Box<InflateState>,
    input: Vec<u8>,
    used: usize,
}

impl Member {
    /// The offset of its data.
    fn data(&self, bytes: &dyn Bytes) -> Result<u64, Error> {
        if let Method::Refused(why) = self.method {
            return self.refused(why);
        }
        let header = bytes_at(bytes, self.header, LOCAL)?;
        let behind = || le(&header, 26, 2)?.checked_add(le(&header, 28, 2)?)?.checked_add(LOCAL)?.checked_add(self.header);
        match behind() {
            Some(start) if header.starts_with(b"PK\x03\x04") && start.checked_add(self.packed).is_some_and(|end| end <= bytes.size()) => {
                Ok(start)
            }
            _ => self.refused(msg!("its member '{name}' has a damaged header")),
        }
    }

    /// The offset of its bytes in the archive. `None` for a deflated member.
    pub(crate) fn plain(&self, bytes: &dyn Bytes) -> Result<Option<u64>, Error> {
        Ok(Some(self.data(bytes)?).filter(|_| self.method == Method::Stored))
    }

    /// A reader at its beginning.
    pub(crate) fn reader<'a>(&'a self, bytes: &'a dyn Bytes) -> Result<Unpacking<'a>, Error> {
        let start = self.data(bytes)?;
        let inflater = (self.method == Method::Deflated).then(|| Inflater {
            state: InflateState::new_boxed(DataFormat::Raw),
            input: Vec::new(),
            used: 0,
        });
        Ok(Unpacking { bytes, member: self, start, read: 0, given: 0, crc: Some(Crc::new()), inflater })
    }

    /// The first bytes, at most `len`.
    pub(crate) fn beginning(&self, bytes: &dyn Bytes, len: u64) -> Result<Vec<u8>, Error> {
        let len = usize::try_from(len.min(self.unpacked)).unwrap_or(usize::MAX);
        let mut reader = self.reader(bytes)?;
        let mut found = Vec::new();
        // In pieces: the claimed length may be false.
        while found.len() < len {
            let from = found.len();
            found.resize(len.min(from + (1 << 16)), 0);
            reader.fill(&mut found[from..])?;
        }
        Ok(found)
    }
}

impl Unpacking<'_> {
    /// Fills `into` with the next bytes.
    pub(crate) fn fill(&mut self, into: &mut [u8]) -> Result<(), Error> {
        let end = self.given.checked_add(into.len() as u64).filter(|&end| end <= self.member.unpacked);
        let Some(end) = end else { return self.member.refused(msg!("its member '{name}' ends early")) };
        if self.inflater.is_some() {
            let mut filled = 0;
            while let Some(rest @ [_, ..]) = into.get_mut(filled..) {
                match self.inflate(rest)? {
                    (0, true) => return self.member.refused(msg!("its member '{name}' ends early")),
                    (written, _) => filled += written,
                }
            }
        } else {
            self.bytes.read(self.start + self.given, into)?;
        }
        self.given = end;
        if let Some(crc) = &mut self.crc {
            crc.add(into);
        }
        if end == self.member.unpacked { self.check() } else { Ok(()) }
    }

    /// Skips the next `len` bytes.
    pub(crate) fn skip(&mut self, mut len: u64) -> Result<(), Error> {
        if self.inflater.is_none() && len > GAP {
            match self.given.checked_add(len) {
                Some(end) if end <= self.member.unpacked => self.given = end,
                _ => return self.member.refused(msg!("its member '{name}' ends early")),
            }
            self.crc = None;
            return Ok(());
        }
        let mut scratch = vec![0; usize::try_from(len.min(1 << 16)).unwrap_or(0)];
        while len > 0 {
            let step = len.min(scratch.len() as u64);
            self.fill(&mut scratch[..step as usize])?;
            len -= step;
        }
        Ok(())
    }

    /// Returns the number of bytes of `into` that were filled, and whether the packed stream ended.
    fn inflate(&mut self, into: &mut [u8]) -> Result<(usize, bool), Error> {
        let Some(inflater) = &mut self.inflater else { return Ok((0, true)) };
        loop {
            if inflater.used == inflater.input.len() && self.read < self.member.packed {
                let len = self.read.clamp(READ.0, READ.1).min(self.member.packed - self.read);
                inflater.input = bytes_at(self.bytes, self.start + self.read, len)?;
                inflater.used = 0;
                self.read += len;
            }
            let result = inflate(&mut inflater.state, &inflater.input[inflater.used..], into, MZFlush::None);
            inflater.used += result.bytes_consumed;
            match result.status {
                Ok(MZStatus::StreamEnd) => return Ok((result.bytes_written, true)),
                Ok(_) if result.bytes_written > 0 => return Ok((result.bytes_written, false)),
                Ok(_) if result.bytes_consumed > 0 => {}
                _ => return self.member.refused(msg!("its member '{name}' is no sound deflated data")),
            }
        }
    }

    /// Checks at the end that nothing more follows, and that the CRC-32 is right.
    fn check(&mut self) -> Result<(), Error> {
        if self.inflater.is_some() {
            let (more, _) = self.inflate(&mut [0])?;
            if more > 0 {
                return self.member.refused(msg!("its member '{name}' goes on after its promised size"));
            }
        }
        match &self.crc {
            Some(crc) if crc.value() != self.member.crc => {
                self.member.refused(msg!("its member '{name}' was changed since it was packed: its CRC-32 differs"))
            }
            _ => Ok(()),
        }
    }
}
