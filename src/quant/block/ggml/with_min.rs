//! ggml's search of the scale and the minimum of one run, in its order of f32 operations. Knows no bytes.

use crate::quant::block::ggml::search::nearest;

/// The candidates of [`with_min`]: scales that bring the range to `top + first + step k` steps, `k` from 0 to `last`.
pub(super) struct Grid {
    /// The highest code.
    pub top: i32,
    pub first: f32,
    pub step: f32,
    pub last: i32,
    /// Whether magnitudes of errors are summed instead of squares.
    pub absolute: bool,
    /// Whether quotients are limited to the codes before they are rounded.
    pub limited: bool,
}

/// What a search of a scale and a minimum finds.
#[derive(Clone, Copy)]
pub(super) struct WithMin {
    /// The scale.
    pub scale: f32,
    /// Subtracted from multiples of the scale; at least 0.
    pub min: f32,
    /// What was subtracted from the values to get their codes.
    pub origin: f32,
    /// The factor of the difference; 0 where all codes are 0.
    pub inverse: f32,
}

/// `make_qkx2_quants` (Q2_K, Q4_K, Q5_K) and `make_qkx3_quants` (with an importance matrix, also Q4_1, Q5_1): codes 0..=`top` for
/// `scale q - min`, with `min` at least 0. For the codes of each scale tried, scale and minimum solve the weighted least squares.
pub(super) fn with_min(x: &[f32], weights: &[f32], grid: &Grid, codes: &mut [u8]) -> WithMin {
    // Of equal zeros the first, whose sign Q4_1 and Q5_1 store.
    let lo = x.iter().copied().reduce(|lo, v| if v < lo { v } else { lo }).unwrap_or(0.0);
    let hi = x.iter().copied().reduce(|hi, v| if v > hi { v } else { hi }).unwrap_or(0.0);
    let mut lo = if lo > 0.0 { 0.0 } else { lo };
    codes.fill(0);
    if hi == lo {
        return WithMin { scale: 0.0, min: -lo, origin: lo, inverse: 0.0 };
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
    let mut gave = (lo, if first.is_finite() { first } else { 0.0 });
    let mut best = error(codes, scale, lo);
    let mut tried = [0u8; 32];
    let tried = &mut tried[..x.len()];
    for step in 0..=grid.last {
        // The minimum of the best fit so far moves where the codes begin.
        let inverse = (grid.first + grid.step * step as f32 + grid.top as f32) / (hi - lo);
        let (mut sum_l, mut sum_l2, mut sum_xl) = (0.0, 0.0, 0.0);
        for ((code, &v), &w) in tried.iter_mut().zip(x).zip(weights) {
            let l = match inverse * (v - lo) {
                steps if !grid.limited => nearest(steps).clamp(0, grid.top),
                steps if steps > 0.0 => nearest(steps.min(grid.top as f32)),
                _ => 0,
            };
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
                gave = (lo, inverse);
                (best, scale, lo) = (its_error, its_scale, its_lo);
            }
        }
    }
    WithMin { scale, min: -lo, origin: gave.0, inverse: gave.1 }
}
