//! What stands beside the errors: theory, the range methods' own curves, and who carries the error.

use quantscope::chart::{Chart, ChartSizes, Frame};
use quantscope::quant::theory::Density;
use quantscope::quant::{ErrorShares, RangeMethod};
use quantscope::study::Scheme;
use quantscope::tensor::{Distribution, Generator};
use quantscope::{Settings, Study, TensorCache, View};

fn generated(distribution: Distribution) -> TensorCache {
    let generator = Generator { distribution, rows: 16, cols: 256, seed: 3, outliers: 0, strength: 1.0 };
    TensorCache::new(generator.tensor(&mut |_| {}).expect("it generates"))
}

fn studied(cache: &mut TensorCache, settings: &Settings, measures: bool) -> (Study, Frame) {
    let study = Study::new(cache, settings, 0).expect("a study");
    let room = ChartSizes { charts: vec![Chart::ClippingCurve], line: 900, measures, ..ChartSizes::default() };
    let frame = Frame::build(cache, &study, &View::default(), &room).0;
    (study, frame)
}

#[test]
fn theory_is_near_what_is_measured() {
    for (distribution, density) in [(Distribution::Normal, Density::Gauss), (Distribution::Laplace, Density::Laplace)] {
        let mut cache = generated(distribution);
        for scheme in [Scheme::Asymmetric, Scheme::Symmetric, Scheme::LloydMax] {
            for (range, bits) in [(RangeMethod::MinMax, 6), (RangeMethod::MinMax, 8), (RangeMethod::Mse, 4), (RangeMethod::Mse, 6)] {
                // With as many levels as a few values each, Lloyd-Max learns the values and not their law.
                let bits = if scheme == Scheme::LloydMax { bits.min(5) } else { bits };
                let settings = Settings::default().with_scheme(scheme).with_range(range).with_bits(bits);
                let (study, frame) = studied(&mut cache, &settings, false);
                assert_eq!(study.theory.map(|theory| theory.density), Some(density), "{settings:?}");
                let (expected, measured) = (frame.readout.theory.expect("it is close"), study.focus_metrics.sqnr_db.expect("a signal"));
                // ACIQ takes the error for even within a step, and a range fitted to few values does better than their law.
                let tolerance = if range == RangeMethod::MinMax && scheme != Scheme::LloydMax { 0.3 } else { 1.2 };
                assert!((expected.sqnr_db - measured).abs() < tolerance, "{scheme:?} {range:?} {bits}: {}", expected.words);
            }
        }
    }
}

#[test]
fn theory_is_silent_where_it_knows_nothing() {
    let mut cache = generated(Distribution::Uniform);
    assert_eq!(studied(&mut cache, &Settings::default(), false).1.readout.theory, None, "no known distribution");
    let mut cache = generated(Distribution::Normal);
    for scheme in [Scheme::Fp16, Scheme::Nf4, Scheme::MxE2m1, Scheme::Q4K, Scheme::Binary] {
        let (_, frame) = studied(&mut cache, &Settings::default().with_scheme(scheme), false);
        assert_eq!(
            (frame.readout.theory, frame.clipping_curve.and_then(|curve| curve.theory)),
            (None, None),
            "{scheme:?} has no even levels"
        );
    }
}

#[test]
fn every_search_shows_its_curve_with_the_least_cost_where_it_chose() {
    let mut cache = generated(Distribution::Laplace);
    for &range in RangeMethod::ALL {
        let (study, frame) = studied(&mut cache, &Settings::default().with_range(range), false);
        let searched = study.search.is_some_and(|found| found.curve.len() > 1);
        let curve = frame.clipping_curve.expect("it is asked for");
        let Some(weighing) = curve.weighing else {
            assert!(!searched, "{range:?}");
            continue;
        };
        assert!(searched && weighing.points.iter().all(|p| (0.0..=1.0).contains(&p.1)), "{range:?}");
        assert!(weighing.points.iter().any(|p| p.1 == 0.0), "{range:?}: the least is drawn");
        assert!(curve.words.starts_with(&weighing.library), "{range:?}: {}", curve.words);
    }
}

#[test]
fn more_measures_are_made_only_when_looked_at() {
    let mut cache = generated(Distribution::Normal);
    let settings = Settings::default().with_rounding(quantscope::num::Rounding::Stochastic);
    assert_eq!(studied(&mut cache, &settings, false).1.readout.more, None);
    let (study, frame) = studied(&mut cache, &settings, true);
    let more = frame.readout.more.expect("looked at");
    let changed: Vec<f32> = study.levels(cache.tensor()).map(|(_, y)| y).collect();
    let pairs = cache.tensor().values().iter().copied().zip(changed);
    assert_eq!(more.shares, ErrorShares::of(pairs), "the values the study shows are the ones measured");
}
