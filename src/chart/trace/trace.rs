//! The selected value's arithmetic, line by line, with exactly the numbers that the quantizer computed, and its code's bits.

use super::line::{TraceLine, bare, line, short, wrapped};
use super::{Bits, affine, scale, table, uniform};
use crate::chart::number_text::number;
use crate::chart::scene::{Scene, error};
use crate::num::Rounding;
use crate::quant::{Quantizer, RangeMethod};
use crate::study::SchemeSpec;
use serde::{Deserialize, Serialize};

/// The selected value's way to its code and back, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Trace {
    /// Flat index.
    pub index: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
    /// "row 1, column 3".
    pub name: String,
    /// Original; NaN or infinite where it is left out.
    pub x: f32,
    /// Dequantized; NaN where the original is left out.
    pub y: f32,
    /// Stored code.
    pub code: i32,
    /// The steps.
    pub lines: Vec<TraceLine>,
    /// How many of them, the first ones, are of the slice: all its values have them.
    pub shared: u32,
    /// The stored code, bit by bit; none where the original is left out.
    pub bits: Bits,
}

impl Trace {
    pub(in crate::chart) fn build(scene: &Scene) -> Self {
        let m = &scene.selected;
        let index = m.index as usize;
        let (shared, lines) = if m.x.is_finite() { lines(scene) } else { (0, vec![left_out(scene)]) };
        Self {
            index: m.index,
            row: (index / scene.tensor.cols()) as u32,
            col: (index % scene.tensor.cols()) as u32,
            name: scene.name(index),
            x: m.x,
            y: m.y,
            code: m.code,
            lines,
            shared,
            bits: Bits::of(scene),
        }
    }
}

/// The text for a value that is not finite.
fn left_out(scene: &Scene) -> TraceLine {
    let x = scene.selected.x;
    let name = if x.is_nan() { "NaN".into() } else { short(x) };
    let blocks = matches!(scene.study.spec, SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. });
    let note =
        if blocks { tr!("left out of errors; its block is fitted as if 0 stood here") } else { tr!("left out of scales and errors") };
    line(tr!("original"), "x".into(), name, format!("x = {x}"), note)
}

/// The steps from a finite value to its error, and how many of them are of the slice.
fn lines(scene: &Scene) -> (u32, Vec<TraceLine>) {
    let m = &scene.selected;
    let mut lines = match (scene.quantizer(), &scene.study.spec) {
        (Quantizer::Affine(affine), SchemeSpec::Ranged { method, .. }) if *method != RangeMethod::Hqq => {
            affine::parameter_lines(scene, affine)
        }
        _ => scale::lines(scene),
    };
    let shared = lines.len() as u32;
    match scene.quantizer() {
        Quantizer::Affine(affine) => {
            let u = crate::study::random_draw(scene.quantizer(), m.index as usize, &mut scene.rng());
            lines.extend(affine::quantize_lines(affine, m.x, u, scene.symmetric()));
            lines.extend(affine::dequantize_lines(affine, m.code as f32, scene.symmetric()));
        }
        Quantizer::Scaled(scaled) => lines.extend(table::lines(scene, scaled, m.x)),
        Quantizer::ClippedUniform(bounded) => lines.extend(uniform::bounded_lines(bounded, m.x)),
        Quantizer::GgmlAffine(ggml) => lines.extend(uniform::lines(ggml, m.x)),
    }
    let e = error(m);
    let work = format!("{} − {}", short(m.y), wrapped(m.x));
    let exact = format!("{} - {} = {e}", m.y, bare(m.x));
    lines.push(line(tr!("error x̂ − x"), work, number(e), exact, error_note(scene)).in_letters("e = x̂ − x"));
    (shared, lines)
}

/// A note that compares the error with a step or half a step.
fn error_note(scene: &Scene) -> String {
    let rounds_to_nearest = match scene.quantizer() {
        Quantizer::Affine(a) => matches!(a.rounding, Rounding::HalfEven | Rounding::HalfAway),
        Quantizer::GgmlAffine(_) => true,
        // A curve stretches the error, and a table may dequantize with another factor than it quantizes with.
        Quantizer::ClippedUniform(_) | Quantizer::Scaled(_) => false,
    };
    match scene.step() {
        _ if scene.selected.clipped != 0 => tr!("the value is clipped, so the error may be larger than a step"),
        Some(step) if rounds_to_nearest => tr!("half a step is {half}", half = number(f64::from(step) / 2.0)),
        Some(step) => tr!("a step is {step}", step = short(step)),
        None => String::new(),
    }
}
