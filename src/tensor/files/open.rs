//! Opens files by their headers and joins what they say of each other. Reads no values.

use super::files::Part;
use super::shards::Index;
use super::{Bytes, Entry, Files, Place, detect};
use crate::Error;

impl Files {
    /// Opens files, each with its name, by their headers. Fails where none of them can be read.
    pub fn open(files: Vec<(String, Box<dyn Bytes>)>) -> Result<Self, Error> {
        let mut opened = Self { parts: Vec::new(), entries: Vec::new() };
        let mut indices = Vec::new();
        for (name, bytes) in files {
            let name = opened.unused(name);
            let part = opened.parts.len();
            let (format, listed) = match Index::of(&name, &*bytes) {
                Some(Ok(index)) => {
                    indices.push((part, index));
                    (msg!("index"), Ok(Vec::new()))
                }
                Some(Err(fault)) => (msg!("index"), Err(fault)),
                None => detect::list(&name, &*bytes, part),
            };
            let (entries, fault) = listed.and_then(check_names).map_or_else(|fault| (Vec::new(), Some(fault)), |entries| (entries, None));
            opened.entries.extend(entries);
            opened.parts.push(Part { name, bytes, format, fault, note: None });
        }
        for (part, index) in indices {
            let joined = opened.join(part, &index);
            if let Some(part) = opened.parts.get_mut(part) {
                (part.note, part.fault) = joined.map_or_else(|fault| (None, Some(fault)), |note| (note, None));
            }
        }
        opened.join_beside();
        match opened.parts.iter().find_map(|part| part.fault.clone()) {
            Some(fault) if opened.parts.iter().all(|part| part.fault.is_some()) => Err(fault),
            _ => Ok(opened),
        }
    }

    /// Finds the files that hold other files' values; by themselves they are no files that can be read.
    fn join_beside(&mut self) {
        for entry in &mut self.entries {
            let Place::Beside { file, part, .. } = &mut entry.place else { continue };
            let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
            *part = self.parts.iter().position(|part| part.name == name);
            if let Some(values) = part.and_then(|part| self.parts.get_mut(part)) {
                (values.format, values.fault) = (msg!("values"), None);
            } else if let Some(model) = self.parts.get_mut(entry.part) {
                model.note = Some(say!("Values of it are in {name}, which is not open: open both together.", name));
            }
        }
    }

    /// The name, with a number behind it where a file of that name is open already: links tell files by their names.
    fn unused(&self, name: String) -> String {
        let is_open = |name: &String| self.parts.iter().any(|part| part.name == *name);
        let numbered = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name} ({n})")));
        numbered.into_iter().find(|name| !is_open(name)).unwrap_or_default()
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
