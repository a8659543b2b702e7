//! The one sentence a teacher would say. True, from the same numbers as the pictures.

use crate::chart::number_text::{count, decibel, levels as levels_of, number, percent, values};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::num::Minifloat;
use crate::quant::{Element, Quantizer, Range, Scaled};
use crate::study::SchemeSpec;

/// How far from the middle half of the values an outlier lies, in widths of that half.
const FAR: f64 = 6.0;

/// Values far outside the rest of the slice.
struct Outliers {
    count: u64,
    /// The one farthest from the mean of the rest.
    extreme: f32,
    /// Its distance from that mean, in standard deviations of the rest.
    deviations: f64,
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

/// Finds few values far from the many by the quartiles, which outliers cannot move.
fn outliers(scene: &Scene) -> Option<Outliers> {
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
    Some(Outliers { count: far as u64, extreme, deviations: (f64::from(extreme) - mean).abs() / deviation })
}

fn outlier(scene: &Scene, scale: f32, found: &Outliers) -> String {
    let value = number(f64::from(found.extreme));
    let deviations = count(found.deviations.round() as u64);
    let who = tr_n!(
        found.count,
        "One value, {value}, is {deviations} standard deviations out.",
        "{n} values stand apart, the farthest, {value}, {deviations} standard deviations out.",
        n = count(found.count),
        value,
        deviations
    );
    let scale = number(f64::from(scale));
    let range = scene.fit.range;
    let inside = found.extreme >= range.lo && found.extreme <= range.hi;
    let zeroed = scene.study.focus_metrics.share_zeroed;
    let does = if !inside {
        let to = number(f64::from(scene.quantizer().value(scene.quantizer().level(found.extreme, 0.5))));
        match found.count {
            1 => tr!("It is clipped, {value} to {to}; the others keep a scale of {scale}.", value, to, scale),
            _ => tr!("They are clipped, the farthest to {to}; the others keep a scale of {scale}.", to, scale),
        }
    } else if zeroed >= 0.2 {
        tr_n!(
            found.count,
            "It sets the scale to {scale}, and {share} of the values round to zero.",
            "They set the scale to {scale}, and {share} of the values round to zero.",
            scale,
            share = percent(zeroed)
        )
    } else {
        tr_n!(
            found.count,
            "It sets the scale to {scale}, and the slice uses {used} of {all}.",
            "They set the scale to {scale}, and the slice uses {used} of {all}.",
            scale,
            used = levels_of(scene.counts.len() as u64),
            all = count(levels(scene))
        )
    };
    i18n::joined([who, does])
}

/// Codes of the format that are numbers.
pub(super) fn levels(scene: &Scene) -> u64 {
    let (first, last) = scene.quantizer().ends();
    (i64::from(last) - i64::from(first)).unsigned_abs() + 1
}

fn plain(scene: &Scene) -> String {
    let n = scene.finite as u64;
    let becoming = tr_n!(
        n,
        "{n} value becomes {used} of {all} levels; {fidelity}",
        "{n} values become {used} of {all} levels; {fidelity}",
        n = count(n),
        used = count(scene.counts.len() as u64),
        all = count(levels(scene)),
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
    let ranged = scene.affine().is_some() && scene.clip().is_some();
    match (ranged, exact) {
        (true, true) => tr_n!(
            n,
            "The only value is {c}: there is no range to divide, and it comes back exactly.",
            "All {all} values are {c}: there is no range to divide, and they come back exactly.",
            all,
            c
        ),
        (true, false) => tr_n!(
            n,
            "The only value is {c}: there is no range to divide, and it comes back as {back}.",
            "All {all} values are {c}: there is no range to divide, and they come back as {back}.",
            all,
            c,
            back
        ),
        (false, true) => {
            tr_n!(n, "The only value is {c}: it comes back exactly.", "All {all} values are {c}: they come back exactly.", all, c)
        }
        (false, false) => {
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
                "{n} of {all} lies beyond {max} and becomes it; {fidelity}",
                "{n} of {all} lie beyond {max} and become it; {fidelity}",
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
