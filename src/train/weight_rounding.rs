//! Rounding of weights while training: the forward values, and what stands in for the derivative of rounding, which is 0 almost
//! everywhere. Knows no layer.
//!
//! Sources: torch's `fake_quantize` and `_fake_quantize_learnable_*` kernels; LSQ (Esser et al. 2020); DoReFa (Zhou et al. 2016).

use crate::num::{CodeRange, Rounding};
use crate::quant::{Affine, Curve, Granularity, Preset, Quantizer, Slices, dorefa_weights};
use crate::study::{SliceFit, fit};
use crate::{Error, Settings, Tensor, TensorCache};

/// How the weights of every layer are rounded while training.
#[derive(Debug, Clone, PartialEq)]
pub enum WeightRounding {
    /// By any settings of the crate, fitted to the weights anew in every step.
    Fitted {
        /// The scheme, its bits, range and granularity.
        settings: Box<Settings>,
        /// The stand-in for the derivative.
        gradient: StraightThrough,
    },
    /// Symmetric integers whose scales are learned too (LSQ).
    LearnedScale {
        /// The codes, qmax above 0.
        codes: CodeRange,
        /// The weights that share a scale: all of a layer, or each row.
        by_row: bool,
    },
    /// DoReFa's weights of 1 to 8 bits; the gradient passes its rounding unchanged, and its tanh by the chain rule.
    Dorefa {
        /// Bits of a code.
        bits: u8,
    },
}

/// What stands in for the derivative of rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StraightThrough {
    /// Nothing: the true derivative, 0. No weight ever moves.
    Zero,
    /// 1 everywhere.
    Identity,
    /// 1 within the codes, 0 where a weight is clipped, as torch's fake quantization has it.
    Masked,
}

/// The smallest learned scale, torch's.
const LEAST_SCALE: f32 = f32::EPSILON;

/// A layer's weights as rounded in one step, with what their gradients need.
pub(super) struct Rounded {
    /// The dequantized weights.
    pub values: Vec<f32>,
    quantizers: Vec<Quantizer>,
    slices: Slices,
}

/// A layer's weights in units of the grid they are rounded to.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Each weight in units of the codes, before rounding: what is rounded; row-major.
    pub places: Vec<f32>,
    /// The code of each.
    pub codes: Vec<i32>,
    /// The dequantized weights.
    pub values: Vec<f32>,
}

impl Rounded {
    /// These weights on their grid; `latent` are those before rounding. Quantizers that are no integers have the weights' own units.
    pub fn grid(&self, latent: &[f32]) -> Grid {
        let quantizer = |i: usize| &self.quantizers[self.slices.of(i)];
        let place = |(i, &w): (usize, &f32)| match quantizer(i) {
            Quantizer::Affine(affine) => affine.steps(w) + affine.zero_point,
            Quantizer::ClippedUniform(uniform) => uniform.place(w) * uniform.steps,
            _ => w,
        };
        let codes = latent.iter().enumerate().map(|(i, &w)| quantizer(i).level(w, 0.0)).collect();
        Grid { places: latent.iter().enumerate().map(place).collect(), codes, values: self.values.clone() }
    }
}

/// The gradients by the weights and by the learned scales.
pub(super) struct RoundedGradients {
    pub weight: Vec<f32>,
    /// Empty unless scales are learned.
    pub scales: Vec<f32>,
}

impl WeightRounding {
    /// By `settings`, with the mask of torch.
    pub fn fitted(settings: Settings) -> Self {
        Self::Fitted { settings: Box::new(settings), gradient: StraightThrough::Masked }
    }

    /// The scales a layer starts to learn from, LSQ's 2 mean|w| / √qmax; empty unless they are learned.
    pub(super) fn start(&self, weight: &[f32], rows: usize) -> Result<Vec<f32>, Error> {
        let Self::LearnedScale { codes, .. } = self else { return Ok(Vec::new()) };
        let slices = self.slices(rows, weight.len() / rows)?;
        let start = |slice| {
            let places = slices.indices(slice);
            let mean = places.indices().map(|i| weight[i].abs()).sum::<f32>() / places.len as f32;
            (2.0 * mean / (codes.qmax as f32).sqrt()).max(LEAST_SCALE)
        };
        Ok((0..slices.count()).map(start).collect())
    }

    /// Keeps learned scales where they can divide.
    pub(super) fn bound(scales: &mut [f32]) {
        scales.iter_mut().for_each(|scale| *scale = scale.max(LEAST_SCALE));
    }

    fn slices(&self, rows: usize, cols: usize) -> Result<Slices, Error> {
        let by_row = matches!(self, Self::LearnedScale { by_row: true, .. });
        Slices::new(rows, cols, if by_row { Granularity::Row } else { Granularity::Tensor }, 1)
    }

