//! The slices of a tensor with a quantizer each: their levels, their errors and their bits. Knows no scheme.

use super::Settings;
use crate::num::StochasticRng;
use crate::quant::{Pass, Quantizer, Range, Slices, Tally};
use crate::tensor::TensorCache;

/// One slice's range and quantizer.
#[derive(Debug, Clone, PartialEq)]
pub struct SliceFit {
    /// The range the scale was computed from (widened or mirrored as the convention says).
    pub range: Range,
    /// The slice's quantizer.
    pub quantizer: Quantizer,
}

/// Bits stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageCost {
    /// The codes.
    pub codes: u64,
    /// Everything else: scales, zero points, levels.
    pub overhead: u64,
}

impl StorageCost {
    /// The bits stored for `len` codes of `code_bits` bits, with `overhead` bits in addition.
    pub(super) fn of(len: usize, code_bits: u32, overhead: u64) -> Self {
        Self { codes: len as u64 * u64::from(code_bits), overhead }
    }

    /// All bits over the number of values.
    pub fn bits_per_value(&self, len: usize) -> f64 {
        (self.codes + self.overhead) as f64 / len as f64
    }
}

/// The random number that value `index` is rounded with: 0 where the rule needs none.
#[inline]
pub(crate) fn random_draw(quantizer: &Quantizer, index: usize, rng: &mut StochasticRng) -> f32 {
    if quantizer.is_monotone() { 0.0 } else { rng.at(index) }
}

/// Whether all slices have the same monotone quantizer.
pub(super) fn all_alike(parts: &[SliceFit]) -> bool {
    parts.iter().all(|part| part.quantizer == parts[0].quantizer) && parts[0].quantizer.is_monotone()
}

/// A slice's errors: from its sorted form where the quantizer allows, else by a pass over its values.
pub(super) fn slice_tally(cache: &TensorCache, settings: &Settings, slices: &Slices, slice: usize, quantizer: &Quantizer) -> Tally {
    let (tensor, places) = (cache.tensor(), slices.indices(slice));
    match cache.sorted(slices, slice) {
        _ if tensor.finite_count(places) == 0 => Tally::default(),
        Some(sorted) if quantizer.is_monotone() => sorted.tally(quantizer),
        _ if quantizer.is_monotone() => Tally::of_values(quantizer, &tensor.finite(places)),
        _ => {
            let mut rng = StochasticRng::new(settings.rounding_seed);
            let finite = places.indices().filter(|&i| !tensor.non_finite().at(i));
            Tally::of(quantizer, finite.map(|i| (tensor.values()[i], random_draw(quantizer, i, &mut rng))))
        }
    }
}

/// The errors of all slices but one. Those that are sorted for these settings (`every`) are walked; all others go through
/// one pass together, even where an earlier study has left them sorted: the last digits must not depend on it.
pub(super) fn tally_of_all<'a>(
    cache: &TensorCache,
    settings: &Settings,
    slices: &Slices,
    quantizer: impl Fn(usize) -> &'a Quantizer,
    every: bool,
    but: Option<usize>,
) -> Tally {
    let (mut pass, mut rest) = (Pass::default(), Tally::default());
    cache.tensor().each_slice(slices, |slice, values| match quantizer(slice) {
        _ if Some(slice) == but => {}
        quantizer if quantizer.is_monotone() && !every => pass.add(quantizer, values),
        quantizer => rest.merge(&slice_tally(cache, settings, slices, slice, quantizer)),
    });
    rest.merge(&pass.tally());
    rest
}
