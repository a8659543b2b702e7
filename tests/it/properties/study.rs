//! The entry point: no settings and no finite numbers make it panic, and its answers agree with each other.

use crate::strategies::data::{adversarial, any_finite, extreme, nearest};
use crate::strategies::settings::{accepted, settings};
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::Rounding;
use quantscope::quant::{Granularity, Quantizer, Range, RangeMethod};
use quantscope::study::{SHARES, Scheme, best, clip_point};
use quantscope::tensor::Sorted;
use quantscope::{Error, Settings, Study, Tensor, TensorCache};

/// Up to 6 x 6 values of any size.
pub fn tensor() -> impl Strategy<Value = Tensor> {
    let value = || prop_oneof![4 => -10f32..10.0, 1 => extreme(), 1 => any_finite()];
    (1usize..7, 1usize..7, prop::collection::vec(value(), 36), any::<bool>()).prop_map(|(rows, cols, mut values, constant)| {
        values.truncate(rows * cols);
        if constant {
            let first = values[0];
            values.fill(first);
        }
        Tensor::new(vec![rows, cols], values).expect("finite, and as many as the shape says")
    })
}

/// A row of a tensor, alone.
fn row(tensor: &Tensor, row: usize) -> Tensor {
    let cols = tensor.cols();
    Tensor::new(vec![1, cols], tensor.values()[row * cols..(row + 1) * cols].to_vec()).expect("a row of a tensor")
}

fn study(tensor: &Tensor, settings: &Settings, selected: usize) -> Result<Study, quantscope::Error> {
    Study::new(&mut TensorCache::new(tensor.clone()), settings, selected)
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn no_settings_and_no_numbers_make_it_panic(settings in settings(), tensor in tensor(), selected in 0usize..40) {
        match study(&tensor, &settings, selected) {
            Err(error) => prop_assert!(!error.to_string().is_empty() && !error.field().is_empty()),
            Ok(study) => {
                let m = &study.metrics;
                let numbers = [Some(m.mse), Some(m.mae), Some(m.max_abs), m.sqnr_db, m.cosine, m.relative_frobenius, Some(m.share_clipped), Some(m.share_zeroed)];
                prop_assert!(!numbers.into_iter().flatten().any(f64::is_nan), "{m:?}");
                prop_assert_eq!(study.levels(&tensor).count(), tensor.values().len());
                let again = Study::new(&mut TensorCache::new(tensor.clone()), &settings, selected).expect("as before");
                prop_assert!(study.levels(&tensor).eq(again.levels(&tensor)), "a second study differs");
            }
        }
    }

    /// Sorted slices and benches that are kept from one study to the next must not change its answer.
    #[test]
    fn a_study_does_not_depend_on_the_ones_before(
        tensor in tensor(), first in settings(), second in settings(), only_range in any::<bool>(), selected in 0usize..36,
    ) {
        let mut cache = TensorCache::new(tensor.clone());
        let earlier = Study::new(&mut cache, &first, 0).ok();
        let Settings { range, percentile, clip_lo, clip_hi, .. } = second;
        let second = if only_range { first
            .with_range(range)
            .with_percentile(percentile)
            .with_clip_lo(clip_lo)
            .with_clip_hi(clip_hi) } else { second };
        if let (Ok(kept), Ok(fresh)) = (Study::reusing(earlier.as_ref(), &mut cache, &second, selected), study(&tensor, &second, selected)) {
            prop_assert_eq!(&kept.slice_fits, &fresh.slice_fits);
            prop_assert_eq!(&kept.curve, &fresh.curve);
            prop_assert_eq!(&kept.focus_metrics, &fresh.focus_metrics);
            let (a, b) = (kept.metrics.mse, fresh.metrics.mse);
            prop_assert!(a == b || (a - b).abs() <= 1e-9 * b, "{a:e} {b:e}");
        }
    }

    /// Whatever scheme meets whatever range method: either the settings are refused at the field `range`, or the method is
    /// the one whose ranges the study shows.
    #[test]
    fn a_study_uses_the_range_method_that_its_settings_name(tensor in tensor(), settings in accepted()) {
        let methods = settings.scheme.range_methods(settings.scaled);
        let applies = methods.is_empty() || methods.contains(&settings.range);
        let found = match study(&tensor, &settings, 0) {
            Err(error) => {
                prop_assert_eq!(error == Error::RangeNeedsZeroPoint, !applies, "{}", error);
                prop_assert!(applies || error.field() == "range");
                return Ok(());
            }
            Ok(found) => found,
        };
        prop_assert!(applies, "{:?} with {:?} is studied", settings.scheme, settings.range);
        prop_assert_eq!(found.spec.range_method(), Some(settings.range).filter(|_| !methods.is_empty()));
        let Some(levels) = found.spec.ranged() else { return Ok(()) };
        for (slice, fit) in found.slice_fits.iter().enumerate() {
            match settings.range {
                // Its scales are those of min to max, its zero points its own.
                RangeMethod::Hqq => {
                    let own = Range::of(tensor.finite(found.slices.indices(slice)).iter().copied()).expect("a value");
                    prop_assert_eq!(fit.range, own);
                    prop_assert!(matches!(fit.quantizer, Quantizer::Affine(_)));
                }
                _ => prop_assert_eq!(&levels.quantizer(fit.range).expect("a quantizer"), &fit.quantizer),
            }
        }
        if settings.range == RangeMethod::Clip {
            let by_hand = levels.effective_range(Range { lo: settings.clip_lo, hi: settings.clip_hi });
            prop_assert!(found.slice_fits.iter().all(|fit| fit.range == by_hand));
        }
    }

    #[test]
    fn rows_are_studied_as_if_alone(tensor in tensor(), mut settings in settings()) {
        let scheme = if matches!(settings.scheme, Scheme::Asymmetric | Scheme::Symmetric) { settings.scheme } else { Scheme::Asymmetric };
        // HQQ ends its rounds for all rows together.
        let range = if settings.range == RangeMethod::Hqq { RangeMethod::MinMax } else { settings.range };
        settings = settings.with_scheme(scheme).with_granularity(Granularity::Row).with_range(range);
        let mut noise = 0.0;
        for i in 0..tensor.rows() {
            let whole = study(&tensor, &settings, i * tensor.cols());
            let alone = study(&row(&tensor, i), &settings, 0);
            let (Ok(whole), Ok(alone)) = (whole, alone) else { return Ok(()) };
            prop_assert_eq!(&whole.slice_fits[i], &alone.slice_fits[0]);
            prop_assert_eq!(&whole.curve, &alone.curve);
            // The draws of stochastic rounding belong to a value's place in the whole tensor.
            if settings.rounding != Rounding::Stochastic {
                prop_assert_eq!(&whole.focus_metrics, &alone.metrics);
            }
            noise += whole.focus_metrics.mse;
            if i + 1 == tensor.rows() {
                let mean = noise / tensor.rows() as f64;
                prop_assert!((whole.metrics.mse - mean).abs() <= 1e-9 * mean, "{:e} {mean:e}", whole.metrics.mse);
            }
        }
    }

    #[test]
    fn the_reported_error_is_that_of_the_reported_values(tensor in tensor(), settings in settings()) {
        let Ok(study) = study(&tensor, &settings, 0) else { return Ok(()) };
        let errors: Vec<f64> = tensor.values().iter().zip(study.levels(&tensor)).map(|(&x, (_, y))| f64::from(y) - f64::from(x)).collect();
        let n = errors.len() as f64;
        let close = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-9 * b;
        prop_assert!(close(study.metrics.mse, errors.iter().map(|e| e * e).sum::<f64>() / n), "{:?}", study.metrics);
        prop_assert!(close(study.metrics.mae, errors.iter().map(|e| e.abs()).sum::<f64>() / n), "{:?}", study.metrics);
        prop_assert_eq!(study.metrics.max_abs, errors.iter().map(|e| e.abs()).fold(0.0, f64::max));
    }
}

