//! The rules of a scheme in a sentence or two: division, rounding, ties, values that are too large. Knows no number.

use crate::chart::scene::Scene;
use crate::i18n;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Mx, Nvfp4, ScaleRule};
use crate::quant::signs::Ternary;
use crate::quant::{ClippedUniform, Curve, Element, Quantizer, Scaled};
use crate::study::{Fitted, RangedLevels, Scheme, SchemeSpec};

pub(super) fn convention(scene: &Scene) -> String {
    match &scene.study.spec {
        SchemeSpec::Ranged { levels: RangedLevels::Integer { convention, .. }, .. } => convention.words(),
        SchemeSpec::Ranged { levels: RangedLevels::Table { element, .. }, .. } => {
            i18n::joined([tr!("The largest magnitude of the range goes to the largest level."), table(scene, element, true)])
        }
        SchemeSpec::Fixed(Quantizer::Scaled(Scaled { element, .. })) => table(scene, element, false),
        SchemeSpec::Fixed(Quantizer::ClippedUniform(ClippedUniform { bounds, .. })) if bounds.lo < 0.0 => {
            tr!("WRPN: values are clamped to −1 and 1 and rounded to equal steps, ties to even; one bit is the sign.")
        }
        SchemeSpec::Fixed(Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Identity, .. })) => {
            tr!("Values are clamped to 0 and the upper bound and rounded to equal steps, ties to even.")
        }
        SchemeSpec::Fixed(_) => String::new(),
        SchemeSpec::Fitted(Fitted::Binary | Fitted::Dorefa { bits: 1 }) => {
            tr!("Each value becomes its sign times the mean magnitude; 0 counts as positive.")
        }
        SchemeSpec::Fitted(Fitted::Ternary(Ternary::Twn)) => {
            tr!("Magnitudes up to 0.7 of their mean become 0, the others the mean of those others, with their sign.")
        }
        SchemeSpec::Fitted(Fitted::Ternary(Ternary::AbsMean)) => {
            tr!("Values are divided by their mean magnitude, rounded, ties to even, and clamped to −1 and 1.")
        }
        SchemeSpec::Fitted(Fitted::Dorefa { .. }) => {
            tr!("DoReFa: tanh brings the weights to 0 … 1, where they are rounded to equal steps, ties to even; back they reach ±1.")
        }
        SchemeSpec::Fitted(Fitted::LloydMax { .. }) => {
            tr!("Lloyd-Max: each level is the mean of the values that go to it, borders lie half way, ties go to the lower level.")
        }
        SchemeSpec::Blocks(BlockFormat::Mx(mx)) => mx_words(*mx),
        SchemeSpec::Blocks(BlockFormat::Nvfp4(nvfp4)) => nvfp4_words(*nvfp4),
        SchemeSpec::Blocks(BlockFormat::Bnb(bnb)) if bnb.nested() => tr!(
            "bitsandbytes: {n} values in a row share their largest magnitude, itself stored in 8 bits; each goes to the nearest level, ties to the lower.",
            n = bnb.block()
        ),
        SchemeSpec::Blocks(BlockFormat::Bnb(bnb)) => tr!(
            "bitsandbytes: {n} values in a row share their largest magnitude; each goes to the nearest level, ties to the lower.",
            n = bnb.block()
        ),
        SchemeSpec::Ggml { kind, imatrix } => ggml_words(*kind, *imatrix),
    }
}

fn table(scene: &Scene, element: &Element, scaled: bool) -> String {
    match element {
        Element::Float(format) => {
            let saturates = format.decode(format.encode(f32::MAX)).is_finite();
            let beyond = if saturates { tr!("the largest number") } else { tr!("infinity") };
            match scaled {
                true => tr!(
                    "Each value is divided by the scale and goes to the nearest number of the format, ties to even; what is too large becomes {beyond}.",
                    beyond
                ),
                false => {
                    tr!("Each value goes to the nearest number of the format, ties to even; what is too large becomes {beyond}.", beyond)
                }
            }
        }
        Element::Book(_) => {
            let outward = scene.study.settings.scheme == Scheme::PowersOfTwo;
            let ties = if outward { tr!("ties away from zero") } else { tr!("ties to the lower") };
            match scaled {
                true => tr!(
                    "Each value is divided by the scale and goes to the nearest level, {ties}; what is too large takes the outermost.",
                    ties
                ),
                false => tr!("Each value goes to the nearest level, {ties}; what is too large takes the outermost.", ties),
            }
        }
    }
}

fn mx_words(mx: Mx) -> String {
    let rule = match mx.rule {
        ScaleRule::Floor => tr!("rounded down from the largest magnitude"),
        ScaleRule::Ceil => tr!("rounded up from the largest magnitude"),
        ScaleRule::Even => tr!("from the largest magnitude after rounding it to the element's mantissa"),
        ScaleRule::EvenFp4 => tr!("from the largest magnitude after rounding it to one bit of mantissa"),
        ScaleRule::Rceil => tr!("the least that clips nothing"),
    };
    tr!(
        "OCP MX: 32 values share a power of two, {rule}; quotients go to the nearest code, ties to even, and what is too large to the largest.",
        rule
    )
}

fn nvfp4_words(nvfp4: Nvfp4) -> String {
    match nvfp4.tensor_scale(1.0).is_some() {
        true => tr!(
            "NVFP4: 16 values share a scale in E4M3, a sixth of their largest magnitude, which has a scale of its own in 32 bits; quotients go to the nearest E2M1, ties to even."
        ),
        false => tr!(
            "NVFP4: 16 values share a scale in E4M3, a sixth of their largest magnitude; quotients go to the nearest E2M1, ties to even."
        ),
    }
}

fn ggml_words(kind: GgmlType, imatrix: bool) -> String {
    let rounds = match kind {
        GgmlType::Q4_0 | GgmlType::Q4_1 | GgmlType::Q5_0 | GgmlType::Q5_1 if imatrix => {
            tr!("rounds half to even, with the scale that the search tried")
        }
        GgmlType::Q4_0 | GgmlType::Q4_1 | GgmlType::Q5_0 | GgmlType::Q5_1 => {
            tr!("rounds half up by cutting off, with the scale before it is stored")
        }
        GgmlType::Q8_0 => tr!("rounds half away from zero, with the scale before it is stored"),
        GgmlType::Iq4Nl | GgmlType::Iq4Xs => tr!("goes to the nearest of 16 uneven levels, ties to the upper"),
        GgmlType::Mxfp4 | GgmlType::Nvfp4 => tr!("goes to the nearest E2M1, ties toward zero"),
        _ => tr!("rounds half to even, with the scale as it is stored"),
    };
    let run = match kind.block() / kind.run() {
        1 => tr!("{n} values share a scale", n = kind.block()),
        parts => tr!("{n} values are {parts} parts with a scale each", n = kind.block(), parts),
    };
    let format = kind.name();
    match imatrix {
        false => tr!("ggml {format}: {run}; each value {rounds}.", format, run, rounds),
        true => tr!(
            "ggml {format} with an importance matrix: {run}, searched for the least squared error, each counted by the inputs of its column; each value {rounds}.",
            format,
            run,
            rounds
        ),
    }
}
