//! Integers with scale and zero point, line by line. Knows no other scheme.

use super::line::{TraceLine, bare, clip_letters, in_brackets, line, round_line, short, wrapped};
use crate::chart::number_text::{integer, place};
use crate::chart::scene::Scene;
use crate::quant::{Affine, Arithmetic, ScaleType, ZeroPointAdded};

/// Where the scale and the zero point come from.
pub(super) fn parameter_lines(scene: &Scene, a: &Affine) -> Vec<TraceLine> {
    let range = scene.fit.range;
    let convention = scene.study.settings.convention.convention_for(scene.study.settings.granularity);
    let symmetric = scene.symmetric();
    let (length, steps) = convention.scale_terms(symmetric, range, a.codes);
    let (length, divisor) = (length as f32, steps as f32);
    let one_side = symmetric && steps < f64::from(a.codes.steps());
    let (shown, plain) = if one_side {
        (short(length), length.to_string())
    } else {
        (format!("({} − {})", short(range.hi), wrapped(range.lo)), format!("({} - {})", range.hi, bare(range.lo)))
    };
    let whole = if one_side { tr!("magnitude over steps on one side") } else { tr!("width of the range over steps") };
    let (label, letter, work, plain, raw, taken, whole) = if a.keeps_inverse {
        let work = format!("{} ÷ {shown}", place(divisor));
        let whole = tr!("the inverse is kept");
        (tr!("inverse scale 1/s"), "1/s", work, format!("{divisor} / {plain}"), divisor / length, a.reciprocal, whole)
    } else {
        (tr!("scale s"), "s", format!("{shown} ÷ {}", place(divisor)), format!("{plain} / {divisor}"), length / divisor, a.scale, whole)
    };
    // A scale computed in f64 may differ by one unit in the last place from the same quotient in f32.
    let as_computed = (raw - taken).abs() <= f32::EPSILON * taken;
    let note = if as_computed {
        whole
    } else if convention.scale_type != ScaleType::F32 {
        tr!("kept in 16 bits as {taken}", taken = short(taken))
    } else {
        tr!("the range is too narrow for its own scale, so the convention takes {taken}", taken = short(taken))
    };
    let exact_scale = if raw == taken { format!("{plain} = {raw}") } else { tr!("{plain} = {raw}, taken: {taken}", plain, raw, taken) };
    let letters = if as_computed { format!("{letter} = {work}") } else { String::new() };
    let scale = line(label, work, short(taken), exact_scale, note).in_letters(letters);

    let z = a.zero_point + 0.0;
    let zero = if symmetric {
        let note = if z == 0.0 { tr!("real 0 is code 0") } else { tr!("real 0 is the middle code") };
        line(tr!("zero point z"), tr!("fixed"), integer(z), format!("z = {z}"), note)
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
            _ if z == qmin || z == a.codes.qmax as f32 => tr!("{code} lies outside the codes and is clamped", code = integer(before)),
            _ => tr!("the convention takes {code}", code = integer(z)),
        };
        let letters = match before {
            _ if before != z => String::new(),
            _ if a.keeps_inverse => format!("z = {} − round({} × 1/s)", integer(qmin), short(range.lo)),
            _ => format!("z = {} − round({} ÷ s)", integer(qmin), short(range.lo)),
        };
        line(
            tr!("zero point z"),
            format!("{} − round({shown})", integer(qmin)),
            integer(z),
            format!("{qmin} - round({plain}) = {qmin} - round({places}) = {before}"),
            note,
        )
        .in_letters(letters)
    };
    vec![scale, zero]
}

/// Whether a zero point is fixed at 0: nobody adds or subtracts it by hand.
fn no_zero_point(a: &Affine, symmetric: bool) -> bool {
    symmetric && a.zero_point == 0.0
}

/// From x to its code.
pub(super) fn quantize_lines(a: &Affine, x: f32, u: f32, symmetric: bool) -> Vec<TraceLine> {
    let bare_codes = no_zero_point(a, symmetric);
    let steps = a.steps(x);
    let mut lines = vec![match a.arithmetic {
        Arithmetic::Divide => line(
            tr!("divide by the scale"),
            format!("{} ÷ {}", short(x), short(a.scale)),
            place(steps),
            format!("{x} / {} = {steps}", a.scale),
            "",
        )
        .in_letters("v = x ÷ s"),
        Arithmetic::Reciprocal => line(
            tr!("multiply by 1/scale"),
            format!("{} × {}", short(x), short(a.reciprocal)),
            place(steps),
            format!("{x} * {} = {steps}", a.reciprocal),
            if a.keeps_inverse {
                tr!("the inverse scale is what is kept")
            } else {
                tr!("1 ÷ {scale} was rounded first", scale = short(a.scale))
            },
        )
        .in_letters("v = x × 1/s"),
    }];
    let z = a.zero_point + 0.0;
    let add = |v: f32, text: String, letters: &str| {
        let sum = v + z;
        let work = format!("{text} + {}", in_brackets(z, place(z)));
        let letters = if bare_codes { "" } else { letters };
        (line(tr!("add the zero point"), work, place(sum), format!("{v} + {} = {sum}", bare(z)), "").in_letters(letters), sum)
    };
    let last = match a.zero_point_added {
        ZeroPointAdded::BeforeRounding => {
            let (added, sum) = add(steps, place(steps), "w = v + z");
            lines.push(added);
            lines.push(round_line(a.rounding, if bare_codes { "v" } else { "w" }, sum, u));
            "r"
        }
        ZeroPointAdded::AfterRounding => {
            lines.push(round_line(a.rounding, "v", steps, u));
            let rounded = a.rounding.round(steps, u) + 0.0;
            lines.push(add(rounded, integer(rounded), "w = r + z").0);
            if bare_codes { "r" } else { "w" }
        }
    };
    let code = a.unclamped(x, u) + 0.0;
    let q = a.clamp(code);
    let (qmin, qmax) = (a.codes.qmin as f32, a.codes.qmax as f32);
    lines.push(
        line(
            tr!("clamp to the codes"),
            tr!("{code} in {lo} … {hi}", code = integer(code), lo = integer(qmin), hi = integer(qmax)),
            integer(q),
            format!("clamp({code}, {qmin}, {qmax}) = {q}"),
            if code == q { tr!("inside") } else { tr!("beyond them, clipped") },
        )
        .in_letters(clip_letters(last, qmin, qmax)),
    );
    lines
}

/// From the code back.
pub(super) fn dequantize_lines(a: &Affine, q: f32, symmetric: bool) -> Vec<TraceLine> {
    let bare_codes = no_zero_point(a, symmetric);
    let z = a.zero_point + 0.0;
    let (apart, y) = (q - z, a.dequantize(q));
    let (label, sign, by) =
        if a.keeps_inverse { (tr!("divide by 1/scale"), '÷', a.reciprocal) } else { (tr!("times the scale"), '×', a.scale) };
    let (plain, letter) = if a.keeps_inverse { ('/', "1/s") } else { ('*', "s") };
    vec![
        line(
            tr!("subtract the zero point"),
            format!("{} − {}", integer(q), in_brackets(z, place(z))),
            place(apart),
            format!("{q} - {} = {apart}", bare(z)),
            "",
        )
        .in_letters(if bare_codes { "" } else { "d = q − z" }),
        line(
            label,
            format!("{} {sign} {}", place(apart), short(by)),
            short(y),
            format!("{apart} {plain} {by} = {y}"),
            tr!("dequantized x̂"),
        )
        .in_letters(format!("x̂ = {} {sign} {letter}", if bare_codes { "q" } else { "d" })),
    ]
}
