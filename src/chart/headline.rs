//! The one sentence a teacher would say, and what the user must know. True, from the same numbers as the pictures.

use super::format::{count, counted, decibel, exact, number, percent, place};
use super::scene::Scene;
use crate::num::{Minifloat, Rounding};
use crate::quant::block::BlockFormat;
use crate::quant::block::ggml::Proof;
use crate::quant::{Element, Quantizer, Range, RangeMethod, Scaled};
use crate::study::Plan;

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
    let plan = &scene.study.plan;
    let follows_extremes = !matches!(plan, Plan::Fixed(_) | Plan::Fitted(_));
    let Range { lo, hi } = scene.sorted.range();
    let text = match (outliers(scene), scene.scale()) {
        _ if scene.finite == 0 => "No value is finite: there is nothing to quantize.".into(),
        _ if lo == hi && overflow(scene) == 0 => constant(scene),
        _ if matches!(plan, Plan::Fixed(_)) && float(scene).is_some() => cast(scene),
        (Some(found), Some(scale)) if follows_extremes => outlier(scene, scale.abs(), &found),
        _ => plain(scene),
    };
    if scene.study.slices.count() == 1 { text } else { format!("In {}: {}", scene.slice_name(), lower_first(&text)) }
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
    let who = if found.count == 1 {
        format!("One value, {value}, is {deviations} standard deviations out.")
    } else {
        format!("{} values stand apart, the farthest, {value}, {deviations} standard deviations out.", count(found.count))
    };
    let scale = number(f64::from(scale));
    let range = scene.part.range;
    let inside = found.extreme >= range.lo && found.extreme <= range.hi;
    let it = if found.count == 1 { "It" } else { "They" };
    if !inside {
        let (verb, short) = if found.count == 1 { ("is", value) } else { ("are", "the farthest".into()) };
        let to = number(f64::from(scene.quantizer().value(scene.quantizer().level(found.extreme, 0.5))));
        return format!("{who} {it} {verb} clipped, {short} to {to}; the others keep a scale of {scale}.");
    }
    let set = if found.count == 1 { "sets" } else { "set" };
    let zeroed = scene.study.focus_metrics.share_zeroed;
    if zeroed >= 0.2 {
        format!("{who} {it} {set} the scale to {scale}, and {} of the values round to zero.", percent(zeroed))
    } else {
        let used = counted(scene.counts.len() as u64, "level", "levels");
        format!("{who} {it} {set} the scale to {scale}, and the slice uses {used} of {}.", count(levels(scene)))
    }
}

/// Codes of the format that are numbers.
pub(super) fn levels(scene: &Scene) -> u64 {
    let (first, last) = scene.quantizer().ends();
    (i64::from(last) - i64::from(first)).unsigned_abs() + 1
}

fn plain(scene: &Scene) -> String {
    let n = scene.finite as u64;
    let mut text = format!(
        "{} {} {} of {} levels; {}",
        counted(n, "value", "values"),
        if n == 1 { "becomes" } else { "become" },
        count(scene.counts.len() as u64),
        count(levels(scene)),
        fidelity(scene)
    );
    let clipped = clipped(scene);
    if clipped > 0 {
        text += &format!(" {} clipped.", counted(clipped, "value is", "values are"));
    }
    text
}

fn fidelity(scene: &Scene) -> String {
    let metrics = &scene.study.focus_metrics;
    match (metrics.relative_frobenius, metrics.sqnr_db) {
        (Some(share), Some(db)) if share > 0.0 && db.is_finite() => {
            format!("the error is {} of the signal (SQNR {}).", percent(share), decibel(db))
        }
        _ if metrics.max_abs == 0.0 => "every value comes back exactly.".into(),
        _ => format!("the largest error is {}.", number(metrics.max_abs)),
    }
}

fn constant(scene: &Scene) -> String {
    let c = scene.sorted.range().lo;
    let y = scene.selected().map_or_else(|| scene.quantizer().dequantized(c, 0.0), |mark| mark.y);
    let all = if scene.finite == 1 { "The only value is".to_string() } else { format!("All {} values are", count(scene.finite as u64)) };
    let end = if y == c { "they come back exactly".to_string() } else { format!("they come back as {}", number(f64::from(y))) };
    let end = if scene.finite == 1 { end.replacen("they come", "it comes", 1) } else { end };
    let why = if scene.affine().is_some() && scene.clip().is_some() { "there is no range to divide, and " } else { "" };
    format!("{all} {}: {why}{end}.", number(f64::from(c)))
}

fn cast(scene: &Scene) -> String {
    let n = counted(scene.finite as u64, "value", "values");
    let Some(format) = float(scene) else { return fidelity(scene) };
    match (overflow(scene), clipped(scene)) {
        (0, 0) => {
            let digits = counted((format.mantissa_bits() + 1).into(), "significant bit", "significant bits");
            format!("Each value keeps {digits}, whatever its size; {}", fidelity(scene))
        }
        (0, k) => {
            let [lies, becomes] = if k == 1 { ["lies", "becomes"] } else { ["lie", "become"] };
            let max = number(format.max().into());
            format!("{} of {n} {lies} beyond {max} and {becomes} it; {}", count(k), fidelity(scene))
        }
        (1, _) => format!("1 of {n} becomes infinite: the format ends before it."),
        (k, _) => format!("{} of {n} become infinite: the format ends before them.", count(k)),
    }
}

