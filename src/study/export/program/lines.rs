//! The middle of the program for codes on a line whose numbers are given: HQQ's, MXINT8's and ggml's integers, and codes
//! within fixed bounds. Knows no data.

use super::dialect::float;
use super::tables;
use crate::num::Rounding;
use crate::quant::{Affine, Arithmetic, ClippedUniform, Curve, GgmlAffine, Quantizer, ZeroPointAdded};
use crate::study::Study;
use crate::study::export::program::slices::Columns;

/// Integers with the scale and zero point of each slice.
pub(super) fn affine(mut columns: Columns, study: &Study, first: &Affine) -> Vec<String> {
    let of = |pick: fn(&Affine) -> f32| {
        move |q: &Quantizer| match q {
            Quantizer::Affine(a) => Some(pick(a)),
            _ => None,
        }
    };
    if tables::mx_scale(&mut columns, study) {
        columns.line("scale = scale / 64");
    } else {
        columns.number("scale", of(|a| a.scale));
    }
    let steps = match first.arithmetic {
        Arithmetic::Divide => "x / scale",
        Arithmetic::Reciprocal => {
            columns.number("inverse", of(|a| a.reciprocal));
            "x * inverse"
        }
    };
    let plain = columns.all(0.0, of(|a| a.zero_point));
    if !plain {
        columns.number("zero_point", of(|a| a.zero_point));
    }
    let (before, after) = match first.zero_point_added {
        _ if plain => ("", ""),
        ZeroPointAdded::BeforeRounding => (" + zero_point", ""),
        ZeroPointAdded::AfterRounding => ("", " + zero_point"),
    };
    columns.line(format!("v = {steps}{before}"));
    let rounded = rounded(&mut columns, first.rounding);
    columns.line(format!("q = np.clip({rounded}{after}, {}, {})", first.codes.qmin, first.codes.qmax));
    columns.line("codes = q.astype(np.int64)");
    columns.line(if plain { "y = q * scale" } else { "y = (q - zero_point) * scale" });
    columns.lines
}

/// `v` rounded, as an expression.
fn rounded(columns: &mut Columns, rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::TowardZero => "np.trunc(v)",
        Rounding::HalfAway => {
            columns.line("t = np.trunc(v)");
            "t + np.sign(v) * (np.abs(v - t) >= 0.5)"
        }
        Rounding::HalfEven | Rounding::Stochastic => "np.rint(v)",
    }
}

/// Codes that are quantized with other numbers than they are dequantized with.
pub(super) fn line(mut columns: Columns, first: &GgmlAffine) -> Vec<String> {
    let of = |pick: fn(&GgmlAffine) -> f32| {
        move |q: &Quantizer| match q {
            Quantizer::GgmlAffine(l) => Some(pick(l)),
            _ => None,
        }
    };
    let mut x = "x".to_owned();
    if !columns.all(0.0, of(|l| l.origin)) {
        columns.number("origin", of(|l| l.origin));
        x = "(x - origin)".into();
    }
    let mut v = columns.brought(&x, of(|l| l.factor), of(|l| f32::from(u8::from(l.arithmetic == Arithmetic::Divide))));
    let mut added = |name: &str, pick: fn(&GgmlAffine) -> f32, nothing: f32| {
        if columns.all(nothing, of(pick)) {
            return String::new();
        }
        columns.number(name, of(pick));
        format!(" + {name}")
    };
    let before = added("before", |l| l.before, 0.0);
    let after = added("after", |l| l.after, 0.0);
    let offset = added("offset", |l| l.offset, -0.0);
    v += &before;
    columns.lines.push(format!("v = {v}"));
    let rounded = rounded(&mut columns, first.rounding);
    columns.line(format!("q = np.clip({rounded}{after}, {}, {})", first.codes.qmin, first.codes.qmax));
    columns.number("step", of(|l| l.step));
    columns.number("zero", of(|l| l.zero));
    columns.line("codes = q.astype(np.int64)");
    columns.line(format!("y = step * (q - zero){offset}"));
    columns.lines
}

/// Codes within bounds that are the same for all data, after a curve.
pub(super) fn bounded(mut columns: Columns, first: &ClippedUniform) -> Vec<String> {
    let tanh = matches!(first.curve, Curve::Tanh { .. });
    if tanh {
        columns.number("limit", |q| match q {
            Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Tanh { limit }, .. }) => Some(*limit),
            _ => None,
        });
        columns.line("t = np.tanh(x.astype(np.float64)).astype(np.float32)");
    }
    columns.number("steps", |_| Some(first.steps));
    let v = if tanh { "(t / (2 * limit) + 0.5)" } else { "x" };
    columns.line(format!("q = np.rint({v}.clip({}, {}) * steps)", float(first.bounds.lo), float(first.bounds.hi)));
    columns.line("codes = q.astype(np.int64)");
    columns.line(if tanh { "y = 2 * (q / steps) - 1" } else { "y = q / steps" });
    columns.lines
}
