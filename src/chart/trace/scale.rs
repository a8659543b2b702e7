//! Where the scale of a slice comes from: its range, the mean of its values, or the rule of its block format.

use super::line::{TraceLine, bare, line, short, wrapped};
use crate::chart::scene::Scene;
use crate::num::Minifloat;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Bnb, Mx, Nvfp4, Nvfp4Rule, ScaleRule};
use crate::quant::signs::Ternary;
use crate::quant::{Affine, GgmlAffine, Quantizer, Range, Scaled};
use crate::study::{Fitted, RangedLevels, SchemeSpec};

pub(super) fn lines(scene: &Scene) -> Vec<TraceLine> {
    match &scene.study.spec {
        SchemeSpec::Ranged { levels: RangedLevels::Integer { .. }, .. } => searched(scene),
        SchemeSpec::Ranged { levels: RangedLevels::Table { largest, .. }, .. } => {
            let absmax = scene.fit.range.absmax();
            let note = if absmax > 0.0 { tr!("the end of the range goes to the largest level") } else { tr!("zeros need no scale") };
            ratio(tr!("scale s"), "s", absmax, *largest, factor(scene), note).into()
        }
        SchemeSpec::Fixed(_) => Vec::new(),
        SchemeSpec::Fitted(fitted) => fitted_lines(scene, *fitted),
        SchemeSpec::Blocks(BlockFormat::Mx(mx)) => mx_lines(scene, *mx),
        SchemeSpec::Blocks(BlockFormat::Nvfp4(nvfp4)) => nvfp4_lines(scene, *nvfp4),
        SchemeSpec::Blocks(BlockFormat::Bnb(bnb)) => bnb_lines(scene, *bnb),
        SchemeSpec::Ggml { kind, imatrix } => ggml_lines(scene, *kind, *imatrix),
    }
}

/// A quotient and the number used in its place; a letter stands for the outcome, none where it is not used as it is or there is
/// nothing to divide.
fn ratio(label: String, letter: &str, above: f32, below: f32, taken: f32, note: String) -> [TraceLine; 1] {
    let plain = format!("{above} / {} = {taken}", bare(below));
    let work = format!("{} ÷ {}", short(above), wrapped(below));
    let letters = if letter.is_empty() || below == 1.0 { String::new() } else { format!("{letter} = {work}") };
    [line(label, work, short(taken), plain, note).in_letters(letters)]
}

/// A number computed from many values; shown without its inputs.
fn stated(label: String, work: String, result: f32, note: String) -> TraceLine {
    let exact = format!("{work} = {result}");
    line(label, work, short(result), exact, note)
}

/// The largest magnitude of the slice.
fn absmax(scene: &Scene) -> f32 {
    scene.sorted.range().absmax()
}

fn absmax_line(scene: &Scene) -> TraceLine {
    stated(scene.slice_name(), tr!("largest |x| of {n}", n = scene.finite), absmax(scene), tr!("its values share a scale"))
}

/// The number that a table's values are divided by or multiplied with on the way in.
fn factor(scene: &Scene) -> f32 {
    if let Quantizer::Scaled(s) = scene.quantizer() { s.factor } else { 1.0 }
}

fn scale(scene: &Scene) -> f32 {
    scene.scale().unwrap_or(1.0)
}

/// HQQ's scale and real zero point.
fn searched(scene: &Scene) -> Vec<TraceLine> {
    if let Quantizer::GgmlAffine(line) = scene.quantizer() {
        let shift = stated(tr!("shift"), tr!("kept in place of a zero point"), line.offset, tr!("the value of code 0"));
        let scale = stated(tr!("scale s"), tr!("from the range, as the convention says"), line.step, tr!("a step of one code"));
        return if scene.symmetric() { vec![scale] } else { vec![scale, shift] };
    }
    let Some(&Affine { scale, zero_point, .. }) = scene.affine() else { return Vec::new() };
    vec![
        stated(tr!("scale s"), tr!("width of the values over steps"), scale, tr!("HQQ keeps it and searches the zero point")),
        stated(tr!("zero point z"), tr!("found by HQQ"), zero_point + 0.0, tr!("it need not be whole")),
    ]
}

