//! The conversions of a type: values to bytes, bytes to values, and the quantizers in between.

use super::fit::Fitter;
use super::layout::{LARGEST, Layout};
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
    /// Fails for rows that are no multiple of the block, and where a stored scale is infinite.
    pub fn fit(self, values: &[f32], cols: usize) -> Result<Vec<Quantizer>, Error> {
        let mut quantizers = Vec::with_capacity(values.len() / self.run());
        self.each(values, cols, &mut |quantizer, _| quantizers.push(quantizer))?;
        Ok(quantizers)
    }

    /// Calls `see` with the quantizer and the values of each [`GgmlType::run`], one after another, and keeps none.
    /// Fails as [`GgmlType::fit`] does; discard the results of `see` in that case.
    pub fn each(self, values: &[f32], cols: usize, see: &mut dyn FnMut(Quantizer, &[f32])) -> Result<(), Error> {
        let layout = self.checked(values.len(), cols)?;
        let fitter = Fitter::new(self);
        let mut quantizers = Vec::with_capacity(layout.block / layout.run);
        let mut codes = [0; LARGEST];
        // All values lie between those of the outermost levels, so it is usually enough to check these.
        let outermost = |quantizer: &Quantizer| <[i32; 2]>::from(quantizer.ends()).map(|level| quantizer.value(level));
        for (index, block) in values.chunks_exact(layout.block).enumerate() {
            fitter.runs(block, &mut codes, &mut quantizers);
            for (quantizer, x) in quantizers.drain(..).zip(block.chunks(layout.run)) {
                let sound = outermost(&quantizer).into_iter().all(f32::is_finite);
                if !sound && x.iter().any(|&x| !quantizer.apply(x, 0.0).1.is_finite()) {
                    return Err(Error::BlockScale { format: self.name(), block: index });
                }
                see(quantizer, x);
            }
        }
        Ok(())
    }

    /// The bytes ggml stores row-major values in, found without an importance matrix.
    ///
    /// ggml's behaviour at the limits of f32 is reproduced: a half that overflows is infinite; a block too small for
    /// the inverse of its scale has codes 0 (as on x86-64); above about 1e19, where squares overflow, the types without
    /// a minimum find no scale and store 0. There is one exception: from 2^34 on, ggml's NVFP4 cannot compare the
    /// errors of its codes and chooses 0; here the largest number is chosen.
    ///
    /// Fails for rows that are no multiple of the block.
    pub fn quantize(self, values: &[f32], cols: usize) -> Result<Vec<u8>, Error> {
        self.encode(values, cols)
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

    fn encode(self, values: &[f32], cols: usize) -> Result<Vec<u8>, Error> {
        let layout = self.checked(values.len(), cols)?;
        let fitter = Fitter::new(self);
        let mut bytes = vec![0; values.len() / layout.block * layout.bytes];
        let mut quantizers = Vec::with_capacity(layout.block / layout.run);
        for (x, block) in values.chunks_exact(layout.block).zip(bytes.chunks_exact_mut(layout.bytes)) {
            quantizers.clear();
            fitter.block(x, block, &mut quantizers);
        }
        Ok(bytes)
    }

    /// The layout, where rows are whole blocks.
    fn checked(self, len: usize, cols: usize) -> Result<&'static Layout, Error> {
        let layout = Layout::of(self);
        let whole = cols.is_multiple_of(layout.block) && len.is_multiple_of(layout.block);
        if whole { Ok(layout) } else { Err(Error::Block { block: layout.block, cols }) }
    }
}
