//! A study as a program in Python that computes the same codes and values and asserts it, with NumPy or PyTorch.
//!
//! Both dialects print one template: elementwise IEEE f32 operations, which both libraries round alike.
//! Up to 1024 values stand in the program; more are read from a JSON export in the same folder. A tensor of the user's file is
//! read from that file.

use super::dialect::{Dialect, INLINE, float, list};
use super::slices::Columns;
use super::{integers, layer, lines, load, tables};
use crate::quant::{Quantizer, RangeMethod, ScaleType};
use crate::study::export::ExportedLayer;
use crate::study::{Provenance, RangedLevels, SchemeSpec, Study};
use crate::tensor::Tensor;

/// The program. `origin` is where the tensor came from, when that is a file; `layer` is what it is the weight of, where that has inputs.
pub fn program(
    dialect: Dialect,
    tensor: &Tensor,
    study: &Study,
    address: &str,
    origin: Option<&Provenance>,
    layer: Option<&ExportedLayer>,
) -> String {
    let inline = tensor.values().len() <= INLINE;
    let loading = origin.and_then(|origin| load::load(dialect, origin));
    let mut lines = vec![format!("# Quantscope: {address}")];
    lines.extend(origin.into_iter().flat_map(|origin| origin.lines()).map(|line| format!("# {line}")));
    if !inline {
        lines.push("import json".into());
    }
    if dialect == Dialect::Torch {
        lines.push("import torch".into());
    }
    let rng = !study.slice_fits[0].quantizer.is_monotone();
    if dialect == Dialect::Numpy || rng {
        lines.push("import numpy as np".into());
    }
    for module in loading.iter().flat_map(|loading| &loading.imports) {
        if !lines.iter().any(|line| line == module) {
            lines.push((*module).into());
        }
    }
    lines.push(String::new());
    lines.extend(data(dialect, tensor, study, inline, loading.map(|loading| loading.lines)));
    let columns = || Columns::new(dialect, tensor, study);
    lines.extend(match (&study.spec, &study.slice_fits[0].quantizer) {
        (SchemeSpec::Ranged { method, levels: RangedLevels::Integer { convention, .. } }, Quantizer::Affine(_))
            if *method != RangeMethod::Hqq && convention.scale_type == ScaleType::F32 =>
        {
            integers::program(dialect, tensor, study)
        }
        (_, Quantizer::Affine(affine)) => lines::affine(columns(), study, affine),
        (_, Quantizer::Scaled(scaled)) => tables::program(columns(), study, scaled),
        (_, Quantizer::ClippedUniform(bounded)) => lines::bounded(columns(), bounded),
        (_, Quantizer::GgmlAffine(line)) => lines::line(columns(), line),
    });
    // The values compared: all, or the finite ones.
    let (which, codes) = match tensor.non_finite().none() {
        true => ("", "expected_codes"),
        false => ("[finite]", "[c for c in expected_codes if c is not None]"),
    };
    let equal = match dialect {
        Dialect::Numpy => "np.array_equal",
        Dialect::Torch => "torch.equal",
    };
    lines.extend([
        format!("assert codes{which}.tolist() == {codes}, \"the codes differ\""),
        format!("assert {equal}(y{which}, expected{which}), \"the dequantized values differ\""),
        format!("print(\"same codes, same values; MSE\", float(((y - x) ** 2){which}.mean()))"),
        String::new(),
    ]);
    lines.extend(layer.into_iter().flat_map(|layer| layer::lines(dialect, tensor, !inline, layer)));
    lines.join("\n")
}

fn data(dialect: Dialect, tensor: &Tensor, study: &Study, inline: bool, loading: Option<Vec<String>>) -> Vec<String> {
    let missing = tensor.non_finite();
    let (x, codes, expected) = if inline {
        let given = (0..tensor.values().len()).filter_map(|i| tensor.given(i));
        let codes = study.levels(tensor).enumerate().map(|(i, (level, _))| match missing.at(i) {
            false => study.quantizer_of(i).code(level).to_string(),
            true => "None".into(),
        });
        let values = study.levels(tensor).enumerate().map(|(i, (_, y))| float(if missing.at(i) { f32::NAN } else { y }));
        (list(given.map(float)), list(codes), list(values))
    } else {
        let x = if missing.none() { "saved['original']" } else { "[float('nan') if v is None else v for v in saved['original']]" };
        let no_number = if missing.none() { "" } else { "float('nan') if o is None else " };
        let infinite = format!(
            "[v if v is not None else {no_number}float('inf') if o > 0 else -float('inf') for v, o in zip(saved['dequantized'], saved['original'])]"
        );
        (x.into(), "saved['codes']".into(), infinite)
    };
    let mut lines = Vec::new();
    if !inline {
        lines.push("saved = json.load(open(\"quantscope.json\"))  # export JSON beside this file".into());
    }
    lines.extend(loading.unwrap_or_else(|| vec![format!("x = {}", dialect.array(&x))]));
    if !missing.none() {
        let (np, zero, count) = (dialect.name(), dialect.scalar(0), missing.count());
        lines.push(format!("finite = {np}.isfinite(x)  # what is not ({count} of {}) is left out", tensor.values().len()));
        lines.push(format!("x = {np}.where(finite, x, {zero})"));
    }
    lines.extend([format!("expected_codes = {codes}"), format!("expected = {}", dialect.array(&expected)), String::new()]);
    lines
}