fn fitted_lines(scene: &Scene, fitted: Fitted) -> Vec<TraceLine> {
    let n = scene.finite;
    match fitted {
        Fitted::Binary | Fitted::Dorefa { bits: 1 } => {
            vec![stated(tr!("scale s"), tr!("mean of {n} magnitudes", n), scale(scene), tr!("only signs are stored"))]
        }
        Fitted::Ternary(Ternary::Twn) => vec![
            stated(
                tr!("threshold"),
                tr!("{share} × mean of {n} magnitudes", share = short(0.7), n),
                factor(scene) / 2.0,
                tr!("what is not above becomes 0; the table's is 0.5"),
            ),
            stated(tr!("scale s"), tr!("mean of the magnitudes above"), scale(scene), tr!("Ternary Weight Networks")),
        ],
        Fitted::Ternary(Ternary::AbsMean) => {
            vec![stated(tr!("scale s"), tr!("mean of {n} magnitudes", n), scale(scene), tr!("BitNet b1.58; at least 0.00001"))]
        }
        Fitted::Dorefa { .. } => Vec::new(),
        Fitted::LloydMax { .. } => {
            let (first, last) = scene.quantizer().ends();
            let levels = format!("{}", last - first + 1);
            let work = tr!("least squared error for {n} values", n);
            let plain = format!("{work}: {levels}");
            vec![line(tr!("levels"), work, levels, plain, tr!("each is the mean of its values, borders lie half way"))]
        }
    }
}

fn mx_lines(scene: &Scene, mx: Mx) -> Vec<TraceLine> {
    let largest = absmax(scene);
    let taken = mx.scale(largest).value();
    let max = mx.element.float().map_or(127.0 / 64.0, Minifloat::max);
    let top = (max.to_bits() >> 23) as i32 - 127;
    let (shown, plain) = (short(largest), largest.to_string());
    let (open, close, what) = match mx.rule {
        ScaleRule::Floor => ("2^(⌊log₂ ", "⌋", tr!("a power of two, rounded down: magnitudes above the largest number are clipped")),
        ScaleRule::Ceil => ("2^(⌈log₂ ", "⌉", tr!("a power of two, rounded up: nothing is clipped")),
        ScaleRule::Even => ("2^(⌊log₂ round(", ")⌋", tr!("a power of two, rounded down, after rounding to the element's mantissa")),
        ScaleRule::EvenFp4 => ("2^(⌊log₂ round(", ")⌋", tr!("a power of two, rounded down, after rounding to one bit of mantissa")),
        ScaleRule::Rceil => ("2^⌈log₂(", "", tr!("a power of two, rounded up: the least power of two that clips nothing")),
    };
    let formula = |v: &str| match mx.rule {
        ScaleRule::Rceil => format!("{open}{v} ÷ {})⌉", short(max)),
        _ => format!("{open}{v}{close} − {top})"),
    };
    let by_hand = if mx.element.float().is_some() && factor(scene) == taken { format!("s = {}", formula(&shown)) } else { String::new() };
    let shared = line(tr!("shared scale"), formula(&shown), short(taken), format!("{} = {taken}", formula(&plain)), what);
    let mut lines = vec![absmax_line(scene), shared.in_letters(by_hand)];
    if mx.element.float().is_none() {
        lines.extend(ratio(tr!("step"), "s", taken, 64.0, taken / 64.0, tr!("codes are 64ths of the scale")));
    } else if factor(scene) != taken {
        lines.push(stated(
            tr!("divided by"),
            tr!("the smallest scale the arithmetic has"),
            factor(scene),
            tr!("such small blocks become zeros"),
        ));
    }
    lines
}

