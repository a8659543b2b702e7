//! The clipping curve: how rounding error falls and clipping error rises as the range shrinks.

use crate::chart::model::only_drawn;
use crate::chart::number_text::{number, percent};
use crate::chart::scene::Scene;
use crate::chart::{Axis, Chart, ChartSizes, Expectation, Table, Weighing};
use crate::i18n;
use crate::quant::{Quantizer, Range};
use crate::study::{ClipPoint, Fitted, SchemeSpec, best};
use serde::{Deserialize, Serialize};

/// The error of one clip range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClippingCurvePoint {
    /// Place on x.
    pub threshold: f64,
    /// Lower end of the range.
    pub lo: f32,
    /// Upper end of the range.
    pub hi: f32,
    /// Mean squared error of the values within the codes, over all values.
    pub rounding: f64,
    /// Mean squared error of the values beyond the codes, over all values.
    pub clipping: f64,
    /// Their sum.
    pub total: f64,
}

/// The clipping curve of the slice in focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClippingCurve {
    /// Threshold.
    pub x: Axis,
    /// Mean squared error, up to a few times the least and that of the settings: much larger errors are at its upper end.
    pub y: Axis,
    /// The candidates, widening; empty for schemes without a scale.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub points: Vec<ClippingCurvePoint>,
    /// Place of the least total in `points`.
    pub best: u32,
    /// The range of that point.
    pub least: Option<Range>,
    /// The point of the current settings.
    pub current: Option<ClippingCurvePoint>,
    /// The cost curve of the range method, where it has a search of its own.
    pub weighing: Option<Weighing>,
    /// The theoretical values, where the distribution is known.
    pub theory: Option<Expectation>,
    /// The picture in a sentence or two; for an empty picture, how to get one.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

/// The axis of the error ends at this many times the least: what matters is how the two errors add up near it.
const VALLEY: f64 = 5.0;

impl From<&ClipPoint> for ClippingCurvePoint {
    fn from(p: &ClipPoint) -> Self {
        Self { threshold: p.threshold, lo: p.lo, hi: p.hi, rounding: p.rounding, clipping: p.clipping, total: p.total() }
    }
}

impl ClippingCurve {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let study = scene.study;
        let points: Vec<ClippingCurvePoint> = study.curve.iter().map(ClippingCurvePoint::from).collect();
        let current = study.current.as_ref().map(ClippingCurvePoint::from);
        let best = best(&study.curve);
        let everything = || points.iter().chain(&current);
        let widest = everything().map(|p| p.threshold).fold(0.0, f64::max);
        let highest = everything().map(|p| p.total).fold(0.0, f64::max);
        let least = points.get(best).map_or(0.0, |p| p.total);
        let now = current.as_ref().map_or(0.0, |p| p.total);
        let top = highest.min((VALLEY * least).max(1.25 * now)) * 1.1;
        let y = Axis::linear(0.0, if top > 0.0 && top.is_finite() { top } else { 1.0 }, 4, tr!("mean squared error"));
        let title = if scene.symmetric() { tr!("clip threshold (± this value)") } else { tr!("width of the clip range") };
        let end = if widest > 0.0 { widest * 1.04 } else { 1.0 };
        let weighing = Weighing::build(scene, end);
        Self {
            x: Axis::linear(0.0, end, (sizes.series / 90).clamp(2, 10), title),
            y,
            best: best as u32,
            least: points.get(best).map(|p| Range { lo: p.lo, hi: p.hi }),
            words: words(scene, &points, best, current.as_ref(), weighing.as_ref()),
            table: sizes.table(Chart::ClippingCurve, || table(&points, best, weighing.as_ref())),
            theory: if points.len() > 1 { Expectation::build(scene) } else { None },
            weighing,
            points,
            current,
        }
    }
}

/// A range as text: ±1.2 when mirrored.
pub(super) fn range(lo: f32, hi: f32) -> String {
    if lo == -hi {
        format!("±{}", number(f64::from(hi)))
    } else {
        tr!("{lo} to {hi}", lo = number(f64::from(lo)), hi = number(f64::from(hi)))
    }
}