proptest! {
    #![proptest_config(tries(25))]

    #[test]
    fn the_search_finds_the_least_of_its_curve_and_beats_min_max(
        values in adversarial(), symmetric in any::<bool>(), bits in 2u8..=10, convention in crate::strategies::data::preset(), rounding in nearest(),
    ) {
        let scheme = if symmetric { Scheme::Symmetric } else { Scheme::Asymmetric };
        let searched = Settings::default()
            .with_scheme(scheme)
            .with_bits(bits)
            .with_signed(symmetric)
            .with_range(RangeMethod::Mse)
            .with_convention(convention)
            .with_rounding(rounding);
        let tensor = Tensor::new(vec![1, values.len()], values).expect("finite values");
        let Ok(found) = study(&tensor, &searched, 0) else { return Ok(()) };
        let least = found.curve.iter().map(|p| p.total()).fold(f64::INFINITY, f64::min);
        let current = found.current.expect("an integer scheme").total();
        prop_assert!(current <= least);
        prop_assert_eq!(found.curve[best(&found.curve)].total(), least);

        let (sorted, spec) = (Sorted::new(tensor.values()), searched.spec().expect("integers"));
        let levels = spec.ranged().expect("integers have a range");
        let full = levels.effective_range(sorted.range());
        let grid = (1..=SHARES).map(|i| clip_point(&sorted, levels, full.shrunk(i as f32 / SHARES as f32)).map_or(f64::INFINITY, |p| p.total()));
        prop_assert_eq!(current, grid.fold(f64::INFINITY, f64::min), "the least of the whole grid");

        let min_max = study(&tensor, &searched.with_range(RangeMethod::MinMax), 0).expect("its range was a candidate");
        prop_assert!(found.metrics.mse <= min_max.metrics.mse, "{:e} against {:e}", found.metrics.mse, min_max.metrics.mse);
    }
}

/// Each value is rounded up with the probability of its fraction, so the mean of n equal values is off by more than
/// five standard deviations, `s sqrt(f (1 - f) / n)`, less than once in a million. The draws of a seed are fixed.
#[test]
fn stochastic_rounding_has_no_bias() {
    const N: usize = 20_000;
    for (draw, x) in [(1, 0.31f32), (2, -0.77), (3, 0.999), (4, 0.05), (5, 0.5)] {
        for scheme in [Scheme::Asymmetric, Scheme::Symmetric] {
            let settings = Settings::default()
                .with_scheme(scheme)
                .with_signed(scheme == Scheme::Symmetric)
                .with_rounding(Rounding::Stochastic)
                .with_rounding_seed(draw);
            let values = [vec![-1.0, 1.0], vec![x; N]].concat();
            let tensor = Tensor::new(vec![1, N + 2], values).expect("finite values");
            let study = study(&tensor, &settings, 0).expect("plain settings");
            let quantscope::quant::Quantizer::Affine(a) = &study.slice_fits[0].quantizer else { panic!("integers were asked for") };
            let mean = study.levels(&tensor).skip(2).map(|(_, y)| f64::from(y)).sum::<f64>() / N as f64;
            let (s, steps) = (f64::from(a.scale), f64::from(x) / f64::from(a.scale));
            let fraction = steps - steps.floor();
            let bound = 5.0 * s * (fraction * (1.0 - fraction) / N as f64).sqrt() + 1e-6;
            assert!((mean - f64::from(x)).abs() <= bound, "{scheme:?} x {x}: mean {mean}, bound {bound:e}");
        }
    }
}
