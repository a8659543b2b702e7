//! The searches of ggml's reference for the scale (and minimum) of one run, in its order of f32 operations: the scale of
//! least weighted squared error for codes that a few starting scales give. Know no bytes.

use crate::num::Codebook;
use crate::quant::block::extremes;

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

/// `Σ w x l` and `Σ w l²` with weights `x²`: their quotient is the scale of least weighted squared error for numbers `l`.
#[derive(Clone, Copy, Default)]
struct Fit {
    xl: f32,
    l2: f32,
}

impl Fit {
    fn of(x: &[f32], number: impl Fn(f32) -> f32) -> Self {
        let mut fit = Self::default();
        for &v in x {
            let (w, l) = (v * v, number(v));
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

/// `make_qx_quants` (Q6_K): codes of -`half`..`half`, stored with `half` added. The first scale brings the extreme to
/// -`half`, 18 others lie around it.
pub(super) fn symmetric(x: &[f32], half: i32, codes: &mut [u8]) -> f32 {
    let max = extreme(x);
    codes.fill(0);
    if max.abs() < TINY {
        return 0.0;
    }
    let number = |inverse: f32, v: f32| nearest(inverse * v).clamp(-half, half - 1);
    let store = |inverse: f32, codes: &mut [u8]| {
        for (code, &v) in codes.iter_mut().zip(x) {
            *code = (number(inverse, v) + half) as u8;
        }
    };
    let fit = |inverse: f32| Fit::of(x, |v| number(inverse, v) as f32);
    let first = -(half as f32) / max;
    store(first, codes);
    let start = fit(first);
    let mut scale = start.scale();
    let mut best = scale * start.xl;
    for step in (-9..=9).filter(|&step| step != 0) {
        let inverse = -(half as f32 + 0.1 * step as f32) / max;
        let tried = fit(inverse);
        if tried.beats(best) {
            store(inverse, codes);
            scale = tried.scale();
            best = scale * tried.xl;
        }
    }
    scale
}

/// `make_q3_quants` (Q3_K): as [`symmetric`] begins, then up to five rounds in which each code in turn moves to where it
/// fits the others best.
pub(super) fn descent(x: &[f32], half: i32, codes: &mut [u8]) -> f32 {
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
    let mut all = Fit::of(x, |v| number(inverse * v) as f32);
    for _ in 0..5 {
        let mut moved = false;
        for (code, &v) in codes.iter_mut().zip(x) {
            let (w, old) = (v * v, i32::from(*code) - half);
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

/// The candidates of [`with_min`]: scales that bring the range to `top + first + 0.1 k` steps, `k` from 0 to `last`.
pub(super) struct Grid {
    /// The highest code.
    pub top: i32,
    pub first: f32,
    pub last: i32,
    /// Whether magnitudes of errors are summed instead of squares.
    pub absolute: bool,
}

/// `make_qkx2_quants` (Q2_K, Q4_K, Q5_K): codes 0..=`top` for `scale q - min`, with `min` at least 0. For the codes of each
/// scale tried, scale and minimum solve the weighted least squares.
pub(super) fn with_min(x: &[f32], weights: &[f32], grid: &Grid, codes: &mut [u8]) -> (f32, f32) {
    let (lo, hi) = extent(x);
    let mut lo = lo.min(0.0);
    codes.fill(0);
    if hi == lo {
        return (0.0, -lo);
    }
    let (mut sum_w, mut sum_x) = (0.0, 0.0);
    for (&v, &w) in x.iter().zip(weights) {
        sum_w += w;
        sum_x += w * v;
    }
    let number = |inverse: f32, v: f32, lo: f32| nearest(inverse * (v - lo)).clamp(0, grid.top);
    let error = |numbers: &[u8], scale: f32, lo: f32| {
        let mut sum = 0.0;
        for ((&l, &v), &w) in numbers.iter().zip(x).zip(weights) {
            let diff = scale * f32::from(l) + lo - v;
            sum += w * if grid.absolute { diff.abs() } else { diff * diff };
        }
        sum
    };
    let first = grid.top as f32 / (hi - lo);
    for (code, &v) in codes.iter_mut().zip(x) {
        *code = number(first, v, lo) as u8;
    }
    let mut scale = 1.0 / first;
    let mut best = error(codes, scale, lo);
    let mut tried = [0u8; 32];
    let tried = &mut tried[..x.len()];
    for step in 0..=grid.last {
        // The minimum of the best fit so far moves where the codes begin.
        let inverse = (grid.first + 0.1 * step as f32 + grid.top as f32) / (hi - lo);
        let (mut sum_l, mut sum_l2, mut sum_xl) = (0.0, 0.0, 0.0);
        for ((code, &v), &w) in tried.iter_mut().zip(x).zip(weights) {
            let l = number(inverse, v, lo);
            *code = l as u8;
            let l = l as f32;
            sum_l += w * l;
            sum_l2 += w * l * l;
            sum_xl += w * l * v;
        }
        let determinant = sum_w * sum_l2 - sum_l * sum_l;
        if determinant > 0.0 {
            let mut its_scale = (sum_w * sum_xl - sum_x * sum_l) / determinant;
            let mut its_lo = (sum_l2 * sum_x - sum_l * sum_xl) / determinant;
            if its_lo > 0.0 {
                its_lo = 0.0;
                its_scale = sum_xl / sum_l2;
            }
            let its_error = error(tried, its_scale, its_lo);
            if its_error < best {
                codes.copy_from_slice(tried);
                (best, scale, lo) = (its_error, its_scale, its_lo);
            }
        }
    }
    (scale, -lo)
}

/// The search of `quantize_iq4_nl` without an importance matrix: 15 scales that bring the extreme to -120..-134.
pub(super) fn of_book(x: &[f32], book: &Codebook) -> f32 {
    let max = extreme(x);
    if max.abs() < TINY {
        return 0.0;
    }
    let fit = |inverse: f32| {
        let mut fit = Fit::default();
        for &v in x {
            let (w, q) = (v * v, book.level(book.place(inverse * v) as i32));
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
