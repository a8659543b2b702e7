//! Searches: whatever the numbers, a range of finite numbers in order comes out, and it is the one the curve calls best.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::search::{Aciq, HistogramObserver, MagnitudeHistogram, OrtCollector, RangeSearch, aciq, gptq, hqq, mean_std};
use quantscope::quant::theory::Density;
use quantscope::quant::{Affine, ErrorShares, Preset, Quantizer, Range, divergence};

/// All searches that end in a range; those that refuse the values are left out.
fn searches(values: &[f32], symmetric: bool, bits: u8) -> Vec<(&'static str, RangeSearch)> {
    let (first, rest) = values.split_at(values.len().div_ceil(2));
    let mut observer = HistogramObserver::new(256);
    let mut collector = OrtCollector::new(256, symmetric);
    for batch in [first, rest].into_iter().filter(|batch| !batch.is_empty()) {
        observer.observe(batch).expect("it has values");
        collector.observe(batch).expect("it has values");
    }
    let magnitudes = MagnitudeHistogram::of(values, 256).expect("it has values");
    let range = Range::of(values.iter().copied()).expect("it has values").with_zero();
    let codes = CodeRange::of_bits(bits, symmetric).expect("the bits are offered");
    let fit = |range| Affine::fit(Preset::Torch.convention(), symmetric, range, codes, Rounding::HalfEven).map(Quantizer::Affine);
    let ask = |density, printed| aciq(values, Aciq { density, bits, symmetric, printed });
    let found = [
        ("torch", observer.search(1 << bits)),
        ("onnxruntime percentile", collector.percentile(99.0)),
        ("onnxruntime entropy", collector.entropy(64)),
        ("NVIDIA percentile", Some(magnitudes.percentile(99.0))),
        ("NVIDIA entropy", Some(magnitudes.entropy(64))),
        ("NVIDIA mse", Some(magnitudes.mse(64))),
        ("mean and deviations", mean_std(values, 3.0).ok()),
        ("ACIQ, normal", ask(Density::Gauss, false).ok()),
        ("ACIQ, Laplace", ask(Density::Laplace, true).ok()),
        ("GPTQ", gptq(values, range, fit).ok()),
    ];
    found.into_iter().filter_map(|(name, found)| Some((name, found?))).collect()
}

proptest! {
    #![proptest_config(tries(60))]

    #[test]
    fn searches_end_in_a_range(values in adversarial(), symmetric: bool, bits in 2u8..=8) {
        for (name, RangeSearch { range, curve, .. }) in searches(&values, symmetric, bits) {
            prop_assert!(range.lo.is_finite() && range.hi.is_finite() && range.lo <= range.hi, "{name}: {range:?}");
            if !matches!(name, "torch" | "onnxruntime entropy") && !name.starts_with("ACIQ") && !curve.is_empty() {
                let least = curve.iter().map(|c| c.cost).fold(f64::INFINITY, f64::min);
                let best = curve.iter().any(|c| c.cost == least && (c.lo, c.hi) == (range.lo, range.hi));
                prop_assert!(best || least == f64::INFINITY, "{name}: {range:?} is not the best");
            }
        }
    }

    #[test]
    fn half_quadratic_parameters_are_finite(values in adversarial(), bits in 2u8..=8) {
        let codes = CodeRange::of_bits(bits, false).expect("the bits are offered");
        if let Ok(found) = hqq(&[values.into()], codes, true) {
            let affine = found.groups[0].affine(codes);
            prop_assert!(affine.scale.is_finite() && affine.scale > 0.0 && affine.zero_point.is_finite(), "{affine:?}");
        }
    }

    #[test]
    fn shares_and_divergence_are_in_their_ranges(values in adversarial()) {
        let pairs = || values.iter().map(|&x| (x, x.clamp(-1.0, 1.0)));
        let range = Range::of(values.iter().copied()).expect("it has values");
        prop_assert!(divergence(range, pairs()) >= -1e-12);
        if let Some(shares) = ErrorShares::of(pairs()) {
            prop_assert!((shares.deciles.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(shares.deciles.iter().chain([&shares.top]).all(|share| (-1e-9..=1.0 + 1e-9).contains(share)), "{shares:?}");
        }
    }
}
