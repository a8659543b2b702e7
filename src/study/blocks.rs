//! Block formats on rows of any length: a row is filled up with zeros to whole blocks, as a program that stores it must. The zeros
//! have a share in scales and in the size, and none in errors. Knows no metric.

use super::SchemeSpec;
use crate::Error;
use crate::quant::block::BlockFormat;
use crate::quant::{Quantizer, Slices};
use crate::tensor::Tensor;

impl SchemeSpec {
    /// Values that share a scale, for block formats; their rows are whole numbers of the second.
    fn run_and_block(&self) -> Option<(usize, usize)> {
        match self {
            Self::Blocks(format) => Some((format.block(), format.block())),
            Self::Ggml { kind, .. } => Some((kind.run(), kind.block())),
            _ => None,
        }
    }

    /// The length that a row of `cols` values is stored with. bitsandbytes alone ignores rows, and fills nothing up.
    pub fn stored_cols(&self, cols: usize) -> usize {
        match (self, self.run_and_block()) {
            (Self::Blocks(BlockFormat::Bnb(_)), _) | (_, None) => cols,
            (_, Some((_, block))) => cols.next_multiple_of(block),
        }
    }

    /// The values that a tensor is stored with, zeros that fill up its rows included.
    pub fn stored_len(&self, tensor: &Tensor) -> usize {
        tensor.rows() * self.stored_cols(tensor.cols())
    }

    /// The blocks, or their parts with a scale each; `None` for schemes other than block formats.
    pub(super) fn block_slices(&self, tensor: &Tensor) -> Option<Slices> {
        let (run, _) = self.run_and_block()?;
        Some(match self {
            Self::Blocks(BlockFormat::Bnb(_)) => Slices::runs(tensor.values().len(), run),
            _ => Slices::runs_in_rows(tensor.rows(), tensor.cols(), run),
        })
    }

    /// Calls `see` with the quantizer of each slice of a block format and the slice's values, and keeps none. Discard the results
    /// of `see` where this fails. Returns all bits stored; `None` for schemes other than block formats. `importance` is how much the
    /// errors of each column count, where that is known; fails where the scheme needs it and it is not.
    pub(crate) fn each_block(
        &self,
        values: &[f32],
        cols: usize,
        importance: Option<&[f64]>,
        see: &mut dyn FnMut(Quantizer, &[f32]),
    ) -> Option<Result<u64, Error>> {
        let (run, _) = self.run_and_block()?;
        let stored = self.stored_cols(cols);
        let importance = match (self, importance) {
            (Self::Ggml { imatrix: true, .. }, None) => return Some(Err(Error::ImatrixNeedsInputs)),
            // What fills up a row has no inputs.
            (Self::Ggml { imatrix: true, .. }, Some(columns)) => {
                Some(columns.iter().map(|&x| x as f32).chain(std::iter::repeat_n(0.0, stored - cols)).collect::<Vec<_>>())
            }
            _ => None,
        };
        let importance = importance.as_deref();
        if stored == cols {
            return self.each_whole_block(values, cols, importance, see);
        }
        let mut filled = vec![0.0; values.len() / cols * stored];
        for (row, whole) in values.chunks_exact(cols).zip(filled.chunks_exact_mut(stored)) {
            whole[..cols].copy_from_slice(row);
        }
        let mut at = 0;
        let mut see_own = |quantizer: Quantizer, slice: &[f32]| {
            // Of a slice that only fills up its row, there is nothing to see.
            let own = cols.saturating_sub(at).min(run);
            at = (at + run) % stored;
            if own > 0 {
                see(quantizer, &slice[..own]);
            }
        };
        self.each_whole_block(&filled, stored, importance, &mut see_own)
    }

    fn each_whole_block(
        &self,
        values: &[f32],
        cols: usize,
        importance: Option<&[f32]>,
        see: &mut dyn FnMut(Quantizer, &[f32]),
    ) -> Option<Result<u64, Error>> {
        match self {
            Self::Blocks(format) => Some(format.each(values, cols, see).map(|(_, bits)| bits)),
            Self::Ggml { kind, .. } => {
                Some(kind.each(values, cols, importance, see).map(|()| (values.len() / kind.block() * kind.bytes() * 8) as u64))
            }
            _ => None,
        }
    }
}
