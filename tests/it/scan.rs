//! What a scan tells of a tensor: the numbers of the samples as NumPy found them, the plain formulas, and its corners.

use crate::gguf_support::{self, F32};
use crate::shared::scan_bits;
use proptest::prelude::*;
use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::formats::measure;
use quantscope::study::{SCAN_BINS, ScanInputs, ScanResult, Scheme, scan};
use quantscope::tensor::files::{Files, Read};
use quantscope::tensor::read_npy;
use quantscope::{Settings, Tensor, TensorCache};
use std::collections::BTreeMap;

#[test]
fn a_scan_gives_fixed_bits() {
    scan_bits::scan_bits_are_fixed();
}

fn scanned(tensor: &Tensor, settings: &Settings) -> ScanResult {
    scan(Read { tensor: tensor.clone(), hash: String::new(), sampled: None }, ScanInputs::default(), settings)
}

fn int8(granularity: Granularity) -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_granularity(granularity)
}

#[derive(serde::Deserialize)]
struct Expected {
    min: f32,
    max: f32,
    mean: f64,
    std: f64,
    max_over_sigma: f64,
    peak: Option<Vec<usize>>,
    int8_tensor_db: Option<f64>,
    int8_row_db: Option<f64>,
}

#[test]
fn the_samples_have_the_numbers_that_numpy_finds() {
    let expected: BTreeMap<String, Expected> = serde_json::from_str(include_str!("../shared/samples.json")).expect("sound JSON");
    for (file, expected) in &expected {
        let tensor = read_npy(&std::fs::read(format!("www/public/samples/{file}")).expect("the file is there")).expect("a sound file");
        let found = scanned(&tensor, &int8(Granularity::Tensor));
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs().max(expected.std);
        assert_eq!((found.min, found.max), (expected.min, expected.max), "{file}");
        assert!(near(found.mean, expected.mean), "{file}: mean {} {}", found.mean, expected.mean);
        assert!(near(found.std, expected.std), "{file}: σ {} {}", found.std, expected.std);
        let ratio = found.max_over_sigma.expect("it varies");
        assert!(near(ratio, expected.max_over_sigma), "{file}: max/σ {ratio} {}", expected.max_over_sigma);
        assert_eq!(tensor.values()[found.peak_index], found.peak, "{file}");
        if let Some(peak) = &expected.peak {
            let at = [found.peak_row, found.peak_column];
            assert_eq!(at[2 - peak.len()..], peak[..], "{file}: the peak's place");
        }
        for (granularity, expected) in [(Granularity::Tensor, expected.int8_tensor_db), (Granularity::Row, expected.int8_row_db)] {
            let Some(expected) = expected else { continue };
            let measured = scanned(&tensor, &int8(granularity)).measured.expect("it can be measured");
            let sqnr = measured.metrics.sqnr_db.expect("there is an error");
            // NumPy's scales are f64.
            assert!((sqnr - expected).abs() < 1e-3, "{file} {granularity:?}: {sqnr} {expected}");
        }
    }
}

/// σ, kurtosis and the largest magnitude over σ by their definitions, two plain loops of f64.
fn plain(values: &[f32]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
    let moment = |p| values.iter().map(|&v| (f64::from(v) - mean).powi(p)).sum::<f64>() / n;
    let std = moment(2).sqrt();
    let largest = values.iter().fold(0.0, |most: f64, v| most.max(f64::from(v.abs())));
    (std, moment(4) / moment(2).powi(2), largest / std)
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn moments_are_those_of_the_plain_formulas(
        columns in 1usize..6,
        values in prop::collection::vec(prop_oneof![3 => -2.0f32..2.0, 1 => Just(0.0f32), 1 => -900.0f32..900.0], 12..400),
    ) {
        let rows = values.len() / columns;
        let values = &values[..rows * columns];
        let tensor = Tensor::new(vec![rows, columns], values.to_vec()).expect("finite");
        let settings = int8(Granularity::Row);
        let found = scanned(&tensor, &settings);
        let (std, kurtosis, ratio) = plain(values);
        prop_assume!(std > 1e-3);
        prop_assert!((found.std / std - 1.0).abs() < 1e-11);
        prop_assert!((found.kurtosis.expect("it varies") / kurtosis - 1.0).abs() < 1e-11);
        prop_assert!((found.max_over_sigma.expect("it varies") / ratio - 1.0).abs() < 1e-11);
        let zeros = values.iter().filter(|v| **v == 0.0).count();
        prop_assert_eq!(found.share_zeros, zeros as f64 / values.len() as f64);
        prop_assert_eq!(found.measured, measure(&TensorCache::new(tensor), &settings).ok());
        prop_assert!(values.iter().all(|v| v.abs() <= found.peak.abs()));
        prop_assert_eq!(found.peak_index, found.peak_row * columns + found.peak_column);

        prop_assert_eq!(found.histogram.len(), SCAN_BINS);
        let edge = |k: usize| f64::from(found.min) + (f64::from(found.max) - f64::from(found.min)) * k as f64 / SCAN_BINS as f64;
        let mut below = 0;
        for (k, count) in found.histogram.iter().enumerate() {
            below += *count as usize;
            // A value on an edge may fall to either side of it by rounding.
            let slack = 1e-9 * (f64::from(found.max) - f64::from(found.min));
            prop_assert!(values.iter().filter(|v| f64::from(**v) < edge(k + 1) - slack).count() <= below);
            prop_assert!(values.iter().filter(|v| f64::from(**v) <= edge(k + 1) + slack).count() >= below);
        }
        prop_assert_eq!(below, values.len());
    }
}

