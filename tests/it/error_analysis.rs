//! Where the error is: channels, outliers and the ladder against plain loops and against what NumPy found in the samples.

use half::f16;
use plotters_svg::SVGBackend;
use proptest::prelude::*;
use quantscope::chart::draw::{DrawTheme, Style, draw_channels};
use quantscope::chart::{ChannelChart, ChannelOrder};
use quantscope::quant::{Granularity, Metrics, RangeMethod, Tally};
use quantscope::study::Scheme;
use quantscope::study::channels::{ChannelAxis, Channels};
use quantscope::study::formats::{Measured, measure};
use quantscope::study::granularities::granularities;
use quantscope::study::outliers::{MixedPrecision, Outcome, mixed_precision, outliers};
use quantscope::tensor::{Distribution, Generator, read_npy};
use quantscope::{Settings, Study, Tensor, TensorCache};

fn sample(name: &str) -> TensorCache {
    let bytes = std::fs::read(format!("www/public/samples/{name}.npy")).expect("the file is there");
    TensorCache::new(read_npy(&bytes).expect("a sound file"))
}

fn integers(bits: u8, granularity: Granularity) -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(bits).with_granularity(granularity)
}

fn channels(cache: &TensorCache, settings: &Settings, axis: ChannelAxis) -> Channels {
    Channels::of(cache, settings, axis).expect("channels")
}

/// Rows of 64 with as many values far out as there are rows.
fn weights(rows: usize, seed: u32) -> Tensor {
    let recipe = Generator { distribution: Distribution::Weights, rows, cols: 64, seed, outliers: rows, strength: 30.0 };
    recipe.tensor(&mut |_| {}).expect("the recipe is sound")
}

#[test]
fn the_columns_that_numpy_finds_beyond_6_sigma_are_flagged_and_named() {
    for (name, count, farthest) in [
        ("x_l0_intermediate_dense", 5, vec![99, 63, 267, 303, 157]),
        ("x_l0_output_dense", 174, vec![856, 691, 1246, 743, 826]),
        ("x_l3_intermediate_dense", 4, vec![99, 223, 63, 157]),
        ("x_l3_output_dense", 211, vec![358, 146, 166, 528, 318]),
        ("x_l5_intermediate_dense", 4, vec![99, 223, 319, 127]),
        ("x_l5_output_dense", 203, vec![256, 499, 544, 376, 130]),
    ] {
        let cache = sample(name);
        let settings = integers(8, Granularity::Tensor);
        let found = channels(&cache, &settings, ChannelAxis::Column);
        let flagged = (0..found.channels.len()).filter(|&c| found.is_outlier(c)).count();
        assert_eq!(flagged, count, "{name}");
        assert_eq!(outliers(&cache, &settings).expect("outliers").columns as usize, count, "{name}");
        let words = ChannelChart::new(found).outlier_words();
        assert_eq!(words.channels, farthest, "{name}: {words:?}");
    }
}

#[test]
fn the_row_with_the_outlier_is_named_and_carries_the_error_of_rows() {
    let cache = sample("w_outlier_l0_output_dense");
    let chart = ChannelChart::new(channels(&cache, &integers(8, Granularity::Row), ChannelAxis::Row));
    assert_eq!(chart.outlier_words().channels.first(), Some(&35), "{:?}", chart.outlier_words());
    assert_eq!(chart.error_words().channels, [35]);
    assert_eq!(chart.reading(35).map(|row| (row.outlier, row.max, row.worst / 1536)), Some((true, 7.914_802, 35)));
    // With one scale for all, every row pays for it.
    let chart = ChannelChart::new(channels(&cache, &integers(8, Granularity::Tensor), ChannelAxis::Row));
    assert!(chart.error_words().lead.contains("spread"), "{:?}", chart.error_words());
    let found = outliers(&cache, &integers(8, Granularity::Tensor)).expect("outliers");
    let first: Vec<_> = found.farthest.iter().take(3).map(|o| (o.row, o.column)).collect();
    assert_eq!((found.beyond, first), (5, vec![(35, 856), (35, 377), (35, 1280)]));
    assert!((found.farthest[0].sigmas - 157.46).abs() < 0.01);
}

/// NumPy's percentile of values in any order.
fn percentile(values: &[f32], percent: f64) -> f64 {
    let mut sorted: Vec<f64> = values.iter().map(|&v| v.into()).collect();
    sorted.sort_by(f64::total_cmp);
    let at = percent / 100.0 * (sorted.len() - 1) as f64;
    let (below, part) = (at as usize, at.fract());
    sorted[below] + part * (sorted[(below + 1).min(sorted.len() - 1)] - sorted[below])
}

