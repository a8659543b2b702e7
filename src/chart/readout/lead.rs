//! The one sentence above the picture and one line of advice below it, from the same numbers as the picture.

use crate::chart::number_text::count;
use crate::chart::scene::Scene;
use serde::{Deserialize, Serialize};

/// What a part of the leading sentence names, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SpanRole {
    /// No colour of its own.
    Plain,
    /// Original values.
    Original,
    /// Dequantized values.
    Dequantized,
    /// Errors.
    Error,
    /// Clipped values.
    Clipped,
}

/// A part of the leading sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Span {
    /// The words, with the spaces around them.
    pub text: String,
    /// What they name.
    pub role: SpanRole,
}

/// The sentence that says what happened to the values.
pub(super) fn lead(scene: &Scene) -> Vec<Span> {
    if scene.finite == 0 {
        return spans(&tr!("No value is finite: there is nothing to quantize."), SpanRole::Plain);
    }
    let left = scene.levels_used();
    let text = tr_n!(
        left,
        "{numbers} in {bits}: *{n} different value* is left.",
        "{numbers} in {bits}: *{n} different values* are left.",
        n = count(left),
        numbers = numbers(scene.finite as u64),
        bits = bits(scene)
    );
    spans(&scene.within_slice(&text), SpanRole::Dequantized)
}

/// What to press, or why; empty where there is nothing to advise.
pub(super) fn advice(scene: &Scene) -> String {
    if scene.study.spec.is_integer() { tr!("Fewer bits, fewer levels.") } else { String::new() }
}

/// "1 number", "16 numbers".
fn numbers(n: u64) -> String {
    tr_n!(n, "{n} number", "{n} numbers", n = count(n))
}

/// "4 bits".
fn bits(scene: &Scene) -> String {
    let bits = scene.quantizer().code_bits();
    tr_n!(bits, "{n} bit", "{n} bits", n = bits)
}

/// A text whose words between stars have a role.
fn spans(text: &str, role: SpanRole) -> Vec<Span> {
    let parts = text.split('*').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(i, part)| Span { text: part.into(), role: if i % 2 == 1 { role } else { SpanRole::Plain } }).collect()
}
