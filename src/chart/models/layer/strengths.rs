//! How close the outputs are over the strength of a method: SmoothQuant's alpha, AWQ's ratio.

use super::reading::{LISTED, LayerReading, LayerRow};
use crate::chart::number_text::{decibel, short};
use crate::chart::{Axis, Table};

/// Ratios over a strength, with the best and the one taken.
#[derive(Debug, Clone, PartialEq)]
pub struct StrengthCurve {
    /// The strength.
    pub x: Axis,
    /// SQNR of the outputs in dB.
    pub y: Axis,
    /// Strengths, rising.
    at: Vec<f64>,
    /// Of the calibration tokens and of the others, each where it is known.
    ratios: [Vec<Option<f64>>; 2],
    /// The strength on show.
    pub taken: f64,
    name: String,
}

impl StrengthCurve {
    /// Of strengths `at`, rising, at least one; ratios in dB that are NaN are not known. `name` is that of the strength.
    pub fn new(at: Vec<f64>, calibration: &[f64], evaluation: &[f64], taken: f64, name: String) -> Self {
        let known = |ratios: &[f64]| at.iter().enumerate().map(|(i, _)| ratios.get(i).copied().filter(|v| v.is_finite())).collect();
        let ratios: [Vec<Option<f64>>; 2] = [known(calibration), known(evaluation)];
        let all = || ratios.iter().flatten().copied().flatten();
        let (lo, hi) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        let (lo, hi) = if lo <= hi { (lo, hi) } else { (0.0, 1.0) };
        let margin = (0.06 * (hi - lo)).max(0.25);
        let ends = (at.first().copied().unwrap_or(0.0).min(taken), at.last().copied().unwrap_or(1.0).max(taken));
        Self {
            x: Axis::linear(ends.0, ends.1, 5, name.clone()),
            y: Axis::linear(lo - margin, hi + margin, 5, tr!("SQNR of the outputs in dB")),
            at,
            ratios,
            taken,
            name,
        }
    }

    /// The points of a curve, 0 of the calibration tokens, 1 of the others.
    pub fn points(&self, curve: usize) -> Vec<(f64, f64)> {
        self.at.iter().zip(&self.ratios[curve]).filter_map(|(&at, &ratio)| Some((at, ratio?))).collect()
    }

    /// The best point of a curve; of equal ones the first.
    pub fn best(&self, curve: usize) -> Option<(f64, f64)> {
        let better = |best: Option<(f64, f64)>, point: (f64, f64)| match best {
            Some(best) if best.1 >= point.1 => Some(best),
            _ => Some(point),
        };
        self.points(curve).into_iter().fold(None, better)
    }

    pub(super) fn count(&self) -> usize {
        self.at.len()
    }

    pub(super) fn words(&self) -> String {
        let name = &self.name;
        let said = |point: (f64, f64)| (short(point.0, 3), decibel(point.1));
        match (self.best(0).map(said), self.best(1).map(said)) {
            (Some((at, db)), Some((other, most))) => tr!(
                "The calibration tokens come out best with {name} {at}: {db}; the tokens that judge, with {other}: {most}.",
                name,
                at,
                db,
                other,
                most
            ),
            (Some((at, db)), None) => tr!("The calibration tokens come out best with {name} {at}: {db}.", name, at, db),
            (None, Some((at, db))) => tr!("The tokens that judge come out best with {name} {at}: {db}.", name, at, db),
            (None, None) => String::new(),
        }
    }

    pub(super) fn table(&self) -> Table {
        let ratio = |ratio: Option<f64>| ratio.map_or_else(|| "—".into(), decibel);
        let row = |i: usize| vec![short(self.at[i], 3), ratio(self.ratios[0][i]), ratio(self.ratios[1][i])];
        Table {
            caption: tr!("SQNR of the outputs in dB"),
            columns: vec![self.name.clone(), tr!("calibration tokens"), tr!("tokens that judge")],
            rows: (0..self.count().min(LISTED)).map(row).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        let at = *self.at.get(place)?;
        let [seen, unseen] = [self.ratios[0][place], self.ratios[1][place]];
        let row = |label: String, ratio: Option<f64>| ratio.map(|ratio| LayerRow::new(label, decibel(ratio)));
        let rows = [row(tr!("calibration tokens"), seen), row(tr!("tokens that judge"), unseen)];
        let title = format!("{} {}", self.name, short(at, 3));
        Some(LayerReading { plot: 0, x: at, y: unseen.or(seen).unwrap_or(self.y.lo), title, rows: rows.into_iter().flatten().collect() })
    }

    pub(super) fn place_at(&self, x: f64) -> Option<usize> {
        let far = |at: &f64| (at - x).abs();
        let nearest = self.at.iter().enumerate().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
        nearest.map(|(i, _)| i)
    }
}