fn nvfp4_lines(scene: &Scene, nvfp4: Nvfp4) -> Vec<TraceLine> {
    let largest = absmax(scene);
    let mut lines = Vec::new();
    let all = scene.study.slice_fits.iter().map(|part| part.range.absmax()).fold(0.0, f32::max);
    let tensor = nvfp4.tensor_scale(all);
    if let Some(tensor) = tensor {
        lines.extend(ratio(
            tr!("scale of the tensor"),
            "t",
            all,
            448.0 * 6.0,
            if nvfp4.rule == Nvfp4Rule::CompressedTensors { 1.0 / tensor } else { tensor },
            tr!("its largest |x| over the largest E4M3 times the largest E2M1"),
        ));
    }
    lines.push(absmax_line(scene));
    let stored = Minifloat::E4M3FN.decode(nvfp4.scale(largest, tensor).into());
    let (work, plain, letters) = match tensor {
        Some(inverse) if nvfp4.rule == Nvfp4Rule::CompressedTensors => {
            let letters = format!("b = E4M3({} ÷ 6 × 1/t)", short(largest));
            (format!("{} ÷ 6 × {}", short(largest), wrapped(inverse)), format!("{largest} / 6 * {inverse}"), letters)
        }
        Some(tensor) => {
            let letters = format!("b = E4M3({} ÷ 6 ÷ t)", short(largest));
            (format!("{} ÷ 6 ÷ {}", short(largest), wrapped(tensor)), format!("{largest} / 6 / {tensor}"), letters)
        }
        None => (format!("{} ÷ 6", short(largest)), format!("{largest} / 6"), format!("s = E4M3({} ÷ 6)", short(largest))),
    };
    let note = match nvfp4.rule {
        Nvfp4Rule::Torchao => tr!("rounded to E4M3, from 2^−6 to 448"),
        Nvfp4Rule::Modelopt => tr!("rounded to E4M3, from 2^−9 to 448; 1 for zeros"),
        Nvfp4Rule::CompressedTensors => tr!("rounded to E4M3, up to 448; 1/8 in place of 0"),
    };
    lines.push(line(tr!("scale of the block"), work, short(stored), format!("E4M3({plain}) = {stored}"), note).in_letters(letters));
    if let Some(tensor) = tensor {
        let both = scale(scene);
        let (work, exact) = match nvfp4.rule {
            Nvfp4Rule::CompressedTensors => (format!("{} ÷ {}", short(stored), wrapped(tensor)), format!("{stored} / {tensor} = {both}")),
            _ => (format!("{} × {}", wrapped(tensor), short(stored)), format!("{tensor} * {stored} = {both}")),
        };
        lines.push(line(tr!("scale s"), work, short(both), exact, tr!("of tensor and block")).in_letters("s = t × b"));
    }
    lines
}

fn bnb_lines(scene: &Scene, bnb: Bnb) -> Vec<TraceLine> {
    let mut lines = vec![absmax_line(scene)];
    if bnb.nested() {
        lines.push(stated(
            tr!("stored scale"),
            tr!("the nearest of 256 steps"),
            scale(scene),
            tr!("8 bits a block, with a scale and an offset of their own"),
        ));
    }
    lines
}

fn ggml_lines(scene: &Scene, kind: GgmlType, imatrix: bool) -> Vec<TraceLine> {
    let Range { lo, hi } = scene.block_range(kind.run());
    let extreme = scene.tensor.finite(scene.slice).iter().fold(0.0, |most: f32, &x| if x.abs() > most.abs() { x } else { most });
    let name = scene.slice_name();
    let halves = tr!("the value of largest magnitude gets the outermost code");
    let mut lines = match kind {
        _ if imatrix => Vec::new(),
        GgmlType::Q4_0 => ratio(name.clone(), "", extreme, -8.0, extreme / -8.0, halves).into(),
        GgmlType::Q5_0 => ratio(name.clone(), "", extreme, -16.0, extreme / -16.0, halves).into(),
        GgmlType::Q8_0 => ratio(name.clone(), "", extreme.abs(), 127.0, extreme.abs() / 127.0, halves).into(),
        GgmlType::Q4_1 | GgmlType::Q5_1 => {
            let steps = if kind == GgmlType::Q4_1 { 15.0 } else { 31.0 };
            let step = (hi - lo) / steps;
            let work = format!("({} − {}) ÷ {steps}", short(hi), wrapped(lo));
            vec![line(
                name.clone(),
                work,
                short(step),
                format!("({hi} - {}) / {steps} = {step}", bare(lo)),
                tr!("from the least to the largest value"),
            )]
        }
        GgmlType::Mxfp4 | GgmlType::Nvfp4 => vec![absmax_line(scene)],
        _ => Vec::new(),
    };
    let (stored, offset) = match scene.quantizer() {
        Quantizer::GgmlAffine(GgmlAffine { step, offset, .. }) => (*step, *offset),
        Quantizer::Scaled(Scaled { scale, .. }) => (*scale, 0.0),
        _ => return lines,
    };
    let how = match kind {
        GgmlType::Mxfp4 => tr!("a power of two: half of what its exponent means, for the table holds doubles"),
        GgmlType::Nvfp4 => tr!("in 8 bits (E4M3): half of what they mean, for the table holds doubles"),
        _ if kind.run() < kind.block() => tr!("a small integer times the block's 16-bit scale"),
        _ => tr!("rounded to a 16-bit float"),
    };
    if lines.is_empty() {
        lines.push(stated(name, tr!("step of least weighted squared error"), stored, tr!("as it is stored, {how}", how)));
    } else {
        lines.push(stated(tr!("stored step"), how, stored, String::new()));
    }
    if offset != 0.0 {
        let how = if kind.run() < kind.block() {
            tr!("a small integer times the block's 16-bit minimum")
        } else {
            tr!("rounded to a 16-bit float")
        };
        lines.push(stated(tr!("stored minimum"), how, offset, String::new()));
    }
    lines
}
