//! Fits one block: computes the stored bytes and the quantizers of the runs. The older types round with their unrounded
//! f32 scale, the K types with the stored scale.

use crate::num::{CodeRange, Codebook, Rounding, Tie};
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::ggml::layout::{E2M1, IQ4, LARGEST, Layout, RUNS, ScaleFormat, StoredScales};
use crate::quant::block::ggml::search;
use crate::quant::block::ggml::weights::Block;
use crate::quant::block::ggml::with_min::{Grid, with_min};
use crate::quant::{Arithmetic, Element, GgmlAffine, Quantizer, Scaled};
use std::sync::Arc;

/// Fits blocks of one type; holds the data that all of them share.
pub(super) struct Fitter {
    pub(super) kind: GgmlType,
    pub(super) layout: &'static Layout,
    pub(super) book: Arc<Codebook>,
}

/// The rule that gives the codes of a block.
pub(super) enum CodeRule {
    /// With the unrounded scale; stored step and offset are set later.
    GgmlAffine(GgmlAffine),
    /// Division by the stored step, to codes below `top`; if the step is 0, the codes of the search are kept.
    StoredScales { top: i32, zero: i32 },
    /// Multiplication by the inverse of the scale before it is rounded to a half, then the nearest level of the code
    /// book.
    Book,
    /// Division by the stored step, then the nearest level of the code book.
    StoredBook,
}

impl Fitter {
    pub fn new(kind: GgmlType) -> Self {
        let book = match kind {
            GgmlType::Iq4Nl | GgmlType::Iq4Xs => Codebook::ascending(IQ4.map(f32::from).into_iter().zip(0..).collect(), Tie::Upper),
            _ => e2m1(1.0),
        };
        Self { kind, layout: Layout::of(kind), book: Arc::new(book) }
    }

    /// Writes one block into bytes that are 0 and adds the quantizers of its runs.
    pub fn block(&self, block: Block, bytes: &mut [u8], quantizers: &mut Vec<Quantizer>) {
        let mut codes = [0; LARGEST];
        let (stored, rule) = self.runs(block, &mut codes, quantizers);
        self.layout.put(&stored, bytes);
        let first = quantizers.len() - self.layout.block / self.layout.run;
        for (quantizer, (x, codes)) in
            quantizers[first..].iter().zip(block.x.chunks(self.layout.run).zip(codes.chunks_mut(self.layout.run)))
        {
            // If the stored step is 0, the codes of the search are kept.
            let searched =
                matches!(rule, CodeRule::StoredScales { .. }) && matches!(quantizer, Quantizer::GgmlAffine(line) if line.step == 0.0);
            if !searched {
                for (code, &x) in codes.iter_mut().zip(x) {
                    *code = quantizer.code(quantizer.level(x, 0.0)) as u8;
                }
            }
        }
        self.layout.pack(&codes, bytes);
    }

    /// The data that one block stores in addition to its codes. Appends the quantizers of its runs.
    pub fn runs(&self, block: Block, codes: &mut [u8; LARGEST], quantizers: &mut Vec<Quantizer>) -> (StoredScales, CodeRule) {
        let weighted = block.weights(self.kind).and_then(|weights| self.weighted(block.x, &weights, codes));
        let (stored, rule) = weighted.unwrap_or_else(|| self.fit(block.x, codes));
        let halves = stored.halves();
        for run in 0..self.layout.block / self.layout.run {
            let (step, offset) = self.layout.worth(halves, stored.integers(run, self.layout.scales));
            quantizers.push(self.quantizer(&stored, &rule, run, step, offset));
        }
        (stored, rule)
    }

