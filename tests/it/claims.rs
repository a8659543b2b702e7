//! What sentences claim is what the numbers are: each claim is computed anew from the values and compared with the sentence.

use crate::chart_support::{Charts, SMALL, charts, room};
use crate::strategies::settings::accepted;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::number_text::{count, integer, levels, number, percent, values};
use quantscope::chart::{ChannelChart, Frame, about_source};
use quantscope::num::StochasticRng;
use quantscope::quant::{Granularity, Quantizer, RangeMethod};
use quantscope::study::channels::{ChannelAxis, Channels};
use quantscope::study::spread::Spread;
use quantscope::study::{MapMode, Scheme, SchemeSpec};
use quantscope::tensor::catalog::{EXAMPLES, ExampleKind};
use quantscope::tensor::read_npy;
use quantscope::{Settings, Source, Study, Tensor, TensorCache, View};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of the usual sizes, among them zeros, and now and then one far out.
fn value() -> impl Strategy<Value = f32> {
    prop_oneof![
        12 => -1f32..1.0,
        2 => -10f32..10.0,
        1 => 60f32..100.0,
        1 => prop::sample::select(vec![0.0, -0.0, 0.5, 1.5, -2.5, 1e-20, -1e-20, 65_520.0]),
    ]
}

/// A tensor whose rows are whole blocks of the settings' scheme, or, where the count of values is odd, perhaps not.
fn tensor(rows: usize, values: &[f32], settings: &Settings) -> Tensor {
    let block = settings.spec().map_or(1, |plan| match plan {
        SchemeSpec::Blocks(format) => format.block(),
        SchemeSpec::Ggml { kind, .. } => kind.block(),
        _ => 1,
    });
    let cols = values.len().div_ceil(rows);
    let cols = if values.len().is_multiple_of(2) { cols.next_multiple_of(block) } else { cols };
    let values = (0..rows * cols).map(|i| values[i % values.len()] + (i / values.len()) as f32 * 1e-3).collect();
    Tensor::new(vec![rows, cols], values).expect("finite")
}

/// What became of the values of the slice in focus, value by value.
struct Slice {
    /// Values, levels, dequantized values.
    all: Vec<(f32, i32, f32)>,
    quantizer: Quantizer,
}

impl Slice {
    fn of(study: &Study, tensor: &Tensor) -> Self {
        let mut rng = StochasticRng::new(study.settings.rounding_seed);
        let places = study.slices.indices(study.focus);
        let all = places.indices().map(|i| {
            let x = tensor.values()[i];
            let (level, y) = study.apply(i, x, &mut rng);
            (x, level, y)
        });
        Self { all: all.collect(), quantizer: study.slice_fits[study.focus].quantizer.clone() }
    }

    fn count(&self, holds: impl Fn(&(f32, i32, f32)) -> bool) -> u64 {
        self.all.iter().filter(|value| holds(value)).count() as u64
    }

    /// Finite levels that a value goes to, and how many go to each number.
    fn used(&self) -> (u64, BTreeMap<u32, u64>) {
        let mut codes: Vec<i32> = self.all.iter().filter(|(_, _, y)| y.is_finite()).map(|&(_, level, _)| level).collect();
        codes.sort_unstable();
        codes.dedup();
        let mut numbers = BTreeMap::new();
        self.all.iter().for_each(|(_, _, y)| *numbers.entry((y + 0.0).to_bits()).or_insert(0) += 1);
        (codes.len() as u64, numbers)
    }

    fn largest_error(&self) -> f64 {
        self.all.iter().map(|&(x, _, y)| (f64::from(y) - f64::from(x)).abs()).fold(0.0, f64::max)
    }

    /// Whether 0 is one of the levels.
    fn has_zero(&self) -> bool {
        let (first, last) = self.quantizer.ends();
        (first..=last).any(|level| self.quantizer.value(level) == 0.0)
    }
}

