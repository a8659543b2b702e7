//! The ggml block that a shown value was decoded from. Reads that block only.

use crate::Error;
use crate::quant::block::ggml::StoredBlock;
use crate::tensor::MAX_LEN;
use crate::tensor::files::read_plan::ReadPlan;
use crate::tensor::files::{Dtype, Files, Location, TensorSlice};
use crate::tensor::readers::bytes_at;
use serde::Serialize;

/// A block of a tensor, and the place of a value in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StoredAt {
    /// The number of the block in the tensor, from 0.
    pub block: f64,
    /// The number of blocks of the tensor.
    pub blocks: f64,
    /// The bytes of a block.
    pub bytes: u32,
    /// The first byte of the block, counted from the beginning of the file.
    pub start: f64,
    /// The value's place in the block, from 0.
    pub place: u32,
    /// For each value of the block, its index in the slice. `None` for values outside of the slice.
    pub shown: Vec<Option<f64>>,
    /// The contents of the block.
    pub holds: StoredBlock,
}

impl Files {
    /// The block that value `index` of a slice was decoded from. `None` for entries without blocks.
    /// Fails where there is no such value, or the block cannot be read.
    pub fn stored_at(&self, entry: usize, cut: &TensorSlice, index: usize) -> Result<Option<StoredAt>, Error> {
        let len = self.entries.len();
        let entry = self.entries.get(entry).ok_or(Error::Index { index: entry, len })?;
        let (&Dtype::Ggml(kind), &Location::Raw { start, bytes, .. }) = (&entry.dtype, &entry.location) else { return Ok(None) };
        let open = self.files.get(entry.file).ok_or(Error::Index { index: entry.file, len: self.files.len() })?;
        let plan = ReadPlan::new(entry, cut, MAX_LEN)?;
        let at = plan.stored_at(index).ok_or(Error::Index { index, len: plan.count })?;
        let (values, size) = (kind.block() as u64, kind.bytes() as u64);
        let (block, place) = (at / values, at % values);
        let start = start + block * size;
        Ok(Some(StoredAt {
            block: block as f64,
            blocks: (bytes / size) as f64,
            bytes: size as u32,
            start: start as f64,
            place: place as u32,
            shown: (block * values..(block + 1) * values).map(|at| plan.shown_at(at).map(|index| index as f64)).collect(),
            holds: kind.stored(&bytes_at(&*open.bytes, start, size)?)?,
        }))
    }
}