    fn quantizer(&self, stored: &StoredScales, rule: &CodeRule, run: usize, step: f32, offset: f32) -> Quantizer {
        let book = |book, arithmetic, factor| Quantizer::Scaled(Scaled { element: Element::Book(book), arithmetic, factor, scale: step });
        // Avoids division by 0: multiplied by 0, every value gets the code of 0.
        let by_step = if step == 0.0 { Arithmetic::Reciprocal } else { Arithmetic::Divide };
        match *rule {
            CodeRule::GgmlAffine(line) => Quantizer::GgmlAffine(GgmlAffine { step, offset, ..line }),
            CodeRule::StoredScales { top, zero } => Quantizer::GgmlAffine(GgmlAffine {
                origin: offset,
                factor: step,
                arithmetic: by_step,
                before: 0.0,
                rounding: Rounding::HalfEven,
                after: zero as f32,
                codes: CodeRange { qmin: 0, qmax: top },
                step,
                zero: zero as f32,
                offset,
            }),
            CodeRule::Book => {
                let scale = match self.layout.scales {
                    ScaleFormat::SixApart => stored.d * (i32::from(stored.scales[run]) - 32) as f32,
                    _ => stored.d,
                };
                book(self.book.clone(), Arithmetic::Reciprocal, inverse(scale))
            }
            CodeRule::StoredBook if (step * 12.0).is_infinite() => book(Arc::new(e2m1(step)), by_step, step),
            CodeRule::StoredBook => book(self.book.clone(), by_step, step),
        }
    }

    fn fit(&self, x: &[f32], codes: &mut [u8; LARGEST]) -> (StoredScales, CodeRule) {
        match self.kind {
            GgmlType::Q4_0 => signed(x, 8),
            GgmlType::Q5_0 => signed(x, 16),
            GgmlType::Q4_1 => ranged(x, 15),
            GgmlType::Q5_1 => ranged(x, 31),
            GgmlType::Q8_0 => bytes(x),
            GgmlType::Q2K => {
                self.with_min(x, 15, &Grid { top: 3, first: -0.5, step: 0.1, last: 15, absolute: true, limited: false }, codes)
            }
            GgmlType::Q4K => {
                self.with_min(x, 63, &Grid { top: 15, first: -1.0, step: 0.1, last: 20, absolute: false, limited: false }, codes)
            }
            GgmlType::Q5K => {
                self.with_min(x, 63, &Grid { top: 31, first: -0.5, step: 0.1, last: 15, absolute: false, limited: false }, codes)
            }
            GgmlType::Q3K => {
                let scales = self.scales(x, &search::squares(x), codes, |x, weights, codes| search::descent(x, weights, 4, codes));
                (stored_scales(&scales, 32.0, |q| (q.clamp(-32, 31) + 32) as u8), CodeRule::StoredScales { top: 7, zero: 4 })
            }
            GgmlType::Q6K => self.signed_bytes(x, &search::squares(x), codes),
            GgmlType::Iq4Nl => {
                let d = search::of_book(x, &search::squares(x), &self.book);
                (StoredScales { d, ..StoredScales::default() }, CodeRule::Book)
            }
            GgmlType::Iq4Xs => self.super_book(x, &search::squares(x)),
            GgmlType::Mxfp4 => {
                let mut stored = StoredScales::default();
                stored.scales[0] = exponent(search::extreme(x).abs());
                (stored, CodeRule::StoredBook)
            }
            GgmlType::Nvfp4 => {
                let mut stored = StoredScales::default();
                for (scale, x) in stored.scales.iter_mut().zip(x.chunks(self.layout.run)) {
                    *scale = e4m3(search::extreme(x).abs() / 6.0);
                }
                (stored, CodeRule::StoredBook)
            }
        }
    }

    /// The searched scale of every run. Where squares overflow, above 1e19, it is NaN, which ggml passes over like 0.
    pub(super) fn scales(
        &self,
        x: &[f32],
        weights: &[f32],
        codes: &mut [u8],
        search: impl Fn(&[f32], &[f32], &mut [u8]) -> f32,
    ) -> [f32; RUNS] {
        let (mut scales, run) = ([0.0; RUNS], self.layout.run);
        let runs = x.chunks(run).zip(weights.chunks(run)).zip(codes.chunks_mut(run));
        for (scale, ((x, weights), codes)) in scales.iter_mut().zip(runs) {
            let found = search(x, weights, codes);
            *scale = if found.is_nan() { 0.0 } else { found };
        }
        scales
    }