/// Whether a text holds a zero with a minus that is a number of its own.
fn has_negative_zero(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    (1..text.len()).any(|i| {
        let after = text.get(i + 1);
        matches!(text[i - 1], '−' | '-') && text[i] == '0' && !after.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    })
}

/// All that a frame says about integer codes.
fn said_of_codes(frame: &Frame) -> Vec<String> {
    const OF_CODES: [&str; 6] = ["round", "cut off", "add the draw, round down", "clamp to the codes", "zero point z", "add the code of 0"];
    let mut text: Vec<String> = frame.number_line.codes.iter().map(|tick| tick.label.clone()).collect();
    text.push(frame.number_line.words.clone());
    text.extend([frame.readout.lowest.clone(), frame.readout.highest.clone()]);
    for line in frame.trace.lines.iter().filter(|line| OF_CODES.contains(&line.label.as_str())) {
        text.push(line.result.clone());
        if line.label == "clamp to the codes" {
            text.extend([line.work.clone(), line.exact.clone()]);
        }
    }
    for (table, column) in [(&frame.number_line.table, 2), (&charts(frame).histogram.table, 0)] {
        text.extend(table.iter().flat_map(|table| table.rows.iter().map(|row| row[column].clone())));
    }
    text
}

/// The values of a slice that the headline calls far, by the quartiles.
fn far(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_unstable_by(f32::total_cmp);
    let at = |share: f64| f64::from(values[((values.len() - 1) as f64 * share) as usize]);
    let (q1, q3) = (at(0.25), at(0.75));
    let reach = 6.0 * (q3 - q1);
    values.iter().copied().filter(|&v| f64::from(v) < q1 - reach || f64::from(v) > q3 + reach).collect()
}