#[test]
fn channels_are_what_plain_loops_tell() {
    let tensor = weights(40, 3);
    let cache = TensorCache::new(tensor.clone());
    for settings in [integers(4, Granularity::Tensor), integers(3, Granularity::Group), Settings::default().with_scheme(Scheme::MxE2m1)] {
        let study = Study::new(&mut TensorCache::new(tensor.clone()), &settings, 0).expect("a study");
        let errors: Vec<f64> = study.levels(&tensor).zip(tensor.values()).map(|((_, y), &x)| f64::from(y) - f64::from(x)).collect();
        for (axis, count) in [(ChannelAxis::Row, 40), (ChannelAxis::Column, 64)] {
            let found = channels(&cache, &settings, axis);
            assert_eq!(found.channels.len(), count);
            for (c, channel) in found.channels.iter().enumerate() {
                let own: Vec<usize> =
                    (0..errors.len()).filter(|i| if axis == ChannelAxis::Row { i / 64 == c } else { i % 64 == c }).collect();
                let values: Vec<f32> = own.iter().map(|&i| tensor.values()[i]).collect();
                let told = [channel.min, channel.low, channel.median, channel.high, channel.max].map(f64::from);
                for (told, percent) in told.into_iter().zip([0.0, 1.0, 50.0, 99.0, 100.0]) {
                    assert!(
                        (told - percentile(&values, percent)).abs() <= 1e-7 * found.channels[c].peak() as f64,
                        "{axis:?} {c} {percent}"
                    );
                }
                let squares: f64 = own.iter().map(|&i| errors[i] * errors[i]).sum();
                assert_eq!(channel.squared_error, squares, "{axis:?} {c}");
                let worst = own.iter().map(|&i| errors[i].abs()).fold(0.0, f64::max);
                assert_eq!(errors[channel.worst as usize].abs(), worst, "{axis:?} {c}");
                assert!(own.contains(&(channel.worst as usize)));
            }
            assert!((found.shares().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}

/// The remedy by its definition: sort, take out, put the nearest to zero of the rest of the slice there, quantize, add up.
fn plain(tensor: &Tensor, settings: &Settings, kept: &[usize], bits: u64) -> Outcome {
    let slices = Study::new(&mut TensorCache::new(tensor.clone()), settings, 0).expect("a study").slices;
    let mut values = tensor.values().to_vec();
    for &i in kept {
        let own: Vec<usize> = slices.indices(slices.of(i)).indices().filter(|j| !kept.contains(j)).collect();
        let (lo, hi) = own.iter().fold((f32::MAX, f32::MIN), |(lo, hi), &j| (lo.min(tensor.values()[j]), hi.max(tensor.values()[j])));
        values[i] = if own.is_empty() || (lo <= 0.0 && hi >= 0.0) {
            0.0
        } else if lo > 0.0 {
            lo
        } else {
            hi
        };
    }
    let dense = Tensor::new(tensor.shape().to_vec(), values).expect("finite");
    let study = Study::new(&mut TensorCache::new(dense.clone()), settings, 0).expect("a study");
    let mut tally = Tally::default();
    let mut used = std::collections::BTreeSet::new();
    for (i, (level, y)) in study.levels(&dense).enumerate() {
        let x = tensor.values()[i];
        if kept.contains(&i) {
            tally.add(x, f16::from_f32(x).to_f32(), 0);
        } else {
            tally.add(x, y, study.quantizer_of(i).clipped(x, 0.0));
            used.insert((slices.of(i), level));
        }
    }
    let (first, last) = study.slice_fits[0].quantizer.ends();
    Outcome {
        metrics: Metrics::from(&tally),
        bits_per_value: (study.storage.codes + study.storage.overhead + bits) as f64 / tensor.values().len() as f64,
        levels_used: used.len() as f64 / slices.count() as f64,
        levels: (last - first + 1) as u32,
    }
}

/// The same up to the order of sums.
fn alike(a: &Outcome, b: &Outcome) {
    for ((name, a), (_, b)) in a.metrics.named().into_iter().zip(b.metrics.named()) {
        let (a, b) = (a.unwrap_or(0.0), b.unwrap_or(0.0));
        assert!(a == b || (a - b).abs() <= 1e-12 * b.abs(), "{name}: {a} {b}");
    }
    assert_eq!((a.bits_per_value, a.levels_used, a.levels), (b.bits_per_value, b.levels_used, b.levels));
}

#[test]
fn what_is_kept_is_taken_out_of_the_scale_and_stored_beside() {
    let tensor = weights(16, 5);
    let (values, cache) = (tensor.values(), TensorCache::new(tensor.clone()));
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].abs().total_cmp(&values[a].abs()));
    let asymmetric = Settings::default().with_bits(4).with_granularity(Granularity::Row);
    let mse = integers(4, Granularity::Group).with_range(RangeMethod::Mse);
    let q4 = Settings::default().with_scheme(Scheme::Q4_0);
    for settings in [integers(8, Granularity::Tensor), integers(4, Granularity::Column), asymmetric, mse, q4] {
        for percent in [0.05, 1.0, 5.0] {
            let kept = mixed_precision(&cache, &settings, MixedPrecision::Values { percent }).expect("a remedy");
            let count = (values.len() as f64 * percent / 100.0).ceil() as usize;
            assert_eq!((kept.values as usize, kept.columns), (count, 0));
            alike(&kept.outcome, &plain(&tensor, &settings, &order[..count], 48 * count as u64));
        }
        let found = outliers(&cache, &settings).expect("outliers");
        assert!(found.farthest.iter().map(|o| o.index as usize).eq(order[..20].iter().copied()));
        let far = |c: usize| (0..16).any(|r| f64::from(values[r * 64 + c].abs()) > 6.0 * found.spread.sigma);
        let columns = (0..64).filter(|&c| far(c)).count();
        let members: Vec<usize> = (0..values.len()).filter(|i| far(i % 64)).collect();
        let kept = mixed_precision(&cache, &settings, MixedPrecision::Columns).expect("a remedy");
        assert_eq!((kept.values as usize, kept.columns as usize, found.columns as usize), (members.len(), columns, columns));
        alike(&kept.outcome, &plain(&tensor, &settings, &members, 16 * members.len() as u64 + 32 * columns as u64));
    }
    assert!(mixed_precision(&cache, &Settings::default(), MixedPrecision::Values { percent: 100.5 }).is_err());
    assert!(mixed_precision(&cache, &Settings::default(), MixedPrecision::Values { percent: f64::NAN }).is_err());
}

#[test]
fn nothing_kept_changes_nothing_and_more_kept_costs_more() {
    let cache = TensorCache::new(weights(32, 8));
    for &scheme in Scheme::ALL {
        let settings = Settings::default().with_scheme(scheme).with_bits(4).with_group(32).with_granularity(Granularity::Group);
        let before = match outliers(&cache, &settings) {
            Ok(found) => found.outcome,
            Err(error) => {
                assert_eq!(mixed_precision(&cache, &settings, MixedPrecision::Columns), Err(error), "{scheme:?}");
                continue;
            }
        };
        let none = mixed_precision(&cache, &settings, MixedPrecision::Values { percent: 0.0 }).expect("nothing is kept");
        assert_eq!(none.outcome, before, "{scheme:?}");
        let Measured { metrics, bits_per_value } = measure(&cache, &settings).expect("a measure");
        alike(&Outcome { metrics, bits_per_value, ..before.clone() }, &before);
        let bits = [0.0, 0.1, 0.5, 2.0, 5.0]
            .map(|percent| mixed_precision(&cache, &settings, MixedPrecision::Values { percent }).expect("kept").outcome.bits_per_value);
        assert!(bits.windows(2).all(|pair| pair[0] < pair[1]), "{scheme:?}: {bits:?}");
    }
}

#[test]
fn one_value_in_fp16_mends_the_scale_of_all() {
    let cache = sample("w_outlier_l0_output_dense");
    let settings = integers(8, Granularity::Tensor);
    let before = outliers(&cache, &settings).expect("outliers").outcome;
    let after = mixed_precision(&cache, &settings, MixedPrecision::Values { percent: 0.001 }).expect("a remedy");
    assert_eq!(after.values, 1);
    // The shares and decibels that NumPy finds with and without the value at [35, 856].
    assert!((before.metrics.share_zeroed - 0.55).abs() < 0.01, "{}", before.metrics.share_zeroed);
    assert!(after.outcome.metrics.sqnr_db > before.metrics.sqnr_db.map(|db| db + 20.0), "{after:?}");
    assert!(after.outcome.levels_used > 150.0 && before.levels_used < 20.0, "{} {}", before.levels_used, after.outcome.levels_used);
}

#[test]
fn granularities_are_the_same_scheme_with_other_scales() {
    let cache = TensorCache::new(weights(8, 2));
    let settings = integers(4, Granularity::Group).with_group(16);
    let all = granularities(&settings);
    let names: Vec<_> = all.choices.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, ["whole tensor", "rows", "columns", "groups of 128", "groups of 64", "groups of 32", "groups of 16"]);
    assert!(all.choices.iter().all(|choice| choice.current == (choice.name == "groups of 16")));
    let told = |name: &str| {
        let choice = all.choices.iter().find(|choice| choice.name == name).expect("a choice");
        measure(&cache, &choice.settings).map(|measured| (measured.bits_per_value, measured.metrics.sqnr_db.expect("an error")))
    };
    assert_eq!(
        told("groups of 128").map_err(|e| e.to_string()),
        Err("A group of 128 does not divide a row of 64 values. Choose a divisor of 64.".into())
    );
    assert_eq!(told("rows").expect("a measure").0, 4.0 + 32.0 / 64.0);
    assert_eq!(told("rows"), told("groups of 64"), "a row of 64 is a group of 64");
    assert!(told("groups of 16").expect("a measure").1 > told("groups of 32").expect("a measure").1);
    for scheme in [Scheme::MxE2m1, Scheme::Q4K, Scheme::Fp16] {
        let none = granularities(&Settings::default().with_scheme(scheme));
        assert!(none.choices.is_empty() && none.note.is_some(), "{scheme:?}");
    }
    assert!(granularities(&settings.with_range(RangeMethod::Clip)).note.is_some());
}

#[test]
fn a_thinned_strip_hides_no_outlier() {
    let recipe = Generator { distribution: Distribution::Weights, rows: 4096, cols: 16, seed: 1, outliers: 0, strength: 20.0 };
    let mut tensor = recipe.tensor(&mut |_| {}).expect("the recipe is sound");
    tensor.set(16 * 2777 + 3, -50.0).expect("a place");
    let mut chart = ChannelChart::new(channels(&TensorCache::new(tensor), &integers(8, Granularity::Row), ChannelAxis::Row));
    for (order, place) in [(ChannelOrder::Number, 2777), (ChannelOrder::Peak, 0), (ChannelOrder::Error, 0)] {
        chart.sort(order);
        assert_eq!((chart.place_of(2777), chart.reading(place).map(|r| r.channel)), (Some(place), Some(2777)));
        let strip = chart.strip(900);
        assert!(strip.boxes.len() <= 300);
        assert!(strip.boxes.windows(2).all(|pair| pair[0].places.end == pair[1].places.start));
        let at = strip.boxes.iter().find(|b| b.places.contains(&place)).expect("a box");
        assert!(at.outlier && at.min == -50.0 && strip.y.lo < -50.0, "{at:?}");
        assert_eq!(at.share, chart.reading(place).expect("it is there").share);
    }
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn any_values_can_be_drawn_and_told(
        values in prop::collection::vec(any::<f32>().prop_filter("finite", |v| v.is_finite()), 1..60),
        cols in 1usize..8,
        scheme in prop::sample::select(vec![Scheme::Symmetric, Scheme::Fp16, Scheme::E5m2, Scheme::Binary]),
    ) {
        let cols = cols.min(values.len());
        let rows = values.len() / cols;
        let cache = TensorCache::new(Tensor::new(vec![rows, cols], values[..rows * cols].to_vec()).expect("finite"));
        let settings = Settings::default().with_scheme(scheme);
        for axis in [ChannelAxis::Row, ChannelAxis::Column] {
            let Ok(found) = Channels::of(&cache, &settings, axis) else { continue };
            let chart = ChannelChart::new(found);
            prop_assert!(!chart.error_words().lead.is_empty() && !chart.outlier_words().lead.is_empty());
            let strip = chart.strip(200);
            prop_assert!(strip.boxes.iter().all(|b| (0.0..=1.0 + 1e-9).contains(&b.share) && b.min <= b.max));
            prop_assert!([&strip.x, &strip.y, &strip.error].iter().all(|axis| axis.lo < axis.hi && axis.lo.is_finite() && axis.hi.is_finite()));
            let mut text = String::new();
            let style = Style { width: 200, height: 150, ratio: 1.0, theme: DrawTheme::Light };
            prop_assert!(draw_channels(SVGBackend::with_string(&mut text, (200, 150)), &strip, &style).is_ok());
        }
        if let Ok(found) = outliers(&cache, &settings) {
            prop_assert!(found.farthest.windows(2).all(|pair| pair[0].sigmas >= pair[1].sigmas));
        }
        for what in [MixedPrecision::Values { percent: 7.0 }, MixedPrecision::Values { percent: 100.0 }, MixedPrecision::Columns] {
            let _ = mixed_precision(&cache, &settings, what);
        }
    }
}
