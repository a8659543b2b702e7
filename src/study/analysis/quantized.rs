//! Every slice of a tensor with its quantizer, for callers that loop over the values. Knows no metric.

use crate::Error;
use crate::num::StochasticRng;
use crate::quant::{Quantizer, Slices};
use crate::study::fitting::fit_and_overhead;
use crate::study::{Settings, StorageCost, Study, random_draw};
use crate::tensor::TensorCache;

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

    /// The dequantized value of `x` at a flat index. `rng` has the settings' seed.
    pub fn value(&self, index: usize, x: f32, rng: &mut StochasticRng) -> f32 {
        let quantizer = &self.quantizers[self.slices.of(index)];
        quantizer.dequantized(x, random_draw(quantizer, index, rng))
    }
}
