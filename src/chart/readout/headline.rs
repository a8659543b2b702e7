//! The one or two most important sentences about a picture, from the same numbers as the picture.

use crate::chart::number_text::{count, decibel, levels as levels_of, number, percent, values};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::num::Minifloat;
use crate::quant::block::ggml::GgmlType;
use crate::quant::{Element, Quantizer, Range, RangeMethod, Scaled};
use crate::study::SchemeSpec;

/// How far from the middle half of the values an outlier lies, in widths of that half.
const FAR: f64 = 6.0;

/// Values far outside the rest of the slice.
pub(super) struct Outliers {
    pub count: u64,
    /// How many of them are clipped.
    pub clipped: u64,
    /// The one farthest from the mean.
    pub extreme: f32,
    /// Its distance from the mean, in standard deviations of all values of the slice.
    pub deviations: f64,
}

pub(super) fn headline(scene: &Scene) -> String {
    let spec = &scene.study.spec;
    let follows_extremes = !matches!(spec, SchemeSpec::Fixed(_) | SchemeSpec::Fitted(_));
    let Range { lo, hi } = scene.sorted.range();
    let text = match (outliers(scene), scene.scale()) {
        _ if scene.finite == 0 => tr!("No value is finite: there is nothing to quantize."),
        _ if lo == hi && overflow(scene) == 0 => constant(scene),
        _ if matches!(spec, SchemeSpec::Fixed(_)) && float(scene).is_some() => cast(scene),
        (Some(found), Some(scale)) if follows_extremes => outlier(scene, scale.abs(), &found),
        _ => plain(scene),
    };
    if scene.study.slices.count() == 1 { text } else { scene.within_slice(&lower_first(&text)) }
}

/// Finds a few values far from the rest by the quartiles, which outliers do not move.
pub(super) fn outliers(scene: &Scene) -> Option<Outliers> {
    let values = scene.sorted.values();
    let n = values.len();
    let at = |share: f64| f64::from(values[((n - 1) as f64 * share) as usize]);
    let (q1, q3) = (at(0.25), at(0.75));
    let reach = FAR * (q3 - q1);
    let start = values.partition_point(|&v| f64::from(v) < q1 - reach);
    let end = values.partition_point(|&v| f64::from(v) <= q3 + reach);
    let far = n - (end - start);
    if q1 == q3 || n < 8 || far == 0 || far > (n / 100).max(1) {
        return None;
    }
    let (mean, deviation) = scene.sorted.mean_std();
    let extreme =
        [values[0], values[n - 1]].into_iter().max_by(|a, b| (f64::from(*a) - mean).abs().total_cmp(&(f64::from(*b) - mean).abs()))?;
    let clipped = values[..start].iter().chain(&values[end..]).filter(|&&v| scene.quantizer().clipped(v, 0.5) != 0).count();
    let deviations = (f64::from(extreme) - mean).abs() / deviation;
    Some(Outliers { count: far as u64, clipped: clipped as u64, extreme, deviations })
}

fn outlier(scene: &Scene, scale: f32, found: &Outliers) -> String {
    let value = number(f64::from(found.extreme));
    let deviations = count(found.deviations.round() as u64);
    let who = tr_n!(
        found.count,
        "One value, {value}, is {deviations} standard deviations from the mean.",
        "{n} values are far from all others; the farthest, {value}, is {deviations} standard deviations from the mean.",
        n = count(found.count),
        value,
        deviations
    );
    let scale = number(f64::from(scale));
    let zeroed = scene.study.focus_metrics.share_zeroed;
    let clipped = match found.clipped {
        0 => String::new(),
        1 if found.count == 1 => {
            let to = number(f64::from(scene.quantizer().value(scene.quantizer().level(found.extreme, 0.5))));
            tr!("It is clipped to {to}.", to)
        }
        k if k == found.count => tr!("They are clipped."),
        k => tr!("{n} of them are clipped.", n = count(k)),
    };
    let sets = match sets_scale(scene, found.extreme) {
        true if found.clipped == 0 => tr_n!(found.count, "It sets the scale to {scale}.", "They set the scale to {scale}.", scale),
        _ => tr!("The scale is {scale}.", scale),
    };
    let effect = if zeroed >= 0.2 {
        tr!("{share} of the values round to zero.", share = percent(zeroed))
    } else {
        tr!("The slice uses {used} of {all}.", used = levels_of(scene.levels_used()), all = count(scene.level_count()))
    };
    i18n::joined([who, clipped, sets, effect])
}

