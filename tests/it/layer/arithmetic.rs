//! The integer arithmetic of outputs: exact at the extremes, and equal to the product of the dequantized numbers.

use super::{sample, symmetric};
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::layer::{ColumnOrder, InputRounding, IntegerSums, Layer, LayerSettings, LayerStudy, Method, accumulator_bits, bits_for};
use quantscope::num::CodeRange;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::Scheme;
use quantscope::{Settings, Tensor};

const MOST: usize = 65_536;

#[test]
fn sums_are_exact_at_the_extremes() {
    for (x, w, bits) in [(-128, -128, 32), (127, -128, 31), (255, 255, 33), (255, -128, 32), (32_767, -32_768, 47), (-32_768, -32_768, 48)]
    {
        let sums = IntegerSums::of(std::iter::repeat_n((x, w), MOST));
        let (count, x, w) = (MOST as i64, i64::from(x), i64::from(w));
        assert_eq!((sums.products, sums.inputs, sums.weights, sums.largest), (count * x * w, count * x, count * w, count * (x * w).abs()));
        assert_eq!(bits_for(sums.largest), bits, "{x} times {w}");
        assert_eq!(sums.corrected(128, -7), count * (x - 128) * (w + 7));
    }
    // What cancels in the end needs its bits on the way.
    let half = MOST / 2;
    let sums = IntegerSums::of(std::iter::repeat_n((255, 255), half).chain(std::iter::repeat_n((255, -255), half)));
    assert_eq!((sums.products, sums.largest), (0, half as i64 * 65_025));
    let [signed, unsigned] = [true, false].map(|signed| CodeRange::of_bits(8, signed).expect("8 bits"));
    assert_eq!([1024, 65_536].map(|count| accumulator_bits(count, signed, signed)), [26, 32]);
    assert_eq!(accumulator_bits(65_536, unsigned, unsigned), 33);
    assert_eq!([0, 1, 127, 128, 1 << 31, (1 << 31) - 1].map(bits_for), [1, 2, 8, 9, 33, 32]);
}

proptest! {
    #![proptest_config(tries(64))]

    #[test]
    fn four_terms_are_the_plain_sum(
        codes in prop::collection::vec((-32_768i32..=65_535, -32_768i32..=65_535), 0..300),
        zero_x in -70_000i64..70_000,
        zero_w in -70_000i64..70_000,
    ) {
        let plain: i64 = codes.iter().map(|&(x, w)| (i64::from(x) - zero_x) * (i64::from(w) - zero_w)).sum();
        prop_assert_eq!(IntegerSums::of(codes.into_iter()).corrected(zero_x, zero_w), plain);
    }
}

