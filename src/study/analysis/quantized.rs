//! Every slice of a tensor with what its values go through, for whoever walks the values himself. Knows no metric.

use crate::Error;
use crate::num::Dither;
use crate::quant::{Quantizer, Slices};
use crate::study::fitting::Fitting;
use crate::study::{Settings, Stored, draw};
use crate::tensor::Prepared;

/// A tensor's slices and their quantizers.
pub(super) struct Quantized {
    pub slices: Slices,
    /// One a slice, at least one.
    pub quantizers: Vec<Quantizer>,
    pub stored: Stored,
}

impl Quantized {
    /// Fits `settings` to a tensor.
    pub fn new(prepared: &Prepared, settings: &Settings) -> Result<Self, Error> {
        let plan = settings.plan()?;
        if plan.has_range() {
            settings.check_range()?;
        }
        let slices = plan.slices(settings, prepared.tensor())?;
        let (parts, _, beside) = Fitting::new(prepared, settings, &plan, &slices).all(None)?;
        let quantizers: Vec<_> = parts.into_iter().map(|part| part.quantizer).collect();
        let stored = Stored::of(prepared.tensor().values().len(), quantizers.first().ok_or(Error::Empty)?, beside);
        Ok(Self { slices, quantizers, stored })
    }

    /// What the value `x` at a flat index comes back as. `dither` is of the settings' draw.
    pub fn value(&self, index: usize, x: f32, dither: &mut Dither) -> f32 {
        let quantizer = &self.quantizers[self.slices.of(index)];
        quantizer.dequantized(x, draw(quantizer, index, dither))
    }
}
