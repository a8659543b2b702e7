//! Rounding of the hidden layers' outputs while training: the range, and how gradients pass it. Knows no weights.

use super::Activation;
use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::observer::MinMaxObserver;
use crate::quant::{Affine, Preset, Quantizer, Range, pact_activations, unit_activations};
use serde::{Deserialize, Serialize};

/// How the outputs of hidden layers are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum OutputRounding {
    /// Unsigned integers with scale and zero point by torch's formulas; while training their range follows each batch's by torch's
    /// moving average.
    Observed {
        /// 2 to 8.
        bits: u8,
    },
    /// 0 to a bound α in even steps; α is learned (PACT). For ReLU.
    Pact {
        /// 1 to 8.
        bits: u8,
        /// The α that learning starts from, above 0; PACT's authors take 8.
        bound: f32,
    },
    /// 0 to 1 in even steps (DoReFa and WRPN).
    Unit {
        /// 1 to 8.
        bits: u8,
    },
}

/// torch's default share by which a batch moves an averaged range.
const AVERAGING: f32 = 0.01;
/// How strongly PACT's bound is drawn to 0: the factor of its square in the loss.
pub(super) const PACT_DECAY: f32 = 1e-4;

/// The range of one layer's outputs as it is known so far.
#[derive(Debug, Clone)]
pub(super) struct OutputRange {
    observer: MinMaxObserver,
    /// PACT's bound; of no use to others.
    pub bound: f32,
}

impl OutputRange {
    /// Before anything was observed.
    pub fn new(rounding: Option<OutputRounding>) -> Self {
        let bound = if let Some(OutputRounding::Pact { bound, .. }) = rounding { bound } else { 1.0 };
        Self { observer: MinMaxObserver::new(Some(AVERAGING)), bound }
    }

    /// Lets the range follow a batch.
    pub fn observe(&mut self, outputs: &[f32]) -> Result<(), Error> {
        self.observer.observe(Range::of(outputs.iter().copied())?);
        Ok(())
    }

    /// The quantizer for the range known so far; `None` before anything was observed.
    pub fn quantizer(&self, rounding: OutputRounding) -> Result<Option<Quantizer>, Error> {
        match rounding {
            OutputRounding::Observed { bits } => self.observer.range().map(|range| observed(range, bits)).transpose(),
            OutputRounding::Pact { bits, .. } => pact_activations(self.bound, bits).map(Some),
            OutputRounding::Unit { bits } => unit_activations(bits).map(Some),
        }
    }
}

/// Unsigned codes for a range, by torch's formulas.
fn observed(range: Range, bits: u8) -> Result<Quantizer, Error> {
    let codes = CodeRange::of_bits(bits, false)?;
    Ok(Quantizer::Affine(Affine::fit(Preset::Torch.convention(), false, range, codes, Rounding::HalfEven)?))
}

impl OutputRounding {
    /// Fails for bits that are not offered, and for PACT where outputs can be negative.
    pub(super) fn check(self, activation: Activation) -> Result<(), Error> {
        match self {
            Self::Pact { .. } if activation != Activation::Relu => Err(Error::PactNeedsRelu),
            Self::Observed { bits } if bits > 8 => Err(Error::SchemeBits { bits, least: 2, most: 8 }),
            Self::Observed { bits } => observed(Range { lo: 0.0, hi: 1.0 }, bits).map(drop),
            Self::Pact { .. } | Self::Unit { .. } => OutputRange::new(Some(self)).quantizer(self).map(drop),
        }
    }

    /// The quantizer of outputs after training, from all of them.
    pub(super) fn of_outputs(self, outputs: &[f32]) -> Result<Option<Quantizer>, Error> {
        let mut range = OutputRange::new(Some(self));
        range.observe(outputs)?;
        range.quantizer(self)
    }

    /// Passes gradients back through the rounding of `exact`: unchanged within the codes, 0 beyond them. Gives the gradient by PACT's
    /// bound: that of all outputs which reach it.
    pub(super) fn pass_back(self, quantizer: &Quantizer, exact: &[f32], d: &mut [f32]) -> f32 {
        let mut by_bound = 0.0;
        for (d, &x) in d.iter_mut().zip(exact) {
            let kept = match (self, quantizer) {
                (Self::Pact { .. }, Quantizer::ClippedUniform(uniform)) if x >= uniform.bounds.hi => {
                    by_bound += *d;
                    false
                }
                // The formulas clip before they round.
                (_, Quantizer::ClippedUniform(uniform)) => (uniform.bounds.lo..=uniform.bounds.hi).contains(&x),
                _ => quantizer.clipped(x, 0.0) == 0,
            };
            if !kept {
                *d = 0.0;
            }
        }
        by_bound
    }
}
