//! The fits of ggml with an importance matrix: errors count by how large the inputs of their columns are. Follow the functions
//! `quantize_row_*_impl` of ggml-quants.c in their order of f32 operations. Know no bytes.

use crate::num::{CodeRange, Rounding};
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::ggml::fit::{CodeRule, Fitter};
use crate::quant::block::ggml::layout::{LARGEST, RUNS, StoredScales};
use crate::quant::block::ggml::search::{self, Symmetric};
use crate::quant::block::ggml::with_min::{Grid, WithMin, with_min};
use crate::quant::{Arithmetic, GgmlAffine};

/// The scales that `make_qkx3_quants` tries.
const fn grid(top: i32) -> Grid {
    Grid { top, first: -0.9, step: 0.05, last: 36, absolute: false, limited: true }
}

impl Fitter {
    /// The fit of a block by `weights`; `None` for types whose fit does not use them.
    pub(super) fn weighted(&self, x: &[f32], weights: &[f32], codes: &mut [u8; LARGEST]) -> Option<(StoredScales, CodeRule)> {
        Some(match self.kind {
            GgmlType::Q4_0 => signed(search::symmetric(x, weights, 8, codes), 8),
            GgmlType::Q5_0 => signed(search::symmetric(x, weights, 16, codes), 16),
            GgmlType::Q4_1 => ranged(with_min(x, weights, &grid(15), &mut codes[..x.len()]), 15),
            GgmlType::Q5_1 => ranged(with_min(x, weights, &grid(31), &mut codes[..x.len()]), 31),
            GgmlType::Q2K => self.with_weighted_min(x, weights, 15, &grid(3), codes),
            GgmlType::Q4K => self.with_weighted_min(x, weights, 63, &grid(15), codes),
            GgmlType::Q5K => self.with_weighted_min(x, weights, 63, &grid(31), codes),
            GgmlType::Q3K => {
                let scales = self.scales(x, weights, codes, |x, weights, codes| search::symmetric(x, weights, 4, codes).scale);
                let mut stored = StoredScales::default();
                stored.d = search::symmetric(&scales, &self.weights_of_runs(weights), 32, &mut stored.scales).scale;
                (stored, CodeRule::StoredScales { top: 7, zero: 4 })
            }
            GgmlType::Q6K => self.signed_bytes(x, weights, codes),
            GgmlType::Iq4Nl => (StoredScales { d: search::of_book(x, weights, &self.book), ..StoredScales::default() }, CodeRule::Book),
            GgmlType::Iq4Xs => self.super_book(x, weights),
            GgmlType::Q8_0 | GgmlType::Mxfp4 | GgmlType::Nvfp4 => return None,
        })
    }

    /// The sum of the weights in each run.
    fn weights_of_runs(&self, weights: &[f32]) -> [f32; RUNS] {
        let mut sums = [0.0; RUNS];
        let runs = weights[..self.layout.block].chunks(self.layout.run);
        sums.iter_mut().zip(runs).for_each(|(sum, run)| *sum = run.iter().fold(0.0, |sum, w| sum + w));
        sums
    }

    /// Scales and minimums, each in at most `top` steps, which are searched by the weights of the runs.
    fn with_weighted_min(&self, x: &[f32], weights: &[f32], top: i32, grid: &Grid, codes: &mut [u8]) -> (StoredScales, CodeRule) {
        let (mut mins, run) = ([0.0; RUNS], self.layout.run);
        let mut scales = [0.0; RUNS];
        let runs = x.chunks(run).zip(weights.chunks(run)).zip(codes.chunks_mut(run));
        for (at, ((x, weights), codes)) in runs.enumerate() {
            let found = with_min(x, weights, grid, codes);
            (scales[at], mins[at]) = (found.scale, found.min);
        }
        let (sums, count) = (self.weights_of_runs(weights), self.layout.block / run);
        let mut stored = StoredScales::default();
        stored.d = search::positive(&scales[..count], &sums, top, &mut stored.scales[..count]);
        stored.dmin = search::positive(&mins[..count], &sums, top, &mut stored.mins[..count]);
        (stored, CodeRule::StoredScales { top: grid.top, zero: 0 })
    }
}

/// A line whose codes are those of a search; step and offset are set later.
fn searched(origin: f32, factor: f32, after: f32, top: i32, zero: f32) -> CodeRule {
    let (arithmetic, rounding, codes) = (Arithmetic::Reciprocal, Rounding::HalfEven, CodeRange { qmin: 0, qmax: top });
    CodeRule::GgmlAffine(GgmlAffine { origin, factor, arithmetic, before: 0.0, rounding, after, codes, step: 0.0, zero, offset: -0.0 })
}

/// Q4_0, Q5_0. Where all values are 0, so is the code, which stands for -0.
fn signed(Symmetric { scale, inverse }: Symmetric, half: i32) -> (StoredScales, CodeRule) {
    let (zero, stored) = (half as f32, StoredScales { d: scale, ..StoredScales::default() });
    (stored, searched(0.0, inverse, if inverse == 0.0 { 0.0 } else { zero }, 2 * half - 1, zero))
}

/// Q4_1, Q5_1.
fn ranged(found: WithMin, top: i32) -> (StoredScales, CodeRule) {
    let stored = StoredScales { d: found.scale, dmin: -found.min, ..StoredScales::default() };
    (stored, searched(found.origin, found.inverse, 0.0, top, 0.0))
}
