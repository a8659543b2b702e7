//! The searches of ggml's reference for the scale (and minimum) of one run, in its order of f32 operations: the scale of
//! least weighted squared error for codes that a few starting scales give. Know no bytes.

use crate::num::Codebook;
use crate::quant::block::extremes;
use crate::quant::block::ggml::layout::LARGEST;

/// Magnitudes below this count as all zero.
pub(super) const TINY: f32 = 1e-15;

/// To the nearest integer, ties to even, for |v| up to 4194303; beyond that and for NaN, the bits of the sum.
pub(super) fn nearest(v: f32) -> i32 {
    ((v + 12_582_912.0).to_bits() & 0x7f_ffff) as i32 - 0x40_0000
}

/// The first value of the largest magnitude, with its sign.
pub(super) fn extreme(x: &[f32]) -> f32 {
    match extremes(x) {
        (lo, hi) if hi > -lo => hi,
        (lo, hi) if hi < -lo => lo,
        // Both are as large, or there is none.
        (_, hi) => x.iter().copied().find(|v| v.abs() == hi.abs()).unwrap_or(0.0),
    }
}

/// The smallest and the largest value; of equal zeros the last, as NumPy has it (C keeps the first).
pub(super) fn extent(x: &[f32]) -> (f32, f32) {
    let lo = x.iter().copied().reduce(|lo, v| if v <= lo { v } else { lo });
    let hi = x.iter().copied().reduce(|hi, v| if v >= hi { v } else { hi });
    (lo.unwrap_or(0.0), hi.unwrap_or(0.0))
}

/// `Σ w x l` and `Σ w l²`: their quotient is the scale of least weighted squared error for numbers `l`.
#[derive(Clone, Copy, Default)]
struct Fit {
    xl: f32,
    l2: f32,
}

impl Fit {
    fn of(x: &[f32], weights: &[f32], number: impl Fn(f32) -> f32) -> Self {
        let mut fit = Self::default();
        for (&v, &w) in x.iter().zip(weights) {
            let l = number(v);
            fit.xl += w * v * l;
            fit.l2 += w * l * l;
        }
        fit
    }

    fn scale(self) -> f32 {
        if self.l2 > 0.0 { self.xl / self.l2 } else { 0.0 }
    }

    /// Whether it explains more of the values than a fit whose scale times `xl` is `best`.
    fn beats(self, best: f32) -> bool {
        self.l2 > 0.0 && self.xl * self.xl > best * self.l2
    }
}

/// The weights of ggml's searches without an importance matrix: the squares of the values.
pub(super) fn squares(x: &[f32]) -> [f32; LARGEST] {
    let mut weights = [0.0; LARGEST];
    weights.iter_mut().zip(x).for_each(|(w, v)| *w = v * v);
    weights
}

/// What a search of scales through 0 finds.
#[derive(Clone, Copy)]
pub(super) struct Symmetric {
    /// The scale.
    pub scale: f32,
    /// The factor that gave the codes, before the scale was fitted to them; 0 where all codes are 0.
    pub inverse: f32,
}

/// `make_qx_quants` (Q6_K, and with an importance matrix Q3_K, Q4_0, Q5_0): codes of -`half`..`half`, stored with `half` added. The
/// first scale brings the extreme to -`half`, 18 others lie around it.
pub(super) fn symmetric(x: &[f32], weights: &[f32], half: i32, codes: &mut [u8]) -> Symmetric {
    let max = extreme(x);
    codes.fill(0);
    if max.abs() < TINY {
        return Symmetric { scale: 0.0, inverse: 0.0 };
    }
    let number = |inverse: f32, v: f32| nearest(inverse * v).clamp(-half, half - 1);
    let store = |inverse: f32, codes: &mut [u8]| {
        for (code, &v) in codes.iter_mut().zip(x) {
            *code = (number(inverse, v) + half) as u8;
        }
    };
    let fit = |inverse: f32| Fit::of(x, weights, |v| number(inverse, v) as f32);
    let first = -(half as f32) / max;
    store(first, codes);
    let start = fit(first);
    let mut found = Symmetric { scale: start.scale(), inverse: first };
    let mut best = found.scale * start.xl;
    for step in (-9..=9).filter(|&step| step != 0) {
        let inverse = -(half as f32 + 0.1 * step as f32) / max;
        let tried = fit(inverse);
        if tried.beats(best) {
            store(inverse, codes);
            found = Symmetric { scale: tried.scale(), inverse };
            best = found.scale * tried.xl;
        }
    }
    found
}

