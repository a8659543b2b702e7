//! What is written into the picture beside the marks, each text in the colour of what it names.

use super::bands::Band;
use crate::chart::number_text::{count, levels, number, values};
use crate::chart::scene::Scene;
use serde::{Deserialize, Serialize};

/// A grid of more levels than this has no levels that stand empty: most always do.
const MANY_LEVELS: u64 = 256;

/// A text within the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Caption {
    /// What it says.
    pub text: String,
    /// What it says it of.
    pub role: Role,
}

/// The thing that a text is of, which has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Role {
    /// Originals.
    Original,
    /// Dequantized values.
    Dequantized,
    /// Errors.
    Error,
    /// Everything else.
    Plain,
}

/// What the captions tell of.
pub(super) struct Told<'a> {
    /// How many values are in view.
    pub visible: usize,
    /// Whether each of them is a mark.
    pub complete: bool,
    pub bands: &'a [Band],
    /// Whether both sides have one scale of heights.
    pub alike: bool,
    pub log: bool,
}

/// The captions of the picture.
pub(super) fn captions(scene: &Scene, told: &Told) -> Vec<Caption> {
    let mut all = vec![Caption { text: original(scene, told), role: Role::Original }];
    let mut say = |text: String, role: Role| all.push(Caption { text, role });
    if told.visible == 0 {
        return all;
    }
    say(dequantized(scene, told), Role::Dequantized);
    if told.complete && scene.study.focus_metrics.max_abs > 0.0 {
        say(tr!("error: how far each one moved"), Role::Error);
    }
    let (used, of) = (scene.levels_used(), scene.level_count());
    if told.bands.iter().any(|band| band.levels > 1) {
        say(tr!("levels closer than pixels: zoom in to see them"), Role::Plain);
    } else if !told.complete && of <= MANY_LEVELS && of > used {
        say(tr_n!(of - used, "{n} level stands empty", "{n} levels stand empty", n = count(of - used)), Role::Plain);
    }
    if let n @ 1.. = clipped(scene) {
        say(tr_n!(n, "{n} value is clipped", "{n} values are clipped", n = count(n)), Role::Plain);
    }
    if told.log {
        say(tr!("heights are logarithms of the density"), Role::Plain);
    } else if !told.complete && !told.alike {
        say(tr!("each side has its own scale of heights"), Role::Plain);
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
