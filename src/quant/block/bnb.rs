//! bitsandbytes' 4-bit blocks, NF4 and FP4: the largest magnitude of a block is stored, and the flattened tensor is cut
//! without regard to its rows. As bitsandbytes 0.50 (`quantize_4bit`, `dequantize_4bit`) on an x86-64 CPU, bit for bit.

use crate::Error;
use crate::num::Codebook;
use crate::quant::block::{Scales, absmax};
use crate::quant::{Arithmetic, Element, Quantizer, Scaled};
use std::sync::Arc;

/// The code book of bitsandbytes' 4-bit values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BnbType {
    /// 4-bit NormalFloat.
    Nf4,
    /// 4-bit float.
    Fp4,
}

/// One format of bitsandbytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bnb {
    book: BnbType,
    block: usize,
    nested: bool,
}

/// Magnitudes stored in 8 bits each ("double quantization", `compress_statistics`).
#[derive(Debug, Clone, PartialEq)]
pub struct Nested {
    /// A code of the dynamic map for each block.
    pub codes: Vec<u8>,
    /// The largest distance from the offset of each run of [`Nested::BLOCK`] magnitudes.
    pub absmax: Vec<f32>,
    /// The mean of all magnitudes, which was subtracted from each.
    pub offset: f32,
}

/// A stand-in for the magnitude of a block of zeros.
const TINY: f32 = 1e-38;

impl Bnb {
    /// Blocks of `block` values, a power of two from 32 to 4096; `nested` stores their magnitudes in 8 bits.
    pub fn new(book: BnbType, block: usize, nested: bool) -> Result<Self, Error> {
        if block.is_power_of_two() && (32..=4096).contains(&block) {
            Ok(Self { book, block, nested })
        } else {
            Err(Error::BlockSize { block })
        }
    }

    /// Values that share a magnitude; the last block of a tensor may be shorter.
    pub fn block(self) -> usize {
        self.block
    }

    /// Whether magnitudes are stored in 8 bits.
    pub fn nested(self) -> bool {
        self.nested
    }

    /// The code book. Code 8 of FP4 is -0 where the peer dequantizes value by value (an even number of columns that 16
    /// does not divide) and 0 where it uses its table (AVX-512, or an odd number of columns, or large blocks).
    pub(super) fn book(self, cols: usize) -> Arc<Codebook> {
        let by_value = cols.is_multiple_of(2) && !cols.is_multiple_of(16) && self.block < 2048;
        Arc::new(match self.book {
            BnbType::Nf4 => Codebook::nf4(),
            BnbType::Fp4 => Codebook::bnb_fp4(by_value),
        })
    }

    /// The stored magnitudes of all blocks. 0 for a block of zeros, but a short last block is given at least 1e-38.
    pub fn absmax(self, values: &[f32]) -> Vec<f32> {
        values.chunks(self.block).map(|block| self.magnitude(block)).collect()
    }

    /// Calls `see` with the quantizer and the values of each block. Values are quantized with the magnitude itself and
    /// dequantized with the stored one. Returns the stored magnitudes.
    pub(super) fn each(self, values: &[f32], cols: usize, mut see: impl FnMut(Quantizer, &[f32])) -> Scales {
        let book = self.book(cols);
        let blocks = values.chunks(self.block);
        if self.nested {
            let magnitudes = self.absmax(values);
            let nested = Nested::new(&magnitudes);
            for ((block, absmax), scale) in blocks.zip(magnitudes).zip(nested.magnitudes()) {
                see(self.quantizer(&book, block.len(), absmax, scale), block);
            }
            return Scales::Nested(nested);
        }
        let magnitudes = blocks.map(|block| {
            let absmax = self.magnitude(block);
            see(self.quantizer(&book, block.len(), absmax, absmax), block);
            absmax
        });
        Scales::Absmax(magnitudes.collect())
    }

    /// The quantizers of blocks with these stored magnitudes, for `len` values in all.
    pub(super) fn stored(self, magnitudes: &[f32], len: usize, cols: usize) -> Vec<Quantizer> {
        let book = self.book(cols);
        let left = |index: usize| len.saturating_sub(index * self.block).min(self.block);
        magnitudes.iter().enumerate().map(|(index, &scale)| self.quantizer(&book, left(index), scale, scale)).collect()
    }

