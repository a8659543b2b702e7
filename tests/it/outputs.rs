//! What comes out of a layer: the built-in weights with the inputs recorded for them.

use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::outliers::{MixedPrecision, mixed_precision};
use quantscope::study::{InputKind, InputSource, Inputs, LayerOutputs, OutputClips, Outputs, Scheme};
use quantscope::tensor::{OutlierChannels, read_npy};
use quantscope::{Error, Settings, Source, State, Study, Tensor, TensorCache};

fn sample(file: &str) -> Vec<u8> {
    std::fs::read(format!("www/public/samples/{file}")).expect("a sample")
}

/// A built-in weight and its recorded inputs.
fn layer(name: &str) -> (TensorCache, Inputs) {
    let source = Source::of_example(&format!("minilm-{name}-weight")).expect("an example");
    let file = InputSource::recorded_file(&source).expect("it has inputs");
    let weight = if name == "l0-output" { "w_outlier_l0_output_dense.npy".into() } else { file.replacen('x', "w", 1) };
    let cache = TensorCache::new(source.tensor(Some(&sample(&weight)), &mut |_| {}).expect("the weight"));
    let inputs = Inputs::new(read_npy(&sample(file)).expect("the inputs"), cache.tensor().cols()).expect("they fit");
    (cache, inputs)
}

fn outputs(cache: &TensorCache, inputs: &Inputs, settings: &Settings) -> Outputs {
    LayerOutputs::new(inputs.clone()).outputs(cache, settings, None).expect("sound settings")
}

fn symmetric(bits: u8, granularity: Granularity, range: RangeMethod) -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(bits).with_granularity(granularity).with_range(range)
}

/// A decimal, as it is printed.
fn decimal(db: Option<f64>) -> f64 {
    (10.0 * db.expect("there is an error")).round() / 10.0
}

/// SQNR of all outputs, of the median channel.
fn printed(outputs: &Outputs) -> [f64; 2] {
    [decimal(outputs.sqnr_db), decimal(outputs.median_db)]
}

/// Symmetric codes -8..7, divisor 7: the ratios of weights and of outputs, with min-max and with the least squared error of the
/// weights. In half of the cases closer weights give worse outputs.
#[test]
fn the_least_error_of_the_weights_is_not_that_of_the_outputs() {
    let table = [
        ("l0-output", Granularity::Tensor, [1.3, 5.9], [27.8, 0.1]),
        ("l3-output", Granularity::Tensor, [0.4, 10.4], [14.4, 0.7]),
        ("l5-output", Granularity::Tensor, [2.6, 11.1], [12.2, 8.3]),
        ("l3-output", Granularity::Row, [12.3, 15.2], [24.6, 16.5]),
        ("l3-intermediate", Granularity::Row, [16.8, 18.7], [18.5, 16.7]),
        ("l5-output", Granularity::Row, [13.4, 16.8], [22.6, 20.4]),
        ("l0-output", Granularity::Row, [15.2, 17.7], [36.8, 39.3]),
        ("l5-intermediate", Granularity::Row, [17.3, 19.2], [18.6, 21.2]),
        ("l3-intermediate", Granularity::Tensor, [10.9, 17.3], [12.3, 14.5]),
        ("l5-intermediate", Granularity::Tensor, [13.6, 18.5], [14.9, 20.0]),
        ("l0-intermediate", Granularity::Tensor, [2.0, 13.8], [5.7, 8.5]),
        ("l0-intermediate", Granularity::Row, [16.2, 18.2], [19.8, 21.1]),
    ];
    for (name, granularity, weights, all) in table {
        let (cache, inputs) = layer(name);
        let found = [RangeMethod::MinMax, RangeMethod::Mse].map(|range| outputs(&cache, &inputs, &symmetric(4, granularity, range)));
        assert_eq!(found.clone().map(|found| decimal(found.weights_db)), weights, "{name}, {granularity:?}: weights");
        assert_eq!(found.map(|found| decimal(found.sqnr_db)), all, "{name}, {granularity:?}: outputs");
    }
}

