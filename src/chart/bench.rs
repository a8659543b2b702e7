//! The clipping bench: how rounding error falls and clipping error rises as the range shrinks.

use super::format::number;
use super::scene::Scene;
use super::{Axis, Chart, Room, Table};
use crate::study::{ClipPoint, best};
use serde::{Deserialize, Serialize};

/// The error of one clip range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BenchPoint {
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

/// The clipping bench of the slice in focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bench {
    /// Threshold.
    pub x: Axis,
    /// log10 of the mean squared error when `log`, else the error.
    pub y: Axis,
    /// Whether the error is on a logarithmic scale.
    pub log: bool,
    /// The candidates, widening; empty for schemes without a scale.
    pub points: Vec<BenchPoint>,
    /// Place of the least total in `points`.
    pub best: u32,
    /// Where the settings are.
    pub current: Option<BenchPoint>,
    /// The picture in a sentence or two; when empty, what would fill it.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

impl From<&ClipPoint> for BenchPoint {
    fn from(p: &ClipPoint) -> Self {
        Self { threshold: p.threshold, lo: p.lo, hi: p.hi, rounding: p.rounding, clipping: p.clipping, total: p.total() }
    }
}

impl Bench {
    pub(super) fn build(scene: &Scene, room: &Room) -> Self {
        let study = scene.study;
        let points: Vec<BenchPoint> = study.curve.iter().map(BenchPoint::from).collect();
        let current = study.current.as_ref().map(BenchPoint::from);
        let best = best(&study.curve);
        let everything = || points.iter().chain(&current);
        let widest = everything().map(|p| p.threshold).fold(0.0, f64::max);
        let lowest = everything().map(|p| p.total).filter(|&t| t > 0.0).fold(f64::INFINITY, f64::min);
        let highest = everything().map(|p| p.total).fold(0.0, f64::max);
        let log = lowest.is_finite() && highest.is_finite() && highest > 10.0 * lowest;
        let y = if log {
            Axis::decades(libm::log10(lowest) - 0.5, libm::log10(highest) + 0.1, 5, "mean squared error")
        } else {
            Axis::linear(0.0, if highest > 0.0 { highest * 1.1 } else { 1.0 }, 4, "mean squared error")
        };
        let title = if scene.symmetric() { "clip threshold (± this value)" } else { "width of the clip range" };
        Self {
            x: Axis::linear(0.0, if widest > 0.0 { widest * 1.04 } else { 1.0 }, (room.series / 90).clamp(2, 10), title),
            y,
            log,
            best: best as u32,
            words: words(&points, best, current.as_ref()),
            table: room.table(Chart::Bench, || table(&points, best)),
            points,
            current,
        }
    }
}

/// A range as people write it: ±1.2 when mirrored.
fn range(p: &BenchPoint) -> String {
    if p.lo == -p.hi {
        format!("±{}", number(f64::from(p.hi)))
    } else {
        format!("{} to {}", number(f64::from(p.lo)), number(f64::from(p.hi)))
    }
}

fn words(points: &[BenchPoint], best: usize, current: Option<&BenchPoint>) -> String {
    let (Some(least), Some(current)) = (points.get(best), current) else {
        return "A 16-bit float has no range to choose, so there is nothing to weigh.".into();
    };
    if points.len() == 1 {
        return "All values are equal: no range is better than another.".into();
    }
    let full = best + 1 == points.len();
    let least_at = format!("Least MSE at {}{}", if full { "full range, " } else { "" }, range(least));
    let ratio = current.total / least.total;
    if ratio > 1.005 {
        format!("{least_at}; it is now {} times as large.", number(ratio))
    } else if full {
        format!("{least_at}: clipping does not pay.")
    } else {
        format!("{least_at}; the range now is as good.")
    }
}

fn table(points: &[BenchPoint], best: usize) -> Table {
    const ROWS: usize = 41;
    let shown = points.len().min(ROWS);
    let mut chosen: Vec<usize> = (1..=shown).map(|i| i * points.len() / shown - 1).collect();
    if !points.is_empty() && !chosen.contains(&best) {
        chosen.push(best);
        chosen.sort_unstable();
    }
    let rows = chosen
        .iter()
        .map(|&i| {
            let p = &points[i];
            let mark = if i == best { "least" } else { "" };
            vec![range(p), number(p.rounding), number(p.clipping), number(p.total), mark.into()]
        })
        .collect();
    let caption = if chosen.len() == points.len() {
        "Mean squared error of each range".into()
    } else {
        format!("Mean squared error of {} of {} ranges tried", chosen.len(), points.len())
    };
    Table { caption, columns: ["range", "rounding", "clipping", "total", "note"].map(String::from).into(), rows }
}
