//! The methods side by side: how close the outputs of each are, on each kind of inputs.

use super::reading::{LayerReading, LayerRow};
use crate::chart::Table;
use crate::chart::number_text::decibel;

/// The ratios of methods, a column for each kind of inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodRatios {
    /// Names of the methods.
    pub methods: Vec<String>,
    /// Names of the kinds of inputs.
    pub trials: Vec<String>,
    /// SQNR of the outputs in dB, a row a method; none where it is not known.
    ratios: Vec<Option<f64>>,
    /// The method on show.
    pub chosen: Option<usize>,
}

impl MethodRatios {
    /// Of `ratios` in dB, [methods, trials], row-major; NaN where they are not known.
    pub fn new(methods: Vec<String>, trials: Vec<String>, ratios: &[f64], chosen: Option<usize>) -> Self {
        let ratios = (0..methods.len() * trials.len()).map(|i| ratios.get(i).copied().filter(|v| !v.is_nan())).collect();
        Self { methods, trials, ratios, chosen }
    }

    /// The ratio of a method on a kind of inputs, where it is known.
    pub fn ratio(&self, method: usize, trial: usize) -> Option<f64> {
        self.ratios[method * self.trials.len() + trial]
    }

    /// The ratio as text.
    pub fn text(&self, method: usize, trial: usize) -> String {
        self.ratio(method, trial).map_or_else(|| "—".into(), decibel)
    }

    /// The length of a bar, 0 to 1: the largest finite ratio of its column is 1.
    pub fn length(&self, method: usize, trial: usize) -> f64 {
        let known = (0..self.methods.len()).filter_map(|method| self.ratio(method, trial));
        let most = known.filter(|db| db.is_finite()).fold(0.0, f64::max);
        match self.ratio(method, trial) {
            Some(db) if db.is_infinite() => 1.0,
            Some(db) if most > 0.0 => db.max(0.0) / most,
            _ => 0.0,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.ratios.len()
    }

    pub(super) fn words(&self) -> String {
        let best = |trial: usize| {
            let known = (0..self.methods.len()).filter_map(|method| Some((method, self.ratio(method, trial)?)));
            known.fold(None, |best: Option<(usize, f64)>, one| if best.is_some_and(|best| best.1 >= one.1) { best } else { Some(one) })
        };
        let said = |trial: usize| {
            let (method, db) = best(trial)?;
            Some(tr!("{inputs}: {method} is best, {db}.", inputs = self.trials[trial], method = self.methods[method], db = decibel(db)))
        };
        (0..self.trials.len()).filter_map(said).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn table(&self) -> Table {
        let row = |method: usize| {
            let ratios = (0..self.trials.len()).map(|trial| self.text(method, trial));
            std::iter::once(self.methods[method].clone()).chain(ratios).collect()
        };
        Table {
            caption: tr!("SQNR of the outputs in dB"),
            columns: std::iter::once(tr!("method")).chain(self.trials.iter().cloned()).collect(),
            rows: (0..self.methods.len()).map(row).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        self.ratios.get(place)?;
        let (method, trial) = (place / self.trials.len(), place % self.trials.len());
        let rows = vec![LayerRow::new(self.trials[trial].clone(), self.text(method, trial))];
        let (x, y) = (self.length(method, trial), method as f64 + 0.5);
        Some(LayerReading { plot: trial as u32, x, y, title: self.methods[method].clone(), rows })
    }

    pub(super) fn place_at(&self, trial: usize, y: f64) -> Option<usize> {
        let method = (y.max(0.0) as usize).min(self.methods.len().checked_sub(1)?);
        Some(method * self.trials.len() + trial)
    }
}
