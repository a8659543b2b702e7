//! The selected value's arithmetic, line by line, with the very numbers the quantizer computed.

use super::format::{exact, number, place};
use super::scene::{Scene, error};
use crate::num::{Minifloat, Rounding};
use crate::quant::{Affine, Arithmetic, Element, Quantizer, Scaled, ZeroPointAdded};
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
    /// Original.
    pub x: f32,
    /// Dequantized.
    pub y: f32,
    /// Stored code.
    pub code: i32,
    /// The steps.
    pub lines: Vec<TraceLine>,
}

/// One step of arithmetic with its real numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TraceLine {
    /// What is done: "divide by the scale".
    pub label: String,
    /// The numbers, shortened: "2.158 ÷ 0.3878".
    pub work: String,
    /// The outcome, shortened.
    pub result: String,
    /// Work and outcome with every digit, for copying: "2.158 / 0.38778666 = 5.5649147".
    pub exact: String,
    /// Why, or empty: "5.5 is a tie: half to even gives 6".
    pub note: String,
}

impl Trace {
    pub(super) fn build(scene: &Scene) -> Self {
        let m = &scene.selected;
        let index = m.index as usize;
        let mut lines = match scene.quantizer() {
            Quantizer::Affine(affine) => {
                let u = crate::study::draw(scene.quantizer(), index, &mut scene.dither());
                let mut lines = parameter_lines(scene, affine);
                lines.extend(quantize_lines(affine, m.x, u));
                lines.extend(dequantize_lines(affine, m.code as f32));
                lines
            }
            Quantizer::Scaled(Scaled { element: Element::Float(format), .. }) => cast_lines(*format, m.x),
            _ => Vec::new(),
        };
        let e = error(m);
        let work = format!("{} − {}", short(m.y), wrapped(m.x));
        lines.push(line("error x̂ − x", work, number(e), format!("{} - {} = {e}", m.y, bare(m.x)), error_note(scene)));
        Self {
            index: m.index,
            row: (index / scene.tensor.cols()) as u32,
            col: (index % scene.tensor.cols()) as u32,
            name: scene.name(index),
            x: m.x,
            y: m.y,
            code: m.code,
            lines,
        }
    }
}

/// What the error may be compared with.
fn error_note(scene: &Scene) -> String {
    match scene.affine() {
        _ if scene.selected.clipped != 0 => "the value is clipped, so the error may be larger than a step".into(),
        Some(a) if matches!(a.rounding, Rounding::HalfEven | Rounding::HalfAway) => {
            format!("half a step is {}", number(f64::from(a.scale) / 2.0))
        }
        Some(a) => format!("a step is {}", short(a.scale)),
        None => String::new(),
    }
}

fn line(label: &str, work: String, result: String, exact: String, note: impl Into<String>) -> TraceLine {
    TraceLine { label: label.into(), work, result, exact, note: note.into() }
}

fn short(v: f32) -> String {
    number(f64::from(v))
}

/// A number as the second operand: negative ones in brackets.
fn wrapped(v: f32) -> String {
    in_brackets(v, short(v))
}

fn in_brackets(v: f32, text: String) -> String {
    if v.is_sign_negative() { format!("({text})") } else { text }
}

/// The same for copying, every digit and plain signs.
fn bare(v: f32) -> String {
    if v.is_sign_negative() { format!("({v})") } else { v.to_string() }
}

