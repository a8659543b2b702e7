//! The user's files: opened by their headers, read by slices. Knows no settings and no browser.
//!
//! A format's reader (in `readers`) lists what a file holds; this module joins the lists of several files and
//! reads the values of the one that is chosen.

mod bytes;
mod companions;
mod cut;
mod dtype;
mod entry;
mod formats;
mod listing;
mod pairs;
mod plan;
mod read;
mod sample;
mod shards;
mod stored;

pub use bytes::Bytes;
pub(crate) use bytes::bytes_at;
pub use cut::{Cut, Keep};
pub use dtype::Dtype;
pub(crate) use entry::count_of;
pub use entry::{Entry, Place};
pub use listing::{FileInfo, Listing, TensorInfo};
pub(crate) use pairs::is_turned;
pub use read::Read;
pub use sample::Sampled;
pub use stored::StoredAt;

use super::readers::npy;
use super::{MAX_LEN, Tensor};
use crate::Error;
use shards::Index;

/// The opened files and the tensors in them.
pub struct Files {
    parts: Vec<Part>,
    entries: Vec<Entry>,
}

/// One opened file.
struct Part {
    /// Its path, with a number where another file has the same one. Links and lists name it so.
    name: String,
    /// Its path as it was given, with `/` between folders; mostly a name alone.
    path: String,
    bytes: Box<dyn Bytes>,
    /// The name of its format.
    format: &'static str,
    /// Why nothing of it can be read.
    fault: Option<Error>,
    /// What the user should know of it.
    note: Option<String>,
}

impl Files {
    /// Opens files by their headers. Each comes with its name, or with its path where the folders are known (`encoder/model.onnx`):
    /// files that name each other are found by their paths. Fails where none of the files can be read.
    pub fn open(files: Vec<(String, Box<dyn Bytes>)>) -> Result<Self, Error> {
        let mut opened = Self { parts: Vec::new(), entries: Vec::new() };
        let mut indices = Vec::new();
        for (path, bytes) in files {
            let (name, part) = (opened.unused(&path), opened.parts.len());
            let (format, listed) = match Index::of(&path, &*bytes) {
                Some(Ok(index)) => {
                    indices.push((part, index));
                    (msg!("index"), Ok(Vec::new()))
                }
                Some(Err(fault)) => (msg!("index"), Err(fault)),
                None => formats::list(&path, &*bytes, part),
            };
            let (entries, fault) = listed.and_then(check_names).map_or_else(|fault| (Vec::new(), Some(fault)), |entries| (entries, None));
            opened.entries.extend(entries);
            opened.parts.push(Part { name, path, bytes, format, fault, note: None });
        }
        for (part, index) in indices {
            let joined = opened.join(part, &index);
            if let Some(part) = opened.parts.get_mut(part) {
                (part.note, part.fault) = joined.map_or_else(|fault| (None, Some(fault)), |note| (note, None));
            }
        }
        opened.join_external();
        match opened.parts.iter().find_map(|part| part.fault.clone()) {
            Some(fault) if opened.parts.iter().all(|part| part.fault.is_some()) => Err(fault),
            _ => Ok(opened),
        }
    }

    /// The path, with a number behind it where a file of that name is open: links name files by it.
    fn unused(&self, path: &str) -> String {
        let is_open = |name: &String| self.parts.iter().any(|part| part.name == *name);
        let numbered = std::iter::once(path.to_owned()).chain((2..).map(|n| format!("{path} ({n})")));
        numbered.into_iter().find(|name| !is_open(name)).unwrap_or_default()
    }

    /// The metadata of a file, keys and values in words; none for formats without.
    pub fn metadata(&self, file: usize) -> Result<Vec<(String, String)>, Error> {
        let len = self.parts.len();
        let part = self.parts.get(file).ok_or(Error::Index { index: file, len })?;
        formats::metadata(&*part.bytes)
    }

    /// All tensors, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What kind of file holds an entry, in words.
    pub fn format(&self, entry: usize) -> Option<&'static str> {
        Some(self.parts.get(self.entries.get(entry)?.part)?.format)
    }

    /// The tensor of a name in the file of a name.
    pub fn find(&self, file: &str, tensor: &str) -> Option<usize> {
        let is_of_file = |entry: &Entry| self.parts.get(entry.part).is_some_and(|part| part.name == file);
        self.entries.iter().position(|entry| entry.name == tensor && is_of_file(entry))
    }

    /// Reads a part of an entry; `progress` hears the share done, 0 to 1.
    pub fn read(&self, entry: usize, cut: &Cut, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
        self.read_at_most(MAX_LEN, entry, cut, progress)
    }

    /// Reads a part of an entry, a sample of it above `limit` values.
    pub fn read_at_most(&self, limit: usize, entry: usize, cut: &Cut, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
        let missing = Error::Index { index: entry, len: self.entries.len() };
        let entry = self.entries.get(entry).ok_or_else(|| missing.clone())?;
        let part = if let Place::Beside { part: Some(part), .. } = entry.place { part } else { entry.part };
        let part = self.parts.get(part).ok_or(missing)?;
        read::read(entry, &*part.bytes, cut, limit.min(MAX_LEN), progress)
    }
}

/// Two tensors of one name in one file cannot be told apart.
fn check_names(entries: Vec<Entry>) -> Result<Vec<Entry>, Error> {
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::File { reason: say!("two of its tensors are called '{name}'", name = pair[0]) }),
        None => Ok(entries),
    }
}

/// Reads a .npy file that is at hand.
pub fn read_npy(bytes: &[u8]) -> Result<Tensor, Error> {
    let entries = npy::list(&bytes, 0)?;
    let entry = entries.first().ok_or(Error::Empty)?;
    Ok(read::read(entry, &bytes, &Cut::default(), MAX_LEN, &mut |_| {})?.tensor)
}
