//! Integer codes without a zero point of their own: ggml's lines, and the bounded codes of networks trained in few bits.

use super::line::{TraceLine, bare, line, round_line, short, wrapped};
use crate::chart::number_text::{integer, place};
use crate::num::Rounding;
use crate::quant::{Arithmetic, ClippedUniform, Curve, GgmlAffine, Range};

pub(super) fn lines(l: &GgmlAffine, x: f32) -> Vec<TraceLine> {
    let mut lines = Vec::new();
    let from_origin = x - l.origin;
    if l.origin != 0.0 {
        let work = format!("{} − {}", short(x), wrapped(l.origin));
        lines.push(line(tr!("subtract the minimum"), work, short(from_origin), format!("{x} - {} = {from_origin}", bare(l.origin)), ""));
    }
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
    lines.push(line(label, work, place(steps), format!("{from_origin} {plain} {} = {steps}", bare(l.factor)), note));
    let sum = steps + l.before;
    if l.before != 0.0 {
        let note = if l.before.fract() == 0.5 { tr!("with a half, cutting off rounds to nearest, ties up") } else { String::new() };
        let work = format!("{} + {}", place(steps), wrapped(l.before));
        lines.push(line(tr!("add"), work, place(sum), format!("{steps} + {} = {sum}", bare(l.before)), note));
    }
    lines.push(round_line(l.rounding, sum, 0.0));
    let rounded = l.rounding.round(sum, 0.0) + 0.0;
    let code = rounded + l.after;
    if l.after != 0.0 {
        let work = format!("{} + {}", integer(rounded), wrapped(l.after));
        lines.push(line(tr!("add the code of 0"), work, integer(code), format!("{rounded} + {} = {code}", bare(l.after)), ""));
    }
    lines.push(clamp_line(code, l.codes.qmin as f32, l.codes.qmax as f32));
    let q = l.code_of(x) as f32;
    let (apart, y) = (q - l.zero, l.value(l.level(x)));
    if l.zero != 0.0 {
        let work = format!("{} − {}", integer(q), wrapped(l.zero));
        lines.push(line(tr!("subtract the code of 0"), work, place(apart), format!("{q} - {} = {apart}", bare(l.zero)), ""));
    }
    let (work, plain) = if l.offset == 0.0 {
        (format!("{} × {}", wrapped(l.step), wrapped(apart)), format!("{} * {}", l.step, bare(apart)))
    } else {
        let (step, apart_short, offset) = (wrapped(l.step), wrapped(apart), wrapped(l.offset));
        (format!("{step} × {apart_short} + {offset}"), format!("{} * {} + {}", l.step, bare(apart), bare(l.offset)))
    };
    let label = if l.offset == 0.0 { tr!("times the stored step") } else { tr!("times the stored step, plus the stored minimum") };
    lines.push(line(label, work, short(y), format!("{plain} = {y}"), tr!("dequantized x̂")));
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
        lines.push(line(tr!("to 0 … 1"), work, short(place_of), plain, tr!("DoReFa: large weights are squeezed together")));
    }
    let Range { lo, hi } = b.bounds;
    let inside = place_of.clamp(lo, hi);
    lines.push(line(
        tr!("clamp to the bounds"),
        tr!("{code} in {lo} … {hi}", code = short(place_of), lo = short(lo), hi = short(hi)),
        short(inside),
        format!("clamp({place_of}, {lo}, {hi}) = {inside}"),
        if inside == place_of { tr!("inside") } else { tr!("beyond them, clipped") },
    ));
    let steps = inside * b.steps;
    let work = format!("{} × {}", short(inside), short(b.steps));
    lines.push(line(tr!("times the steps in 1"), work, place(steps), format!("{inside} * {} = {steps}", b.steps), ""));
    lines.push(round_line(Rounding::HalfEven, steps, 0.0));
    let q = b.code(x) + 0.0;
    let y = b.dequantize(q);
    let (work, plain) = match b.curve {
        Curve::Identity => (format!("{} ÷ {}", integer(q), short(b.steps)), format!("{q} / {} = {y}", b.steps)),
        Curve::Tanh { .. } => (format!("2 × {} ÷ {} − 1", integer(q), short(b.steps)), format!("2 * ({q} / {}) - 1 = {y}", b.steps)),
    };
    lines.push(line(tr!("back"), work, short(y), plain, tr!("dequantized x̂")));
    lines
}