/// Why a scheme has no range to choose.
fn without_range(scene: &Scene) -> String {
    match (&scene.study.spec, scene.quantizer()) {
        (SchemeSpec::Blocks(format), _) => {
            tr!("Each block of {n} values takes its scale from its largest magnitude: there is no range to choose.", n = format.block())
        }
        (SchemeSpec::Ggml { kind, .. }, _) => {
            tr!("ggml's own rule finds the scale of each run of {n} values: there is no range to choose.", n = kind.run())
        }
        (SchemeSpec::Fitted(Fitted::LloydMax { .. }), _) => {
            tr!("Lloyd and Max place every level for the least squared error: no range is left to choose.")
        }
        (SchemeSpec::Fitted(Fitted::Dorefa { bits: 2.. }), _) => {
            tr!("The scale follows from the largest tanh of the weights: there is no range to choose.")
        }
        (SchemeSpec::Fitted(_), _) => tr!("The scale follows from the mean magnitude: there is no range to choose."),
        (_, Quantizer::ClippedUniform(_)) => tr!("The bounds belong to the scheme: there is no range to choose."),
        _ => tr!("The levels are the same for any data: there is no range to choose, so there is nothing to weigh."),
    }
}

fn words(
    scene: &Scene,
    points: &[ClippingCurvePoint],
    best: usize,
    current: Option<&ClippingCurvePoint>,
    weighing: Option<&Weighing>,
) -> String {
    let Some(least) = points.get(best) else { return without_range(scene) };
    let Some(current) = current else {
        let range = range(least.lo, least.hi);
        return tr!("HQQ moves zero points and keeps the range, so it has no place here. Best range: {range}.", range);
    };
    if points.len() == 1 {
        return tr!("All values are equal: they give only one range to try.");
    }
    let full = best + 1 == points.len();
    let ratio = current.total / least.total;
    let own = weighing.map_or_else(String::new, |w| {
        let Range { lo, hi } = w.range;
        tr!("{who} weighs {what}, least at {range}.", who = w.library, what = w.cost_name, range = range(lo, hi))
    });
    let (least, current) = (range(least.lo, least.hi), range(current.lo, current.hi));
    let found = if ratio > 1.005 {
        let best = match full {
            true => tr!("Best range: the widest, {least}.", least),
            false => tr!("Best range: {least}.", least),
        };
        let excess = match ratio {
            ..10.0 => tr!("Yours has {percent} more error.", percent = percent(ratio - 1.0)),
            _ => tr!("Yours has {ratio} times the error.", ratio = number(ratio)),
        };
        i18n::joined([best, excess])
    } else if ratio < 1.0 {
        tr!("Best range: yours, {current}.", current)
    } else if full {
        tr!("Best range: the widest, {least}: clipping does not pay.", least)
    } else {
        tr!("Best range: {least}; yours is as good.", least)
    };
    i18n::joined([own, found])
}

fn table(points: &[ClippingCurvePoint], best: usize, weighing: Option<&Weighing>) -> Table {
    const ROWS: usize = 41;
    let shown = points.len().min(ROWS);
    let mut chosen: Vec<usize> = (1..=shown).map(|i| i * points.len() / shown - 1).collect();
    if !points.is_empty() && !chosen.contains(&best) {
        chosen.push(best);
        chosen.sort_unstable();
    }
    let own = |w: &Weighing| {
        vec![
            range(w.range.lo, w.range.hi),
            String::new(),
            String::new(),
            String::new(),
            tr!("least for {who}: {cost}", who = w.library, cost = w.cost),
        ]
    };
    let rows = chosen
        .iter()
        .map(|&i| {
            let p = &points[i];
            let mark = if i == best { tr!("least") } else { String::new() };
            vec![range(p.lo, p.hi), number(p.rounding), number(p.clipping), number(p.total), mark]
        })
        .chain(weighing.map(own))
        .collect();
    let caption = if chosen.len() == points.len() {
        tr!("Mean squared error of each range")
    } else {
        tr!("Mean squared error of {n} of {all} ranges tried", n = chosen.len(), all = points.len())
    };
    Table { caption, columns: vec![tr!("range"), tr!("rounding"), tr!("clipping"), tr!("total"), tr!("note")], rows }
}