    /// Q6_K: signed bytes.
    pub(super) fn signed_bytes(&self, x: &[f32], weights: &[f32], codes: &mut [u8]) -> (StoredScales, CodeRule) {
        let scales = self.scales(x, weights, codes, |x, weights, codes| search::symmetric(x, weights, 32, codes).scale);
        let rule = CodeRule::StoredScales { top: 63, zero: 32 };
        if search::extreme(&scales).abs() < search::TINY {
            codes.fill(0);
            return (StoredScales::default(), rule);
        }
        (stored_scales(&scales, 128.0, |q| q.min(127) as u8), rule)
    }

    /// Scales and minimums, each in `top` steps of the largest.
    fn with_min(&self, x: &[f32], top: u8, grid: &Grid, codes: &mut [u8]) -> (StoredScales, CodeRule) {
        let mut mins = [0.0; RUNS];
        let mut scales = [0.0; RUNS];
        for (run, (x, codes)) in x.chunks(self.layout.run).zip(codes.chunks_mut(self.layout.run)).enumerate() {
            let mut weights = [0.0; 32];
            let mean = if grid.absolute { 0.0 } else { (x.iter().fold(0.0, |sum, v| sum + v * v) / x.len() as f32).sqrt() };
            for (weight, v) in weights.iter_mut().zip(x) {
                *weight = mean + v.abs();
            }
            let found = with_min(x, &weights[..x.len()], grid, codes);
            (scales[run], mins[run]) = (found.scale, found.min);
        }
        let stored = |numbers: &[f32; RUNS]| {
            let max = numbers.iter().fold(0.0, |max: f32, &v| if v > max { v } else { max });
            let inverse = if max > 0.0 { f32::from(top) / max } else { 0.0 };
            (max / f32::from(top), numbers.map(|v| (search::nearest(inverse * v) as u8).min(top)))
        };
        let ((d, scales), (dmin, mins)) = (stored(&scales), stored(&mins));
        (StoredScales { d, dmin, scales, mins }, CodeRule::StoredScales { top: grid.top, zero: 0 })
    }

    /// IQ4_XS: the scale of each run in 1/32 of the largest; the codes go by that product before `d` is rounded.
    pub(super) fn super_book(&self, x: &[f32], weights: &[f32]) -> (StoredScales, CodeRule) {
        let scales = self.scales(x, weights, &mut [0; LARGEST], |x, weights, _| search::of_book(x, weights, &self.book));
        let d = -search::extreme(&scales) / 32.0;
        let mut stored = StoredScales { d, ..StoredScales::default() };
        for (&scale, code) in scales.iter().zip(&mut stored.scales) {
            *code = (search::nearest(inverse(d) * scale).clamp(-32, 31) + 32) as u8;
        }
        (stored, CodeRule::Book)
    }
}

/// `1 / d`, 0 for 0.
fn inverse(d: f32) -> f32 {
    if d == 0.0 { 0.0 } else { 1.0 / d }
}

/// An older type's line: codes 0..=`top`. Where `1 / d` overflows, C and NumPy turn all quotients (infinite or NaN) into
/// code 0 on x86-64; so does a factor of 0.
fn older(origin: f32, d: f32, before: f32, rounding: Rounding, codes: CodeRange, zero: f32) -> CodeRule {
    let factor = inverse(d);
    let (factor, before) = if factor.is_finite() { (factor, before) } else { (0.0, 0.0) };
    let (arithmetic, after, step, offset) = (Arithmetic::Reciprocal, 0.0, d, -0.0);
    CodeRule::GgmlAffine(GgmlAffine { origin, factor, arithmetic, before, rounding, after, codes, step, zero, offset })
}