/// `make_q3_quants` (Q3_K): as [`symmetric`] begins, then up to five rounds in which each code in turn moves to where it
/// fits the others best.
pub(super) fn descent(x: &[f32], weights: &[f32], half: i32, codes: &mut [u8]) -> f32 {
    let max = extreme(x);
    codes.fill(0);
    if max.abs() < TINY {
        return 0.0;
    }
    let inverse = -(half as f32) / max;
    let number = |v: f32| nearest(v).clamp(-half, half - 1);
    for (code, &v) in codes.iter_mut().zip(x) {
        *code = (number(inverse * v) + half) as u8;
    }
    let mut all = Fit::of(x, weights, |v| number(inverse * v) as f32);
    for _ in 0..5 {
        let mut moved = false;
        for ((code, &v), &w) in codes.iter_mut().zip(x).zip(weights) {
            let old = i32::from(*code) - half;
            let old_l = old as f32;
            let mut fit = Fit { xl: all.xl - w * v * old_l, l2: all.l2 - w * old_l * old_l };
            if fit.xl > 0.0 {
                let new = number(v * fit.l2 / fit.xl);
                let l = new as f32;
                fit.xl += w * v * l;
                fit.l2 += w * l * l;
                if new != old && fit.l2 > 0.0 && fit.xl * fit.xl * all.l2 > all.xl * all.xl * fit.l2 {
                    *code = (new + half) as u8;
                    all = fit;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    all.scale()
}

/// `make_qp_quants`: the common step of numbers of at least 0, stored as 0..=`top` times it. The least error of 9 steps, then up to
/// five rounds in which each code in turn moves to where it fits the others best. Used with an importance matrix only.
pub(super) fn positive(x: &[f32], weights: &[f32], top: i32, codes: &mut [u8]) -> f32 {
    let max = x.iter().fold(0.0, |max: f32, &v| if max > v { max } else { v });
    codes.fill(0);
    if max < TINY {
        return 0.0;
    }
    let number = |v: f32| nearest(v).min(top);
    let error = |inverse: f32| {
        let step = 1.0 / inverse;
        x.iter().zip(weights).fold(0.0, |sum, (&v, &w)| {
            let diff = v - step * number(inverse * v) as f32;
            sum + w * diff * diff
        })
    };
    let mut inverse = top as f32 / max;
    let mut best = error(inverse);
    for step in (-4..=4).filter(|&step| step != 0) {
        let its_inverse = (0.1 * step as f32 + top as f32) / max;
        let its_error = error(its_inverse);
        if its_error < best {
            (best, inverse) = (its_error, its_inverse);
        }
    }
    for (code, &v) in codes.iter_mut().zip(x) {
        *code = number(inverse * v) as u8;
    }
    let mut all = Fit::of(x, weights, |v| number(inverse * v) as f32);
    for _ in 0..5 {
        let mut moved = false;
        for ((code, &v), &w) in codes.iter_mut().zip(x).zip(weights) {
            let old = f32::from(*code);
            let mut fit = Fit { xl: all.xl - w * v * old, l2: all.l2 - w * old * old };
            if fit.xl > 0.0 && fit.l2 > 0.0 {
                let new = number(v * fit.l2 / fit.xl);
                let l = new as f32;
                fit.xl += w * v * l;
                fit.l2 += w * l * l;
                if new != i32::from(*code) && fit.xl * fit.xl * all.l2 > all.xl * all.xl * fit.l2 {
                    *code = new as u8;
                    all = fit;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    all.scale()
}

/// The search of `quantize_iq4_nl`: 15 scales that bring the extreme to -120..-134.
pub(super) fn of_book(x: &[f32], weights: &[f32], book: &Codebook) -> f32 {
    let max = extreme(x);
    if max.abs() < TINY {
        return 0.0;
    }
    let fit = |inverse: f32| {
        let mut fit = Fit::default();
        for (&v, &w) in x.iter().zip(weights) {
            let q = book.level(book.place(inverse * v) as i32);
            // Unlike in the searches above, the number is multiplied first.
            fit.xl += w * q * v;
            fit.l2 += w * q * q;
        }
        fit
    };
    let lowest = book.level(0);
    let start = fit(1.0 / (-max / lowest));
    let mut scale = start.scale();
    let mut best = scale * start.xl;
    for step in -7i8..=7 {
        let tried = fit((f32::from(step) + lowest) / max);
        if tried.beats(best) {
            scale = tried.scale();
            best = scale * tried.xl;
        }
    }
    scale
}
