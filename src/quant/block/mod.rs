//! Block formats: a tensor is cut into runs of 16 to 4096 values, each with a scale of its own, stored in few bits.
//!
//! [`BlockFormat::fit`] gives one [`Quantizer`] per run, whose `apply` equals [`BlockFormat::decode`] of
//! [`BlockFormat::encode`], and the data stored in addition to the codes. Knows no tensor and no page.

mod bnb;
pub mod ggml;
mod mx;
mod nvfp4;

pub use bnb::{Bnb, BnbType, Nested};
pub use mx::{Mx, MxElement, ScaleRule};
pub use nvfp4::{Nvfp4, Nvfp4Rule};

use crate::Error;
use crate::num::E8m0;
use crate::quant::kernel::F4;
use crate::quant::{Element, Quantizer, Scaled};

/// A block format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockFormat {
    /// OCP Microscaling.
    Mx(Mx),
    /// NVIDIA's 4-bit float.
    Nvfp4(Nvfp4),
    /// bitsandbytes' 4-bit formats.
    Bnb(Bnb),
}

/// The data stored in addition to the codes.
#[derive(Debug, Clone, PartialEq)]
pub enum Scales {
    /// A power of two a block.
    E8m0(Vec<E8m0>),
    /// An E4M3 code a block, and with two levels a number for the tensor: its scale, or the inverse of it (compressed-tensors).
    E4m3 {
        /// The codes.
        blocks: Vec<u8>,
        /// The scale of the tensor.
        tensor: Option<f32>,
    },
    /// The largest magnitude of each block.
    Absmax(Vec<f32>),
    /// The same, in 8 bits each.
    Nested(Nested),
}

/// A tensor's blocks in row-major order.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocks {
    /// Values that share a quantizer; the last run may be shorter.
    pub block: usize,
    /// The quantizer of each block.
    pub quantizers: Vec<Quantizer>,
    /// The data stored in addition to the codes.
    pub scales: Scales,
    /// All bits stored: codes, scales of blocks, and the scale of the tensor. No padding.
    pub bits: u64,
}

impl Blocks {
    /// The quantizer of the value with a flat index.
    pub fn of(&self, index: usize) -> &Quantizer {
        &self.quantizers[index / self.block]
    }
}

impl Scales {
    /// The bits they take.
    fn bits(&self) -> u64 {
        let (bytes, words) = match self {
            Self::E8m0(scales) => (scales.len(), 0),
            Self::E4m3 { blocks, tensor } => (blocks.len(), usize::from(tensor.is_some())),
            Self::Absmax(magnitudes) => (0, magnitudes.len()),
            Self::Nested(nested) => (nested.codes.len(), nested.absmax.len() + 1),
        };
        8 * bytes as u64 + 32 * words as u64
    }
}

impl BlockFormat {
    /// Values that share a scale.
    pub fn block(self) -> usize {
        match self {
            Self::Mx(_) => Mx::BLOCK,
            Self::Nvfp4(_) => Nvfp4::BLOCK,
            Self::Bnb(bnb) => bnb.block(),
        }
    }

    /// Bits of a code.
    pub fn code_bits(self) -> u32 {
        match self {
            Self::Mx(mx) => mx.element.bits(),
            Self::Nvfp4(_) | Self::Bnb(_) => 4,
        }
    }

    /// The blocks of finite values in rows of `cols`.
    ///
    /// Fails where a block does not divide a row (bitsandbytes alone ignores rows) and where a block's largest level is
    /// larger than f32 can hold: the peers then give infinity.
    pub fn fit(self, values: &[f32], cols: usize) -> Result<Blocks, Error> {
        // Allocated at the final size, because there can be millions of blocks.
        let mut quantizers = Vec::with_capacity(values.len().div_ceil(self.block()));
        let (scales, bits) = self.each(values, cols, &mut |quantizer, _| quantizers.push(quantizer))?;
        Ok(Blocks { block: self.block(), quantizers, scales, bits })
    }

    /// Calls `see` with the quantizer of each block and its values, one block after another, and keeps none. Fails as
    /// [`BlockFormat::fit`] does; discard the results of `see` in that case. Returns the scales and the number of
    /// stored bits.
    pub fn each(self, values: &[f32], cols: usize, see: &mut dyn FnMut(Quantizer, &[f32])) -> Result<(Scales, u64), Error> {
        self.check(values.len(), cols)?;
        let mut finite = true;
        let see = |quantizer: Quantizer, block: &[f32]| {
            finite &= largest(&quantizer).is_finite();
            see(quantizer, block);
        };
        let scales = match self {
            Self::Mx(mx) => mx.each(values, see).map(Scales::E8m0),
            Self::Nvfp4(nvfp4) => nvfp4.each(values, see).map(|(tensor, blocks)| Scales::E4m3 { blocks, tensor }),
            Self::Bnb(bnb) => Some(bnb.each(values, cols, see)),
        };
        match scales {
            Some(scales) if finite => {
                let bits = values.len() as u64 * u64::from(self.code_bits()) + scales.bits();
                Ok((scales, bits))
            }
            _ => Err(Error::RangeTooWide { lo: -absmax(values), hi: absmax(values) }),
        }
    }