proptest! {
    #![proptest_config(tries(192))]

    #[test]
    fn words_of_a_picture_hold(
        rows in 1usize..4, drawn in prop::collection::vec(value(), 1..160), settings in accepted(), selected in any::<u16>(), map_errors in any::<bool>(),
    ) {
        let tensor = tensor(rows, &drawn, &settings);
        let map = if map_errors { MapMode::Error } else { MapMode::Codes };
        let view = View { selected: u32::from(selected) % tensor.values().len() as u32, map, ..View::default() };
        let mut cache = TensorCache::new(tensor.clone());
        let Ok(study) = Study::new(&mut cache, &settings, view.selected as usize) else { return Ok(()) };
        let (frame, _) = Frame::build(&cache, &study, &view, &room(&SMALL));
        let slice = Slice::of(&study, &tensor);
        let n = slice.all.len() as u64;
        let Frame { readout, number_line, .. } = &frame;
        let Charts { histogram, series, .. } = charts(&frame);

        // Levels.
        let (first, last) = slice.quantizer.ends();
        let all = (i64::from(last) - i64::from(first)) as u64 + 1;
        let (used, numbers) = slice.used();
        prop_assert_eq!((u64::from(readout.levels_used), u64::from(readout.levels_total)), (used, all));
        prop_assert!(used <= all);
        if readout.headline.contains(" levels; ") || readout.headline.contains("uses ") {
            let counted = [format!("{} of {} levels", count(used), count(all)), format!("uses {} of {}.", levels(used), count(all))];
            prop_assert!(counted.iter().any(|text| readout.headline.contains(text)), "{} of {}: {}", used, all, readout.headline);
        }
        let start = format!("{} on {} of {}, ", values(n), count(used), levels(all));
        prop_assert!(number_line.words.starts_with(&start), "{} but: {}", start, number_line.words);
        if n > 1 {
            let most = numbers.values().copied().max().unwrap_or(0);
            let possible: Vec<String> = numbers.iter().filter(|&(_, &k)| k == most).map(|(&bits, _)| {
                let share = percent(most as f64 / n as f64);
                format!("{} values become {}; {share} of them become {}.", count(n), levels(used), number(f32::from_bits(bits).into()))
            }).collect();
            prop_assert!(possible.contains(&histogram.words), "{:?} but: {}", possible, histogram.words);
        }

        // What is left.
        let lead: String = readout.lead.iter().map(|span| span.text.as_str()).collect();
        let different = numbers.keys().filter(|&&bits| f32::from_bits(bits).is_finite()).count() as u64;
        let originals = slice.all.iter().map(|&(x, _, _)| (x + 0.0).to_bits()).collect::<BTreeSet<_>>().len() as u64;
        let infinite = slice.count(|&(x, _, y)| x.is_finite() && y.is_infinite());
        prop_assert!(lead.contains(&if n == 1 { "1 number".to_owned() } else { format!("{} numbers", count(n)) }), "{}: {}", n, lead);
        let left = if different == 1 { "1 different value is left".into() } else { format!("{} different values are left", count(different)) };
        prop_assert!(!lead.contains(" left") || lead.contains(&left), "{} but: {}", left, lead);
        prop_assert!(!lead.contains("values of their own") || (different == n && originals == n), "{} of {}: {}", different, n, lead);
        let stay = format!("all {} different values stay different", count(originals));
        prop_assert!(!lead.contains("stay different") || (different == originals && lead.contains(&stay)), "{} but: {}", stay, lead);
        prop_assert!(!lead.contains("every one comes back exactly") || slice.largest_error() == 0.0, "{}", lead);
        let lost = if infinite == 1 { "1 is too large".into() } else { format!("{} are too large", count(infinite)) };
        prop_assert_eq!(lead.contains(&lost), infinite > 0, "{} but: {}", lost, lead);

        // Zeros and clipped values.
        let zeroed = slice.count(|&(x, _, y)| x != 0.0 && y == 0.0);
        if readout.headline.contains("round to zero") {
            let text = format!("{} of the values round to zero", percent(zeroed as f64 / n as f64));
            prop_assert!(readout.headline.contains(&text), "{} but: {}", text, readout.headline);
        }
        for notice in readout.notices.iter().filter(|notice| notice.contains("to zero.")) {
            prop_assert!(notice.contains(&if zeroed == 1 { "1 value rounds".to_owned() } else { format!("{} round", values(zeroed)) }), "{} but: {}", zeroed, notice);
        }
        let text = format!("{} of them become zero", percent(zeroed as f64 / n as f64));
        prop_assert!(!lead.contains("become zero") || lead.contains(&text), "{} but: {}", text, lead);
        let mut rng = StochasticRng::new(settings.rounding_seed);
        let clipped = study.slices.indices(study.focus).indices().filter(|&i| {
            let u = if slice.quantizer.is_monotone() { 0.0 } else { rng.at(i) };
            slice.quantizer.clipped(tensor.values()[i], u) != 0
        }).count() as u64;
        let text = if clipped == 0 { "nothing is clipped.".into() } else if clipped == 1 { "1 value is clipped.".into() } else { format!("{} are clipped.", values(clipped)) };
        prop_assert!(number_line.words.ends_with(&text), "{} but: {}", text, number_line.words);

        if lead.contains(" left") && !matches!(study.spec, SchemeSpec::Fitted(_)) {
            let text = if clipped == 1 { "1 is clipped".into() } else { format!("{} are clipped", count(clipped)) };
            prop_assert_eq!(lead.contains(&text), clipped > 0, "{} but: {}", text, lead);
        }

        // What is advised.
        let advice = &readout.advice;
        if let (true, Some(now), Some(all)) = (advice.starts_with("Clipping"), &study.current, study.curve.last()) {
            prop_assert!(clipped > 0 && advice.contains(if now.total() < all.total() { "pays" } else { "costs" }), "{}", advice);
            prop_assert!(all.total().is_finite() && (now.total() - study.focus_metrics.mse).abs() <= 1e-9 * now.total(), "{} is {}", now.total(), study.focus_metrics.mse);
        }
        if advice.contains("standard deviations out") {
            let (mean, deviation) = (readout.mean, readout.std);
            let distances = slice.all.iter().map(|v| ((f64::from(v.0) - mean).abs() / deviation, v.0)).max_by(|a, b| a.0.total_cmp(&b.0));
            let (distance, extreme) = distances.expect("there are values");
            let text = [number(extreme.into()), format!("is {} standard deviations out", count(distance.round() as u64))];
            prop_assert!(text.iter().all(|text| advice.contains(text)), "{:?} but: {}", text, advice);
        }
        if let Some(magnitude) = advice.split_once("the magnitude ").map(|(_, after)| after.trim_end_matches('.')) {
            let of = |y: f32| y == 0.0 && advice.starts_with("What") || number(f64::from(y.abs())) == magnitude;
            prop_assert!(slice.all.iter().all(|&(_, _, y)| of(y)), "{}", advice);
        }
        if let (true, Some(scale)) = (advice.contains("numbers share"), readout.scale) {
            prop_assert!(advice.contains(&format!("here {}", number(scale.abs().into()))), "{} but: {}", scale, advice);
        }
        if advice.contains("evenly spaced") {
            let values: Vec<f64> = (first..=last).map(|level| slice.quantizer.value(level).into()).collect();
            let gaps = || values.windows(2).map(|pair: &[f64]| pair[1] - pair[0]).filter(|&gap| gap != 0.0);
            let (narrow, wide) = (gaps().fold(f64::INFINITY, f64::min), gaps().fold(0.0, f64::max));
            prop_assert!(wide == 0.0 || narrow >= 0.999 * wide, "{} to {}: {}", narrow, wide, advice);
        }
        prop_assert!(!advice.contains("all equal") || originals == 1, "{} different: {}", originals, advice);

        // Real 0.
        let has_zero = slice.has_zero();
        prop_assert_eq!(number_line.zero.exact, has_zero, "{:?}", slice.quantizer);
        prop_assert_eq!(!number_line.words.contains("Real 0 is no level"), has_zero, "{}", number_line.words);
        if readout.headline.contains("infinite") { return Ok(()) }
        let denied = readout.notices.iter().any(|notice| notice.contains("0 itself cannot be stored") || notice.contains("0 is no level"));
        prop_assert_eq!(denied, !has_zero, "{:?} {:?}", readout.notices, slice.quantizer);
        if let (true, Quantizer::Affine(affine)) = (has_zero, &slice.quantizer) {
            prop_assert!(number_line.words.contains(&format!("Real 0 is code {};", integer(affine.zero_point))), "{}", number_line.words);
        }
        for text in said_of_codes(&frame) {
            prop_assert!(frame.readout.pattern_bits > 0 || !has_negative_zero(&text), "{}", text);
        }

        // The largest error.
        let worst = slice.largest_error();
        let text = if worst == 0.0 { "comes back exactly.".to_owned() } else { format!("none moves by more than {}", number(worst)) };
        prop_assert!(series.words.contains(&text), "{} but: {}", text, series.words);
        if map_errors && tensor.values().len() <= 1000 {
            let errors: Vec<f32> = study.levels(&tensor).zip(tensor.values()).map(|((_, y), &x)| y - x).collect();
            let worst = errors.iter().fold(0f32, |worst, e| worst.max(e.abs()));
            let named = errors.iter().enumerate().filter(|(_, e)| e.abs() == worst).any(|(i, &e)| {
                let place = format!("row {}, column {}.", i / tensor.cols() + 1, i % tensor.cols() + 1);
                charts(&frame).map.words.starts_with(&format!("The largest error, {}, is made in {place}", number(e.into())))
            });
            prop_assert!(worst == 0.0 || named, "{} but: {}", worst, charts(&frame).map.words);
        }

        // What the values are like.
        let own: Vec<f32> = slice.all.iter().map(|&(x, _, _)| x).collect();
        let signs = format!("negative: {}, exactly 0: {}.", slice.count(|v| v.0 < 0.0), slice.count(|v| v.0 == 0.0));
        prop_assert!(readout.about.ends_with(&signs), "{} but: {}", signs, readout.about);

        // What sets the scale.
        let far = far(own.clone());
        if [&readout.headline, &readout.advice].iter().any(|text| text.contains("sets the s") || text.contains("set the s")) {
            let mut calm = own.clone();
            calm.sort_unstable_by(f32::total_cmp);
            let median = calm[calm.len() / 2];
            let mut other = tensor.clone();
            for i in study.slices.indices(study.focus).indices().filter(|&i| far.contains(&tensor.values()[i])) {
                other.set(i, median).expect("finite");
            }
            let again = Study::new(&mut TensorCache::new(other), &settings, view.selected as usize).expect("calmer values are studied too");
            let (frame, _) = Frame::build(&TensorCache::new(tensor), &again, &view, &room(&SMALL));
            prop_assert_ne!(frame.readout.scale, readout.scale, "{}", readout.headline);
        }
    }
}

