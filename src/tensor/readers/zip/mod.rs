//! Reads the directory of zip archives, with zip64. NumPy's .npz and PyTorch's files are such archives. The crate `zip` is not
//! used: it needs a seekable stream, and is larger than all readers together. Sizes are taken from the directory; of a
//! member's local header only its length is used. Names are never used as paths. Knows nothing of the members' contents.

mod crc;
mod member;
mod unpack;

pub(crate) use member::Member;
pub(crate) use unpack::Unpacking;

use crate::Error;
use crate::tensor::readers::refuse;
use crate::tensor::readers::{Bytes, bytes_at};
use member::{Method, le};

/// The longest directory that is read, in bytes: about 200 000 members.
const MAX_DIRECTORY: u64 = 16 << 20;

/// The length of the end record without its comment, and of the longest comment.
const END: usize = 22;
const MAX_COMMENT: u64 = 65_535;

/// The highest ratio of unpacked to deflated bytes: 258 bytes for two bits.
const MAX_RATIO: u64 = 1032;

/// The members of an archive in the order of the directory, without folders.
pub(crate) fn members(bytes: &dyn Bytes) -> Result<Vec<Member>, Error> {
    let end = End::find(bytes)?;
    if end.len > MAX_DIRECTORY {
        return refuse(tr!("its zip directory is longer than 16 MB"));
    }
    let directory = bytes_at(bytes, end.start, end.len).or_else(|_| refuse(tr!("its zip directory lies beyond its end")))?;
    let mut members = Vec::new();
    let mut rest = directory.as_slice();
    let mut count = 0u64;
    while !rest.is_empty() {
        let Some((member, after)) = Member::parse(rest) else { return refuse(tr!("its zip directory is damaged")) };
        rest = after;
        count += 1;
        if !member.name.ends_with('/') {
            members.push(member);
        }
    }
    // Without zip64, only the last 16 bits of the count are stored.
    if count != end.count && count % (1 << 16) != end.count {
        return refuse(tr!("its zip directory promises {promised} members and has {count}", promised = end.count, count));
    }
    apart(&members, end.start)?;
    let mut names: Vec<&Member> = members.iter().collect();
    names.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    match names.windows(2).find(|pair| pair[0].name == pair[1].name) {
        Some(pair) => pair[0].refused(msg!("its member '{name}' is there twice")),
        None => Ok(members),
    }
}

/// Refuses members that overlap: they let a small archive unpack to a huge one, and no sound archive has them.
fn apart(members: &[Member], directory: u64) -> Result<(), Error> {
    let mut order: Vec<&Member> = members.iter().collect();
    order.sort_unstable_by_key(|member| member.header);
    for (i, member) in order.iter().enumerate() {
        let next = order.get(i + 1).map_or(directory, |next| next.header);
        let end = member.header.checked_add(unpack::LOCAL).and_then(|at| at.checked_add(member.packed));
        if end.is_none_or(|end| end > next) {
            return member.refused(msg!("its member '{name}' overlaps what follows it"));
        }
        let possible = match member.method {
            Method::Stored => member.unpacked == member.packed,
            Method::Deflated => member.unpacked / MAX_RATIO <= member.packed,
            Method::Refused(_) => true,
        };
        if !possible {
            return refuse(tr!(
                "its member '{name}' cannot hold {unpacked} bytes in {packed}",
                name = member.name,
                unpacked = member.unpacked,
                packed = member.packed
            ));
        }
    }
    Ok(())
}

/// The end record, which says where the directory begins.
struct End {
    start: u64,
    len: u64,
    count: u64,
}

impl End {
    fn find(bytes: &dyn Bytes) -> Result<Self, Error> {
        let size = bytes.size();
        let from = size.saturating_sub(END as u64 + MAX_COMMENT);
        let tail = bytes_at(bytes, from, size - from)?;
        let at = tail.windows(END).rposition(|w| w.starts_with(b"PK\x05\x06"));
        let Some((at, end)) = at.and_then(|at| Some((at, tail.get(at..)?))) else {
            return refuse(tr!("the end of its zip directory is missing, as in a file that was not copied to its end"));
        };
        let before = from + at as u64;
        let found = match Self::zip64(bytes, before)? {
            Some(end) => Some(end),
            None => Self::parse(end, [10, 12, 16], [2, 4, 4]),
        };
        match found {
            Some(found) if found.start.checked_add(found.len).is_some_and(|end| end <= before) => Ok(found),
            _ => refuse(tr!("its zip directory lies beyond its end")),
        }
    }

    /// The zip64 end record. A locator directly before the other end record, which is at `before`, points to it.
    fn zip64(bytes: &dyn Bytes, before: u64) -> Result<Option<Self>, Error> {
        let Some(at) = before.checked_sub(20) else { return Ok(None) };
        let locator = bytes_at(bytes, at, 20)?;
        let (true, Some(at)) = (locator.starts_with(b"PK\x06\x07"), le(&locator, 8, 8)) else { return Ok(None) };
        let end = bytes_at(bytes, at, 56).unwrap_or_default();
        match Self::parse(&end, [32, 40, 48], [8; 3]) {
            Some(found) if end.starts_with(b"PK\x06\x06") => Ok(Some(found)),
            _ => refuse(tr!("its zip64 directory is damaged")),
        }
    }

    /// Reads the number of members, and length and start of the directory, from fields at these offsets, of these widths.
    fn parse(end: &[u8], [count, len, start]: [usize; 3], [count_width, len_width, start_width]: [usize; 3]) -> Option<Self> {
        Some(Self { count: le(end, count, count_width)?, len: le(end, len, len_width)?, start: le(end, start, start_width)? })
    }
}