/// Whether the slice's scale is computed from this one value: the value is the end of the range, or the largest
/// magnitude.
pub(super) fn sets_scale(scene: &Scene, extreme: f32) -> bool {
    let (range, data) = (scene.fit.range, scene.sorted.range());
    match &scene.study.spec {
        SchemeSpec::Ranged { method: RangeMethod::Clip, .. } => false,
        SchemeSpec::Ranged { levels, .. } if levels.symmetric() => extreme.abs() == range.absmax(),
        SchemeSpec::Ranged { .. } => extreme == range.lo || extreme == range.hi,
        SchemeSpec::Blocks(_) => extreme.abs() == data.absmax(),
        // ggml's searches weigh all values of a run; its plain types take the largest magnitude, or both ends.
        SchemeSpec::Ggml { kind, .. } => match kind {
            GgmlType::Q4_0 | GgmlType::Q5_0 | GgmlType::Q8_0 | GgmlType::Mxfp4 => extreme.abs() == data.absmax(),
            GgmlType::Q4_1 | GgmlType::Q5_1 => {
                let Range { lo, hi } = scene.block_range(kind.run());
                extreme == lo || extreme == hi
            }
            _ => false,
        },
        SchemeSpec::Fixed(_) | SchemeSpec::Fitted(_) => false,
    }
}

fn plain(scene: &Scene) -> String {
    let n = scene.finite as u64;
    let becoming = tr_n!(
        n,
        "{n} value becomes {used} of {all} levels; {fidelity}",
        "{n} values become {used} of {all} levels; {fidelity}",
        n = count(n),
        used = count(scene.levels_used()),
        all = count(scene.level_count()),
        fidelity = fidelity(scene)
    );
    let clipped = match clipped(scene) {
        0 => String::new(),
        k => tr_n!(k, "{n} value is clipped.", "{n} values are clipped.", n = count(k)),
    };
    i18n::joined([becoming, clipped])
}

fn fidelity(scene: &Scene) -> String {
    let metrics = &scene.study.focus_metrics;
    match (metrics.relative_frobenius, metrics.sqnr_db) {
        (Some(share), Some(db)) if share > 0.0 && db.is_finite() => {
            tr!("the error is {share} of the signal (SQNR {db}).", share = percent(share), db = decibel(db))
        }
        _ if metrics.max_abs == 0.0 => tr!("every value comes back exactly."),
        _ => tr!("the largest error is {error}.", error = number(metrics.max_abs)),
    }
}

fn constant(scene: &Scene) -> String {
    let c = scene.sorted.range().lo;
    let y = scene.selected().map_or_else(|| scene.quantizer().dequantized(c, 0.0), |mark| mark.y);
    let (n, all) = (scene.finite, count(scene.finite as u64));
    let (c, back, exact) = (number(f64::from(c)), number(f64::from(y)), y == c);
    match exact {
        true => tr_n!(n, "The only value is {c}: it comes back exactly.", "All {all} values are {c}: they come back exactly.", all, c),
        false => {
            tr_n!(n, "The only value is {c}: it comes back as {back}.", "All {all} values are {c}: they come back as {back}.", all, c, back)
        }
    }
}

fn cast(scene: &Scene) -> String {
    let all = values(scene.finite as u64);
    let Some(format) = float(scene) else { return fidelity(scene) };
    match (overflow(scene), clipped(scene)) {
        (0, 0) => {
            let bits = format.mantissa_bits() + 1;
            tr_n!(
                bits,
                "Each value keeps {bits} significant bit, whatever its size; {fidelity}",
                "Each value keeps {bits} significant bits, whatever its size; {fidelity}",
                bits,
                fidelity = fidelity(scene)
            )
        }
        (0, k) => {
            tr_n!(
                k,
                "{n} of {all} is clipped to ±{max}, the largest number of the format; {fidelity}",
                "{n} of {all} are clipped to ±{max}, the largest number of the format; {fidelity}",
                n = count(k),
                all,
                max = number(format.max().into()),
                fidelity = fidelity(scene)
            )
        }
        (k, _) => tr_n!(
            k,
            "{n} of {all} becomes infinite: the format ends before it.",
            "{n} of {all} become infinite: the format ends before them.",
            n = count(k),
            all
        ),
    }
}

/// The float format of a slice that goes through one.
pub(super) fn float(scene: &Scene) -> Option<Minifloat> {
    match scene.quantizer() {
        Quantizer::Scaled(Scaled { element: Element::Float(format), .. }) => Some(*format),
        _ => None,
    }
}

/// Values of the slice beyond the codes.
pub(super) fn clipped(scene: &Scene) -> u64 {
    (scene.study.focus_metrics.share_clipped * scene.finite as f64).round() as u64
}

/// Values of the slice that a cast makes infinite.
pub(super) fn overflow(scene: &Scene) -> u64 {
    if float(scene).is_none() {
        return 0;
    }
    scene.counts.iter().filter(|(level, _)| scene.quantizer().value(*level).is_infinite()).map(|&(_, n)| u64::from(n)).sum()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
