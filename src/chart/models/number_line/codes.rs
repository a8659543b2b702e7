//! The names of the levels at the picture's foot, and what stands for zero.

use crate::chart::number_text::{integer, number, place};
use crate::chart::scene::Scene;
use crate::chart::{Level, Tick};
use serde::{Deserialize, Serialize};

/// Pixels of a digit, the gap to the next label, and the height of a label.
const DIGIT: f64 = 8.1;
const GAP: f64 = 7.0;
const LINE: f64 = 16.0;

/// What the picture says about zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Zero {
    /// Whether 0 is a level.
    pub exact: bool,
    /// Its name on the line of the levels: "zero point 3".
    pub name: String,
}

impl Zero {
    pub(super) fn of(scene: &Scene) -> Self {
        let exact = scene.zero_code().is_some();
        let name = match scene.affine() {
            Some(affine) if exact => tr!("zero point {code}", code = integer(affine.zero_point)),
            Some(affine) => tr!("zero point {code}: no code", code = place(affine.zero_point)),
            None if exact => tr!("zero"),
            None => tr!("zero: no level"),
        };
        Self { exact, name }
    }
}

/// What the labels of the levels are: their codes, or their values where codes are bit patterns.
pub(super) fn title(scene: &Scene) -> String {
    if scene.codes.bits > 0 { tr!("level") } else { tr!("code") }
}

/// Labels of the visible levels, at most one where several share a place: round codes, as many as have room, and the one of
/// real 0. Bit patterns say nothing to a reader: such levels are labelled by their values.
pub(super) fn labels(scene: &Scene, upright: bool, levels: &[Level], (first, past): (i32, i32), pixel: f64) -> Vec<Tick> {
    if scene.codes.bits > 0 {
        let once = |&i: &usize| levels.get(i + 1).is_none_or(|next| next.at != levels[i].at);
        let name = |l: &Level| Tick { at: f64::from(l.at), label: number(f64::from(l.at) + 0.0) };
        return (0..levels.len()).filter(once).map(|i| name(&levels[i])).collect();
    }
    let quantizer = scene.quantizer();
    let digits = |code: i32| place(code as f32).chars().count() as f64;
    let label = if upright { LINE } else { DIGIT * digits(first).max(digits(past - 1)) + GAP };
    let span = f64::from(quantizer.value(past - 1)) - f64::from(quantizer.value(first));
    let apart = span / pixel / (f64::from(past) - f64::from(first) - 1.0).max(1.0);
    let step = (label / apart).ceil().clamp(1.0, 16_384.0) as u32;
    let step = step.next_power_of_two() as i32;
    let zero = match scene.affine() {
        Some(affine) => affine.zero_point as i32,
        None => quantizer.level(0.0, 0.5),
    };
    let tick = |level: i32| Tick { at: f64::from(quantizer.value(level)), label: place(quantizer.code(level) as f32) };
    (first..past).filter(|level| level % step == 0 || *level == zero || *level == past - 1).map(tick).collect()
}
