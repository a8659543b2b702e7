//! Every slice of a tensor with its quantizer, for callers that loop over the values. Knows no metric.

use crate::Error;
use crate::num::StochasticRng;
use crate::quant::{Granularity, Quantizer, Slices, dequantized};
use crate::study::fitting::fit_and_overhead;
use crate::study::{Settings, StorageCost, Study, random_draw};
use crate::tensor::{Tensor, TensorCache};
use std::ops::Range;

/// A tensor's slices and their quantizers.
pub(crate) struct Quantized {
    pub slices: Slices,
    /// One a slice, at least one.
    pub quantizers: Vec<Quantizer>,
    pub stored: StorageCost,
}

impl Quantized {
    /// Fits `settings` to a tensor.
    pub fn new(cache: &TensorCache, settings: &Settings) -> Result<Self, Error> {
        let spec = settings.spec()?;
        let (slices, parts, overhead) = fit_and_overhead(cache, settings, &spec)?;
        let quantizers: Vec<_> = parts.into_iter().map(|part| part.quantizer).collect();
        let code_bits = quantizers.first().map_or(0, Quantizer::code_bits);
        let stored = StorageCost::of(spec.stored_len(cache.tensor()), code_bits, overhead);
        Ok(Self { slices, quantizers, stored })
    }

    /// The slices and quantizers of a study.
    pub fn of(study: &Study) -> Self {
        let quantizers = study.slice_fits.iter().map(|fit| fit.quantizer.clone()).collect();
        Self { slices: study.slices, quantizers, stored: study.storage }
    }

    /// The dequantized values at some flat indices of a row-major tensor; 0 where one is missing. `rng` has the settings' seed.
    pub fn values_at(&self, tensor: &Tensor, places: Range<usize>, rng: &mut StochasticRng) -> Vec<f32> {
        dequantized_at(tensor, &self.slices, &self.quantizers, places, rng)
    }

    /// The dequantized value of `x` at a flat index. `rng` has the settings' seed.
    pub fn value(&self, index: usize, x: f32, rng: &mut StochasticRng) -> f32 {
        let quantizer = &self.quantizers[self.slices.of(index)];
        quantizer.dequantized(x, random_draw(quantizer, index, rng))
    }
}

/// The dequantized values at some flat indices of a row-major tensor with a quantizer for each slice; 0 where one is missing.
pub(crate) fn dequantized_at(
    tensor: &Tensor,
    slices: &Slices,
    quantizers: &[Quantizer],
    places: Range<usize>,
    rng: &mut StochasticRng,
) -> Vec<f32> {
    let values = tensor.values();
    let mut found = Vec::with_capacity(places.len());
    while found.len() < places.len() {
        let at = places.start + found.len();
        let slice = slices.of(at);
        let quantizer = &quantizers[slice];
        if slices.granularity() == Granularity::Column || !quantizer.is_monotone() {
            found.push(quantizer.dequantized(values[at], random_draw(quantizer, at, rng)));
        } else {
            let of_slice = slices.indices(slice);
            found.extend(dequantized(quantizer, &values[at..(of_slice.start + of_slice.len).min(places.end)]));
        }
    }
    let missing = tensor.non_finite();
    if !missing.none() {
        places.clone().filter(|&i| missing.at(i)).for_each(|i| found[i - places.start] = 0.0);
    }
    found
}
