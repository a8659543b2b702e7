//! Integer codes without a zero point of their own: ggml's lines, and the bounded codes of networks trained in few bits.

use super::line::{TraceLine, bare, clip_letters, line, round_line, short, wrapped};
use crate::chart::number_text::{integer, place};
use crate::num::Rounding;
use crate::quant::{Arithmetic, ClippedUniform, Curve, GgmlAffine, Range};

pub(super) fn lines(l: &GgmlAffine, x: f32) -> Vec<TraceLine> {
    let mut lines = Vec::new();
    let from_origin = x - l.origin;
    if l.origin != 0.0 {
        let work = format!("{} − {}", short(x), wrapped(l.origin));
        let letters = format!("u = x − {}", wrapped(l.origin));
        let exact = format!("{x} - {} = {from_origin}", bare(l.origin));
        lines.push(line(tr!("subtract the minimum"), work, short(from_origin), exact, "").in_letters(letters));
    }
    let from = if l.origin == 0.0 { "x" } else { "u" };
    let (label, sign, plain, steps) = match l.arithmetic {
        Arithmetic::Divide => (tr!("divide by the step"), '÷', '/', from_origin / l.factor),
        Arithmetic::Reciprocal => (tr!("multiply by 1/step"), '×', '*', from_origin * l.factor),
    };
    let note = match l.arithmetic {
        _ if l.factor == 0.0 => tr!("there is no step: all values get one code"),
        Arithmetic::Reciprocal => tr!("the step before it was stored in 16 bits"),
        Arithmetic::Divide => tr!("the step as it is stored"),
    };
    let work = format!("{} {sign} {}", short(from_origin), wrapped(l.factor));
    let letters = format!("v = {from} {sign} {}", wrapped(l.factor));
    let exact = format!("{from_origin} {plain} {} = {steps}", bare(l.factor));
    lines.push(line(label, work, place(steps), exact, note).in_letters(letters));
    let sum = steps + l.before;
    if l.before != 0.0 {
        let note = if l.before.fract() == 0.5 { tr!("with a half, cutting off rounds to nearest, ties up") } else { String::new() };
        let work = format!("{} + {}", place(steps), wrapped(l.before));
        let letters = format!("w = v + {}", wrapped(l.before));
        lines.push(line(tr!("add"), work, place(sum), format!("{steps} + {} = {sum}", bare(l.before)), note).in_letters(letters));
    }
    lines.push(round_line(l.rounding, if l.before == 0.0 { "v" } else { "w" }, sum, 0.0));
    let rounded = l.rounding.round(sum, 0.0) + 0.0;
    let code = rounded + l.after;
    if l.after != 0.0 {
        let work = format!("{} + {}", integer(rounded), wrapped(l.after));
        let letters = format!("c = r + {}", wrapped(l.after));
        let exact = format!("{rounded} + {} = {code}", bare(l.after));
        lines.push(line(tr!("add the code of 0"), work, integer(code), exact, "").in_letters(letters));
    }
    let (qmin, qmax) = (l.codes.qmin as f32, l.codes.qmax as f32);
    let letters = clip_letters(if l.after == 0.0 { "r" } else { "c" }, qmin, qmax);
    lines.push(clamp_line(code, qmin, qmax).in_letters(letters));
    let q = l.code_of(x) as f32;
    let (apart, y) = (q - l.zero, l.value(l.level(x)));
    if l.zero != 0.0 {
        let work = format!("{} − {}", integer(q), wrapped(l.zero));
        let letters = format!("d = q − {}", wrapped(l.zero));
        let exact = format!("{q} - {} = {apart}", bare(l.zero));
        lines.push(line(tr!("subtract the code of 0"), work, place(apart), exact, "").in_letters(letters));
    }
    let times = if l.zero == 0.0 { "q" } else { "d" };
    let back = format!("x̂ = {} × {times}", wrapped(l.step));
    let (work, plain) = if l.offset == 0.0 {
        (format!("{} × {}", wrapped(l.step), wrapped(apart)), format!("{} * {}", l.step, bare(apart)))
    } else {
        let (step, apart_short, offset) = (wrapped(l.step), wrapped(apart), wrapped(l.offset));
        (format!("{step} × {apart_short} + {offset}"), format!("{} * {} + {}", l.step, bare(apart), bare(l.offset)))
    };
    let label = if l.offset == 0.0 { tr!("times the stored step") } else { tr!("times the stored step, plus the stored minimum") };
    let letters = if l.offset == 0.0 { back } else { format!("{back} + {}", wrapped(l.offset)) };
    lines.push(line(label, work, short(y), format!("{plain} = {y}"), tr!("dequantized x̂")).in_letters(letters));
    lines
}

