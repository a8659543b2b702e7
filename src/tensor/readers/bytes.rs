//! Random access to bytes, for files that need not fit into memory. Knows no format.

use crate::Error;

/// Bytes of a known size that can be read from any offset: a browser's file, a slice of memory.
pub trait Bytes {
    /// The number of bytes.
    fn size(&self) -> u64;

    /// Fills `into` with the bytes from `at` on. Callers stay within [`Bytes::size`].
    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error>;
}

impl Bytes for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        self.as_slice().read(at, into)
    }
}

impl Bytes for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        let start = usize::try_from(at).ok();
        match start.and_then(|start| self.get(start..start.checked_add(into.len())?)) {
            Some(bytes) => into.copy_from_slice(bytes),
            None => return Err(ends_early()),
        }
        Ok(())
    }
}

/// The `len` bytes from `at` on. `len` is checked against the size before anything is allocated.
pub(crate) fn bytes_at(source: &dyn Bytes, at: u64, len: u64) -> Result<Vec<u8>, Error> {
    let within = at.checked_add(len).is_some_and(|end| end <= source.size());
    let Some(len) = usize::try_from(len).ok().filter(|_| within) else { return Err(ends_early()) };
    let mut bytes = vec![0; len];
    source.read(at, &mut bytes)?;
    Ok(bytes)
}

fn ends_early() -> Error {
    Error::File { reason: tr!("it ends before what its header promises") }
}