/// The error of each channel, and the scale of each slice, of a tensor under settings.
fn measured(tensor: &Tensor, settings: &Settings, axis: ChannelAxis) -> Option<(Vec<f64>, Vec<f32>)> {
    let study = Study::new(&mut TensorCache::new(tensor.clone()), settings, 0).ok()?;
    let mut errors = vec![0.0; if axis == ChannelAxis::Row { tensor.rows() } else { tensor.cols() }];
    for (i, ((_, y), &x)) in study.levels(tensor).zip(tensor.values()).enumerate() {
        let channel = if axis == ChannelAxis::Row { i / tensor.cols() } else { i % tensor.cols() };
        errors[channel] += (f64::from(y) - f64::from(x)).powi(2);
    }
    let scales = study.slice_fits.iter().map(|part| match &part.quantizer {
        Quantizer::Affine(affine) => affine.scale,
        Quantizer::Scaled(scaled) => scaled.scale,
        _ => f32::NAN,
    });
    Some((errors, scales.collect()))
}

/// A tensor without one of its channels.
fn without(tensor: &Tensor, axis: ChannelAxis, channel: usize) -> Tensor {
    let (rows, cols) = (tensor.rows(), tensor.cols());
    let kept = tensor.values().iter().enumerate().filter(|(i, _)| (if axis == ChannelAxis::Row { i / cols } else { i % cols }) != channel);
    let shape = if axis == ChannelAxis::Row { vec![rows - 1, cols] } else { vec![rows, cols - 1] };
    Tensor::new(shape, kept.map(|(_, &x)| x).collect()).expect("a channel less")
}