    /// The codes of values in the peer's bytes. 4-bit codes share a byte, the value with the even index in the low half
    /// (torchao) or the high half (bitsandbytes); a missing last value is 0. Other codes have a byte each.
    pub fn encode(self, blocks: &Blocks, values: &[f32]) -> Vec<u8> {
        let code = |(index, &x): (usize, &f32)| {
            let quantizer = blocks.of(index);
            quantizer.code(quantizer.level(x, 0.0)) as u8
        };
        let mut codes: Vec<u8> = values.iter().enumerate().map(code).collect();
        if self.code_bits() != 4 {
            return codes;
        }
        if codes.len() % 2 == 1 {
            codes.push(blocks.quantizers.last().map_or(0, |quantizer| quantizer.code(quantizer.level(0.0, 0.0)) as u8));
        }
        let pack = |pair: &[u8]| if self.high_first() { pair[0] << 4 | pair[1] } else { pair[1] << 4 | pair[0] };
        codes.chunks_exact(2).map(pack).collect()
    }

    /// The `len` values, in rows of `cols`, that the bytes of [`BlockFormat::encode`] and the scales stand for.
    ///
    /// Fails where bytes or scales are not as many as the values need, belong to another format, or a scale is NaN.
    pub fn decode(self, bytes: &[u8], scales: &Scales, len: usize, cols: usize) -> Result<Vec<f32>, Error> {
        self.check(len, cols)?;
        let fail = |reason| Err(Error::BlockData { reason });
        let quantizers: Option<Vec<Quantizer>> = match (self, scales) {
            (Self::Mx(mx), Scales::E8m0(scales)) => scales.iter().map(|&scale| mx.quantizer(scale)).collect(),
            (Self::Nvfp4(nvfp4), Scales::E4m3 { blocks, tensor }) => blocks.iter().map(|&scale| nvfp4.quantizer(scale, *tensor)).collect(),
            (Self::Bnb(bnb), Scales::Absmax(stored)) => Some(bnb.stored(stored, len, cols)),
            (Self::Bnb(bnb), Scales::Nested(nested)) => Some(bnb.stored(&nested.magnitudes(), len, cols)),
            _ => return fail(msg!("the scales belong to another format")),
        };
        let Some(quantizers) = quantizers else { return fail(msg!("a scale is not a number above 0")) };
        if quantizers.len() != len.div_ceil(self.block()) {
            return fail(msg!("there are more or fewer scales than blocks"));
        }
        let halves = self.code_bits() == 4;
        if bytes.len() != if halves { len.div_ceil(2) } else { len } {
            return fail(msg!("there are more or fewer codes than values"));
        }
        let value = |index: usize| {
            let code = match (halves, self.high_first() == index.is_multiple_of(2)) {
                (false, _) => bytes[index] & (0xff >> (8 - self.code_bits())),
                (true, true) => bytes[index / 2] >> 4,
                (true, false) => bytes[index / 2] & 0xf,
            };
            let quantizer = &quantizers[index / self.block()];
            quantizer.value(level(quantizer, code))
        };
        Ok((0..len).map(value).collect())
    }

    /// Whether the value with the even index lies in the high half of its byte.
    fn high_first(self) -> bool {
        matches!(self, Self::Bnb(_))
    }

    fn check(self, len: usize, cols: usize) -> Result<(), Error> {
        if len == 0 {
            return Err(Error::Empty);
        }
        if cols == 0 || !len.is_multiple_of(cols) {
            return Err(Error::Shape { len, shape: vec![len.checked_div(cols).unwrap_or(0), cols] });
        }
        let ignores_rows = matches!(self, Self::Bnb(_));
        if ignores_rows || cols.is_multiple_of(self.block()) { Ok(()) } else { Err(Error::Block { block: self.block(), cols }) }
    }
}

/// The level of a stored code.
fn level(quantizer: &Quantizer, code: u8) -> i32 {
    match quantizer {
        Quantizer::Scaled(scaled) => match &scaled.element {
            Element::Float(format) => format.rank(code.into()),
            Element::Book(book) => book.place_of(code).unwrap_or(0) as i32,
        },
        _ => i32::from(code as i8),
    }
}

/// The value of the highest level.
fn largest(quantizer: &Quantizer) -> f32 {
    match quantizer {
        Quantizer::Scaled(Scaled { element: Element::Float(format), scale, .. }) => scale * format.max(),
        Quantizer::Scaled(Scaled { element: Element::Book(book), scale, .. }) => scale * book.levels().last().unwrap_or(&0.0),
        _ => quantizer.value(quantizer.ends().1),
    }
}

/// The largest magnitude, 0 for none.
fn absmax(values: &[f32]) -> f32 {
    let (fours, rest) = values.as_chunks::<4>();
    let lanes = fours.iter().fold(F4::splat(0.0), |most, four| {
        let x = F4::of(*four).abs();
        x.above(most, x, most)
    });
    lanes.lanes().iter().chain(rest).fold(0.0, |most, x| x.abs().max(most))
}

/// The smallest and the largest of the values; infinite if there are none. The sign of a zero is arbitrary.
fn extremes(values: &[f32]) -> (f32, f32) {
    let (fours, rest) = values.as_chunks::<4>();
    let none = [f32::INFINITY, f32::NEG_INFINITY].map(F4::splat);
    let [lo, hi] = fours.iter().fold(none, |[lo, hi], four| {
        let x = F4::of(*four);
        [lo.above(x, x, lo), x.above(hi, x, hi)]
    });
    let lo = lo.lanes().iter().chain(rest).fold(f32::INFINITY, |lo, &x| if x < lo { x } else { lo });
    (lo, hi.lanes().iter().chain(rest).fold(f32::NEG_INFINITY, |hi, &x| if x > hi { x } else { hi }))
}
