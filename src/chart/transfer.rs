//! The staircase: what x̂ each x becomes. Treads end where the quantizer itself changes its level.

use super::format::{counted, exact, number};
use super::grid::gaps;
use super::scene::{Scene, to_f32};
use super::{Axis, Chart, Mark, Room, Table};
use crate::num::{at_place, place};
use crate::quant::{Element, Quantizer, Range, Scaled};
use serde::{Deserialize, Serialize};

/// A tread of the staircase: all x in [lo, hi] become y.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Step {
    /// Left end.
    pub lo: f32,
    /// Right end.
    pub hi: f32,
    /// Dequantized.
    pub y: f32,
}

/// The staircase x -> x̂ and the identity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Transfer {
    /// Original.
    pub x: Axis,
    /// Dequantized.
    pub y: Axis,
    /// The visible treads, ascending; thinned to the width when there are more than pixels.
    pub steps: Vec<Step>,
    /// Beyond it the staircase is flat.
    pub clip: Option<Range>,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

impl Transfer {
    pub(super) fn build(scene: &Scene, room: &Room) -> Self {
        let (lo, hi) = scene.window();
        // One tread a level: the draws of stochastic rounding would smear it.
        let quantizer = scene.quantizer().clone().without_dither();
        let (first, past) = scene.levels_within(lo, hi);
        let columns = (room.series / 2).clamp(64, 640);
        let exact_treads = i64::from(past) - i64::from(first) <= i64::from(columns);
        let steps = if exact_treads { treads(&quantizer, to_f32(lo), to_f32(hi)) } else { sampled(&quantizer, lo, hi, columns) };
        let ticks = (room.series / 90).clamp(2, 8);
        Self {
            x: Axis::linear(lo, hi, ticks, "original x"),
            y: Axis::linear(lo, hi, 5, "dequantized x̂"),
            clip: scene.clip(),
            selected: scene.selected().cloned(),
            words: words(scene, &steps, exact_treads),
            table: room.table(Chart::Transfer, || table(&steps)),
            steps,
        }
    }
}

/// Every tread between `lo` and `hi`.
fn treads(quantizer: &Quantizer, lo: f32, hi: f32) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut start = place(lo);
    let end = place(hi);
    while start <= end {
        let level = quantizer.level(at_place(start), 0.0);
        let last = place(quantizer.end(level)).min(end);
        steps.push(Step { lo: at_place(start), hi: at_place(last), y: quantizer.value(level) });
        start = last + 1;
    }
    steps
}

/// The staircase at the left end of each of `n` columns.
fn sampled(quantizer: &Quantizer, lo: f64, hi: f64, n: u32) -> Vec<Step> {
    let edge = |i: u32| to_f32(lo + (hi - lo) * f64::from(i) / f64::from(n));
    (0..n).map(|i| Step { lo: edge(i), hi: edge(i + 1), y: quantizer.value(quantizer.level(edge(i), 0.0)) }).collect()
}

fn words(scene: &Scene, steps: &[Step], exact_treads: bool) -> String {
    let (lowest, highest) = scene.quantizer().ends();
    let [lo, hi] = [lowest, highest].map(|level| number(f64::from(scene.quantizer().value(level))));
    let flat = format!("below {lo} and above {hi} the staircase is flat.");
    let mut text = match (scene.step(), scene.quantizer()) {
        (Some(step), _) => format!("Each tread is {} high; {flat}", number(f64::from(step))),
        (None, Quantizer::Scaled(Scaled { element: Element::Book(book), scale, .. })) => {
            let (narrow, wide) = gaps(book.levels(), |pair| pair[0] < pair[1]);
            let [narrow, wide] = [narrow, wide].map(|gap| number((gap * f64::from(*scale)).abs()));
            format!("The treads are {narrow} to {wide} high, {}; {flat}", scene.spread())
        }
        (None, Quantizer::Scaled(Scaled { element: Element::Float(format), .. })) if format.decode(format.encode(f32::MAX)).is_finite() => {
            format!("The treads double in height at every power of two; {flat}")
        }
        _ => "The treads double in height at every power of two.".into(),
    };
    if !exact_treads {
        text += " There are more treads than pixels here: zoom in to see them.";
    } else if !scene.quantizer().is_monotone() {
        text += " Stochastic rounding may also take the tread beside it; nearest rounding is drawn.";
    } else {
        text += &format!(" {} in view.", counted(steps.len() as u64, "tread is", "treads are"));
    }
    text
}

fn table(steps: &[Step]) -> Table {
    const ROWS: usize = 64;
    let shown = steps.len().min(ROWS);
    let rows = (0..shown).map(|i| &steps[i * steps.len() / shown]).map(|s| vec![exact(s.lo), exact(s.hi), exact(s.y)]).collect();
    let caption = if shown == steps.len() { "The treads".into() } else { format!("{shown} of {} treads", steps.len()) };
    Table { caption, columns: ["from x", "to x", "become x̂"].map(String::from).into(), rows }
}
