//! Opens files by their headers and joins those that name each other. Reads no values.

use super::files::OpenFile;
use super::shards::Index;
use super::{Bytes, Entry, Files, detect};
use crate::Error;
use crate::tensor::recipes;

impl Files {
    /// Opens files by their headers. Each comes with its name, or with its path where the folders are known (`encoder/model.onnx`):
    /// files that name each other are found by their paths. Fails where none of the files can be read.
    pub fn open(files: Vec<(String, Box<dyn Bytes>)>) -> Result<Self, Error> {
        let mut opened = Self { files: Vec::new(), entries: Vec::new() };
        let mut indices = Vec::new();
        for (path, bytes) in files {
            let (name, file) = (opened.unused(&path), opened.files.len());
            let (format, listed) = match Index::of(&path, &*bytes) {
                Some(Ok(index)) => {
                    indices.push((file, index));
                    (msg!("index"), Ok(Vec::new()))
                }
                Some(Err(fault)) => (msg!("index"), Err(fault)),
                None => detect::list(&path, &*bytes, file),
            };
            let (entries, fault) = listed.and_then(check_names).map_or_else(|fault| (Vec::new(), Some(fault)), |entries| (entries, None));
            opened.entries.extend(entries);
            opened.files.push(OpenFile { name, path, bytes, format, fault, note: None });
        }
        for (file, index) in indices {
            let joined = opened.join(file, &index);
            if let Some(open) = opened.files.get_mut(file) {
                (open.note, open.fault) = joined.map_or_else(|fault| (None, Some(fault)), |note| (note, None));
            }
        }
        opened.join_external();
        let entries = std::mem::take(&mut opened.entries);
        let bytes: Vec<&dyn Bytes> = opened.files.iter().map(|open| &*open.bytes).collect();
        opened.entries = recipes::join(entries, &bytes);
        match opened.files.iter().find_map(|open| open.fault.clone()) {
            Some(fault) if opened.files.iter().all(|open| open.fault.is_some()) => Err(fault),
            _ => Ok(opened),
        }
    }

    /// The path, with a number behind it where a file of that name is open: links name files by it.
    fn unused(&self, path: &str) -> String {
        let is_open = |name: &String| self.files.iter().any(|open| open.name == *name);
        let numbered = std::iter::once(path.to_owned()).chain((2..).map(|n| format!("{path} ({n})")));
        numbered.into_iter().find(|name| !is_open(name)).unwrap_or_default()
    }
}

/// Refuses a file with two tensors of one name: links name tensors by file and name.
fn check_names(entries: Vec<Entry>) -> Result<Vec<Entry>, Error> {
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::File { reason: tr!("two of its tensors are called '{name}'", name = pair[0]) }),
        None => Ok(entries),
    }
}