#[test]
fn corners_have_answers() {
    let tensor = |shape: &[usize], values: &[f32]| Tensor::new(shape.to_vec(), values.to_vec()).expect("a sound tensor");
    let equal = scanned(&tensor(&[1, 3], &[0.1; 3]), &int8(Granularity::Tensor));
    assert_eq!((equal.std, equal.kurtosis, equal.max_over_sigma), (0.0, None, None));
    assert_eq!(equal.histogram.iter().sum::<u32>(), 3);

    let zeros = scanned(&tensor(&[2, 2], &[0.0, -0.0, 0.0, -0.0]), &int8(Granularity::Tensor));
    assert_eq!((zeros.share_zeros, zeros.min.to_bits(), zeros.max.to_bits(), zeros.peak_index), (1.0, 0, 0, 0));

    // The gains of a normalization lie about 1: the odd one is the one near 0.
    let gains = scanned(&tensor(&[5], &[1.0, 1.1, 0.1, 0.9, 1.0]), &int8(Granularity::Tensor));
    assert_eq!((gains.peak, gains.peak_row, gains.peak_column), (0.1, 0, 2));
    let matrix = scanned(&tensor(&[1, 5], &[1.0, 1.1, 0.1, 0.9, 1.0]), &int8(Granularity::Tensor));
    assert_eq!(matrix.peak_index, 1);

    let refused = scanned(&tensor(&[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), &int8(Granularity::Group).with_group(4));
    assert_eq!(refused.measured, None);
    assert!(refused.refusal.expect("a sentence").starts_with("A group of 4 does not divide a row of 3 values."));

    let (nan, up) = (f32::NAN, f32::INFINITY);
    let some = scanned(&tensor(&[2, 4], &[1.0, nan, 2.0, up, 3.0, -up, 0.0, -4.0]), &int8(Granularity::Tensor));
    let rest = scanned(&tensor(&[1, 5], &[1.0, 2.0, 3.0, 0.0, -4.0]), &int8(Granularity::Tensor));
    assert_eq!((some.values, some.nan, some.infinite, rest.nan, rest.infinite), (8, 1, 2, 0, 0));
    assert_eq!((some.peak_row, some.peak_column, some.share_zeros), (1, 3, 0.2));
    assert_eq!((some.std, some.kurtosis, &some.histogram), (rest.std, rest.kurtosis, &rest.histogram));
    assert_eq!(some.measured.map(|m| m.metrics), rest.measured.map(|m| m.metrics));

    let far = scanned(&tensor(&[1, 4], &[f32::MAX, f32::MIN, 1e-45, -1e-45]), &int8(Granularity::Tensor));
    assert!(far.std.is_finite() && far.kurtosis.is_some_and(|k| (k - 2.0).abs() < 1e-12), "{far:?}");
    let near = scanned(&tensor(&[1, 4], &[1e-45, -1e-45, 0.0, 0.0]), &int8(Granularity::Tensor));
    assert!(near.kurtosis.is_some_and(|k| (k - 2.0).abs() < 1e-12), "{near:?}");
}

/// The outputs are those that the layer itself has. A weight without inputs has none.
#[test]
fn a_weight_with_inputs_has_its_outputs_measured() {
    let array =
        |file: &str| read_npy(&std::fs::read(format!("www/public/samples/{file}.npy")).expect("the file is there")).expect("a sound file");
    let (weight, inputs) = (array("w_l3_output_dense"), array("x_l3_output_dense"));
    let settings = int8(Granularity::Row).with_bits(4);
    let read = || Read { tensor: weight.clone(), hash: String::new(), sampled: None };
    let about = ScanInputs { inputs: Some(inputs.clone()), ..ScanInputs::default() };
    let found = scan(read(), about.clone(), &settings).outputs_db.expect("they are known");
    assert_eq!(format!("{found:.1}"), "24.6");
    // By these inputs errors can count, too.
    let weighted = scan(read(), about, &settings.clone().with_range(RangeMethod::Weighted)).outputs_db.expect("they are known");
    assert_eq!(format!("{weighted:.1}"), "27.8");
    assert_eq!(scan(read(), ScanInputs::default(), &settings).outputs_db, None);
}

#[test]
fn inputs_and_importance_are_found_by_the_name_of_the_weight() {
    let weight = gguf_support::tensor("model.layers.0.mlp.down_proj.weight", &[4, 2], F32, 0);
    let inputs = gguf_support::tensor("model.layers.0.mlp.down_proj.input", &[4, 3], F32, 32);
    let other = gguf_support::tensor("model.layers.0.mlp.up_proj.input", &[4, 3], F32, 96);
    let model = gguf_support::file(&[], &[weight, inputs, other], &[0; 144]);
    let sums = gguf_support::tensor("blk.0.ffn_down.weight.in_sum2", &[4, 1], F32, 0);
    let counts = gguf_support::tensor("blk.0.ffn_down.weight.counts", &[1, 1], F32, 32);
    let mut data = gguf_support::floats(&[2.0, 4.0, 6.0, 8.0]);
    data.resize(32, 0);
    data.extend(gguf_support::floats(&[2.0]));
    let matrix = gguf_support::file(&[], &[sums, counts], &data);
    let files = Files::open(vec![("model.gguf".into(), Box::new(model)), ("imatrix.gguf".into(), Box::new(matrix))]).expect("good files");
    let of = |tensor| ScanInputs::of(&files, "model.gguf", tensor).expect("they can be read");
    let found = of("model.layers.0.mlp.down_proj.weight");
    assert_eq!(found.inputs.map(|inputs| inputs.shape().to_vec()), Some(vec![3, 4]));
    assert_eq!(found.importance, Some(vec![1.0, 2.0, 3.0, 4.0]));
    assert!(of("model.layers.0.mlp.up_proj.input").inputs.is_none());
}
