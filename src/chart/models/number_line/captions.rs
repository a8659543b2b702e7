//! What is written into the picture beside the marks, each text in the colour of what it names.

use super::bands::Band;
use super::heights::Heights;
use crate::chart::number_text::{count, levels, number, values};
use crate::chart::scene::Scene;
use crate::chart::{Span, SpanRole};

/// A grid of more levels than this has no levels that stand empty: most always do.
const MANY_LEVELS: u64 = 256;

/// What the captions tell of.
pub(super) struct Told<'a> {
    /// How many values are in view.
    pub visible: usize,
    /// Whether each of them is a mark.
    pub complete: bool,
    pub bands: &'a [Band],
    pub heights: Heights,
}

/// The captions of the picture.
pub(super) fn captions(scene: &Scene, told: &Told) -> Vec<Span> {
    let mut all = vec![Span { text: original(scene, told), role: SpanRole::Original }];
    let mut say = |text: String, role: SpanRole| all.push(Span { text, role });
    if told.visible == 0 {
        return all;
    }
    say(dequantized(scene, told), SpanRole::Dequantized);
    if told.complete && scene.study.focus_metrics.max_abs > 0.0 {
        say(tr!("error: how far each one moved"), SpanRole::Error);
    }
    let (used, of) = (scene.levels_used(), scene.level_count());
    if told.bands.iter().any(|band| band.levels > 1) {
        say(tr!("levels closer than pixels: zoom in to see them"), SpanRole::Plain);
    } else if !told.complete && of <= MANY_LEVELS && of > used {
        say(tr_n!(of - used, "{n} level stands empty", "{n} levels stand empty", n = count(of - used)), SpanRole::Plain);
    }
    if let n @ 1.. = clipped(scene) {
        say(tr_n!(n, "{n} value is clipped", "{n} values are clipped", n = count(n)), SpanRole::Clipped);
    }
    if told.heights.log {
        say(tr!("heights are logarithms of the density"), SpanRole::Plain);
    } else if !told.complete && !told.heights.alike() {
        say(tr!("each side has its own scale of heights"), SpanRole::Plain);
    }
    all
}

fn original(scene: &Scene, told: &Told) -> String {
    let n = told.visible;
    if n < scene.finite {
        return tr!("original: {n} of {all} values in view", n = count(n as u64), all = count(scene.finite as u64));
    }
    if !told.complete {
        return tr!("original: {values}", values = values(n as u64));
    }
    let different = scene.sorted.values().chunk_by(|a, b| a == b).count() as u64;
    tr_n!(different, "original: {n} different value", "original: {n} different values", n = count(different))
}

fn dequantized(scene: &Scene, told: &Told) -> String {
    let (used, of) = (scene.levels_used(), levels(scene.level_count()));
    let spread = match scene.step() {
        Some(step) => tr!("{step} apart", step = number(f64::from(step))),
        None => scene.spread(),
    };
    if told.complete {
        tr_n!(
            used,
            "dequantized: {n} pile on {levels}, {spread}",
            "dequantized: {n} piles on {levels}, {spread}",
            n = count(used),
            levels = of,
            spread
        )
    } else {
        tr!("dequantized: {n} of {levels} used, {spread}", n = count(used), levels = of, spread)
    }
}

/// How many values of the slice are clipped.
pub(super) fn clipped(scene: &Scene) -> u64 {
    (scene.study.focus_metrics.share_clipped * scene.finite as f64).round() as u64
}
