//! The error of a layer's outputs for each range of the clipping curve: the least of it may lie elsewhere than the least error of the
//! weights. Computed a few ranges at a time. Knows no page.

use super::Inputs;
use crate::Error;
use crate::quant::{Quantizer, Range, in_pairs};
use crate::study::{ClipPoint, RangedLevels, Study};
use crate::tensor::Tensor;
use serde::Serialize;

/// So many ranges of the clipping curve are measured, fewer where they take more than [`MOST`] multiplications.
const POINTS: u64 = 50;
/// Fewer ranges make no curve.
const FEWEST: u64 = 10;
const MOST: u64 = 20_000_000_000;

/// The outputs' error under one range of the slice in focus, as if all other slices were exact.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OutputClip {
    /// The place on the clipping curve.
    pub threshold: f64,
    /// Lower end of the range.
    pub lo: f32,
    /// Upper end of the range.
    pub hi: f32,
    /// Mean squared error of the outputs that the slice's rows make.
    pub mse: f64,
}

/// The errors of some ranges; more are to be measured.
pub struct OutputClips {
    ranges: Vec<ClipPoint>,
    levels: RangedLevels,
    /// The flat indices of the slice in focus, by rows.
    rows: Vec<(usize, Vec<usize>)>,
    points: Vec<OutputClip>,
}

impl OutputClips {
    /// Of the slice in focus of a study; `None` where its scheme has no range to choose, and where it would take too long.
    pub fn new(study: &Study, tensor: &Tensor, inputs: &Inputs) -> Result<Option<Self>, Error> {
        let columns = tensor.cols();
        inputs.check_columns(columns)?;
        let Some(levels) = study.spec.ranged().filter(|_| study.curve.len() > 1) else { return Ok(None) };
        let places = study.slices.indices(study.focus);
        let rows = if places.step == 1 { places.len.div_ceil(columns) } else { places.len };
        let points = POINTS.min(MOST / ((inputs.tokens() * columns) as u64 * rows as u64).max(1));
        if points < FEWEST {
            return Ok(None);
        }
        let every = study.curve.len().div_ceil(points as usize);
        // The widest range is the last.
        let ranges = study.curve.iter().rev().step_by(every).copied().collect();
        let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
        for i in places.indices().filter(|&i| !tensor.non_finite().at(i)) {
            match rows.last_mut() {
                Some((row, places)) if *row == i / columns => places.push(i),
                _ => rows.push((i / columns, vec![i])),
            }
        }
        Ok(Some(Self { ranges, levels: levels.clone(), rows, points: Vec::new() }))
    }

    /// The share of the ranges that are measured, 0 to 1.
    pub fn share(&self) -> f64 {
        self.points.len() as f64 / self.ranges.len() as f64
    }

    /// Measures ranges that take about `most` multiplications, at least one. Returns the points, widening, once all are there.
    pub fn advance(&mut self, tensor: &Tensor, inputs: &Inputs, most: u64) -> Result<Option<Vec<OutputClip>>, Error> {
        let cost = (inputs.tokens() * tensor.cols()) as u64 * self.rows.len() as u64;
        let mut left = most;
        while let Some(&ClipPoint { lo, hi, threshold, .. }) = self.ranges.get(self.points.len()) {
            let quantizer = self.levels.quantizer(Range { lo, hi })?.without_randomness();
            let energy = self.energy(tensor, inputs, &quantizer);
            let mse = energy / (inputs.tokens() * self.rows.len().max(1)) as f64;
            self.points.push(OutputClip { threshold, lo, hi, mse });
            left = match left.checked_sub(cost) {
                Some(left) => left,
                None => break,
            };
        }
        Ok((self.points.len() == self.ranges.len()).then(|| self.points.iter().rev().copied().collect()))
    }

    fn energy(&self, tensor: &Tensor, inputs: &Inputs, quantizer: &Quantizer) -> f64 {
        let values = tensor.values();
        let mut energy = 0.0;
        for rows in self.rows.chunks(super::in_progress::TOGETHER) {
            let errors: Vec<_> = rows
                .iter()
                .map(|(row, places)| {
                    let mut errors = vec![0.0; tensor.cols()];
                    for &i in places {
                        errors[i - row * tensor.cols()] = f64::from(quantizer.dequantized(values[i], 0.0)) - f64::from(values[i]);
                    }
                    in_pairs(errors.into_iter())
                })
                .collect();
            energy += inputs.energies(&errors).iter().sum::<f64>();
        }
        energy
    }
}
