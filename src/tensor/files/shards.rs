//! The index of a model in several files, which gives the file of each tensor. Open files list their own tensors, so
//! only missing ones are taken from the index.

use super::companions::name_of;
use crate::Error;
use crate::i18n;
use crate::tensor::files::{Bytes, Dtype, Entry, Files, Location};
use crate::tensor::readers::bytes_at;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// The longest index that is read, in bytes. That of a model of 90 000 tensors takes 9 MB.
const MAX_INDEX: u64 = 64 << 20;

/// The most names in a sentence.
const NAMED: usize = 3;

/// Names of tensors, and the path of the file that holds each.
#[derive(Deserialize)]
pub(super) struct Index {
    weight_map: BTreeMap<String, String>,
}

impl Index {
    /// Reads a file as an index. `None` where it is none.
    pub(super) fn of(name: &str, bytes: &dyn Bytes) -> Option<Result<Self, Error>> {
        let head = bytes_at(bytes, 0, bytes.size().min(512)).ok()?;
        let is_named = name.to_ascii_lowercase().ends_with(".index.json");
        let is_index = head.trim_ascii_start().starts_with(b"{") && (is_named || head.windows(12).any(|part| part == b"\"weight_map\""));
        is_index.then(|| Self::read(bytes))
    }

    fn read(bytes: &dyn Bytes) -> Result<Self, Error> {
        if bytes.size() > MAX_INDEX {
            return Err(Error::File { reason: tr!("it is an index of more than 64 MB") });
        }
        let text = bytes_at(bytes, 0, bytes.size())?;
        // Refuses files that are not JSON before anything is allocated.
        let index = serde_json::from_slice::<IgnoredAny>(&text).and_then(|_| serde_json::from_slice(&text));
        index.map_err(|error| {
            let fault = i18n::of_library(error.to_string().replace('`', "'"), error.line(), error.column());
            Error::File { reason: tr!("it is not what an index of a model in several files is: {fault}", fault) }
        })
    }

    /// The paths of the files it names, each once.
    fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.weight_map.values().map(String::as_str).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// Some names, and the number of the others.
fn listed(names: &[&str]) -> String {
    match names.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => tr!("{names} and {n} more", names = i18n::listed(first), n = rest.len()),
        _ => i18n::listed(names),
    }
}

impl Files {
    /// Lists the tensors that the index in file `index_file` finds in files that are not open, and says what is missing. Fails where
    /// none of its files is open.
    pub(super) fn join(&mut self, index_file: usize, index: &Index) -> Result<Option<String>, Error> {
        let found: BTreeMap<&str, Vec<usize>> = index.files().into_iter().map(|file| (file, self.candidates(index_file, file))).collect();
        let (absent, open): (Vec<_>, Vec<_>) = found.iter().partition(|(_, files)| files.is_empty());
        let absent: Vec<&str> = absent.into_iter().map(|(file, _)| name_of(file)).collect();
        if open.is_empty() {
            let reason = match absent.as_slice() {
                [] => tr!("it is the index of a model in several files, and names none"),
                names => tr!("it is an index and holds no values itself; open it together with {names}", names = listed(names)),
            };
            return Err(Error::File { reason });
        }
        let is_sound = |&&at: &&usize| self.files.get(at).is_some_and(|part| part.fault.is_none());
        let mut held: Vec<(usize, &str)> = self.entries.iter().map(|entry| (entry.file, entry.name.as_str())).collect();
        held.sort_unstable();
        let (mut elsewhere, mut lost) = (Vec::new(), Vec::new());
        for (tensor, file) in &index.weight_map {
            let files = found.get(file.as_str()).map_or(&[][..], Vec::as_slice);
            if files.is_empty() {
                elsewhere.push(Entry {
                    name: tensor.clone(),
                    shape: vec![0],
                    dtype: Dtype::Other(tr!("unknown")),
                    file: index_file,
                    location: Location::Unsupported(tr!("it is in {file}, which is not open", file = name_of(file))),
                });
            } else {
                let mut sound = files.iter().filter(is_sound).peekable();
                if sound.peek().is_some() && !sound.any(|&at| held.binary_search(&(at, tensor.as_str())).is_ok()) {
                    lost.push(tensor.as_str());
                }
            }
        }
        let note = match (absent.as_slice(), lost.as_slice()) {
            ([], []) => None,
            ([], lost) => Some(tr!("It names tensors that its files do not hold: {names}.", names = listed(lost))),
            ([one], _) => Some(tr!("It names one more file, which is not open: {one}.", one)),
            (absent, _) => Some(tr!("It names {n} more files, which are not open: {names}.", n = absent.len(), names = listed(absent))),
        };
        self.entries.extend(elsewhere);
        Ok(note)
    }
}