/// Counting errors by the mean squares of their inputs makes the outputs better than min-max on every layer, by rows. NumPy finds
/// the same numbers.
#[test]
fn a_range_weighted_by_inputs_is_better_for_the_outputs_than_min_max() {
    let table = [
        ("l0-intermediate", 19.8, [23.1, 21.9]),
        ("l0-output", 36.8, [39.8, 13.3]),
        ("l3-intermediate", 18.5, [22.1, 21.3]),
        ("l3-output", 24.6, [27.8, 16.1]),
        ("l5-intermediate", 18.6, [21.8, 21.7]),
        ("l5-output", 22.6, [25.6, 16.2]),
    ];
    for (name, min_max, weighted) in table {
        let (mut cache, inputs) = layer(name);
        cache.set_importance(Some(inputs.mean_squares()));
        let found =
            [RangeMethod::MinMax, RangeMethod::Weighted].map(|range| outputs(&cache, &inputs, &symmetric(4, Granularity::Row, range)));
        assert_eq!((decimal(found[0].sqnr_db), printed(&found[1])), (min_max, weighted), "{name}");
    }
}

/// Values that are kept in FP16 leave the others their importance: the range is found without and with some kept.
#[test]
fn kept_values_leave_the_importance_of_the_others() {
    let (mut cache, inputs) = layer("l3-output");
    cache.set_importance(Some(inputs.mean_squares()));
    let settings = symmetric(4, Granularity::Row, RangeMethod::Weighted);
    for percent in [0.0, 1.0] {
        let kept = mixed_precision(&cache, &settings, MixedPrecision::Values { percent }).expect("the inputs are known");
        assert_eq!(kept.values > 0, percent > 0.0);
    }
}

#[test]
fn made_inputs_that_cannot_be_are_refused_beside_their_control() {
    let refused = |source: InputSource| source.tensor(&Source::default(), 384, None).expect_err("it is refused").field();
    let made = || InputSource { kind: InputKind::Made, ..InputSource::default() };
    for source in [
        InputSource { tokens: 0, ..made() },
        InputSource { tokens: u32::MAX, ..made() },
        InputSource { strength: 0.5, ..made() },
        InputSource { strength: f32::NAN, ..made() },
        InputSource { channels: 385, ..made() },
    ] {
        assert_eq!(refused(source.clone()), "inputs", "{source:?}");
    }
}

#[test]
fn a_range_weighted_by_inputs_needs_inputs() {
    let (cache, inputs) = layer("l3-output");
    let settings = symmetric(4, Granularity::Row, RangeMethod::Weighted);
    let error = LayerOutputs::new(inputs).outputs(&cache, &settings, None).expect_err("nothing is known of the inputs");
    assert_eq!(error, Error::RangeNeedsInputs);
    assert_eq!(error.field(), "range");
    assert!(Settings::default().with_scheme(Scheme::Nf4).with_range(RangeMethod::Weighted).spec().is_ok());
}

/// NumPy, on the same recordings, has found these numbers.
#[test]
fn outputs_are_those_that_numpy_finds() {
    let table = [
        ("l0-intermediate", [29.9, 26.8], [46.0, 44.9], [23.8, 21.1]),
        ("l0-output", [31.3, 3.4], [49.3, 35.1], [41.8, 13.9]),
        ("l3-intermediate", [37.3, 36.3], [43.7, 43.1], [21.3, 20.6]),
        ("l3-output", [27.6, 12.4], [43.9, 37.2], [31.5, 16.7]),
        ("l5-intermediate", [40.2, 40.0], [44.0, 43.8], [21.7, 21.4]),
        ("l5-output", [35.2, 22.4], [47.7, 37.2], [28.8, 17.4]),
    ];
    for (name, tensor, row, group) in table {
        let (cache, inputs) = layer(name);
        let found = [(8, Granularity::Tensor), (8, Granularity::Row), (4, Granularity::Group)];
        let found = found.map(|(bits, granularity)| printed(&outputs(&cache, &inputs, &symmetric(bits, granularity, RangeMethod::MinMax))));
        assert_eq!(found, [tensor, row, group], "{name}");
    }
}

