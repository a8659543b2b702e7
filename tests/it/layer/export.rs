//! Exports of a layer: JSON with all that its programs read, CSV with a line for each channel and token.

use quantscope::layer::{InputRounding, Layer, LayerExport, LayerSettings, LayerStudy, layer_program};
use quantscope::quant::Granularity;
use quantscope::study::{Dialect, Scheme};
use quantscope::{Settings, Tensor};

#[test]
fn a_layer_is_exported_with_its_codes() {
    let weight = Tensor::new(vec![2, 4], vec![0.3, -0.2, 0.1, 0.4, -0.6, 0.5, 0.7, -0.8]).expect("a weight");
    let inputs = Tensor::new(vec![3, 4], vec![0.1, 9.0, -0.2, 0.3, 0.2, -8.0, 0.1, 0.1, 1.0, 2.0, 3.0, 4.0]).expect("inputs");
    let layer = Layer::new(&weight, None, &inputs).expect("a layer");
    let rows = Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(4).with_granularity(Granularity::Row);
    let with = LayerSettings::default().with_inputs(InputRounding::Dynamic(InputRounding::start()));
    let study = LayerStudy::new(&layer, &rows, &with).expect("a study");
    let export = LayerExport { layer: &layer, weight: &rows, study: &study, link: "link" };
    let json: serde_json::Value = serde_json::from_str(&export.json().expect("JSON")).expect("it is JSON");
    assert_eq!(json["layer"], "x dynamic");
    assert_eq!(json["inputs"].as_array().map(Vec::len), Some(12));
    let part = |matrix: &str, name: &str| json[matrix]["integers"][name].as_array().cloned().unwrap_or_default();
    // Codes times scales are the values; each token and each row has a scale of its own.
    assert_eq!((part("rounded_inputs", "scales").len(), part("rounded_weight", "scales").len()), (3, 2));
    for matrix in ["rounded_inputs", "rounded_weight"] {
        let (codes, slices, scales) = (part(matrix, "codes"), part(matrix, "slices"), part(matrix, "scales"));
        for (i, value) in json[matrix]["values"].as_array().expect("values").iter().enumerate() {
            let scale = scales[slices[i].as_u64().expect("a slice") as usize].as_f64().expect("a scale") as f32;
            assert_eq!(codes[i].as_i64().expect("a code") as f32 * scale, value.as_f64().expect("a value") as f32, "{matrix} {i}");
        }
    }
    assert_eq!(export.csv().lines().count(), 2 + (2 + 2) + (2 + 1));
    for dialect in [Dialect::Numpy, Dialect::Torch] {
        let program = layer_program(dialect, &export);
        assert!(program.contains("sums = qx @ qw.T") && program.contains("\"the outputs differ\""));
    }
    let exact = LayerStudy::new(&layer, &rows, &LayerSettings::default()).expect("a study");
    let program = layer_program(Dialect::Torch, &LayerExport { study: &exact, ..export });
    assert!(program.contains("y = x @ w.T") && !program.contains("np."));
}