/// Q4_0, Q5_0: the extreme gets code 0, `half` steps from 0, whatever its sign; half up by cutting off.
fn signed(x: &[f32], half: i32) -> (StoredScales, CodeRule) {
    let d = search::extreme(x) / -(half as f32);
    let codes = CodeRange { qmin: 0, qmax: 2 * half - 1 };
    let zero = half as f32;
    (StoredScales { d, ..StoredScales::default() }, older(0.0, d, zero + 0.5, Rounding::TowardZero, codes, zero))
}

/// Q4_1, Q5_1: from the least to the largest value, which need not hold 0.
fn ranged(x: &[f32], top: i32) -> (StoredScales, CodeRule) {
    let (lo, hi) = search::extent(x);
    let d = (hi - lo) / top as f32;
    let codes = CodeRange { qmin: 0, qmax: top };
    (StoredScales { d, dmin: lo, ..StoredScales::default() }, older(lo, d, 0.5, Rounding::TowardZero, codes, 0.0))
}

/// Q8_0: the extreme gets ±127.
fn bytes(x: &[f32]) -> (StoredScales, CodeRule) {
    let d = search::extreme(x).abs() / 127.0;
    let codes = CodeRange { qmin: -127, qmax: 127 };
    (StoredScales { d, ..StoredScales::default() }, older(0.0, d, 0.0, Rounding::HalfAway, codes, 0.0))
}

/// Q3_K, Q6_K: signed scales in steps that bring the extreme one to -`half`.
fn stored_scales(scales: &[f32; RUNS], half: f32, code: impl Fn(i32) -> u8) -> StoredScales {
    let max = search::extreme(scales);
    if max == 0.0 {
        return StoredScales::default();
    }
    let inverse = -half / max;
    StoredScales { d: 1.0 / inverse, scales: scales.map(|scale| code(search::nearest(inverse * scale))), ..StoredScales::default() }
}

/// The E2M1 numbers (doubled) that `step` does not overflow, without the code of -0. ggml takes the first code of the
/// least error, so ties go toward 0.
fn e2m1(step: f32) -> Codebook {
    let numbers = E2M1.map(f32::from).into_iter().zip(0..);
    Codebook::ascending(numbers.filter(|&(number, code)| code != 8 && (number * step).is_finite()).collect(), Tie::TowardZero)
}

/// ggml's exponent of an MXFP4 block: `floor(log2f(amax))` less 2, by a logarithm rounded to f32, which is one too high
/// just below most powers of two. Below 2^-124 it wraps round, as the cast does on x86-64: such blocks decode as zeros.
fn exponent(amax: f32) -> u8 {
    if amax > 0.0 { ((libm::log2(f64::from(amax)) as f32).floor() as i32 - 2 + 127) as u8 } else { 0 }
}

/// The unsigned E4M3 code of an NVFP4 scale: rounded half up; ggml has 448 follow on 240.
fn e4m3(scale: f32) -> u8 {
    if scale < 1.0 / 64.0 {
        return ((scale * 512.0 + 0.5) as u8).min(7);
    }
    if scale >= 248.0 {
        return 0x7e;
    }
    // The exponent's bias is 7 instead of 127.
    (((scale.to_bits() + 0x8_0000) >> 20) - (120 << 3)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one_too_high_just_below_most_powers_of_two() {
        let below = |k: i32| f32::from_bits(((k + 127) as u32) << 23).next_down();
        for k in -123..=127 {
            let exact = k - 1 - 2 + 127;
            let too_high = i32::from(exponent(below(k))) - exact;
            assert_eq!(too_high, i32::from(!(-1..=2).contains(&k)), "2^{k}");
        }
        assert_eq!([0.0, 1.0, 6.0, f32::MAX].map(exponent), [0, 125, 127, 253]);
    }
}