proptest! {
    #![proptest_config(tries(192))]

    #[test]
    fn the_channels_named_are_the_ones(
        rows in 2usize..7, cols in 2usize..9, drawn in prop::collection::vec(value(), 60), settings in accepted(),
        simple in any::<bool>(), row in any::<bool>(),
    ) {
        let (scheme, range) = if simple {
            ([Scheme::Asymmetric, Scheme::Symmetric, Scheme::Nf4][rows % 3], RangeMethod::MinMax)
        } else {
            (settings.scheme, settings.range)
        };
        let settings = settings.with_range(range).with_scheme(scheme);
        let axis = if row { ChannelAxis::Row } else { ChannelAxis::Column };
        let tensor = Tensor::new(vec![rows, cols], drawn[..rows * cols].to_vec()).expect("finite");
        let Ok(found) = Channels::of(&TensorCache::new(tensor.clone()), &settings, axis) else { return Ok(()) };
        let Some((errors, scales)) = measured(&tensor, &settings, axis) else { return Ok(()) };
        let chart = ChannelChart::new(found.clone());

        // Who has the error.
        let total: f64 = errors.iter().sum();
        let words = chart.error_words();
        if total.is_finite() && total > 0.0 {
            let share: f64 = words.channels.iter().map(|&channel| errors[channel as usize]).sum::<f64>() / total;
            let near = [share - 1e-9, share, share + 1e-9].map(percent);
            prop_assert!(near.iter().any(|text| words.lead.contains(text) || words.tail.contains(text)), "{}: {:?}", share, words);
            let least = words.channels.iter().map(|&channel| errors[channel as usize]).fold(f64::INFINITY, f64::min);
            let others = (0..errors.len()).filter(|&c| !words.channels.contains(&(c as u32))).map(|c| errors[c]).fold(0.0, f64::max);
            prop_assert!(least >= others * (1.0 - 1e-9), "{:?} of {:?}", words, errors);
        }

        // Who sets the scale: without that channel, it is as many times smaller as is said.
        let share_scale = match settings.granularity {
            Granularity::Tensor => true,
            Granularity::Row => axis == ChannelAxis::Column,
            Granularity::Column => axis == ChannelAxis::Row,
            Granularity::Group => false,
        };
        let mut leads = vec![Vec::new(); errors.len()];
        for (channel, leads) in leads.iter_mut().enumerate() {
            let Some((_, rest)) = measured(&without(&tensor, axis, channel), &settings, axis) else { continue };
            if rest.len() == scales.len() {
                *leads = scales.iter().zip(rest).map(|(&all, rest)| f64::from(all) / f64::from(rest)).filter(|&times| times >= 2.0).collect();
            }
        }
        match &found.scale_setter {
            Some(scale_setter) => {
                prop_assert!(share_scale);
                let times = &leads[scale_setter.channel];
                prop_assert!(times.len() >= scale_setter.slices && 2 * scale_setter.slices > scale_setter.of && scale_setter.of == scales.len());
                prop_assert!(times.iter().any(|&times| (times / scale_setter.times - 1.0).abs() < 1e-6), "{:?} of {:?}", scale_setter, times);
                let words = chart.scale_words().expect("a channel is named");
                prop_assert_eq!(&words.channels, &[scale_setter.channel as u32]);
                prop_assert!(words.tail.contains(&format!("{} times smaller", number(scale_setter.times))), "{:?}", words);
            }
            None => {
                prop_assert!(chart.scale_words().is_none());
                // Nobody who sets the scale by its own size alone is left out.
                let plain = settings.range == RangeMethod::MinMax && settings.spec().is_ok_and(|plan| plan.has_range());
                let one = leads.iter().map(Vec::len).max().unwrap_or(0);
                prop_assert!(!plain || !share_scale || 2 * one <= scales.len(), "{:?} {:?}", leads, tensor);
            }
        }
    }
}

