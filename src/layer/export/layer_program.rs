//! A layer as a program in Python that reads its JSON, computes the outputs and asserts that they are those of the page.

use super::LayerExport;
use crate::study::Dialect;

/// The JSON that the program reads.
const DATA: &str = "quantscope-layer.json";

/// Numbers of 32 bits, to be multiplied in 64.
const FLOATS: &str = "\
def floats(numbers):
    return np.array(numbers, dtype=np.float32).astype(np.float64)
";

/// Products of codes where both sides are integers with one scale for each row of the weight and one for each token.
const INTEGERS: &str = "\
def integers(part, columns):
    codes = np.array(part[\"codes\"], dtype=np.int64).reshape(-1, columns)
    slices = np.array(part[\"slices\"], dtype=np.int64).reshape(-1, columns)
    scales = floats(part[\"scales\"])[slices]
    zeros = np.array(part[\"zero_points\"], dtype=np.int64)[slices]
    return codes - zeros, scales

qx, sx = integers(saved[\"rounded_inputs\"][\"integers\"], columns)
qw, sw = integers(saved[\"rounded_weight\"][\"integers\"], columns)
assert (sx == sx[:, :1]).all() and (sw == sw[:, :1]).all()
# Exact sums of integers; the scales come last.
sums = qx @ qw.T
y = sums * sx[:, :1] * sw[:, :1].T + bias";

/// Products of dequantized values.
const VALUES: &str = "\
x = floats(saved[\"rounded_inputs\"][\"values\"]).reshape(-1, columns)
w = floats(saved[\"rounded_weight\"][\"values\"]).reshape(-1, columns)
y = x @ w.T + bias";

/// The program. It asserts the outputs of all tokens, and how close those of the tokens that judge are.
pub fn layer_program(dialect: Dialect, export: &LayerExport) -> String {
    let LayerExport { layer, study, link, .. } = export;
    let name = match dialect {
        Dialect::Numpy => "import numpy as np",
        Dialect::Torch => "import torch",
    };
    let by_rows = has_one_scale_a_row(export);
    let mut lines = vec![
        format!("# Quantscope: {link}"),
        "import json".into(),
        name.into(),
        String::new(),
        format!("saved = json.load(open(\"{DATA}\"))  # the layer's export JSON beside this file"),
        format!("columns, calibration = {}, {}", layer.columns(), study.calibration),
        "bias = np.array(saved[\"bias\"], dtype=np.float64)".into(),
        String::new(),
        FLOATS.into(),
        "# What was rounded, multiplied.".into(),
        (if by_rows { INTEGERS } else { VALUES }).into(),
        String::new(),
        "outputs = np.array(saved[\"outputs\"], dtype=np.float64).reshape(y.shape)".into(),
        // The page rounds each dequantized value to 32 bits; exact sums do not.
        format!("assert abs(y - outputs).max() <= {} * abs(outputs).max(), \"the outputs differ\"", if by_rows { "1e-6" } else { "1e-12" }),
        String::new(),
        "# The outputs of the numbers as they are given, and how much of them is error.".into(),
        "x0 = floats(saved[\"inputs\"]).reshape(-1, columns)".into(),
        "w0 = floats(saved[\"weight\"]).reshape(-1, columns)".into(),
        "exact = x0 @ w0.T".into(),
        "error = ((y - exact)[calibration:] ** 2).sum()".into(),
        "db = float(10 * np.log10((exact[calibration:] ** 2).sum() / error)) if error > 0 else float('inf')".into(),
    ];
    if let Some(expected) = study.report.evaluation.sqnr_db.filter(|ratio| ratio.is_finite()) {
        lines.push(format!("assert abs(db - {expected}) < {}, \"the error differs\"", if by_rows { "1e-3" } else { "1e-6" }));
    }
    lines.extend(["print(\"same outputs; SQNR\", db, \"dB\")".into(), String::new()]);
    let numpy = lines.join("\n");
    match dialect {
        Dialect::Numpy => numpy,
        Dialect::Torch => numpy.replace("np.array(", "torch.tensor(").replace(".astype(", ".to(").replace("np.", "torch."),
    }
}

/// Whether all codes are integers, those of a row of weight or inputs with one scale and zero point.
fn has_one_scale_a_row(LayerExport { layer, study, .. }: &LayerExport) -> bool {
    let columns = layer.columns();
    let in_rows = |rounded: &crate::layer::Rounded| {
        rounded.places.is_none()
            && (0..rounded.values.len() / columns).all(|row| rounded.slice_of(row * columns) == rounded.slice_of((row + 1) * columns - 1))
    };
    let rounds_integers = study.report.accumulator_bits.is_some();
    let inputs = study.inputs.iter().all(|part| part.float_columns.is_empty() && part.fit.as_ref().is_some_and(in_rows));
    rounds_integers && inputs && in_rows(&study.prepared.rounded)
}