fn clamp_line(code: f32, lo: f32, hi: f32) -> TraceLine {
    let q = code.clamp(lo, hi);
    line(
        tr!("clamp to the codes"),
        tr!("{code} in {lo} … {hi}", code = integer(code), lo = integer(lo), hi = integer(hi)),
        integer(q),
        format!("clamp({code}, {lo}, {hi}) = {q}"),
        if code == q { tr!("inside") } else { tr!("beyond them, clipped") },
    )
}

/// DoReFa, WRPN and PACT: a curve, the bounds, steps, rounding, and back.
pub(super) fn bounded_lines(b: &ClippedUniform, x: f32) -> Vec<TraceLine> {
    let place_of = b.place(x);
    let mut lines = Vec::new();
    if let Curve::Tanh { limit } = b.curve {
        let work = format!("tanh({}) ÷ (2 × {}) + {}", short(x), short(limit), short(0.5));
        let plain = format!("tanh({x}) / (2 * {limit}) + 0.5 = {place_of}");
        let letters = format!("u = tanh(x) ÷ (2 × {}) + {}", short(limit), short(0.5));
        let note = tr!("DoReFa: large weights are squeezed together");
        lines.push(line(tr!("to 0 … 1"), work, short(place_of), plain, note).in_letters(letters));
    }
    let letter = if b.curve == Curve::Identity { "x" } else { "u" };
    let Range { lo, hi } = b.bounds;
    let inside = place_of.clamp(lo, hi);
    lines.push(
        line(
            tr!("clamp to the bounds"),
            tr!("{code} in {lo} … {hi}", code = short(place_of), lo = short(lo), hi = short(hi)),
            short(inside),
            format!("clamp({place_of}, {lo}, {hi}) = {inside}"),
            if inside == place_of { tr!("inside") } else { tr!("beyond them, clipped") },
        )
        .in_letters(format!("b = clip({letter}, {}, {})", short(lo), short(hi))),
    );
    let steps = inside * b.steps;
    let work = format!("{} × {}", short(inside), short(b.steps));
    let letters = format!("v = b × {}", short(b.steps));
    lines.push(line(tr!("times the steps in 1"), work, place(steps), format!("{inside} * {} = {steps}", b.steps), "").in_letters(letters));
    lines.push(round_line(Rounding::HalfEven, "v", steps, 0.0));
    let q = b.code(x) + 0.0;
    let y = b.dequantize(q);
    let back = |q: &str| match b.curve {
        Curve::Identity => format!("{q} ÷ {}", short(b.steps)),
        Curve::Tanh { .. } => format!("2 × {q} ÷ {} − 1", short(b.steps)),
    };
    let plain = match b.curve {
        Curve::Identity => format!("{q} / {} = {y}", b.steps),
        Curve::Tanh { .. } => format!("2 * ({q} / {}) - 1 = {y}", b.steps),
    };
    let letters = format!("x̂ = {}", back("r"));
    lines.push(line(tr!("back"), back(&integer(q)), short(y), plain, tr!("dequantized x̂")).in_letters(letters));
    lines
}
