//! The bits of studies, fixed once: called natively and in wasm, so that a page shows what a native program computes.
//! They say that targets agree, not that the numbers are right; the golden tests say that.

use super::fnv1a::fnv1a;
use quantscope::num::Rounding;
use quantscope::quant::block::ScaleRule;
use quantscope::quant::{Granularity, Metrics, Preset, Quantizer, RangeMethod};
use quantscope::study::Scheme;
use quantscope::{Settings, State, Study, TensorCache};

/// A line a study: its link, then the hashes of its levels, of its dequantized values, of its scales and zero points,
/// and of its metrics, bench and search.
const FIXED: &str = include_str!("study_bits.txt");

/// The same lines with the hashes of now.
pub fn found() -> String {
    FIXED.lines().map(|line| hashed(line.split(' ').next().unwrap_or_default())).collect()
}

/// Panics where a study's bits are not the fixed ones, and where a choice has no study.
pub fn study_bits_are_fixed() {
    let settings: Vec<Settings> =
        FIXED.lines().map(|line| State::from_link(line.split(' ').next().unwrap_or_default()).state.settings).collect();
    every("scheme", Scheme::ALL, |scheme| settings.iter().any(|s| s.scheme == *scheme));
    every("range method", RangeMethod::ALL, |range| settings.iter().any(|s| s.range == *range && s.scheme == Scheme::Asymmetric));
    every("convention", &Preset::ALL, |convention| settings.iter().any(|s| s.convention == *convention));
    every("scale rule", &[ScaleRule::Floor, ScaleRule::Ceil, ScaleRule::Even, ScaleRule::EvenFp4, ScaleRule::Rceil], |rule| {
        settings.iter().any(|s| s.rule == *rule)
    });
    let roundings = [Rounding::HalfEven, Rounding::HalfAway, Rounding::TowardZero, Rounding::Stochastic];
    every("rounding", &roundings, |rounding| settings.iter().any(|s| s.rounding == *rounding));
    let granularities = [Granularity::Tensor, Granularity::Row, Granularity::Column, Granularity::Group];
    every("granularity", &granularities, |granularity| settings.iter().any(|s| s.granularity == *granularity));

    let now = found();
    let different: Vec<&str> = now.lines().zip(FIXED.lines()).filter(|(now, fixed)| now != fixed).map(|(now, _)| now).collect();
    assert!(different.is_empty(), "these lines of tests/shared/study_bits.txt would be:\n{}", different.join("\n"));
}

fn every<T: std::fmt::Debug>(what: &str, all: &[T], has_study: impl Fn(&T) -> bool) {
    for choice in all {
        assert!(has_study(choice), "tests/shared/study_bits.txt has no study of the {what} {choice:?}");
    }
}

/// The line of a link.
fn hashed(link: &str) -> String {
    let opened = State::from_link(link);
    assert!(opened.messages.is_empty(), "{:?}", opened.messages);
    let State { source, settings, view, .. } = opened.state;
    let tensor = source.tensor(None, &mut |_| {}).expect("an example that needs no file");
    let mut cache = TensorCache::new(tensor.clone());
    let study = Study::new(&mut cache, &settings, view.selected as usize).expect("sound settings");
    let affine = study.slice_fits.iter().filter_map(|part| match &part.quantizer {
        Quantizer::Affine(affine) => Some([affine.scale, affine.zero_point]),
        _ => None,
    });
    let bench = study.curve.iter().chain(&study.current).flat_map(|p| [p.threshold, p.rounding, p.clipping]);
    let search = study.search.iter().flat_map(|found| &found.curve).flat_map(|point| [point.threshold, point.cost]);
    let metrics = [&study.metrics, &study.focus_metrics].into_iter().flat_map(measures).chain(bench).chain(search);
    let levels = fnv1a(study.levels(&tensor).flat_map(|(level, _)| level.to_le_bytes()));
    let values = fnv1a(study.levels(&tensor).flat_map(|(_, value)| value.to_le_bytes()));
    let scales = fnv1a(affine.flatten().flat_map(f32::to_le_bytes));
    let metrics = fnv1a(metrics.flat_map(f64::to_le_bytes));
    format!("{link} {levels:016x} {values:016x} {scales:016x} {metrics:016x}\n")
}

/// All measures; those not defined as NaN, which no measure is.
fn measures(m: &Metrics) -> [f64; 8] {
    let [sqnr, cosine, relative] = [m.sqnr_db, m.cosine, m.relative_frobenius].map(|measure| measure.unwrap_or(f64::NAN));
    [m.mse, m.mae, m.max_abs, sqnr, cosine, relative, m.share_clipped, m.share_zeroed]
}
