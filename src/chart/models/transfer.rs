//! The staircase: the x̂ of each x. Treads end exactly where the quantizer changes its level.

use crate::chart::grid::{doubling, gaps};
use crate::chart::number_text::{count, exact, number};
use crate::chart::scene::{Scene, to_f32};
use crate::chart::{Axis, Chart, ChartSizes, Mark, Table};
use crate::i18n;
use crate::num::{at_rank, rank};
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
    /// Beyond this range the staircase is flat.
    pub clip: Option<Range>,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

impl Transfer {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let (lo, hi) = scene.window();
        // One tread a level, without the random numbers of stochastic rounding, which would blur it.
        let quantizer = scene.quantizer().clone().without_randomness();
        let (first, past) = scene.levels_within(lo, hi);
        let columns = (sizes.series / 2).clamp(64, 640);
        let exact_treads = i64::from(past) - i64::from(first) <= i64::from(columns);
        let steps = if exact_treads { treads(&quantizer, to_f32(lo), to_f32(hi)) } else { sampled(&quantizer, lo, hi, columns) };
        let ticks = (sizes.series / 90).clamp(2, 8);
        Self {
            x: Axis::linear(lo, hi, ticks, tr!("original x")),
            y: Axis::linear(lo, hi, 5, tr!("dequantized x̂")),
            clip: scene.clip(),
            selected: scene.selected().cloned(),
            words: words(scene, &steps, exact_treads),
            table: sizes.table(Chart::Transfer, || table(&steps)),
            steps,
        }
    }
}

/// Every tread between `lo` and `hi`.
fn treads(quantizer: &Quantizer, lo: f32, hi: f32) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut start = rank(lo);
    let end = rank(hi);
    while start <= end {
        let level = quantizer.level(at_rank(start), 0.0);
        let last = rank(quantizer.largest_value_of(level)).min(end);
        steps.push(Step { lo: at_rank(start), hi: at_rank(last), y: quantizer.value(level) });
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
    let flat = tr!("Below {lo} and above {hi} the staircase is flat.", lo, hi);
    let treads = match (scene.step(), scene.quantizer()) {
        (Some(step), _) => i18n::joined([tr!("Each tread is {step} high.", step = number(f64::from(step))), flat]),
        (None, Quantizer::Scaled(Scaled { element: Element::Book(book), scale, .. })) => {
            let (narrow, wide) = gaps(book.levels(), |pair| pair[0] < pair[1]);
            let [narrow, wide] = [narrow, wide].map(|gap| number((gap * f64::from(*scale)).abs()));
            i18n::joined([tr!("The treads are {narrow} to {wide} high, {spread}.", narrow, wide, spread = scene.spread()), flat])
        }
        (None, Quantizer::Scaled(Scaled { element: Element::Float(format), scale, .. })) => {
            let [limit, step] = [doubling(*format), format.min_subnormal()].map(|v| number(f64::from((v * scale).abs())));
            let grow = tr!("Up to ±{limit} each tread is {step} high; beyond, their height doubles whenever x doubles.", limit, step);
            let ends = if format.saturates() { flat } else { String::new() };
            i18n::joined([grow, ends])
        }
        (None, _) => flat,
    };
    let seen = if !exact_treads {
        tr!("There are more treads than pixels here: zoom in to see them.")
    } else if !scene.quantizer().is_monotone() {
        tr!("Stochastic rounding may also take the tread beside it; nearest rounding is drawn.")
    } else {
        let n = steps.len() as u64;
        tr_n!(n, "{n} tread is in view.", "{n} treads are in view.", n = count(n))
    };
    i18n::joined([treads, seen])
}

fn table(steps: &[Step]) -> Table {
    const ROWS: usize = 64;
    let shown = steps.len().min(ROWS);
    let rows = (0..shown).map(|i| &steps[i * steps.len() / shown]).map(|s| vec![exact(s.lo), exact(s.hi), exact(s.y)]).collect();
    let caption = if shown == steps.len() { tr!("The treads") } else { tr!("{n} of {all} treads", n = shown, all = steps.len()) };
    Table { caption, columns: vec![tr!("from x"), tr!("to x"), tr!("become x̂")], rows }
}
