//! The rules of a scheme in a sentence or two: what is divided, what rounds, where ties go, what is too large. Knows no number.

use super::scene::Scene;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Mx, Nvfp4, ScaleRule};
use crate::quant::signs::Ternary;
use crate::quant::{Bounded, Curve, Element, Quantizer, Scaled};
use crate::study::{Fitted, Plan, Scheme};

pub(super) fn convention(scene: &Scene) -> String {
    match &scene.study.plan {
        Plan::Integer { convention, .. } => convention.words(),
        Plan::Table { element, .. } => {
            format!("The largest magnitude of the range goes to the largest level. {}", table(scene, element, true))
        }
        Plan::Fixed(Quantizer::Scaled(Scaled { element, .. })) => table(scene, element, false),
        Plan::Fixed(Quantizer::Bounded(Bounded { bounds, .. })) if bounds.lo < 0.0 => {
            "WRPN: values are clamped to −1 and 1 and rounded to equal steps, ties to even; one bit is the sign.".into()
        }
        Plan::Fixed(Quantizer::Bounded(Bounded { curve: Curve::Line, .. })) => {
            "Values are clamped to 0 and the upper bound and rounded to equal steps, ties to even.".into()
        }
        Plan::Fixed(_) => String::new(),
        Plan::Fitted(Fitted::Binary | Fitted::Dorefa { bits: 1 }) => {
            "Each value becomes its sign times the mean magnitude; 0 counts as positive.".into()
        }
        Plan::Fitted(Fitted::Ternary(Ternary::Twn)) => {
            "Magnitudes up to 0.7 of their mean become 0, the others the mean of those others, with their sign.".into()
        }
        Plan::Fitted(Fitted::Ternary(Ternary::AbsMean)) => {
            "Values are divided by their mean magnitude, rounded, ties to even, and clamped to −1 and 1.".into()
        }
        Plan::Fitted(Fitted::Dorefa { .. }) => {
            "DoReFa: tanh brings the weights to 0 … 1, where they are rounded to equal steps, ties to even; back they reach ±1.".into()
        }
        Plan::Fitted(Fitted::LloydMax { .. }) => {
            "Lloyd-Max: each level is the mean of the values that go to it, borders lie half way, ties go to the lower level.".into()
        }
        Plan::Blocks(BlockFormat::Mx(mx)) => mx_words(*mx),
        Plan::Blocks(BlockFormat::Nvfp4(nvfp4)) => nvfp4_words(*nvfp4),
        Plan::Blocks(BlockFormat::Bnb(bnb)) => format!(
            "bitsandbytes: {} values in a row share their largest magnitude{}; each goes to the nearest level, ties to the lower.",
            bnb.block(),
            if bnb.nested() { ", itself stored in 8 bits" } else { "" }
        ),
        Plan::Ggml(kind) => ggml_words(*kind),
    }
}

fn table(scene: &Scene, element: &Element, scaled: bool) -> String {
    let divided = if scaled { "Each value is divided by the scale and goes" } else { "Each value goes" };
    match element {
        Element::Float(format) => {
            let beyond = if format.decode(format.encode(f32::MAX)).is_finite() { "the largest number" } else { "infinity" };
            format!("{divided} to the nearest number of the format, ties to even; what is too large becomes {beyond}.")
        }
        Element::Book(_) => {
            let ties = if scene.study.settings.scheme == Scheme::PowersOfTwo { "away from zero" } else { "to the lower" };
            format!("{divided} to the nearest level, ties {ties}; what is too large takes the outermost.")
        }
    }
}

fn mx_words(mx: Mx) -> String {
    let rule = match mx.rule {
        ScaleRule::Floor => "rounded down from the largest magnitude",
        ScaleRule::Ceil => "rounded up from the largest magnitude",
        ScaleRule::Even => "from the largest magnitude after rounding it to the element's mantissa",
        ScaleRule::Rceil => "the least that clips nothing",
    };
    format!(
        "OCP MX: 32 values share a power of two, {rule}; quotients go to the nearest code, ties to even, and what is too large to the largest."
    )
}

fn nvfp4_words(nvfp4: Nvfp4) -> String {
    let two = if nvfp4.two_level { ", which has a scale of its own in 32 bits" } else { "" };
    format!(
        "NVFP4: 16 values share a scale in E4M3, a sixth of their largest magnitude{two}; quotients go to the nearest E2M1, ties to even."
    )
}

fn ggml_words(kind: GgmlType) -> String {
    let rounds = match kind {
        GgmlType::Q4_0 | GgmlType::Q4_1 | GgmlType::Q5_0 | GgmlType::Q5_1 => {
            "rounds half up by cutting off, with the scale before it is stored"
        }
        GgmlType::Q8_0 => "rounds half away from zero, with the scale before it is stored",
        GgmlType::Iq4Nl | GgmlType::Iq4Xs => "goes to the nearest of 16 uneven levels, ties to the upper",
        GgmlType::Mxfp4 | GgmlType::Nvfp4 => "goes to the nearest E2M1, ties toward zero",
        _ => "rounds half to even, with the scale as it is stored",
    };
    let run = match kind.block() / kind.run() {
        1 => format!("{} values share a scale", kind.block()),
        runs => format!("{} values are {runs} parts with a scale each", kind.block()),
    };
    format!("ggml {}: {run}; each value {rounds}.", kind.name())
}