    /// Rounds a layer's weights, `rows` rows of them.
    ///
    /// Fails where the settings cannot be fitted to them.
    pub(super) fn round(&self, weight: &[f32], rows: usize, scales: &[f32]) -> Result<Rounded, Error> {
        let cols = weight.len() / rows;
        let (slices, quantizers) = match self {
            Self::Fitted { settings, .. } => {
                let cache = TensorCache::new(Tensor::new(vec![rows, cols], weight.to_vec())?);
                let (slices, fits) = fit(&cache, settings)?;
                (slices, fits.into_iter().map(|SliceFit { quantizer, .. }| quantizer).collect())
            }
            Self::LearnedScale { codes, .. } => {
                let convention = Preset::Torch.convention();
                let affine = |&scale: &f32| Quantizer::Affine(Affine::new(convention, scale, 0.0, *codes, Rounding::HalfEven));
                (self.slices(rows, cols)?, scales.iter().map(affine).collect())
            }
            Self::Dorefa { bits } => (self.slices(rows, cols)?, vec![dorefa_weights(weight, *bits)?]),
        };
        let values = weight.iter().enumerate().map(|(i, &w)| quantizers[slices.of(i)].dequantized(w, 0.0)).collect();
        Ok(Rounded { values, quantizers, slices })
    }

    /// Passes the gradients by the rounded weights back to the weights and the learned scales.
    pub(super) fn pass_back(&self, rounded: &Rounded, weight: &[f32], gradient: &[f32]) -> RoundedGradients {
        let quantizer = |i: usize| &rounded.quantizers[rounded.slices.of(i)];
        let kept = |i: usize| match quantizer(i) {
            // The formulas clip before they round.
            Quantizer::ClippedUniform(uniform) => (uniform.bounds.lo..=uniform.bounds.hi).contains(&uniform.place(weight[i])),
            quantizer => quantizer.clipped(weight[i], 0.0) == 0,
        };
        let masked = |i: usize| if kept(i) { gradient[i] } else { 0.0 };
        let weights = match self {
            Self::Fitted { gradient: StraightThrough::Zero, .. } => vec![0.0; weight.len()],
            Self::Fitted { gradient: StraightThrough::Identity, .. } => gradient.to_vec(),
            Self::Fitted { gradient: StraightThrough::Masked, .. } | Self::LearnedScale { .. } => (0..weight.len()).map(masked).collect(),
            Self::Dorefa { .. } => match quantizer(0) {
                Quantizer::ClippedUniform(uniform) => match uniform.curve {
                    Curve::Tanh { limit } => through_tanh(weight, gradient, limit),
                    Curve::Identity => gradient.to_vec(),
                },
                // A single bit: the sign's gradient passes unchanged.
                _ => gradient.to_vec(),
            },
        };
        let scales = match self {
            Self::LearnedScale { codes, .. } => {
                (0..rounded.slices.count()).map(|slice| scale_gradient(rounded, slice, weight, gradient, *codes))
            }
            _ => return RoundedGradients { weight: weights, scales: Vec::new() },
        };
        RoundedGradients { weight: weights, scales: scales.collect() }
    }
}

/// LSQ's gradient by a slice's scale: the code where a weight is clipped, else `round(w/s) - w/s`, times 1/√(n qmax).
fn scale_gradient(rounded: &Rounded, slice: usize, weight: &[f32], gradient: &[f32], codes: CodeRange) -> f32 {
    let Quantizer::Affine(affine) = &rounded.quantizers[slice] else { return 0.0 };
    let places = rounded.slices.indices(slice);
    let factor = 1.0 / (places.len as f64 * f64::from(codes.qmax)).sqrt();
    let of = |i: usize| {
        let code = affine.unclamped(weight[i], 0.0);
        let clamped = affine.clamp(code);
        let step = if code == clamped { (rounded.values[i] - weight[i]) / affine.scale } else { clamped };
        gradient[i] * step
    };
    places.indices().map(of).sum::<f32>() * factor as f32
}

/// The chain rule through DoReFa's `tanh(w) / max|tanh(w)|`. The largest weight's own gradient is that of all others by it; weights
/// that are equally large share it.
fn through_tanh(weight: &[f32], gradient: &[f32], limit: f32) -> Vec<f32> {
    let curved: Vec<f32> = weight.iter().map(|&w| crate::quant::tanh(w)).collect();
    let by_limit = -gradient.iter().zip(&curved).map(|(g, t)| g * t).sum::<f32>() / (limit * limit);
    let largest = curved.iter().filter(|t| t.abs() == limit).count() as f32;
    let through = |(&g, &t): (&f32, &f32)| {
        let own = if t.abs() == limit { by_limit * t.signum() / largest } else { 0.0 };
        (g / limit + own) * (1.0 - t * t)
    };
    gradient.iter().zip(&curved).map(through).collect()
}
