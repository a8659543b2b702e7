//! The end of a program for the weight of a layer: its outputs, and that they are as close as the page says. Knows no quantizer.

use super::dialect::{Dialect, INLINE, float, list};
use crate::study::export::ExportedLayer;
use crate::tensor::Tensor;

/// The lines after those that define `x` and `y`; none where the error of the outputs is no number.
pub(super) fn lines(dialect: Dialect, weight: &Tensor, saved: bool, layer: &ExportedLayer) -> Vec<String> {
    let Some(expected) = layer.outputs.sqnr_db.filter(|ratio| ratio.is_finite()) else { return Vec::new() };
    let inputs = layer.inputs.tensor();
    let few = !saved && inputs.values().len() <= INLINE;
    let values = if few { list(inputs.values().iter().map(|&v| float(v))) } else { "saved['outputs']['inputs']".into() };
    let (np, rows, columns) = (dialect.name(), weight.rows(), inputs.cols());
    let mut lines = vec![String::new()];
    if !few && !saved {
        lines.extend(["import json".into(), "saved = json.load(open(\"quantscope.json\"))  # export JSON beside this file".into()]);
    }
    lines.push("# What comes out of the layer: outputs = inputs @ weights.T, and how much of it is error.".into());
    lines.push(format!("inputs = {}", dialect.cast(&format!("{}.reshape(-1, {columns})", dialect.array(&values)), 64)));
    let wide = |name: &str| dialect.cast(name, 64);
    lines.push(format!("outputs = inputs @ {}.reshape({rows}, {columns}).T", wide("x")));
    let error = format!("({} - {})", wide("y"), wide("x"));
    let missing = if !weight.non_finite().none() { format!("{np}.where(finite, {error}, 0.0)") } else { error };
    lines.push(format!("errors = inputs @ {missing}.reshape({rows}, {columns}).T"));
    lines.push(format!("outputs_db = float(10 * {np}.log10((outputs**2).sum() / (errors**2).sum()))"));
    lines.push(format!("assert abs(outputs_db - {expected}) < 1e-6, \"the outputs differ\""));
    lines.push("print(\"same outputs; SQNR\", outputs_db, \"dB\")".into());
    lines.push(String::new());
    lines
}
