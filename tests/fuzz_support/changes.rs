//! How a valid file is broken: changes to its bytes and numbers, also behind what would notice them (a header's length, a
//! member's checksum), so that the code behind is reached too.

use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One change. Places are shares of the length in 1/65536, or counted from the beginning or the end.
#[derive(Debug, Clone)]
pub enum Change {
    Bit(Location, u8),
    Byte(Location, u8),
    /// A little-endian number of so many bytes.
    Number(Location, usize, u64),
    /// A number written in digits, by its place among them.
    Digits(usize, &'static str),
    Truncate(Location),
    Remove(Location, usize),
    Repeat(Location, usize, usize),
    /// A piece put elsewhere.
    Splice(Location, usize, Location),
}

#[derive(Debug, Clone, Copy)]
pub enum Location {
    Begin(usize),
    End(usize),
    Share(u16),
}

impl Location {
    fn within(self, len: usize) -> usize {
        match self {
            Self::Begin(at) => at.min(len),
            Self::End(at) => len.saturating_sub(at),
            Self::Share(share) => len * usize::from(share) / 65_536,
        }
    }
}

const EXTREMES: [u64; 22] = [
    0,
    1,
    2,
    7,
    31,
    33,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    1 << 32,
    1 << 53,
    (1 << 53) + 1,
    1 << 61,
    i64::MAX as u64,
    1 << 63,
    u64::MAX,
];

const DIGITS: [&str; 14] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "1e3",
    "1.5",
    "99999999999999999999999999",
    "",
];

fn place() -> impl Strategy<Value = Location> {
    prop_oneof![3 => (0usize..400).prop_map(Location::Begin), 1 => (0usize..120).prop_map(Location::End), 2 => any::<u16>().prop_map(Location::Share)]
}

pub fn change() -> impl Strategy<Value = Change> {
    let extreme = || prop::sample::select(&EXTREMES[..]);
    let width = || prop::sample::select(&[1usize, 2, 4, 8][..]);
    prop_oneof![
        3 => (place(), 0u8..8).prop_map(|(at, bit)| Change::Bit(at, bit)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        4 => (place(), width(), extreme()).prop_map(|(at, width, value)| Change::Number(at, width, value)),
        3 => (0usize..40, prop::sample::select(&DIGITS[..])).prop_map(|(which, text)| Change::Digits(which, text)),
        1 => place().prop_map(Change::Truncate),
        1 => (place(), 1usize..40).prop_map(|(at, len)| Change::Remove(at, len)),
        1 => (place(), 1usize..200, 1usize..50).prop_map(|(at, len, times)| Change::Repeat(at, len, times)),
        1 => (place(), 1usize..200, place()).prop_map(|(from, len, to)| Change::Splice(from, len, to)),
    ]
}

impl Change {
    pub fn apply(&self, bytes: &mut Vec<u8>) {
        let len = bytes.len();
        let piece = |at: Location, len_of: usize| at.within(len)..(at.within(len) + len_of).min(len);
        match *self {
            Self::Bit(at, bit) => bytes.iter_mut().skip(at.within(len)).take(1).for_each(|byte| *byte ^= 1 << bit),
            Self::Byte(at, value) => bytes.iter_mut().skip(at.within(len)).take(1).for_each(|byte| *byte = value),
            Self::Number(at, width, value) => {
                bytes.iter_mut().skip(at.within(len)).zip(&value.to_le_bytes()[..width]).for_each(|(byte, new)| *byte = *new);
            }
            Self::Digits(which, text) => {
                let starts: Vec<usize> =
                    (0..len).filter(|&i| bytes[i].is_ascii_digit() && (i == 0 || !bytes[i - 1].is_ascii_digit())).take(which + 1).collect();
                if let Some(&start) = starts.get(which % starts.len().max(1)) {
                    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    bytes.splice(start..start + digits, text.bytes());
                }
            }
            Self::Truncate(at) => bytes.truncate(at.within(len)),
            Self::Remove(at, n) => drop(bytes.drain(piece(at, n))),
            Self::Repeat(at, n, times) => {
                let range = piece(at, n);
                let again = bytes[range.clone()].repeat(times);
                bytes.splice(range.end..range.end, again);
            }
            Self::Splice(from, n, to) => {
                let moved = bytes[piece(from, n)].to_vec();
                let to = to.within(len);
                bytes.splice(to..to, moved);
            }
        }
    }
}

/// What lies around the bytes that are changed, and is made to fit them again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shell {
    None,
    /// The length before a header, of so many bytes at a place.
    Length {
        at: usize,
        width: usize,
    },
    /// A member of a zip archive, by its number; its size and checksum.
    Member(usize),
}

impl Shell {
    /// `file` with the changes made inside; `None` where it has no such shell.
    pub fn change(self, file: &[u8], changes: &[Change]) -> Option<Vec<u8>> {
        let broken = |inside: &[u8]| {
            let mut bytes = inside.to_vec();
            changes.iter().for_each(|change| change.apply(&mut bytes));
            bytes
        };
        match self {
            Self::None => Some(broken(file)),
            Self::Length { at, width } => {
                let mut stored = [0; 8];
                stored[..width].copy_from_slice(file.get(at..at + width)?);
                let len = usize::try_from(u64::from_le_bytes(stored)).ok()?;
                let start = at + width;
                let header = broken(file.get(start..start.checked_add(len)?)?);
                let len = (header.len() as u64).to_le_bytes();
                Some([&file[..at], &len[..width], &header, &file[start + len_of(stored)..]].concat())
            }
            Self::Member(which) => {
                let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
                let which = which % archive.len().max(1);
                let mut written = ZipWriter::new(Cursor::new(Vec::new()));
                for i in 0..archive.len() {
                    let mut member = archive.by_index(i).ok()?;
                    let mut bytes = Vec::new();
                    member.read_to_end(&mut bytes).ok()?;
                    let method = if member.compression() == CompressionMethod::Stored {
                        CompressionMethod::Stored
                    } else {
                        CompressionMethod::Deflated
                    };
                    let name = member.name().ok()?.into_owned();
                    written.start_file(name, SimpleFileOptions::default().compression_method(method)).ok()?;
                    written.write_all(&if i == which { broken(&bytes) } else { bytes }).ok()?;
                }
                Some(written.finish().ok()?.into_inner())
            }
        }
    }
}

fn len_of(stored: [u8; 8]) -> usize {
    u64::from_le_bytes(stored) as usize
}
