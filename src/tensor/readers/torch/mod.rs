//! Lists the tensors of PyTorch's files: zip archives of storages and of a pickle that describes the tensors in them. The
//! pickle is read as data and never run. Storages are not compressed, so only the bytes of the chosen tensor are read.
//! Their CRC-32 is not checked: that would need all of a storage of gigabytes, and PyTorch can leave it out.

mod pickle;
mod tensors;
mod value;

use crate::Error;
use crate::i18n::translate;
use crate::tensor::readers::refuse;
use crate::tensor::readers::zip::Member;
use crate::tensor::readers::{Bytes, Entry, Location};
use tensors::{FoundTensor, StorageSlice};

/// The longest pickle that is read, in bytes. That of a model of 10 000 tensors takes about 1 MB.
const MAX_PICKLE: u64 = 16 << 20;

/// Bounds of the memory for a pickle's values: this, plus half of the file's size up to the second number. A tensor takes
/// about 600 bytes.
const MEMORY: (u64, u64) = (4 << 20, 256 << 20);

/// Advice for a file that is not read here.
const CONVERT: &str =
    msg!("in Python load it and save its tensors with safetensors.torch.save_file(model.state_dict(), 'model.safetensors')");

/// Whether these are the members of a file of PyTorch.
pub(crate) fn is(members: &[Member]) -> bool {
    members.iter().any(|member| folder(member).is_some())
}

/// The tensors of a file, which may be a state_dict, a checkpoint with several, or a whole model.
pub(crate) fn list(bytes: &dyn Bytes, file: usize, members: &[Member]) -> Result<Vec<Entry>, Error> {
    let main = members.iter().find_map(|member| Some((member, folder(member)?)));
    let Some((main, folder)) = main else { return refuse(tr!("it is no file of PyTorch: it has no data.pkl")) };
    if main.unpacked > MAX_PICKLE.min(bytes.size().saturating_add(1 << 20)) {
        return refuse(tr!(
            "its pickle takes {bytes} bytes, more than tensors need; {convert}",
            bytes = main.unpacked,
            convert = translate(CONVERT)
        ));
    }
    let budget = MEMORY.0 + (bytes.size() / 2).min(MEMORY.1);
    let text = main.beginning(bytes, main.unpacked)?;
    let pickle = pickle::read(&text, budget)?;
    let found = tensors::find(&pickle, budget / 2)?;
    if found.is_empty() {
        return refuse(tr!("no tensors are found in it without running its Python code; {convert}", convert = translate(CONVERT)));
    }
    let archive = Archive::new(bytes, file, folder, members)?;
    Ok(found.into_iter().map(|tensor| archive.entry(tensor)).collect())
}

/// The folder of all members, where this member is the pickle.
fn folder(member: &Member) -> Option<&str> {
    let folder = member.name.strip_suffix("data.pkl")?;
    (folder.is_empty() || folder.ends_with('/')).then_some(folder)
}

struct Archive<'a> {
    bytes: &'a dyn Bytes,
    file: usize,
    /// The storages by their keys, sorted.
    storages: Vec<(&'a str, &'a Member)>,
    big_endian: bool,
}

impl<'a> Archive<'a> {
    fn new(bytes: &'a dyn Bytes, file: usize, folder: &str, members: &'a [Member]) -> Result<Self, Error> {
        let mut archive = Self { bytes, file, storages: Vec::new(), big_endian: false };
        for member in members {
            match member.name.strip_prefix(folder) {
                Some("byteorder") => {
                    archive.big_endian = match member.beginning(bytes, 6)?.as_slice() {
                        b"little" => false,
                        b"big" => true,
                        _ => return refuse(tr!("its member 'byteorder' says neither little nor big")),
                    }
                }
                Some(name) => archive.storages.extend(name.strip_prefix("data/").map(|key| (key, member))),
                None => {}
            }
        }
        archive.storages.sort_unstable_by_key(|&(key, _)| key);
        Ok(archive)
    }

    fn entry(&self, FoundTensor { name, shape, dtype, place }: FoundTensor) -> Entry {
        // A tensor that was saved alone has no name.
        let name = if name.is_empty() { "data".into() } else { name };
        let place = place.and_then(|stored| self.place(stored)).unwrap_or_else(Location::Unsupported);
        Entry { name, shape, dtype, file: self.file, location: place }
    }

    fn place(&self, StorageSlice { key, offset, bytes, column_major }: StorageSlice) -> Result<Location, String> {
        let shown = || format!("data/{}", key);
        let place = self.storages.binary_search_by_key(&key.as_str(), |&(key, _)| key).ok();
        let Some(&(_, member)) = place.and_then(|place| self.storages.get(place)) else {
            return Err(tr!("its values, '{name}', are missing in the archive", name = shown()));
        };
        if offset.checked_add(bytes).is_none_or(|end| end > member.unpacked) {
            return Err(tr!("'{name}' of the archive ends before its last value", name = shown()));
        }
        let big_endian = self.big_endian;
        match member.plain(self.bytes).map_err(|_| tr!("'{name}' of the archive is damaged", name = shown()))? {
            Some(start) => Ok(Location::Raw { start: start.saturating_add(offset), bytes, big_endian, column_major }),
            None => Ok(Location::Zipped { member: member.clone(), skip: offset, bytes, big_endian, column_major }),
        }
    }
}
