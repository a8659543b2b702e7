//! The sentence above the picture: what is left of the values, in one line, from the same numbers as the picture.

use crate::chart::number_text::{count, number, percent};
use crate::chart::readout::headline::{clipped, float, outliers, overflow, sets_scale};
use crate::chart::scene::Scene;
use crate::study::SchemeSpec;
use serde::{Deserialize, Serialize};

/// What a part of the sentence names, which decides its colour.
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

/// A part of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Span {
    /// The words, with the spaces around them.
    pub text: String,
    /// What they name.
    pub role: SpanRole,
}

/// From this share of values that become zero on, the sentence is about them where one value sets the scale of all.
const MOSTLY_ZERO: f64 = 0.5;
/// Of more different values than this, the sentence does not say whether all of them stay different.
const MOST_COMPARED: u64 = 1024;

/// The sentence in parts. In a translated text the words of a role stand between marks of it.
pub(super) fn lead(scene: &Scene) -> Vec<Span> {
    spans(&text(scene))
}

fn text(scene: &Scene) -> String {
    let range = scene.sorted.range();
    let (numbers, bits) = (subject(scene), bits(scene));
    if scene.finite == 0 {
        return match scene.study.slices.count() {
            1 => tr!("No value is finite: there is nothing to quantize."),
            _ => tr!("{slice}: no value is finite.", slice = slice(scene)),
        };
    }
    let lost = overflow(scene);
    if lost > 0 {
        return tr_n!(
            lost,
            "{numbers} in {bits}: ~{n} is too large~ and becomes infinite.",
            "{numbers} in {bits}: ~{n} are too large~ and become infinite.",
            n = count(lost),
            numbers,
            bits
        );
    }
    if range.lo == range.hi {
        return equal(scene, &numbers);
    }
    if scene.study.focus_metrics.max_abs == 0.0 {
        return tr!("{numbers} in {bits}: *every one comes back exactly*.", numbers, bits);
    }
    let zeroed = scene.study.focus_metrics.share_zeroed;
    if zeroed >= MOSTLY_ZERO && outliers(scene).is_some_and(|found| sets_scale(scene, found.extreme)) {
        return tr!("{numbers} in {bits}: *{share} of them become zero*.", share = percent(zeroed), numbers, bits);
    }
    let left = values_left(scene);
    let fitted = matches!(scene.study.spec, SchemeSpec::Fitted(_));
    let cut = match clipped(scene) {
        n if n == 0 || fitted => String::new(),
        n => tr_n!(n, ", ~{n} is clipped~", ", ~{n} are clipped~", n = count(n)),
    };
    if cut.is_empty() && all_stay_different(scene, left) {
        return match left == scene.finite as u64 {
            true => tr!("{numbers} in {bits}: *all keep values of their own*.", numbers, bits),
            false => tr!("{numbers} in {bits}: *all {n} different values stay different*.", n = count(left), numbers, bits),
        };
    }
    tr_n!(
        left,
        "{numbers} in {bits}: *{n} different value* is left{cut}.",
        "{numbers} in {bits}: *{n} different values* are left{cut}.",
        n = count(left),
        numbers,
        bits,
        cut
    )
}

/// The sentence about values that are all the same.
fn equal(scene: &Scene, numbers: &str) -> String {
    let value = scene.sorted.range().lo;
    let back = scene.selected().map_or_else(|| scene.quantizer().dequantized(value, 0.0), |mark| mark.y);
    let (x, n) = (number(value.into()), scene.finite);
    if back == value {
        tr_n!(n, "{numbers}, {x}: it comes back *exactly*.", "{numbers}, all {x}: they come back *exactly*.", numbers, x)
    } else {
        let y = number(back.into());
        tr_n!(n, "{numbers}, {x}: it comes back as *{y}*.", "{numbers}, all {x}: they come back as *{y}*.", numbers, x, y)
    }
}

/// How many different finite numbers the values become.
pub(super) fn values_left(scene: &Scene) -> u64 {
    let mut numbers: Vec<f32> = scene.counts.iter().map(|&(level, _)| scene.quantizer().value(level)).filter(|v| v.is_finite()).collect();
    // Two codes can stand for one number, as −0 and 0 do.
    numbers.dedup();
    numbers.len() as u64
}

/// Whether no two different values become one, of few enough to be sure.
fn all_stay_different(scene: &Scene, left: u64) -> bool {
    let mut rest = scene.sorted.values();
    if left > MOST_COMPARED || !scene.quantizer().is_monotone() {
        return false;
    }
    let mut different = 0;
    while let (Some(&first), true) = (rest.first(), different <= left) {
        rest = &rest[rest.partition_point(|&v| v <= first)..];
        different += 1;
    }
    different == left
}

/// "16 numbers", "Row 3 of 4, 16 numbers".
fn subject(scene: &Scene) -> String {
    let n = scene.finite as u64;
    let numbers = tr_n!(n, "{n} number", "{n} numbers", n = count(n));
    if scene.study.slices.count() == 1 { numbers } else { tr!("{slice}, {numbers}", slice = slice(scene), numbers) }
}

/// "Row 3 of 4".
fn slice(scene: &Scene) -> String {
    let name = scene.slice_name();
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// "4 bits", "8-bit floats (E4M3)".
fn bits(scene: &Scene) -> String {
    let bits = scene.quantizer().code_bits();
    match float(scene) {
        Some(format) => {
            let (exponent, mantissa) = (format.exponent_bits(), format.mantissa_bits());
            tr!("{bits}-bit floats (E{exponent}M{mantissa})", bits, exponent, mantissa)
        }
        None => tr_n!(bits, "{n} bit", "{n} bits", n = bits),
    }
}

/// A text whose words between stars name dequantized values, and between tildes clipped ones.
fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut role = SpanRole::Plain;
    for part in text.split_inclusive(['*', '~']) {
        let words = part.trim_end_matches(['*', '~']);
        if !words.is_empty() {
            spans.push(Span { text: words.into(), role });
        }
        role = match (part.chars().last(), role) {
            (Some('*'), SpanRole::Plain) => SpanRole::Dequantized,
            (Some('~'), SpanRole::Plain) => SpanRole::Clipped,
            (Some('*' | '~'), _) => SpanRole::Plain,
            _ => role,
        };
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_roles() {
        let words = spans("4 numbers: *3 values* are left, ~1 is clipped~.").into_iter().map(|s| (s.text, s.role)).collect::<Vec<_>>();
        let expected = [
            ("4 numbers: ", SpanRole::Plain),
            ("3 values", SpanRole::Dequantized),
            (" are left, ", SpanRole::Plain),
            ("1 is clipped", SpanRole::Clipped),
            (".", SpanRole::Plain),
        ];
        assert_eq!(words, expected.map(|(text, role)| (text.to_owned(), role)));
    }
}
