//! The rules of a scheme in a sentence or two: what is divided, what rounds, where ties go, what is too large. Knows no number.

use crate::chart::scene::Scene;
use crate::i18n;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Mx, Nvfp4, ScaleRule};
use crate::quant::signs::Ternary;
use crate::quant::{Bounded, Curve, Element, Quantizer, Scaled};
use crate::study::{Fitted, Plan, Scheme};

pub(super) fn convention(scene: &Scene) -> String {
    match &scene.study.plan {
        Plan::Integer { convention, .. } => convention.words(),
        Plan::Table { element, .. } => {
            i18n::joined([say!("The largest magnitude of the range goes to the largest level."), table(scene, element, true)])
        }
        Plan::Fixed(Quantizer::Scaled(Scaled { element, .. })) => table(scene, element, false),
        Plan::Fixed(Quantizer::Bounded(Bounded { bounds, .. })) if bounds.lo < 0.0 => {
            say!("WRPN: values are clamped to −1 and 1 and rounded to equal steps, ties to even; one bit is the sign.")
        }
        Plan::Fixed(Quantizer::Bounded(Bounded { curve: Curve::Line, .. })) => {
            say!("Values are clamped to 0 and the upper bound and rounded to equal steps, ties to even.")
        }
        Plan::Fixed(_) => String::new(),
        Plan::Fitted(Fitted::Binary | Fitted::Dorefa { bits: 1 }) => {
            say!("Each value becomes its sign times the mean magnitude; 0 counts as positive.")
        }
        Plan::Fitted(Fitted::Ternary(Ternary::Twn)) => {
            say!("Magnitudes up to 0.7 of their mean become 0, the others the mean of those others, with their sign.")
        }
        Plan::Fitted(Fitted::Ternary(Ternary::AbsMean)) => {
            say!("Values are divided by their mean magnitude, rounded, ties to even, and clamped to −1 and 1.")
        }
        Plan::Fitted(Fitted::Dorefa { .. }) => {
            say!("DoReFa: tanh brings the weights to 0 … 1, where they are rounded to equal steps, ties to even; back they reach ±1.")
        }
        Plan::Fitted(Fitted::LloydMax { .. }) => {
            say!("Lloyd-Max: each level is the mean of the values that go to it, borders lie half way, ties go to the lower level.")
        }
        Plan::Blocks(BlockFormat::Mx(mx)) => mx_words(*mx),
        Plan::Blocks(BlockFormat::Nvfp4(nvfp4)) => nvfp4_words(*nvfp4),
        Plan::Blocks(BlockFormat::Bnb(bnb)) if bnb.nested() => say!(
            "bitsandbytes: {n} values in a row share their largest magnitude, itself stored in 8 bits; each goes to the nearest level, ties to the lower.",
            n = bnb.block()
        ),
        Plan::Blocks(BlockFormat::Bnb(bnb)) => say!(
            "bitsandbytes: {n} values in a row share their largest magnitude; each goes to the nearest level, ties to the lower.",
            n = bnb.block()
        ),
        Plan::Ggml(kind) => ggml_words(*kind),
    }
}

fn table(scene: &Scene, element: &Element, scaled: bool) -> String {
    match element {
        Element::Float(format) => {
            let saturates = format.decode(format.encode(f32::MAX)).is_finite();
            let beyond = if saturates { say!("the largest number") } else { say!("infinity") };
            match scaled {
                true => say!(
                    "Each value is divided by the scale and goes to the nearest number of the format, ties to even; what is too large becomes {beyond}.",
                    beyond
                ),
                false => {
                    say!("Each value goes to the nearest number of the format, ties to even; what is too large becomes {beyond}.", beyond)
                }
            }
        }
        Element::Book(_) => {
            let outward = scene.study.settings.scheme == Scheme::PowersOfTwo;
            let ties = if outward { say!("ties away from zero") } else { say!("ties to the lower") };
            match scaled {
                true => say!(
                    "Each value is divided by the scale and goes to the nearest level, {ties}; what is too large takes the outermost.",
                    ties
                ),
                false => say!("Each value goes to the nearest level, {ties}; what is too large takes the outermost.", ties),
            }
        }
    }
}

fn mx_words(mx: Mx) -> String {
    let rule = match mx.rule {
        ScaleRule::Floor => say!("rounded down from the largest magnitude"),
        ScaleRule::Ceil => say!("rounded up from the largest magnitude"),
        ScaleRule::Even => say!("from the largest magnitude after rounding it to the element's mantissa"),
        ScaleRule::Rceil => say!("the least that clips nothing"),
    };
    say!(
        "OCP MX: 32 values share a power of two, {rule}; quotients go to the nearest code, ties to even, and what is too large to the largest.",
        rule
    )
}

fn nvfp4_words(nvfp4: Nvfp4) -> String {
    match nvfp4.two_level {
        true => say!(
            "NVFP4: 16 values share a scale in E4M3, a sixth of their largest magnitude, which has a scale of its own in 32 bits; quotients go to the nearest E2M1, ties to even."
        ),
        false => say!(
            "NVFP4: 16 values share a scale in E4M3, a sixth of their largest magnitude; quotients go to the nearest E2M1, ties to even."
        ),
    }
}

fn ggml_words(kind: GgmlType) -> String {
    let rounds = match kind {
        GgmlType::Q4_0 | GgmlType::Q4_1 | GgmlType::Q5_0 | GgmlType::Q5_1 => {
            say!("rounds half up by cutting off, with the scale before it is stored")
        }
        GgmlType::Q8_0 => say!("rounds half away from zero, with the scale before it is stored"),
        GgmlType::Iq4Nl | GgmlType::Iq4Xs => say!("goes to the nearest of 16 uneven levels, ties to the upper"),
        GgmlType::Mxfp4 | GgmlType::Nvfp4 => say!("goes to the nearest E2M1, ties toward zero"),
        _ => say!("rounds half to even, with the scale as it is stored"),
    };
    let run = match kind.block() / kind.run() {
        1 => say!("{n} values share a scale", n = kind.block()),
        parts => say!("{n} values are {parts} parts with a scale each", n = kind.block(), parts),
    };
    say!("ggml {format}: {run}; each value {rounds}.", format = kind.name(), run, rounds)
}