/// The float format of a slice that goes through one.
fn float(scene: &Scene) -> Option<Minifloat> {
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
fn overflow(scene: &Scene) -> u64 {
    if float(scene).is_none() {
        return 0;
    }
    scene.counts.iter().filter(|(level, _)| scene.quantizer().value(*level).is_infinite()).map(|&(_, n)| u64::from(n)).sum()
}

/// What the user must know of a block.
fn block_notices(scene: &Scene, notices: &mut Vec<String>) {
    let plan = &scene.study.plan;
    if let (Plan::Blocks(BlockFormat::Mx(mx)), largest @ 0.0.., Some(scale)) = (plan, scene.sorted.range().absmax(), scene.scale()) {
        let max = mx.element.float().map_or(127.0, Minifloat::max);
        let share = f64::from(largest) / (f64::from(max) * f64::from(scale));
        if largest > 0.0 && scale > 0.0 && share < 1.0 {
            notices.push(format!(
                "The block's scale is a power of two, which wastes up to a factor of two: its largest magnitude takes {} of the format.",
                percent(share)
            ));
        } else if share > 1.0 {
            notices.push(format!(
                "The block's scale is a power of two: its largest magnitude, {}, lies beyond {}, the largest number it reaches.",
                number(largest.into()),
                number(f64::from(max) * f64::from(scale))
            ));
        }
    }
    let zeroed = (scene.study.focus_metrics.share_zeroed * scene.finite as f64).round() as u64;
    if matches!(plan, Plan::Blocks(_) | Plan::Ggml(_)) && zeroed > 0 {
        notices.push(format!(
            "{} of this block {} to zero.",
            counted(zeroed, "value", "values"),
            if zeroed == 1 { "rounds" } else { "round" }
        ));
    }
    if let Plan::Ggml(kind) = plan
        && kind.proof() == Proof::Reference
    {
        notices.push(format!("{}: values proven against gguf, bytes against ggml's C reference.", kind.name()));
    }
}

/// What is said of values that are not finite.
fn missing_notice(scene: &Scene) -> Option<String> {
    let missing = scene.tensor.missing();
    if missing.none() {
        return None;
    }
    let kinds = match (missing.nan() as u64, missing.infinite() as u64) {
        (nan, 0) => format!("{} NaN", count(nan)),
        (0, infinite) => format!("{} infinite", count(infinite)),
        (nan, infinite) => format!("{} NaN, {} infinite", count(nan), count(infinite)),
    };
    let all = counted(scene.tensor.values().len() as u64, "value", "values");
    let [is, it] = if missing.count() == 1 { ["is", "it is"] } else { ["are", "they are"] };
    let blocks = if matches!(scene.study.plan, Plan::Blocks(_) | Plan::Ggml(_)) { " Blocks are fitted as if 0 stood there." } else { "" };
    Some(format!("{} of {all} {is} not finite ({kinds}); {it} left out of scales and errors.{blocks}", count(missing.count() as u64)))
}

/// What the user must know.
pub(super) fn notices(scene: &Scene) -> Vec<String> {
    let mut notices: Vec<String> = missing_notice(scene).into_iter().collect();
    if scene.finite == 0 {
        return notices;
    }
    block_notices(scene, &mut notices);
    if let Some(format) = float(scene) {
        let lost = overflow(scene);
        if lost > 0 {
            notices.push(format!(
                "{} beyond {}, the largest number of the format, and become infinite. The measures are infinite too.",
                counted(lost, "value is", "values are"),
                exact(format.max())
            ));
        }
        return notices;
    }
    if !matches!(scene.study.plan, Plan::Integer { .. }) {
        if !scene.holds_zero() {
            let zero = scene.quantizer().dequantized(0.0, 0.0);
            notices.push(format!("0 is no level: it would become {}.", number(zero.into())));
        }
        return notices;
    }
    let Some(affine) = scene.affine() else { return notices };
    let data = scene.sorted.range();
    let settings = &scene.study.settings;
    let zero = affine.dequantize(affine.clamp(affine.zero_point));
    if zero != 0.0 {
        notices.push(format!(
            "The zero point, {}, lies outside the codes {} to {}: 0 itself cannot be stored and would become {}.",
            place(affine.zero_point),
            place(affine.codes.qmin as f32),
            place(affine.codes.qmax as f32),
            number(f64::from(zero))
        ));
    }
    if data.lo == data.hi {
        notices.push(format!(
            "All values of this slice are equal, so its range has no width of its own. This convention takes the scale {}.",
            number(f64::from(affine.scale))
        ));
    }
    if scene.symmetric()
        && settings.range == RangeMethod::MinMax
        && data.hi == scene.part.range.hi
        && affine.steps(data.hi) > affine.codes.steps() / 2.0 - 0.25
    {
        let short = affine.dequantize(affine.codes.qmax as f32);
        if short < data.hi {
            notices.push(format!(
                "This convention divides the largest magnitude by {}, so {} itself comes back as {}.",
                place(affine.steps(data.hi)),
                number(f64::from(data.hi)),
                number(f64::from(short))
            ));
        }
    }
    if settings.rounding == Rounding::Stochastic {
        notices.push("Rounding is by chance; the bench and the search for the least error assume rounding to nearest.".into());
    }
    notices
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| std::iter::once(c.to_ascii_lowercase()).chain(chars).collect())
}
