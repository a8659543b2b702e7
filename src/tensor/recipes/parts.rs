//! The tensors of the open files by name, and the parts that a recipe asks for.

use crate::Error;
use crate::tensor::readers::packed::Part;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, bytes_at};
use std::collections::HashMap;

/// The longest description of a tensor that is read as text, in bytes.
const MAX_TEXT: u64 = 1 << 16;

/// Entries by file and name.
pub(super) struct Parts<'a> {
    entries: &'a [Entry],
    by_name: HashMap<(usize, &'a str), usize>,
    anywhere: HashMap<&'a str, Vec<usize>>,
    open: &'a [&'a dyn Bytes],
}

impl<'a> Parts<'a> {
    pub fn of(entries: &'a [Entry], open: &'a [&'a dyn Bytes]) -> Self {
        let mut by_name = HashMap::with_capacity(entries.len());
        let mut anywhere: HashMap<&str, Vec<usize>> = HashMap::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            by_name.insert((entry.file, entry.name.as_str()), at);
            anywhere.entry(entry.name.as_str()).or_default().push(at);
        }
        Self { entries, by_name, anywhere, open }
    }

    /// The tensor called so in the same file, else the only one of that name: shards may part what belongs together.
    pub fn find(&self, file: usize, name: &str) -> Option<Part> {
        let at = self.by_name.get(&(file, name)).copied().or_else(|| match self.anywhere.get(name)?.as_slice() {
            &[only] => Some(only),
            _ => None,
        });
        self.entries.get(at?).and_then(part)
    }

    /// Whether the file has a tensor called so.
    pub fn has(&self, file: usize, name: &str) -> bool {
        self.by_name.contains_key(&(file, name))
    }

    /// The text that a small tensor of bytes holds.
    pub fn text(&self, part: &Part) -> Option<String> {
        if part.dtype != Dtype::U8 || part.bytes > MAX_TEXT {
            return None;
        }
        String::from_utf8(self.bytes(part).ok()?).ok()
    }

    /// Whole numbers that a small tensor holds.
    pub fn integers(&self, part: &Part) -> Option<Vec<u64>> {
        if part.bytes > MAX_TEXT {
            return None;
        }
        let bytes = self.bytes(part).ok()?;
        match part.dtype {
            Dtype::I64 | Dtype::U64 => Some(bytes.as_chunks().0.iter().map(|&b| u64::from_le_bytes(b)).collect()),
            Dtype::I32 | Dtype::U32 => Some(bytes.as_chunks().0.iter().map(|&b| u32::from_le_bytes(b).into()).collect()),
            _ => None,
        }
    }

    fn bytes(&self, part: &Part) -> Result<Vec<u8>, Error> {
        let file = *self.open.get(part.file).ok_or(Error::Empty)?;
        bytes_at(file, part.start, part.bytes)
    }
}

/// An entry as a part, if its values lie plainly in a file.
pub(super) fn part(entry: &Entry) -> Option<Part> {
    match &entry.location {
        &Location::Raw { start, bytes, big_endian: false, column_major: false } => {
            Some(Part { file: entry.file, start, bytes, dtype: entry.dtype.clone(), shape: entry.shape.clone() })
        }
        _ => None,
    }
}
