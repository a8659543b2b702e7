//! Layer settings as words.

use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::layer::{ColumnOrder, InputRounding, LayerSettings, LayerView, LayerWorkspace, Method};
use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::Scheme;

fn method() -> impl Strategy<Value = Method> {
    let order = prop::sample::select(vec![ColumnOrder::Given, ColumnOrder::Activation]);
    prop_oneof![
        prop::sample::select(Method::ALL),
        (0f32..=1.0).prop_map(|alpha| Method::SmoothQuant { alpha }),
        (1u8..=100).prop_map(|ratios| Method::Awq { ratios }),
        (1e-6f32..=1.0, order).prop_map(|(damping, order)| Method::Gptq { damping, order }),
        (prop::option::of(any::<u32>()), prop::option::of(any::<u32>())).prop_map(|(block, seed)| Method::Hadamard { block, seed }),
        (1e-3f32..1e6).prop_map(|threshold| Method::LlmInt8 { threshold }),
    ]
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
    (inputs(), method(), any::<bool>(), prop::option::of(any::<u32>())).prop_map(|(inputs, method, correction, calibration)| {
        let settings = LayerSettings::default().with_inputs(inputs).with_method(method);
        settings.with_bias_correction(correction).with_calibration(calibration)
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
    fn the_view_is_read_beside_any_settings(settings in settings(), view in prop::sample::select(LayerView::ALL)) {
        let workspace = LayerWorkspace { settings, view };
        let text = workspace.to_text();
        prop_assert_eq!(LayerWorkspace::parse(&text), (workspace, vec![]), "{}", text);
    }

    #[test]
    fn any_text_can_be_read(text in "[a-z0-9. -]{0,60}") {
        LayerSettings::parse(&text);
        LayerWorkspace::parse(&text);
    }
}

#[test]
fn only_what_differs_is_written() {
    assert_eq!(LayerSettings::default().to_text(), "");
    let smooth = LayerSettings::default().with_method(Method::SMOOTH_QUANT).with_inputs(InputRounding::Dynamic(InputRounding::start()));
    assert_eq!(smooth.to_text(), "method smooth-quant x dynamic");
    let gptq = Method::Gptq { damping: 0.01, order: ColumnOrder::Activation };
    assert_eq!(
        LayerSettings::default().with_method(gptq).with_bias_correction(true).to_text(),
        "method gptq order activation bias-correction true"
    );
    assert_eq!(
        LayerSettings::default().with_method(Method::Hadamard { block: Some(128), seed: None }).to_text(),
        "method hadamard rotated 128 signs none"
    );
}

#[test]
fn faults_are_told_and_the_rest_is_taken() {
    let (read, faults) = LayerSettings::parse("method smooth-quant smoothing 7 x static x-bits 99 colour red calibration 12");
    let expected = LayerSettings::default().with_method(Method::SMOOTH_QUANT).with_calibration(Some(12));
    assert_eq!(read, expected.with_inputs(InputRounding::Static(InputRounding::start())));
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].contains("alpha is 7") && faults[1].contains("x-bits=99") && faults[2].contains("'colour'"), "{faults:?}");
}

#[test]
fn a_view_stands_anywhere_and_an_unknown_one_is_told() {
    let gptq = LayerSettings::default().with_method(Method::GPTQ).with_calibration(Some(12));
    let (read, faults) = LayerWorkspace::parse("method gptq view walk calibration 12");
    assert_eq!((read, faults), (LayerWorkspace { settings: gptq.clone(), view: LayerView::Walk }, vec![]));
    let (read, faults) = LayerWorkspace::parse("view moon method gptq calibration 12");
    assert_eq!(read, LayerWorkspace { settings: gptq, view: LayerView::Columns });
    assert!(faults.len() == 1 && faults[0].contains("view=moon"), "{faults:?}");
}
