//! Measures that cost a pass over the values of the slice in focus; computed only while they are shown.

use crate::num::StochasticRng;
use crate::quant::{DIVERGENCE_BINS, ErrorShares, Range, dequantized, divergence};
use crate::study::Study;
use crate::tensor::Tensor;

/// The change of the slice in focus, and the values that have most of the error.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// KL(originals ‖ dequantized) in nats.
    pub divergence: f64,
    /// The bins it is counted in, over the range of the originals.
    pub bins: usize,
    /// Shares of the squared error by magnitude; `None` without error.
    pub shares: Option<ErrorShares>,
}

impl Study {
    /// The measures of the slice in focus.
    pub fn measures(&self, tensor: &Tensor) -> Measures {
        let (values, quantizer, slice) = (tensor.values(), &self.slice_fits[self.focus].quantizer, self.slices.indices(self.focus));
        let mut rng = StochasticRng::new(self.settings.rounding_seed);
        let pairs: Vec<(f32, f32)> = if tensor.finite_count(slice) == 0 {
            Vec::new()
        } else if quantizer.is_monotone() {
            let finite = tensor.finite(slice);
            finite.iter().copied().zip(dequantized(quantizer, &finite)).collect()
        } else {
            let drawn = |i: usize| (values[i], quantizer.dequantized(values[i], crate::study::random_draw(quantizer, i, &mut rng)));
            slice.indices().filter(|&i| !tensor.non_finite().at(i)).map(drawn).collect()
        };
        let range = Range::of(pairs.iter().map(|pair| pair.0)).unwrap_or(Range { lo: 0.0, hi: 0.0 });
        Measures {
            divergence: divergence(range, pairs.iter().copied()),
            bins: DIVERGENCE_BINS,
            shares: ErrorShares::of(pairs.iter().copied()),
        }
    }

    /// The values that share a block's scale, for block formats.
    pub fn block(&self) -> Option<usize> {
        match &self.spec {
            crate::study::SchemeSpec::Blocks(format) => Some(format.block()),
            crate::study::SchemeSpec::Ggml { kind, .. } => Some(kind.run()),
            _ => None,
        }
    }
}
