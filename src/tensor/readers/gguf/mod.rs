//! Reads the headers of GGUF files, versions 2 and 3: metadata, then the list of tensors. Stricter than gguf-py where the
//! specification is: each name once, offsets aligned, no overlap, at most 4 axes. Reads no values.

mod cursor;
mod fault;
mod metadata;
mod types;

use crate::Error;
use crate::i18n::translate;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location};
use cursor::Cursor;
use fault::{quoted, refused, twice};
use metadata::Metadata;

/// The first bytes of every file.
pub(crate) const MAGIC: &[u8] = b"GGUF";

/// The most axes a tensor has.
const MAX_AXES: u32 = 4;

/// The most tensors, and pairs of metadata, that are listed. The largest models have some thousands.
const MAX_LISTED: u64 = 1 << 16;

/// The tensors of a file.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let mut cursor = Cursor::new(bytes);
    let (tensors, pairs) = counts(&mut cursor)?;
    let Metadata { alignment, blocks_unread, .. } = Metadata::read(&mut cursor, pairs)?;
    let mut entries = Vec::with_capacity(tensors);
    for _ in 0..tensors {
        entries.push(tensor(&mut cursor, file, alignment)?);
    }
    place(&mut entries, cursor.at(), alignment, bytes.size())?;
    if let Some(reason) = blocks_unread {
        for entry in entries.iter_mut().filter(|entry| matches!(entry.dtype, Dtype::Ggml(_))) {
            entry.location = Location::Unsupported(reason.clone());
        }
    }
    Ok(entries)
}

/// The metadata of a file: keys, and their values as text.
pub(crate) fn metadata(bytes: &dyn Bytes) -> Result<Vec<(String, String)>, Error> {
    let mut cursor = Cursor::new(bytes);
    let (_, pairs) = counts(&mut cursor)?;
    Ok(Metadata::read(&mut cursor, pairs)?.pairs)
}

/// The numbers of tensors and of pairs of metadata.
fn counts(cursor: &mut Cursor) -> Result<(usize, usize), Error> {
    if cursor.u32()?.to_le_bytes() != MAGIC {
        return Err(refused(tr!("it does not begin as GGUF files do")));
    }
    match cursor.u32()? {
        2 | 3 => {}
        1 => return Err(refused(tr!("it is of version 1 of GGUF, which only the first llama.cpp wrote. Convert the model again"))),
        version if matches!(version.swap_bytes(), 1..=3) => {
            return Err(refused(tr!("its numbers are big-endian. Turn them with gguf_convert_endian.py of the gguf package")));
        }
        version => return Err(refused(tr!("it is of version {version} of GGUF; versions 2 and 3 are read", version))),
    }
    let tensors = count(cursor.u64()?, cursor.left(), 24, msg!("tensors"))?;
    let pairs = count(cursor.u64()?, cursor.left(), 13, msg!("pairs of metadata"))?;
    Ok((tensors, pairs))
}

/// Checks a count that the file claims: each item takes at least `least` of the `left` bytes that follow.
fn count(claimed: u64, left: u64, least: u64, what: &'static str) -> Result<usize, Error> {
    if claimed > left / least {
        return Err(refused(tr!("it claims {claimed} {what}, more than it has room for", claimed, what = translate(what))));
    }
    let listed = usize::try_from(claimed).ok().filter(|_| claimed <= MAX_LISTED);
    listed.ok_or_else(|| {
        refused(tr!("it has {claimed} {what}; at most {max_listed} are listed", claimed, what = translate(what), max_listed = MAX_LISTED))
    })
}

/// Reads the next tensor's record. The place it gives counts from the beginning of the values, not of the file.
fn tensor(cursor: &mut Cursor, file: usize, alignment: u64) -> Result<Entry, Error> {
    let name = cursor.name(msg!("a tensor's name"))?;
    let axes = cursor.u32()?;
    if axes > MAX_AXES {
        return Err(refused(tr!("{name} has {axes} axes; GGUF allows {max_axes}", name = quoted(&name), axes, max_axes = MAX_AXES)));
    }
    let mut shape = (0..axes).map(|_| cursor.u64()).collect::<Result<Vec<u64>, Error>>()?;
    let stored = types::type_layout(cursor.u32()?, &name)?;
    let start = cursor.u64()?;
    let fastest = shape.first().copied().unwrap_or(1);
    if !fastest.is_multiple_of(stored.block) {
        let block = stored.block;
        return Err(refused(tr!(
            "{name} has rows of {fastest} values, no multiple of the {block} values of its blocks",
            name = quoted(&name),
            fastest,
            block
        )));
    }
    if !start.is_multiple_of(alignment) {
        return Err(refused(tr!(
            "{name} begins at {start}, no multiple of the alignment {alignment}",
            name = quoted(&name),
            start,
            alignment
        )));
    }
    let values = shape.iter().try_fold(1u64, |n, &d| n.checked_mul(d));
    // What is not known is found from the tensor behind it.
    let block = stored.bytes.unwrap_or(0);
    let Some(bytes) = values.and_then(|values| (values / stored.block).checked_mul(block)) else {
        return Err(refused(tr!("{name} claims more values than any file holds", name = quoted(&name))));
    };
    // GGUF names the fastest axis first.
    shape.reverse();
    Ok(Entry { name, shape, dtype: stored.dtype, file, location: Location::Raw { start, bytes, big_endian: false, column_major: false } })
}

/// Tensors of types whose size is unknown end where the next one begins, or with the `len` bytes of the values.
fn take_up_to_the_next(entries: &mut [Entry], len: u64) {
    let mut starts: Vec<u64> =
        entries.iter().filter_map(|entry| if let Location::Raw { start, .. } = entry.location { Some(start) } else { None }).collect();
    starts.sort_unstable();
    for entry in entries.iter_mut().filter(|entry| entry.count() != Some(0)) {
        if let Location::Raw { start, bytes: bytes @ 0, .. } = &mut entry.location {
            let next = starts.get(starts.partition_point(|other| *other <= *start)).copied().unwrap_or(len);
            *bytes = next.saturating_sub(*start);
        }
    }
}

/// Makes the tensors' places count from the beginning of the file, in which the header ends at `end`, and checks them.
fn place(entries: &mut [Entry], end: u64, alignment: u64, size: u64) -> Result<(), Error> {
    if let Some(name) = twice(entries.iter().map(|entry| entry.name.as_str()).collect()) {
        return Err(refused(tr!("two of its tensors are called {name}", name = quoted(name))));
    }
    let data = end.next_multiple_of(alignment);
    take_up_to_the_next(entries, size.saturating_sub(data));
    let mut taken = Vec::with_capacity(entries.len());
    for entry in entries.iter_mut() {
        if let Location::Raw { start, bytes, .. } = &mut entry.location {
            let from = data.checked_add(*start);
            let to = from.and_then(|from| from.checked_add(*bytes)).filter(|&to| to <= size);
            let Some((from, to)) = from.zip(to) else {
                return Err(refused(tr!("it ends before the last value of {name}", name = quoted(&entry.name))));
            };
            *start = from;
            taken.push((from, to, entry.name.as_str()));
        }
    }
    taken.retain(|(from, to, _)| from < to);
    taken.sort_unstable();
    match taken.windows(2).find(|pair| pair[1].0 < pair[0].1) {
        Some(pair) => Err(refused(tr!("{one} and {other} lie over each other", one = quoted(pair[0].2), other = quoted(pair[1].2)))),
        None => Ok(()),
    }
}
