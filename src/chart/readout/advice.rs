//! One line below the leading sentence: what to press next, or why the picture is as it is. True of the numbers on show.

use crate::chart::number_text::{count, number, place};
use crate::chart::readout::headline::{Outliers, clipped, float, outliers, overflow, sets_scale};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::quant::Granularity;
use crate::quant::block::BlockFormat;
use crate::study::{Fitted, SchemeSpec};

/// The bits that are suggested.
const BITS: [u8; 4] = [2, 3, 4, 8];
/// So many values are seen one by one.
const FEW: usize = 64;

/// The advice; empty where there is none.
pub(super) fn advice(scene: &Scene) -> String {
    let range = scene.sorted.range();
    if scene.finite == 0 {
        return String::new();
    }
    if let (SchemeSpec::Fixed(_), Some(format), true) = (&scene.study.spec, float(scene), overflow(scene) + clipped(scene) > 0) {
        let max = place(format.max());
        return tr!("The largest number of the format is {max}. With a scale, its levels reach every value.", max);
    }
    if range.lo == range.hi {
        return tr!("One level is enough for values that are all equal.");
    }
    let found = outliers(scene).zip(scene.scale()).and_then(|(found, scale)| outlier(scene, &found, scale));
    found.or_else(|| clipping(scene)).unwrap_or_else(|| of_scheme(scene))
}

/// What the value farthest out does to all others, and what helps.
fn outlier(scene: &Scene, found: &Outliers, scale: f32) -> Option<String> {
    if found.clipped > 0 || !sets_scale(scene, found.extreme) {
        return None;
    }
    let (value, deviations) = (number(found.extreme.into()), count(found.deviations.round() as u64));
    let who = tr!("One value, {value}, is {deviations} standard deviations out.", value, deviations);
    let scale = number(scale.abs().into());
    let sets = match scene.step() {
        Some(_) => tr!("It sets the step for all others: {scale}.", scale),
        None => tr!("It sets the scale for all others: {scale}.", scale),
    };
    let rows = scene.study.spec.has_granularity() && scene.study.slices.granularity() == Granularity::Tensor && scene.tensor.rows() > 1;
    let helps = match scene.clip() {
        _ if rows => tr!("Try one scale for each row."),
        Some(_) => tr!("Pull that end of the range in."),
        None => String::new(),
    };
    Some(i18n::joined([who, sets, helps]))
}

/// What clipping costs or gains, where values are clipped by the range.
fn clipping(scene: &Scene) -> Option<String> {
    let (now, all) = (scene.study.current?, scene.study.curve.last()?);
    let compared = now.total().is_finite() && now.total() != all.total() && scene.quantizer().is_monotone();
    if clipped(scene) == 0 || !compared {
        return None;
    }
    let (with, without) = (number(now.total()), number(all.total()));
    Some(if now.total() < all.total() {
        tr!("Clipping pays here: the mean squared error is {with}; it would be {without} with nothing clipped.", with, without)
    } else {
        tr!("Clipping costs here: the mean squared error is {with}; it would be {without} with nothing clipped.", with, without)
    })
}

fn of_scheme(scene: &Scene) -> String {
    let last = |scene: &Scene| number(scene.quantizer().value(scene.quantizer().ends().1).into());
    match &scene.study.spec {
        spec if spec.is_integer() => of_integers(scene),
        SchemeSpec::Ranged { .. } | SchemeSpec::Blocks(BlockFormat::Bnb(_)) => tr!(
            "The {n} levels keep their pattern, {spread}; only the scale follows the values.",
            n = count(scene.level_count()),
            spread = spread(scene)
        ),
        SchemeSpec::Fitted(Fitted::Binary | Fitted::Dorefa { bits: 1 }) => {
            tr!("Each value keeps its sign; all share the magnitude {magnitude}.", magnitude = last(scene))
        }
        SchemeSpec::Fitted(Fitted::Ternary(_)) => {
            tr!("What is near zero becomes 0; the rest keeps its sign and shares the magnitude {magnitude}.", magnitude = last(scene))
        }
        SchemeSpec::Fitted(Fitted::LloydMax { .. }) => tr!("Each level is the mean of the values that go to it."),
        SchemeSpec::Fixed(_) | SchemeSpec::Fitted(Fitted::Dorefa { .. }) => {
            tr!("The {n} levels stay where they are whatever the values, {spread}.", n = count(scene.level_count()), spread = spread(scene))
        }
        SchemeSpec::Blocks(format) => block(scene, format.block()),
        SchemeSpec::Ggml { kind, .. } if kind.run() < kind.block() => tr!(
            "Parts of {run} numbers share a scale, here {scale}; {parts} parts make a block of {block}.",
            run = kind.run(),
            scale = scale(scene),
            parts = kind.block() / kind.run(),
            block = kind.block()
        ),
        SchemeSpec::Ggml { kind, .. } => block(scene, kind.block()),
    }
}

fn block(scene: &Scene, n: usize) -> String {
    tr!("Blocks of {n} numbers share one scale, here {scale}.", n, scale = scale(scene))
}

fn scale(scene: &Scene) -> String {
    scene.scale().map_or_else(|| number(f64::NAN), |scale| number(scale.abs().into()))
}

/// Other numbers of bits, and what to look at.
fn of_integers(scene: &Scene) -> String {
    let bits = scene.study.settings.bits;
    let choices = BITS.iter().filter(|&&other| other != bits).map(u8::to_string).collect::<Vec<_>>().join(", ");
    match (bits > BITS[0], scene.finite <= FEW) {
        (true, true) => tr!("Fewer bits, fewer levels. Press {choices} and watch which numbers become the same.", choices),
        (true, false) => tr!("Fewer bits, fewer levels. Press {choices} and watch the error change.", choices),
        (false, true) => tr!("More bits, more levels. Press {choices} and watch which numbers come apart again.", choices),
        (false, false) => tr!("More bits, more levels. Press {choices} and watch the error change.", choices),
    }
}

/// How the levels lie.
fn spread(scene: &Scene) -> String {
    if scene.step().is_some() { tr!("evenly spaced") } else { scene.spread() }
}
