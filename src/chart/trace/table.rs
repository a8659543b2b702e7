//! The way through a table of values: to its units, to the nearest of two neighbours, its bits, and back.

use super::line::{TraceLine, bare, line, short, wrapped};
use crate::chart::number_text::{exact, place};
use crate::chart::scene::Scene;
use crate::num::{Codebook, Minifloat};
use crate::quant::{Arithmetic, Element, Scaled};

pub(super) fn lines(scene: &Scene, s: &Scaled, x: f32) -> Vec<TraceLine> {
    let v = s.steps(x);
    let mut lines = Vec::new();
    if s.factor != 1.0 {
        lines.push(to_units(s, x, v));
    }
    let (found, value) = match &s.element {
        Element::Float(format) => (Vec::from(float_lines(*format, v)), format.decode(format.encode(v))),
        Element::Book(book) => (Vec::from(book_lines(scene, book, v)), book.level(book.place(v) as i32)),
    };
    lines.extend(found);
    if s.scale != 1.0 {
        let y = s.scale * value;
        let work = format!("{} × {}", short(value), wrapped(s.scale));
        let exact = format!("{value} * {} = {y}", bare(s.scale));
        lines.push(line(tr!("times the scale"), work, short(y), exact, tr!("dequantized x̂")).in_letters("x̂ = f × s"));
    }
    lines
}

fn to_units(s: &Scaled, x: f32, v: f32) -> TraceLine {
    let (label, sign, plain, scale) = match s.arithmetic {
        Arithmetic::Divide => (tr!("divide by the scale"), '÷', '/', s.factor),
        Arithmetic::Reciprocal => (tr!("multiply by 1/scale"), '×', '*', 1.0 / s.factor),
    };
    let near = (scale - s.scale).abs() <= 1e-5 * scale.abs();
    let note = if near { String::new() } else { tr!("the way back has another scale, {scale}", scale = short(s.scale)) };
    let (work, exact) = (format!("{} {sign} {}", short(x), wrapped(s.factor)), format!("{x} {plain} {} = {v}", bare(s.factor)));
    let letters = match s.arithmetic {
        _ if !near => format!("v = x {sign} {}", short(s.factor)),
        Arithmetic::Divide => "v = x ÷ s".into(),
        Arithmetic::Reciprocal => "v = x × 1/s".into(),
    };
    line(label, work, short(v), exact, note).in_letters(letters)
}

/// The two neighbours, the nearest, its fields, their value.
fn float_lines(format: Minifloat, v: f32) -> [TraceLine; 3] {
    let bits = format.encode(v);
    let y = format.decode(bits);
    let rank = format.rank(bits);
    let (low, high) = match y {
        y if y < v => (rank, rank + 1),
        y if y > v => (rank - 1, rank),
        _ => (rank, rank),
    };
    let value = |rank: i32| format.decode(format.at_rank(rank));
    let (below, above) = (value(low), value(high));
    let note = if low == high {
        tr!("the format has this number")
    } else if format.overflows(v) {
        tr!("beyond {max}, the largest number of the format", max = exact(format.max()))
    } else if f64::from(v) - f64::from(below) == f64::from(above) - f64::from(v) {
        tr!("a tie: the one with the even mantissa is taken")
    } else {
        tr!("the nearer of the two numbers around it")
    };
    let (work, plain) = if format.overflows(v) {
        (tr!("nearest to {v}", v = short(v)), tr!("nearest to {v}: {y}", v, y))
    } else {
        (format!("{} … {}", short(below), short(above)), tr!("{v} lies in [{below}, {above}], nearest: {y}", v, below, above, y))
    };
    let nearest = line(tr!("round to the format"), work, short(y), plain, note).in_letters("f = nearest(v)");

    let mantissa_bits = format.mantissa_bits();
    let sign = u32::from(bits) >> (format.bits() - 1);
    let mantissa = u32::from(bits) & ((1 << mantissa_bits) - 1);
    let exponent = u32::from(bits) >> mantissa_bits & ((1 << format.exponent_bits()) - 1);
    let (e, m, digits) = (format.exponent_bits() as usize, mantissa_bits as usize, format.bits().div_ceil(4) as usize);
    let fields = match m {
        0 => format!("{sign} {exponent:0e$b}"),
        _ => format!("{sign} {exponent:0e$b} {mantissa:0m$b}"),
    };
    let stored = line(
        if m == 0 { tr!("sign, exponent") } else { tr!("sign, exponent, mantissa") },
        fields.clone(),
        format!("0x{bits:0digits$X}"),
        format!("{fields} = 0x{bits:0digits$X}"),
        tr!("the {n} bits that are stored", n = format.bits()),
    )
    .in_letters("q = code(f)");

    let sign = if sign == 0 { "" } else { "−" };
    let whole = 1u32 << mantissa_bits;
    let bias = format.bias();
    let by_bias = if bias < 0 { format!("{exponent} + {}", -bias) } else { format!("{exponent} − {bias}") };
    let (work, note) = if y.is_infinite() {
        (format!("{sign}∞"), tr!("an exponent of ones means infinity"))
    } else if exponent == 0 {
        (format!("{sign}2^{} × {mantissa}/{whole}", place((1 - bias) as f32)), tr!("an exponent of zeros: no hidden 1"))
    } else if m == 0 {
        (format!("{sign}2^({by_bias})"), tr!("the exponent is stored with a bias, the leading 1 is not stored"))
    } else {
        (format!("{sign}2^({by_bias}) × (1 + {mantissa}/{whole})"), tr!("the exponent is stored with a bias, the leading 1 is not stored"))
    };
    let back = line(tr!("read back"), work.clone(), short(y), format!("{} = {y}", work.replace('−', "-").replace('×', "*")), note);
    [nearest, stored, back]
}

/// The two levels around, the threshold between them, the code of the nearer.
fn book_lines(scene: &Scene, book: &Codebook, v: f32) -> [TraceLine; 2] {
    let at = book.place(v);
    let y = book.level(at as i32);
    let (low, high) = if v >= y { (at as i32, at as i32 + 1) } else { (at as i32 - 1, at as i32) };
    let (below, above) = (book.level(low), book.level(high));
    let end = usize::try_from(low).ok().and_then(|low| book.ends().get(low).copied());
    let note = match end {
        _ if v == y => tr!("this is a level"),
        Some(end) if end < 0.0 && end.next_up() == 0.0 => {
            tr!("what is below 0 goes to {below}, the rest to {above}", below = short(below), above = short(above))
        }
        Some(end) if below != above => {
            tr!("up to {end} goes to {below}, what is larger to {above}", end = short(end), below = short(below), above = short(above))
        }
        _ => tr!("beyond the outermost level"),
    };
    let (work, plain) = match end {
        Some(_) if v != y && below != above => {
            (format!("{} … {}", short(below), short(above)), tr!("{v} lies in [{below}, {above}], level: {y}", v, below, above, y))
        }
        _ => (tr!("nearest to {v}", v = short(v)), tr!("nearest to {v}: {y}", v, y)),
    };
    let code = scene.code_name(book.code(at as i32).into());
    let place = tr!("level {n} of {of}", n = at + 1, of = book.levels().len());
    [
        line(tr!("go to a level"), work, short(y), plain, note).in_letters("f = nearest(v)"),
        line(
            tr!("its code"),
            place.clone(),
            code.clone(),
            format!("{place}: {code}"),
            tr_n!(scene.codes.bits, "stored in {n} bit", "stored in {n} bits", n = scene.codes.bits),
        )
        .in_letters("q = code(f)"),
    ]
}