    fn magnitude(self, block: &[f32]) -> f32 {
        if block.len() < self.block { absmax(block).max(TINY) } else { absmax(block) }
    }

    /// The quantizer of a block of `len` values.
    fn quantizer(self, book: &Arc<Codebook>, len: usize, absmax: f32, scale: f32) -> Quantizer {
        // A full block multiplies by a reciprocal, a short last one divides.
        let (arithmetic, factor) = match absmax.max(TINY) {
            absmax if len == self.block => (Arithmetic::Reciprocal, 1.0 / absmax),
            absmax => (Arithmetic::Divide, absmax),
        };
        Quantizer::Scaled(Scaled { element: Element::Book(Arc::clone(book)), arithmetic, factor, scale })
    }
}

impl Nested {
    /// Magnitudes that share a second-level magnitude.
    pub const BLOCK: usize = 256;

    /// Stores magnitudes in 8 bits each. The mean is taken in f64; the peer's sums in f32 in an order that depends on
    /// the width of its vectors, so that its offset may differ in the last bits.
    pub fn new(absmax: &[f32]) -> Self {
        let sum: f64 = absmax.iter().map(|&a| f64::from(a)).sum();
        Self::with_offset(absmax, (sum / absmax.len().max(1) as f64) as f32)
    }

    /// Stores magnitudes in 8 bits each, as distances from `offset`.
    ///
    /// The peer looks codes up in a table of 65536 entries: a distance is first rounded to 2/65535 of the largest.
    pub fn with_offset(magnitudes: &[f32], offset: f32) -> Self {
        let ends: Vec<f32> = dynamic_map().windows(2).map(|pair| 0.5 * (pair[0] + pair[1])).collect();
        let (mut codes, mut absmax) = (Vec::with_capacity(magnitudes.len()), Vec::new());
        for run in magnitudes.chunks(Self::BLOCK) {
            let largest = run.iter().fold(0f32, |most, &a| most.max((a - offset).abs()));
            absmax.push(largest);
            let reciprocal = 1.0 / largest;
            codes.extend(run.iter().map(|&a| {
                let share = ((a - offset) * reciprocal).clamp(-1.0, 1.0);
                let entry = ((share + 1.0) * 0.5 * 65_535.0 + 0.5) as u16;
                let rounded = -1.0 + 2.0 * f32::from(entry) / 65_535.0;
                if largest == 0.0 { 0 } else { ends.partition_point(|&end| end < rounded) as u8 }
            }));
        }
        Self { codes, absmax, offset }
    }

    /// The dequantized magnitudes.
    pub fn magnitudes(&self) -> Vec<f32> {
        let map = dynamic_map();
        let back =
            |(run, &absmax): (&[u8], &f32)| run.iter().map(|&code| map[usize::from(code)] * absmax + self.offset).collect::<Vec<_>>();
        self.codes.chunks(Self::BLOCK).zip(&self.absmax).flat_map(back).collect()
    }
}

/// bitsandbytes' signed 8-bit dynamic map (`create_dynamic_map`), codes ascending: for each of seven powers of ten, the
/// middles between 2, 3, 5, ... 65 points evenly from 0.1 to 1, and their negatives; 0; and 1. All in f32, the points
/// with one rounding of the product and the sum.
fn dynamic_map() -> [f32; 256] {
    let mut levels = [0.0; 256];
    levels[255] = 1.0;
    let mut free = 1;
    for (i, power) in [1e-6f32, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0].into_iter().enumerate() {
        let steps = 1usize << i;
        let step = (1.0 - 0.1) / steps as f32;
        let point =
            |k: usize| if k < steps.div_ceil(2) { libm::fmaf(step, k as f32, 0.1) } else { libm::fmaf(-step, (steps - k) as f32, 1.0) };
        for k in 0..steps {
            let level = (point(k) + point(k + 1)) / 2.0 * power;
            levels[free] = level;
            levels[free + 1] = -level;
            free += 2;
        }
    }
    levels.sort_unstable_by(f32::total_cmp);
    levels
}
