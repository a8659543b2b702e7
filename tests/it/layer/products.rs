//! Rounded products of the recorded layers against numbers that NumPy found.

use super::{decimal, sample, symmetric};
use quantscope::Settings;
use quantscope::layer::{InputRounding, Layer, LayerSettings, LayerStudy, Method};
use quantscope::quant::Granularity;
use quantscope::study::Scheme;

/// SQNR of all outputs and of the median channel, for all tokens at once.
fn printed(name: &str, weight: &Settings, inputs: InputRounding) -> [f64; 2] {
    let [w, x] = sample(name);
    let layer = Layer::new(&w, None, &x).expect("they fit");
    let settings = LayerSettings::default().with_inputs(inputs).with_calibration(Some(0));
    let report = LayerStudy::new(&layer, weight, &settings).expect("sound settings").report;
    assert_eq!(report.evaluation.tokens.len(), 105);
    [decimal(report.evaluation.sqnr_db), decimal(report.evaluation.median_db)]
}

/// Signal to noise in dB, of all outputs and of the median channel: columns are inputs in INT8 by tensor and by token with weights in
/// INT8 by row; exact inputs with weights in INT8 by tensor, INT8 by row, INT4 in groups of 32.
#[test]
fn rounded_products_have_the_errors_that_numpy_found() {
    let table = [
        ("l0-intermediate", [[25.3, 22.9], [34.7, 32.4], [29.9, 26.8], [46.0, 44.9], [23.8, 21.1]]),
        ("l0-output", [[37.0, 9.4], [45.5, 21.0], [31.3, 3.4], [49.3, 35.1], [41.8, 13.9]]),
        ("l3-intermediate", [[23.8, 22.1], [31.3, 30.3], [37.3, 36.3], [43.7, 43.1], [21.3, 20.6]]),
        ("l3-output", [[28.9, 13.7], [38.3, 24.6], [27.6, 12.4], [43.9, 37.2], [31.5, 16.7]]),
        ("l5-intermediate", [[28.5, 27.8], [33.4, 32.8], [40.2, 40.0], [44.0, 43.8], [21.7, 21.4]]),
        ("l5-output", [[36.2, 25.0], [42.1, 31.1], [35.2, 22.4], [47.7, 37.2], [28.8, 17.4]]),
    ];
    for (name, expected) in table {
        let row = symmetric(8, Granularity::Row);
        let found = [
            printed(name, &row, InputRounding::Dynamic(symmetric(8, Granularity::Tensor))),
            printed(name, &row, InputRounding::Dynamic(symmetric(8, Granularity::Row))),
            printed(name, &symmetric(8, Granularity::Tensor), InputRounding::Exact),
            printed(name, &row, InputRounding::Exact),
            printed(name, &symmetric(4, Granularity::Group), InputRounding::Exact),
        ];
        assert_eq!(found, expected, "{name}");
    }
}

/// A static range is that of the calibration tokens: what lies beyond it is clipped, and the error of the other tokens is no smaller.
#[test]
fn a_static_range_is_that_of_the_calibration_tokens() {
    let [w, x] = sample("l3-output");
    let layer = Layer::new(&w, None, &x).expect("they fit");
    let study = |inputs| {
        LayerStudy::new(&layer, &symmetric(8, Granularity::Row), &LayerSettings::default().with_inputs(inputs)).expect("sound settings")
    };
    let tensor = symmetric(8, Granularity::Tensor);
    let (fixed, dynamic) = (study(InputRounding::Static(tensor.clone())), study(InputRounding::Dynamic(tensor)));
    assert_eq!(fixed.calibration, 53);
    assert_eq!(fixed.report.calibration, dynamic.report.calibration, "the same range for the tokens it was taken from");
    assert_ne!(fixed.report.evaluation, dynamic.report.evaluation);

    let none = LayerSettings::default().with_calibration(Some(0)).with_inputs(InputRounding::Static(symmetric(8, Granularity::Tensor)));
    let error = LayerStudy::new(&layer, &symmetric(8, Granularity::Row), &none).expect_err("nothing to take the range from");
    assert_eq!(error.field(), "calibration");
    let blocks = InputRounding::Static(InputRounding::start().with_scheme(Scheme::MxE4m3));
    let error =
        LayerStudy::new(&layer, &symmetric(8, Granularity::Row), &LayerSettings::default().with_inputs(blocks)).expect_err("blocks");
    assert_eq!(error.field(), "layer-inputs");
}

/// No answer depends on how many multiplications are made at a time, or on what was asked before.
#[test]
fn steps_add_up_to_the_same_bits() {
    use quantscope::layer::LayerStudies;
    use quantscope::study::SoFar;
    let [w, x] = sample("l5-intermediate");
    let layer = Layer::new(&w, None, &x).expect("they fit");
    let weight = symmetric(4, Granularity::Group);
    let smooth = LayerSettings::default().with_method(Method::SMOOTH_QUANT).with_inputs(InputRounding::Dynamic(InputRounding::start()));
    let whole = LayerStudy::new(&layer, &weight, &smooth).expect("sound settings");
    let mut studies = LayerStudies::default();
    for settings in [LayerSettings::default(), smooth] {
        let mut shares = Vec::new();
        while let SoFar::Share(share) = studies.step(&layer, &weight, &settings, 700_000).expect("sound settings") {
            shares.push(share);
        }
        assert!(shares.len() > 2 && shares.is_sorted(), "{shares:?}");
    }
    // A comparison has the same numbers and leaves the newest study.
    let other = LayerSettings::default().with_method(Method::LLM_INT8).with_inputs(InputRounding::Dynamic(InputRounding::start()));
    for _ in 0..2 {
        let report = loop {
            if let SoFar::Done(report) = studies.report(&layer, &weight, &other, 700_000).expect("sound settings") {
                break report;
            }
        };
        assert_eq!(report, LayerStudy::new(&layer, &weight, &other).expect("sound settings").report);
    }
    let stepped = studies.newest().expect("it is there");
    assert_eq!((&stepped.report, &stepped.rounded, &stepped.exact), (&whole.report, &whole.rounded, &whole.exact));
}