/// Where the scale and the zero point come from.
fn parameter_lines(scene: &Scene, a: &Affine) -> Vec<TraceLine> {
    let range = scene.part.range;
    let convention = scene.study.settings.convention.convention();
    let symmetric = scene.symmetric();
    let (length, steps) = convention.scale_terms(symmetric, range, a.codes);
    let (length, divisor) = (length as f32, steps as f32);
    let one_side = symmetric && steps < f64::from(a.codes.steps());
    let (shown, plain) = if one_side {
        (short(length), length.to_string())
    } else {
        (format!("({} − {})", short(range.hi), wrapped(range.lo)), format!("({} - {})", range.hi, bare(range.lo)))
    };
    let whole = if one_side { "magnitude over steps on one side" } else { "width of the range over steps" };
    let (label, work, plain, raw, taken, whole) = if a.keeps_inverse {
        let work = format!("{} ÷ {shown}", place(divisor));
        let whole = "the inverse is kept";
        ("inverse scale 1/s", work, format!("{divisor} / {plain}"), divisor / length, a.reciprocal, whole)
    } else {
        ("scale s", format!("{shown} ÷ {}", place(divisor)), format!("{plain} / {divisor}"), length / divisor, a.scale, whole)
    };
    // A scale computed in f64 may end one unit in the last place beside the same quotient in f32.
    let as_computed = (raw - taken).abs() <= f32::EPSILON * taken;
    let note = if as_computed {
        whole.into()
    } else {
        format!("the range is too narrow for its own scale, so the convention takes {}", short(taken))
    };
    let exact_scale = if raw == taken { format!("{plain} = {raw}") } else { format!("{plain} = {raw}, taken: {taken}") };
    let scale = line(label, work, short(taken), exact_scale, note);

    let z = a.zero_point;
    let zero = if symmetric {
        let note = if z == 0.0 { "real 0 is code 0" } else { "real 0 is the middle code" };
        line("zero point z", "fixed".into(), place(z), format!("z = {z}"), note)
    } else {
        let qmin = a.codes.qmin as f32;
        let (places, shown, plain) = if a.keeps_inverse {
            let by = format!("{} × {}", short(range.lo), short(a.reciprocal));
            (range.lo * a.reciprocal, by, format!("{} * {}", range.lo, a.reciprocal))
        } else {
            (range.lo / a.scale, format!("{} ÷ {}", short(range.lo), short(a.scale)), format!("{} / {}", range.lo, a.scale))
        };
        let before = qmin - places.round_ties_even() + 0.0;
        let note = match before {
            _ if before == z => String::new(),
            _ if z == qmin || z == a.codes.qmax as f32 => format!("{} lies outside the codes and is clamped", place(before)),
            _ => format!("the convention takes {}", place(z)),
        };
        line(
            "zero point z",
            format!("{} − round({shown})", place(qmin)),
            place(z),
            format!("{qmin} - round({plain}) = {qmin} - round({places}) = {before}"),
            note,
        )
    };
    vec![scale, zero]
}

/// From x to its code.
fn quantize_lines(a: &Affine, x: f32, u: f32) -> Vec<TraceLine> {
    let steps = a.steps(x);
    let mut lines = vec![match a.arithmetic {
        Arithmetic::Divide => line(
            "divide by the scale",
            format!("{} ÷ {}", short(x), short(a.scale)),
            place(steps),
            format!("{x} / {} = {steps}", a.scale),
            "",
        ),
        Arithmetic::Reciprocal => line(
            "multiply by 1/scale",
            format!("{} × {}", short(x), short(a.reciprocal)),
            place(steps),
            format!("{x} * {} = {steps}", a.reciprocal),
            if a.keeps_inverse { "the inverse scale is what is kept".into() } else { format!("1 ÷ {} was rounded first", short(a.scale)) },
        ),
    }];
    let add = |v: f32| {
        let sum = v + a.zero_point;
        let z = a.zero_point;
        (
            line(
                "add the zero point",
                format!("{} + {}", place(v), in_brackets(z, place(z))),
                place(sum),
                format!("{v} + {} = {sum}", bare(z)),
                "",
            ),
            sum,
        )
    };
    match a.zero_point_added {
        ZeroPointAdded::BeforeRounding => {
            let (added, sum) = add(steps);
            lines.push(added);
            lines.push(round_line(a.rounding, sum, u));
        }
        ZeroPointAdded::AfterRounding => {
            lines.push(round_line(a.rounding, steps, u));
            lines.push(add(a.rounding.round(steps, u)).0);
        }
    }
    let (code, q) = (a.unclamped(x, u), a.clamp(a.unclamped(x, u)));
    let (qmin, qmax) = (a.codes.qmin as f32, a.codes.qmax as f32);
    lines.push(line(
        "clamp to the codes",
        format!("{} in {} … {}", place(code), place(qmin), place(qmax)),
        place(q),
        format!("clamp({code}, {qmin}, {qmax}) = {q}"),
        if code == q { "inside" } else { "beyond them, clipped" },
    ));
    lines
}