/// The tensor of an example.
fn example(source: &Source) -> Tensor {
    let bytes = quantscope::tensor::catalog::find(&source.data).and_then(|example| match example.kind {
        ExampleKind::File { file, .. } => Some(std::fs::read(format!("www/public/samples/{file}")).expect("a sample")),
        _ => None,
    });
    source.tensor(bytes.as_deref(), &mut |_| ()).expect("an example")
}

#[test]
fn what_is_said_of_an_example_is_true_of_its_values() {
    for of in EXAMPLES {
        let ExampleKind::File { .. } = of.kind else { continue };
        let tensor = example(&Source::of_example(of.key).expect("known"));
        let (values, rows, cols) = (tensor.values(), tensor.rows(), tensor.cols());
        let spread = Spread::of(&tensor);
        let peak = |places: &mut dyn Iterator<Item = usize>| places.fold(0f32, |most, i| most.max(values[i].abs()));
        let by_row: Vec<f32> = (0..rows).map(|row| peak(&mut (row * cols..(row + 1) * cols))).collect();
        let by_col: Vec<f32> = (0..cols).map(|col| peak(&mut (col..rows * cols).step_by(cols))).collect();
        let far: Vec<usize> = (0..values.len()).filter(|&i| spread.is_outlier(values[i])).collect();
        let distinct = |of: &dyn Fn(usize) -> usize| far.iter().map(|&i| of(i)).collect::<std::collections::BTreeSet<_>>().len();
        let (far_rows, far_cols) = (distinct(&|i| i / cols), distinct(&|i| i % cols));
        let largest = |peaks: &[f32]| (0..peaks.len()).max_by(|&a, &b| peaks[a].total_cmp(&peaks[b])).expect("a channel");
        let (row, col) = (largest(&by_row), largest(&by_col));
        let lo = values.iter().copied().fold(f32::INFINITY, f32::min);
        let hi = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let most = lo.abs().max(hi);
        let sigmas = spread.sigmas(lo).max(spread.sigmas(hi));
        let negative = values.iter().filter(|&&v| v < 0.0).count() as f64 / values.len() as f64;
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(|a, b| b.abs().total_cmp(&a.abs()));
        let of_rows = |which: fn(f32, f32) -> f32| by_row.iter().copied().reduce(which).expect("a row");
        let digits = |v: f32, decimals: usize| format!("{v:.decimals$}").replace('-', "−");
        let whole = |n: usize| n.to_string();
        // The numbers of each sentence, in its order.
        let claimed: Vec<String> = match of.key {
            "minilm-l0-output-weight" => {
                vec![digits(most, 2), format!("row {}", row + 1), format!("{sigmas:.0} "), format!("{:.1}", spread.sigmas(sorted[1]))]
            }
            "minilm-l3-query-weight" | "minilm-l5-intermediate-weight" => vec![digits(most, 3), format!("{sigmas:.1}")],
            "minilm-word-embeddings" | "minilm-l3-intermediate-weight" => vec![digits(of_rows(f32::min), 2), digits(of_rows(f32::max), 2)],
            "minilm-position-embeddings" => vec![digits(most, 2), format!("row {}", row + 1)],
            "minilm-l0-intermediate-weight" => vec![format!("Row {}", row + 1), digits(most, 2), "0.45".into()],
            "minilm-l3-output-weight" => vec![whole(far.len()), format!("{far_rows} of the {rows} rows")],
            "minilm-l5-output-weight" => vec![whole(far.len()), format!("{far_rows} of the {rows} rows")],
            "minilm-l0-intermediate-input" => vec![format!("Of the {cols} columns five hold")],
            "minilm-l5-intermediate-input" => vec![format!("Of the {cols} columns four hold"), digits(most, 1)],
            "minilm-l0-output-input" => vec![digits(lo, 2), format!("column {}", col + 1), digits(most, 1)],
            "minilm-l3-intermediate-input" => {
                let beyond = |c: usize| far.iter().filter(|&&i| i % cols == c).count();
                let c = (0..cols).max_by_key(|&c| beyond(c)).expect("a column");
                vec![format!("Column {}", c + 1), format!("{} of the {rows} rows", beyond(c))]
            }
            "minilm-l3-output-input" => {
                let beyond = far.iter().filter(|&&i| i % cols == col).count();
                vec![format!("Column {}", col + 1), format!("{beyond} of the {rows} rows"), digits(most, 1)]
            }
            "minilm-l5-output-input" => vec![format!("{far_cols} of the {cols} columns"), digits(most, 2)],
            "minilm-embeddings-norm" => vec![digits(lo, 2), digits(hi, 2), format!("{:.2}", spread.centre)],
            "minilm-l0-attention-norm" => vec![
                format!("{cols} gains"),
                digits(sorted[0], 2),
                digits(sorted[1], 2),
                format!("{:.2}", spread.centre),
                "100 and 268".into(),
            ],
            "minilm-l3-attention-norm" => vec!["100 and 224".into()],
            "minilm-l5-output-norm" => vec![format!("{cols} gains")],
            "minilm-l0-intermediate-bias" => vec![format!("{:.0} %", negative * 100.0), digits(lo, 2), digits(hi, 2)],
            "minilm-l3-intermediate-bias" => vec![format!("{:.0} %", negative * 100.0), digits(lo, 2), digits(hi, 2)],
            "minilm-l0-output-bias" => vec![format!("{sigmas:.1}")],
            "minilm-l3-output-bias" => vec![digits(lo, 3), digits(hi, 3)],
            "minilm-l5-intermediate-bias" => vec![digits(lo, 2), digits(hi, 2)],
            "minilm-l5-output-bias" => vec![digits(hi, 2), format!("{sigmas:.1}"), whole(values.len() - 1)],
            key => panic!("nothing is checked of {key}"),
        };
        let mut rest = of.about;
        for claim in &claimed {
            let (_, after) =
                rest.split_once(claim.as_str()).unwrap_or_else(|| panic!("{}: {claim} of {claimed:?} is not in: {}", of.key, of.about));
            rest = after;
        }
        match of.key {
            "minilm-position-embeddings" => {
                assert!(most >= 10.0 * by_row.iter().enumerate().filter(|&(r, _)| r != row).map(|(_, &v)| v).fold(0.0, f32::max))
            }
            "minilm-l0-intermediate-weight" => assert!(by_row.iter().enumerate().all(|(r, &v)| r == row || v < 0.45)),
            "minilm-l3-intermediate-weight" => assert_eq!(far.len(), 2),
            "minilm-l0-intermediate-input" => assert_eq!(far_cols, 5),
            "minilm-l5-intermediate-input" => assert_eq!(far_cols, 4),
            "minilm-embeddings-norm" => assert!(lo > 0.0),
            "minilm-l0-attention-norm" | "minilm-l3-attention-norm" => {
                let mut first: Vec<usize> = (0..cols).collect();
                first.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
                let mut two = [first[0] + 1, first[1] + 1];
                two.sort_unstable();
                assert!(of.about.contains(&format!("values {} and {}", two[0], two[1])));
            }
            "minilm-l5-output-norm" => assert_eq!(values.iter().filter(|v| v.abs() < 1e-8).count(), 3),
            "minilm-l5-output-bias" => assert!(most >= 10.0 * sorted[1].abs()),
            _ => {}
        }
    }
}

