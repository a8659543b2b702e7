//! Layer settings as words.

use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::layer::{InputRounding, LayerSettings, Method};
use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::Scheme;

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::RoundToNearest), (0f32..=1.0).prop_map(|alpha| Method::SmoothQuant { alpha })]
}

fn inputs() -> impl Strategy<Value = InputRounding> {
    let settings = (
        prop::sample::select(Scheme::ALL),
        2u8..=16,
        any::<bool>(),
        prop::sample::select(vec![Granularity::Tensor, Granularity::Row, Granularity::Group]),
        prop::sample::select(RangeMethod::ALL),
        prop::collection::vec(-4f32..4.0, 1..4),
    );
    let settings = settings.prop_map(|(scheme, bits, signed, granularity, range, levels)| {
        let start = InputRounding::start().with_scheme(scheme).with_bits(bits).with_signed(signed);
        start.with_granularity(granularity).with_range(range).with_levels(levels)
    });
    prop_oneof![Just(InputRounding::Exact), settings.clone().prop_map(InputRounding::Dynamic), settings.prop_map(InputRounding::Static),]
}

fn settings() -> impl Strategy<Value = LayerSettings> {
    (inputs(), method(), prop::option::of(any::<u32>())).prop_map(|(inputs, method, calibration)| {
        LayerSettings::default().with_inputs(inputs).with_method(method).with_calibration(calibration)
    })
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn what_was_written_is_read(settings in settings()) {
        let text = settings.to_text();
        prop_assert_eq!(LayerSettings::parse(&text), (settings, vec![]), "{}", text);
    }

    #[test]
    fn any_text_can_be_read(text in "[a-z0-9. -]{0,60}") {
        LayerSettings::parse(&text);
    }
}

#[test]
fn only_what_differs_is_written() {
    assert_eq!(LayerSettings::default().to_text(), "");
    let smooth = LayerSettings::default().with_method(Method::SMOOTH_QUANT).with_inputs(InputRounding::Dynamic(InputRounding::start()));
    assert_eq!(smooth.to_text(), "method smooth-quant x dynamic");
}

#[test]
fn faults_are_told_and_the_rest_is_taken() {
    let (read, faults) = LayerSettings::parse("method smooth-quant smoothing 7 x static x-bits 99 colour red calibration 12");
    let expected = LayerSettings::default().with_method(Method::SMOOTH_QUANT).with_calibration(Some(12));
    assert_eq!(read, expected.with_inputs(InputRounding::Static(InputRounding::start())));
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].contains("alpha is 7") && faults[1].contains("x-bits=99") && faults[2].contains("'colour'"), "{faults:?}");
}
