//! Differences between the named conventions on one tensor: how many values become another number, and whether another
//! scale or another rounding is the cause. Knows no chart.

use crate::Error;
use crate::num::StochasticRng;
use crate::quant::{Preset, Quantizer, Slices};
use crate::study::fitting::Fitting;
use crate::study::{Settings, random_draw};
use crate::tensor::TensorCache;
use serde::Serialize;

/// The result of another convention on the same numbers, all else the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Disagreement {
    /// The other convention.
    pub convention: Preset,
    /// Values that are dequantized to another number.
    pub values: u32,
    /// Values that get another code.
    pub codes: u32,
    /// Values that get another code although their slice has the same scale and zero point: another rounding, most
    /// often of a tie, or another code range.
    pub rounded: u32,
    /// Slices with another scale or zero point.
    pub scales: u32,
    /// The clearest example, if any: the first value that is only rounded differently, else the first with another code,
    /// else the first that is dequantized differently.
    pub example: Option<Dispute>,
}

/// One value under both conventions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Dispute {
    /// Flat index, row-major.
    pub index: u32,
    /// Its code under the settings' convention.
    pub code: i32,
    /// Its code under the other.
    pub other_code: i32,
    /// The dequantized value under the settings' convention.
    pub value: f32,
    /// The dequantized value under the other.
    pub other_value: f32,
}

/// Every other convention against the one of `settings`, in the order of [`Preset::ALL`]. Nothing for schemes that are
/// not integers: they follow no convention. A convention that has no scale for these numbers is left out.
pub fn disagree(cache: &TensorCache, settings: &Settings) -> Result<Vec<Disagreement>, Error> {
    let spec = settings.spec()?;
    let Some(method) = spec.range_method().filter(|_| spec.is_integer()) else { return Ok(Vec::new()) };
    settings.check_range(method)?;
    let slices = spec.slices(settings, cache.tensor())?;
    let own = quantizers(cache, settings, &slices)?;
    let others = Preset::ALL.into_iter().filter(|&preset| preset != settings.convention);
    Ok(others
        .filter_map(|convention| {
            let other = quantizers(cache, &Settings { convention, ..settings.clone() }, &slices).ok()?;
            Some(compare(cache, settings, &slices, &own, &other, convention))
        })
        .collect())
}

fn quantizers(cache: &TensorCache, settings: &Settings, slices: &Slices) -> Result<Vec<Quantizer>, Error> {
    let spec = settings.spec()?;
    let (parts, ..) = Fitting::new(cache, settings, &spec, slices).all(None)?;
    Ok(parts.into_iter().map(|part| part.quantizer).collect())
}

/// The number of ranks of an example: it differs in its number, in its code, or in its code at the same scale.
const TELLING: usize = 3;

fn compare(
    cache: &TensorCache,
    settings: &Settings,
    slices: &Slices,
    own: &[Quantizer],
    other: &[Quantizer],
    convention: Preset,
) -> Disagreement {
    let (values, missing) = (cache.tensor().values(), cache.tensor().non_finite());
    let mut rng = StochasticRng::new(settings.rounding_seed);
    let mut counts = [0u32; TELLING];
    let mut first: [Option<Dispute>; TELLING] = [None; TELLING];
    let mut scales = 0;
    for (slice, (a, b)) in own.iter().zip(other).enumerate() {
        let scaled_alike = same_scale(a, b);
        scales += u32::from(!scaled_alike);
        for i in slices.indices(slice).indices().filter(|&i| !missing.at(i)) {
            let u = random_draw(a, i, &mut rng);
            let ((level, value), (other_level, other_value)) = (a.apply(values[i], u), b.apply(values[i], u));
            let (code, other_code) = (a.code(level), b.code(other_level));
            let differs = [value != other_value, code != other_code, code != other_code && scaled_alike];
            for (kind, _) in differs.into_iter().enumerate().filter(|&(_, differs)| differs) {
                counts[kind] += 1;
                let found = Dispute { index: i as u32, code, other_code, value, other_value };
                // Slices that are columns are not in the order of the data.
                if first[kind].is_none_or(|earlier| found.index < earlier.index) {
                    first[kind] = Some(found);
                }
            }
        }
    }
    let [values, codes, rounded] = counts;
    Disagreement { convention, values, codes, rounded, scales, example: first.into_iter().rev().flatten().next() }
}

fn same_scale(a: &Quantizer, b: &Quantizer) -> bool {
    match (a, b) {
        (Quantizer::Affine(a), Quantizer::Affine(b)) => (a.scale, a.zero_point) == (b.scale, b.zero_point),
        (Quantizer::GgmlAffine(a), Quantizer::GgmlAffine(b)) => (a.step, a.offset, a.zero) == (b.step, b.offset, b.zero),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Source, State};

    #[test]
    fn torch_and_onnx_round_two_values_of_the_example_differently_at_one_scale() {
        let source = Source::of_example("ties").expect("the catalogue has it");
        let tensor = source.tensor(None, &mut |_| ()).expect("its numbers stand there");
        let settings = Settings { convention: Preset::Onnx, ..State::default().settings };
        let all = disagree(&TensorCache::new(tensor), &settings).expect("plain settings");
        let torch = all.iter().find(|other| other.convention == Preset::Torch).expect("another convention");
        assert_eq!((torch.scales, torch.codes, torch.rounded), (0, 2, 2));
        let example = torch.example.expect("there are two");
        assert_eq!((example.index, example.code, example.other_code), (6, 5, 6));
    }
}