fn round_line(rule: Rounding, v: f32, u: f32) -> TraceLine {
    let r = rule.round(v, u);
    let tie = v.fract().abs() == 0.5;
    let note = match rule {
        _ if v == r && rule != Rounding::Stochastic => "it is whole already".into(),
        Rounding::HalfEven if tie => format!("{} is a tie: half to even gives {}", place(v), place(r)),
        Rounding::HalfAway if tie => format!("{} is a tie: half away from zero gives {}", place(v), place(r)),
        Rounding::HalfEven | Rounding::HalfAway => "to the nearest, no tie".into(),
        Rounding::TowardZero => "toward zero: the fraction is cut off".into(),
        Rounding::Stochastic => format!("this value's draw is {}", short(u)),
    };
    match rule {
        Rounding::Stochastic => {
            line("add the draw, round down", format!("⌊{} + {}⌋", place(v), short(u)), place(r), format!("floor({v} + {u}) = {r}"), note)
        }
        _ => line("round", format!("round({})", place(v)), place(r), format!("round({v}) = {r}"), note),
    }
}

/// From the code back.
fn dequantize_lines(a: &Affine, q: f32) -> Vec<TraceLine> {
    let z = a.zero_point;
    let (apart, y) = (q - z, a.dequantize(q));
    let (label, sign, by) = if a.keeps_inverse { ("divide by 1/scale", '÷', a.reciprocal) } else { ("times the scale", '×', a.scale) };
    let plain = if a.keeps_inverse { '/' } else { '*' };
    vec![
        line(
            "subtract the zero point",
            format!("{} − {}", place(q), in_brackets(z, place(z))),
            place(apart),
            format!("{q} - {} = {apart}", bare(z)),
            "",
        ),
        line(label, format!("{} {sign} {}", place(apart), short(by)), short(y), format!("{apart} {plain} {by} = {y}"), "dequantized x̂"),
    ]
}

/// The way through a 16-bit float: the two neighbours, the nearest, its fields, back.
fn cast_lines(format: Minifloat, x: f32) -> Vec<TraceLine> {
    let bits = format.encode(x);
    let y = format.decode(bits);
    let rank = format.rank(bits);
    let (low, high) = match y {
        y if y < x => (rank, rank + 1),
        y if y > x => (rank - 1, rank),
        _ => (rank, rank),
    };
    let value = |rank: i32| format.decode(format.at_rank(rank));
    let (below, above) = (value(low), value(high));
    let note = if low == high {
        "the format has this number".into()
    } else if y.is_infinite() {
        format!("beyond {}, the largest number of the format", exact(format.max()))
    } else if f64::from(x) - f64::from(below) == f64::from(above) - f64::from(x) {
        "a tie: the one with the even mantissa is taken".into()
    } else {
        "the nearer of the two numbers around x".to_string()
    };
    let nearest = line(
        "round to the format",
        format!("{} … {}", short(below), short(above)),
        short(y),
        format!("{x} lies in [{below}, {above}], nearest: {y}"),
        note,
    );

    let mantissa_bits = format.mantissa_bits();
    let (exponent_bits, bias) = (format.exponent_bits(), format.bias());
    let mantissa = bits & ((1 << mantissa_bits) - 1);
    let exponent = i32::from((bits & 0x7fff) >> mantissa_bits);
    let (e, m) = (exponent_bits as usize, mantissa_bits as usize);
    let fields = format!("{} {exponent:0e$b} {mantissa:0m$b}", bits >> 15);
    let stored = line(
        "sign, exponent, mantissa",
        fields.clone(),
        format!("0x{bits:04X}"),
        format!("{fields} = 0x{bits:04X}"),
        "the 16 bits that are stored",
    );

    let sign = if bits >> 15 == 0 { "" } else { "−" };
    let whole = 1u32 << mantissa_bits;
    let (work, note) = if exponent == (1 << exponent_bits) - 1 {
        (format!("{sign}∞"), "an exponent of ones means infinity")
    } else if exponent == 0 {
        (format!("{sign}2^{} × {mantissa}/{whole}", 1 - bias), "an exponent of zeros: no hidden 1")
    } else {
        (
            format!("{sign}2^({exponent} − {bias}) × (1 + {mantissa}/{whole})"),
            "the exponent is stored with a bias, the leading 1 is not stored",
        )
    };
    let back = line("read back", work.clone(), short(y), format!("{} = {y}", work.replace('−', "-").replace('×', "*")), note);
    vec![nearest, stored, back]
}