/// Every output is its integer sums times the scales: the product of the dequantized numbers, whose f32 roundings are all that differs.
#[test]
fn integer_sums_are_the_outputs() {
    let asymmetric = |granularity| {
        let settings = Settings::default().with_scheme(Scheme::Asymmetric).with_bits(8).with_granularity(granularity);
        settings.with_convention(Preset::Onnx)
    };
    let dynamic = |settings| InputRounding::Dynamic(settings);
    let plain = LayerSettings::default();
    let cases = [
        (symmetric(8, Granularity::Row), plain.clone().with_inputs(dynamic(InputRounding::start())), 1),
        (asymmetric(Granularity::Tensor), plain.clone().with_inputs(InputRounding::Static(asymmetric(Granularity::Tensor))), 1),
        (symmetric(4, Granularity::Group), plain.clone().with_inputs(dynamic(asymmetric(Granularity::Row))), 12),
        (symmetric(8, Granularity::Row), plain.clone().with_inputs(dynamic(InputRounding::start())).with_method(Method::LLM_INT8), 1),
        (symmetric(4, Granularity::Row), plain.clone().with_inputs(dynamic(InputRounding::start())).with_method(Method::HADAMARD), 1),
        (
            asymmetric(Granularity::Group).with_bits(4),
            plain.with_inputs(dynamic(InputRounding::start())).with_method(Method::Gptq { damping: 0.01, order: ColumnOrder::Activation }),
            12,
        ),
    ];
    for name in ["l0-intermediate", "l3-intermediate"] {
        let [w, x] = sample(name);
        let bias: Vec<f32> = (0..w.rows()).map(|i| i as f32 / 100.0).collect();
        let layer = Layer::new(&w, Some(&bias), &x).expect("they fit");
        for (weight, settings, runs) in &cases {
            let study = LayerStudy::new(&layer, weight, &settings.clone().with_bias_correction(true)).expect("sound settings");
            for (token, channel) in [(0, 0), (52, 3), (53, 127), (104, 64), (77, 88)] {
                let output = study.arithmetic(&layer, token, channel).expect("it is there").expect("integers");
                let product = study.rounded[token * layer.channels() + channel] + f64::from(bias[channel]);
                let size = output.runs.iter().map(|run| run.value.abs()).sum::<f64>() + output.float_part.abs() + 1.0;
                assert!(
                    (output.output - product).abs() < 2e-6 * size,
                    "{name}, {weight:?}, {settings:?}: {} beside {product}",
                    output.output
                );
                assert_eq!(output.runs.len(), *runs, "{name}, {settings:?}");
                assert!(output.needed_bits <= output.guaranteed_bits && output.fits_i32);
                assert_eq!(study.report.accumulator_bits, Some(output.guaranteed_bits));
                let requantized = output.requantized.expect("half of the tokens calibrate");
                assert!(
                    (0..=255).contains(&requantized.code)
                        && requantized.multiplier.is_some() == (output.runs.len() == 1 && output.float_part == 0.0)
                );
                if (1..255).contains(&requantized.code) {
                    assert!((f64::from(requantized.value) - output.output).abs() <= 0.51 * f64::from(requantized.scale));
                }
            }
        }
        let floats = LayerStudy::new(&layer, &symmetric(8, Granularity::Row), &LayerSettings::default()).expect("sound settings");
        assert_eq!(floats.arithmetic(&layer, 0, 0), Ok(None));
        assert_eq!(floats.arithmetic(&layer, 105, 0).expect_err("there are 105 tokens").field(), "data");
    }
}

/// The codes of a rounded matrix are those that its quantizers gave.
#[test]
fn codes_are_those_that_were_rounded_to() {
    let [w, x] = sample("l0-intermediate");
    let layer = Layer::new(&w, None, &x).expect("they fit");
    let asymmetric = Settings::default().with_bits(8).with_granularity(Granularity::Row);
    let every = Preset::ALL.map(|preset| {
        let mut settings = asymmetric.clone().with_convention(preset);
        settings.take_codes_offered();
        settings
    });
    for settings in every.iter().chain(&[symmetric(16, Granularity::Row), Settings::default().with_scheme(Scheme::Nf4)]) {
        let study = LayerStudy::new(&layer, settings, &LayerSettings::default()).expect("sound settings");
        let rounded = &study.prepared.rounded;
        let levels = w.values().iter().enumerate().map(|(i, &w)| {
            let quantizer = rounded.quantizer_of(i);
            quantizer.code(quantizer.level(w, 0.0))
        });
        assert_eq!(rounded.codes(), levels.collect::<Vec<_>>(), "{settings:?}");
    }
}

/// HQQ's zero points are no integers: a row whose zero point happens to be one makes no integer product of the others.
#[test]
fn one_whole_zero_point_makes_no_integer_layer() {
    let weight = Tensor::new(vec![2, 8], [vec![0.0; 8], (0..8u8).map(|i| f32::from(i).sin() + 0.3).collect()].concat()).expect("finite");
    let inputs = Tensor::new(vec![2, 8], (0..16u8).map(|i| f32::from(i).cos()).collect()).expect("finite");
    let layer = Layer::new(&weight, None, &inputs).expect("they fit");
    let settings = LayerSettings::default().with_inputs(InputRounding::Dynamic(InputRounding::start()));
    let hqq = Settings::default().with_granularity(Granularity::Row).with_range(RangeMethod::Hqq);
    let bits = |weight: &Settings| LayerStudy::new(&layer, weight, &settings).expect("sound settings").report.accumulator_bits;
    assert_eq!(bits(&hqq), None);
    assert!(bits(&hqq.with_range(RangeMethod::MinMax)).is_some());
}
