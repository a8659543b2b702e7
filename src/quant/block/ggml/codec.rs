//! The conversions of a type: values to bytes, bytes to values, and the quantizers in between.

use super::fit::Fitter;
use super::layout::{LARGEST, Layout};
use super::weights::{Block, Importance, energy};
use super::{GgmlType, Proof};
use crate::Error;
use crate::quant::Quantizer;

impl GgmlType {
    /// ggml's name.
    pub fn name(self) -> &'static str {
        Layout::of(self).name
    }

    /// Values per block: the length of a row must be a multiple of it.
    pub fn block(self) -> usize {
        Layout::of(self).block
    }

    /// Bytes a block.
    pub fn bytes(self) -> usize {
        Layout::of(self).bytes
    }

    /// Values that share a quantizer: a block, or the part of it that has its own scale.
    pub fn run(self) -> usize {
        Layout::of(self).run
    }

    /// Stored bits a value, scales included.
    pub fn bits_per_value(self) -> f64 {
        (self.bytes() * 8) as f64 / self.block() as f64
    }

    /// The reference that the type is tested against.
    pub fn proof(self) -> Proof {
        match self {
            Self::Q4_0 | Self::Q4_1 | Self::Q5_0 | Self::Q5_1 | Self::Q8_0 | Self::Mxfp4 => Proof::Package,
            _ => Proof::Reference,
        }
    }

    /// One quantizer for each [`GgmlType::run`] of row-major values. Its dequantized values equal
    /// [`GgmlType::dequantize`] of [`GgmlType::quantize`] bit for bit, except for the sign of zeros in runs of the K
    /// types whose stored scale is 0.
    ///
    /// Fails for rows that are no multiple of the block, for an importance of another length than a row, and where a stored scale is
    /// infinite.
    ///
    /// `importance` has a number of at least 0 for each column, the mean square of its inputs, and says how much errors count; types
    /// whose quantizer in ggml does not use it pass over it, see [`GgmlType::uses_importance`].
    pub fn fit(self, values: &[f32], cols: usize, importance: Option<&[f32]>) -> Result<Vec<Quantizer>, Error> {
        let mut quantizers = Vec::with_capacity(values.len() / self.run());
        self.each(values, cols, importance, &mut |quantizer, _| quantizers.push(quantizer))?;
        Ok(quantizers)
    }

    /// Calls `see` with the quantizer and the values of each [`GgmlType::run`], one after another, and keeps none.
    /// Fails as [`GgmlType::fit`] does; discard the results of `see` in that case.
    pub fn each(
        self,
        values: &[f32],
        cols: usize,
        importance: Option<&[f32]>,
        see: &mut dyn FnMut(Quantizer, &[f32]),
    ) -> Result<(), Error> {
        let layout = self.checked(values.len(), cols, importance)?;
        let fitter = Fitter::new(self);
        let mut quantizers = Vec::with_capacity(layout.block / layout.run);
        let mut codes = [0; LARGEST];
        // All values lie between those of the outermost levels, so it is usually enough to check these.
        let outermost = |quantizer: &Quantizer| <[i32; 2]>::from(quantizer.ends()).map(|level| quantizer.value(level));
        for (index, block) in blocks(layout, values, cols, importance).enumerate() {
            fitter.runs(block, &mut codes, &mut quantizers);
            for (quantizer, x) in quantizers.drain(..).zip(block.x.chunks(layout.run)) {
                let sound = outermost(&quantizer).into_iter().all(f32::is_finite);
                if !sound && x.iter().any(|&x| !quantizer.apply(x, 0.0).1.is_finite()) {
                    return Err(Error::BlockScale { format: self.name(), block: index });
                }
                see(quantizer, x);
            }
        }
        Ok(())
    }

    /// The bytes ggml stores row-major values in, with `importance` as in [`GgmlType::fit`].
    ///
    /// ggml's behaviour at the limits of f32 is reproduced: a half that overflows is infinite; a block too small for
    /// the inverse of its scale has codes 0 (as on x86-64); above about 1e19, where squares overflow, the types without
    /// a minimum find no scale and store 0. There is one exception: from 2^34 on, ggml's NVFP4 cannot compare the
    /// errors of its codes and chooses 0; here the largest number is chosen.
    ///
    /// Fails for rows that are no multiple of the block, and for an importance of another length than a row.
    pub fn quantize(self, values: &[f32], cols: usize, importance: Option<&[f32]>) -> Result<Vec<u8>, Error> {
        let layout = self.checked(values.len(), cols, importance)?;
        let fitter = Fitter::new(self);
        let mut bytes = vec![0; values.len() / layout.block * layout.bytes];
        let mut quantizers = Vec::with_capacity(layout.block / layout.run);
        for (x, stored) in blocks(layout, values, cols, importance).zip(bytes.chunks_exact_mut(layout.bytes)) {
            quantizers.clear();
            fitter.block(x, stored, &mut quantizers);
        }
        Ok(bytes)
    }

    /// The values of blocks; infinite or NaN where a stored scale is. Fails for bytes that are no whole blocks.
    pub fn dequantize(self, bytes: &[u8]) -> Result<Vec<f32>, Error> {
        let layout = Layout::of(self);
        if !bytes.len().is_multiple_of(layout.bytes) {
            return Err(Error::BlockData { reason: msg!("the bytes are no whole number of blocks") });
        }
        let mut values = Vec::with_capacity(bytes.len() / layout.bytes * layout.block);
        for block in bytes.chunks_exact(layout.bytes) {
            layout.decode(block, &mut values);
        }
        Ok(values)
    }

    /// The layout, where rows are whole blocks and each column has its importance.
    fn checked(self, len: usize, cols: usize, importance: Option<&[f32]>) -> Result<&'static Layout, Error> {
        let layout = Layout::of(self);
        if !cols.is_multiple_of(layout.block) || !len.is_multiple_of(layout.block) {
            return Err(Error::Block { block: layout.block, cols });
        }
        match importance {
            Some(columns) if columns.len() != cols => Err(Error::Importance { found: columns.len(), expected: cols }),
            _ => Ok(layout),
        }
    }
}

/// The blocks of row-major values, each with the importance of its columns.
fn blocks<'a>(layout: &Layout, values: &'a [f32], cols: usize, importance: Option<&'a [f32]>) -> impl Iterator<Item = Block<'a>> {
    let (block, mut row) = (layout.block, 0.0);
    values.chunks_exact(block).enumerate().map(move |(index, x)| {
        let importance = importance.map(|columns| {
            let (start, from) = (index * block, index * block % cols);
            if from == 0 {
                row = energy(&values[start..start + cols]) / cols as f32;
            }
            Importance { columns: &columns[from..from + block], row }
        });
        Block { x, importance }
    })
}
