//! The opened files and the tensors in them. Knows no format.

use super::read_packed::read_packed;
use super::{Bytes, Entry, Location, Read, TensorSlice, detect, read};
use crate::Error;
use crate::tensor::readers::npy;
use crate::tensor::{MAX_LEN, Tensor};

/// The opened files and the tensors in them.
///
/// ```
/// use quantscope::tensor::files::{Files, TensorSlice};
///
/// let files = Files::open(vec![("levels.txt".into(), Box::new(b"1 2 3\n4 5 6".to_vec()))])?;
/// let entry = &files.entries()[0];
/// assert_eq!(entry.shape, [2, 3]);
///
/// // Only the second row. The last argument is called with the share that is done.
/// let row = TensorSlice::parse(None, "1:2")?;
/// let read = files.read(0, &row, &mut |_| {})?;
/// assert_eq!(read.tensor.values(), [4.0, 5.0, 6.0]);
/// # Ok::<(), quantscope::Error>(())
/// ```
pub struct Files {
    pub(super) files: Vec<OpenFile>,
    pub(super) entries: Vec<Entry>,
}

/// One opened file.
pub(super) struct OpenFile {
    /// Its path, with a number where another file has the same one. Links and lists name it so.
    pub(super) name: String,
    /// Its path as it was given, with `/` between folders; mostly a name alone.
    pub(super) path: String,
    pub(super) bytes: Box<dyn Bytes>,
    /// The name of its format.
    pub(super) format: &'static str,
    /// Why nothing of it can be read.
    pub(super) fault: Option<Error>,
    /// Notes for the user.
    pub(super) note: Option<String>,
}

impl Files {
    /// The metadata of a file, keys and values as text. Empty for formats without metadata. Fails where there is no such file.
    pub fn metadata(&self, file: usize) -> Result<Vec<(String, String)>, Error> {
        let len = self.files.len();
        let open = self.files.get(file).ok_or(Error::Index { index: file, len })?;
        detect::metadata(&*open.bytes)
    }

    /// All tensors, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The name of the format of the file that holds an entry.
    pub fn format(&self, entry: usize) -> Option<&'static str> {
        Some(self.files.get(self.entries.get(entry)?.file)?.format)
    }

    /// The entry of a tensor by the names of its file and itself.
    pub fn find(&self, file: &str, tensor: &str) -> Option<usize> {
        let is_of_file = |entry: &Entry| self.files.get(entry.file).is_some_and(|open| open.name == file);
        self.entries.iter().position(|entry| entry.name == tensor && is_of_file(entry))
    }

    /// Reads a slice of an entry. `progress` is called with the share that is done, 0 to 1.
    pub fn read(&self, entry: usize, cut: &TensorSlice, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
        self.read_at_most(MAX_LEN, entry, cut, progress)
    }

    /// Reads a slice of an entry, or a sample of it if it has more than `limit` values.
    pub fn read_at_most(&self, limit: usize, entry: usize, cut: &TensorSlice, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
        let missing = Error::Index { index: entry, len: self.entries.len() };
        let entry = self.entries.get(entry).ok_or_else(|| missing.clone())?;
        let file = if let Location::External { file: Some(file), .. } = entry.location { file } else { entry.file };
        let limit = limit.min(MAX_LEN);
        if let Location::Packed(packed) = &entry.location {
            let open: Vec<&dyn Bytes> = self.files.iter().map(|open| &*open.bytes).collect();
            return read_packed(entry, packed, &open, cut, limit, progress);
        }
        let open = self.files.get(file).ok_or(missing)?;
        read::read(entry, &*open.bytes, cut, limit, progress)
    }
}

/// Reads a .npy file in memory.
pub fn read_npy(bytes: &[u8]) -> Result<Tensor, Error> {
    let entries = npy::list(&bytes, 0)?;
    let entry = entries.first().ok_or(Error::Empty)?;
    Ok(read::read(entry, &bytes, &TensorSlice::default(), MAX_LEN, &mut |_| {})?.tensor)
}