/// Every kind of slice, a weight that is missing, random rounding: the same as y = x Wᵀ and ŷ = x Ŵᵀ computed one by one.
#[test]
fn outputs_are_the_plain_products() {
    for (link, rounding) in
        [("", "half-even"), ("granularity=column", "half-even"), ("granularity=group&group=8", "stochastic"), ("scheme=q8-0", "half-even")]
    {
        let link = format!("v=1&data=weights&rows=5&cols=33&edit=7:4&inputs=made&tokens=6&channels=3&rounding={rounding}&{link}");
        let link = if link.contains("group") { link.replace("cols=33", "cols=32") } else { link };
        let State { source, inputs, settings, .. } = State::from_link(&link).state;
        let mut values = source.tensor(None, &mut |_| {}).expect("data").values().to_vec();
        values[3] = f32::NAN;
        let columns = source.cols as usize;
        let mut cache = TensorCache::new(Tensor::new(vec![5, columns], values).expect("sound"));
        let x = inputs.tensor(&source, columns, None).expect("sound").expect("made");
        let inputs = Inputs::new(x.clone(), columns).expect("they fit");
        let found = outputs(&cache, &inputs, &settings);
        let study = Study::new(&mut cache, &settings, 0).expect("sound settings");
        let reused = LayerOutputs::new(inputs.clone()).outputs(&cache, &settings, Some(&study)).expect("sound");
        assert_eq!(found, reused, "{link}: with the study's quantizers");

        let tensor = cache.tensor();
        let back: Vec<f32> = study.levels(tensor).enumerate().map(|(i, (_, y))| if i == 3 { 0.0 } else { y }).collect();
        let product = |token: &[f32], row: usize, of: &[f32]| {
            token.iter().zip(&of[row * columns..]).map(|(&x, &w)| f64::from(x) * f64::from(w)).sum::<f64>()
        };
        let channel = |row: usize| {
            let pairs = x.values().chunks_exact(columns).map(|token| (product(token, row, tensor.values()), product(token, row, &back)));
            pairs.fold((0.0, 0.0), |(signal, noise), (y, z)| (signal + y * y, noise + (z - y) * (z - y)))
        };
        let channels: Vec<_> = (0..5).map(channel).collect();
        let ratio = |(signal, noise): (f64, f64)| 10.0 * (signal / noise).log10();
        let all = ratio(channels.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1)));
        let mut each: Vec<f64> = channels.into_iter().map(ratio).collect();
        each.sort_by(f64::total_cmp);
        let close = |a: Option<f64>, b: f64| assert!((a.expect("there is an error") - b).abs() < 1e-6, "{link}: {a:?} and {b}");
        close(found.sqnr_db, all);
        close(found.median_db, each[2]);
        close(found.worst_db, each[0]);
        close(found.weights_db, study.metrics.sqnr_db.expect("there is an error"));
    }
}

/// The curve's least outputs' error over the ranges of one row is the least that any of these ranges gives.
#[test]
fn the_outputs_curve_is_the_error_of_each_range() {
    let (mut cache, inputs) = layer("l3-output");
    let row = 35;
    let settings = symmetric(4, Granularity::Row, RangeMethod::MinMax);
    let study = Study::new(&mut cache, &settings, row * 1536).expect("sound settings");
    let mut clips = OutputClips::new(&study, cache.tensor(), &inputs).expect("they fit").expect("there is a range");
    let points = loop {
        if let Some(points) = clips.advance(cache.tensor(), &inputs, 1_000_000).expect("sound ranges") {
            break points;
        }
        assert!((0.0..1.0).contains(&clips.share()));
    };
    assert_eq!(points.len(), 50);
    assert!(points.windows(2).all(|two| two[0].threshold < two[1].threshold));
    let widest = points.last().expect("50");
    assert_eq!(widest.hi, study.slice_fits[row].range.hi);
    // By hand: one row, all tokens.
    let weights = &cache.tensor().values()[row * 1536..][..1536];
    let errors: Vec<f64> = weights.iter().map(|&w| f64::from(study.slice_fits[row].quantizer.dequantized(w, 0.0)) - f64::from(w)).collect();
    let energy = |token: &[f32]| token.iter().zip(&errors).map(|(&x, e)| f64::from(x) * e).sum::<f64>().powi(2);
    let mse = inputs.tensor().values().chunks_exact(1536).map(energy).sum::<f64>() / 105.0;
    assert!((widest.mse / mse - 1.0).abs() < 1e-9, "{} and {mse}", widest.mse);
}

#[test]
fn inputs_have_as_many_columns_as_the_weight() {
    let (cache, inputs) = layer("l3-output");
    let (other, _) = layer("l3-intermediate");
    let error = LayerOutputs::new(inputs.clone()).outputs(&other, &Settings::default(), None).expect_err("1536 columns and 384");
    assert_eq!(error.field(), "inputs");
    assert!(LayerOutputs::new(inputs).outputs(&cache, &Settings::default(), None).is_ok());
}

#[test]
fn made_inputs_keep_their_columns_as_more_of_them_grow() {
    let made = |channels| OutlierChannels { rows: 8, cols: 16, seed: 3, channels, strength: 50.0 }.tensor().expect("sound");
    let grown = |channels| {
        let (plain, made) = (made(0), made(channels));
        (0..16).filter(|&c| plain.values()[c] != made.values()[c]).collect::<Vec<_>>()
    };
    assert_eq!((grown(2).len(), grown(16).len()), (2, 16));
    assert!(grown(2).iter().all(|c| grown(5).contains(c)));
}