#[test]
fn an_example_is_spoken_of_only_as_it_comes() {
    for of in EXAMPLES {
        let source = Source::of_example(of.key).expect("known");
        let text = about_source(&source).expect("examples are spoken of");
        assert!(text.starts_with(of.about), "{}", of.key);
        let outliers = matches!(of.kind, ExampleKind::Generated { .. }) && source.outliers > 0;
        assert_eq!(text != of.about, outliers, "{text}");
        let edited = Source { edits: vec![quantscope::study::Edit { index: 1, value: -31.0 }], ..source };
        assert_eq!(about_source(&edited), None);
    }
    let weights = Source::of_example("weights").expect("known");
    let text = about_source(&weights).expect("a sentence");
    assert!(text.ends_with("3 values were then replaced by outliers, 20 standard deviations of the distribution from 0."), "{text}");
    assert_eq!(about_source(&Source { rows: 1, ..Source::of_example("rows").expect("known") }), None);
    assert_eq!(about_source(&Source { data: Source::PASTED.into(), ..Source::default() }), None);
}

#[test]
fn the_row_that_sets_every_step_is_named() {
    let bytes = std::fs::read("www/public/samples/w_outlier_l0_output_dense.npy").expect("a sample");
    let tensor = read_npy(&bytes).expect("a tensor");
    for scheme in [Scheme::Symmetric, Scheme::Asymmetric, Scheme::Nf4] {
        let settings = Settings::default().with_scheme(scheme).with_bits(8);
        let words = |settings: &Settings, axis| {
            ChannelChart::new(Channels::of(&TensorCache::new(tensor.clone()), settings, axis).expect("channels")).scale_words()
        };
        let named = words(&settings, ChannelAxis::Row).expect("a row sets every step");
        assert_eq!((named.channels.as_slice(), named.lead.as_str()), (&[35][..], "Row "), "{scheme:?}");
        assert!(named.tail.starts_with(" sets everyone's step: without it, the step of all 64 rows would be "), "{named:?}");
        // With a scale for each row nobody pays for another row.
        let rows = settings.clone().with_granularity(Granularity::Row);
        assert_eq!(words(&rows, ChannelAxis::Row), None);
        // A range by hand is nobody's.
        let hand = settings.with_range(RangeMethod::Clip).with_clip_lo(-8.0).with_clip_hi(8.0);
        assert_eq!(words(&hand, ChannelAxis::Row), None);
    }
}
