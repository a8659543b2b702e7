//! Warnings: overflow, values left out, a zero that is no level, constant slices. Computed from the same
//! numbers as the pictures.

use crate::chart::number_text::{count, exact, integer, number, percent, place, values};
use crate::chart::readout::headline::{float, overflow};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::num::{Minifloat, Rounding};
use crate::quant::RangeMethod;
use crate::quant::block::BlockFormat;
use crate::quant::block::ggml::Proof;
use crate::study::SchemeSpec;

/// Warnings about a block.
fn block_notices(scene: &Scene, notices: &mut Vec<String>) {
    let spec = &scene.study.spec;
    let (cols, stored) = (scene.tensor.cols(), spec.stored_cols(scene.tensor.cols()));
    if stored > cols {
        notices.push(tr!(
            "Rows of {cols} are filled up with zeros to {stored}, which makes whole blocks. The zeros count in the size, not in errors and counts.",
            cols = values(cols as u64),
            stored = count(stored as u64)
        ));
    }
    if let (SchemeSpec::Blocks(BlockFormat::Mx(mx)), largest @ 0.0.., Some(scale)) = (spec, scene.sorted.range().absmax(), scene.scale()) {
        let max = mx.element.float().map_or(127.0, Minifloat::max);
        let share = f64::from(largest) / (f64::from(max) * f64::from(scale));
        if largest > 0.0 && scale > 0.0 && share < 1.0 {
            notices.push(tr!(
                "The block's scale is a power of two, which wastes up to a factor of two: its largest magnitude takes {share} of the format.",
                share = percent(share)
            ));
        } else if share > 1.0 {
            notices.push(tr!(
                "The block's scale is a power of two: its largest magnitude, {largest}, lies beyond {reach}, the largest number it reaches.",
                largest = number(largest.into()),
                reach = number(f64::from(max) * f64::from(scale))
            ));
        }
    }
    let zeroed = (scene.study.focus_metrics.share_zeroed * scene.finite as f64).round() as u64;
    if matches!(spec, SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. }) && zeroed > 0 {
        let text = tr_n!(zeroed, "{n} value rounds to zero.", "{n} values round to zero.", n = count(zeroed));
        notices.push(scene.within_slice(&text));
    }
    if let SchemeSpec::Ggml { kind, imatrix } = spec
        && (kind.proof() == Proof::Reference || *imatrix)
    {
        notices.push(tr!("{format}: values proven against gguf, bytes against ggml's C reference.", format = kind.name()));
    }
}

/// The warning about values that are not finite.
fn missing_notice(scene: &Scene) -> Option<String> {
    let missing = scene.tensor.non_finite();
    if missing.none() {
        return None;
    }
    let nan = |n: usize| (n > 0).then(|| tr!("{n} NaN", n = count(n as u64)));
    let infinite = |n: usize| (n > 0).then(|| tr_n!(n, "{n} infinite", "{n} infinite", n = count(n as u64)));
    let left_out = tr_n!(
        missing.count(),
        "{n} of {all} is not finite ({kinds}); it is left out of scales and errors.",
        "{n} of {all} are not finite ({kinds}); they are left out of scales and errors.",
        n = count(missing.count() as u64),
        all = values(scene.tensor.values().len() as u64),
        kinds = i18n::listed([nan(missing.nan()), infinite(missing.infinite())].into_iter().flatten())
    );
    let blocks = matches!(scene.study.spec, SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. });
    let blocks = if blocks { tr!("Blocks are fitted as if 0 stood there.") } else { String::new() };
    Some(i18n::joined([left_out, blocks]))
}

/// The dequantized value of real 0, where 0 is no level.
fn zero_notice(scene: &Scene) -> Option<String> {
    if scene.zero_code().is_some() {
        return None;
    }
    let value = number(scene.quantizer().dequantized(0.0, 0.5).into());
    let outside = scene.affine().filter(|a| a.clamp(a.zero_point) != a.zero_point);
    Some(match outside {
        Some(affine) => tr!(
            "The zero point, {zero_point}, lies outside the codes {qmin} to {qmax}: 0 itself cannot be stored and would become {value}.",
            zero_point = integer(affine.zero_point),
            qmin = integer(affine.codes.qmin as f32),
            qmax = integer(affine.codes.qmax as f32),
            value
        ),
        None => tr!("0 is no level: it would become {value}.", value),
    })
}

/// All warnings.
pub(super) fn notices(scene: &Scene) -> Vec<String> {
    let mut notices: Vec<String> = missing_notice(scene).into_iter().collect();
    if scene.finite == 0 {
        return notices;
    }
    block_notices(scene, &mut notices);
    if let Some(format) = float(scene) {
        let lost = overflow(scene);
        if lost > 0 {
            notices.push(tr_n!(
                lost,
                "{n} value is beyond {max}, the largest number of the format, and becomes infinite. The measures are infinite too.",
                "{n} values are beyond {max}, the largest number of the format, and become infinite. The measures are infinite too.",
                n = count(lost),
                max = exact(format.max())
            ));
        }
        return notices;
    }
    notices.extend(zero_notice(scene));
    let Some(affine) = scene.affine() else { return notices };
    let data = scene.sorted.range();
    let settings = &scene.study.settings;
    if data.lo == data.hi && settings.range != RangeMethod::Clip {
        notices.push(tr!(
            "All values of this slice are equal, so its range has no width of its own. This convention takes the scale {scale}.",
            scale = number(f64::from(affine.scale))
        ));
    }
    if scene.symmetric()
        && scene.study.spec.range_method() == Some(RangeMethod::MinMax)
        && data.hi == scene.fit.range.hi
        && affine.steps(data.hi) > affine.codes.steps() / 2.0 - 0.25
    {
        let short = scene.quantizer().dequantized(data.hi, 0.5);
        if short < data.hi {
            notices.push(tr!(
                "This convention divides the largest magnitude by {steps}, so {value} itself comes back as {short}.",
                steps = place(affine.steps(data.hi)),
                value = number(f64::from(data.hi)),
                short = number(f64::from(short))
            ));
        }
    }
    if settings.rounding == Rounding::Stochastic {
        notices.push(tr!("Rounding is by chance; the clipping curve and the search for the least error assume rounding to nearest."));
    }
    notices
}
