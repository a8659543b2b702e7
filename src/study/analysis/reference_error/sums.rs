//! The sums of a comparison: measures, the worst rows and values, and how the errors are spread. Reads no file.

use super::{FloatComparison, Requantized, RowError, ValueError};
use crate::Error;
use crate::quant::block::ggml::GgmlType;
use crate::quant::{Metrics, Tally};

/// How many of the worst rows and values are kept.
const WORST: usize = 20;

/// Bins of the errors.
const BINS: usize = 64;

/// A histogram of the errors, whose bins widen by powers of two as larger errors are added.
struct Bins {
    edge: f64,
    counts: Vec<u32>,
}

impl Bins {
    fn new() -> Self {
        Self { edge: 0.0, counts: vec![0; BINS] }
    }

    fn add(&mut self, error: f64) {
        if error.abs() >= self.edge && error != 0.0 {
            let mut edge =
                if self.edge == 0.0 { f64::MIN_POSITIVE.max(libm::exp2(libm::floor(libm::log2(error.abs())))) } else { self.edge };
            while error.abs() >= edge {
                edge *= 2.0;
            }
            self.widen(edge);
        }
        let share = if self.edge == 0.0 { 0.5 } else { (error / self.edge + 1.0) / 2.0 };
        if let Some(count) = self.counts.get_mut(((share * BINS as f64) as usize).min(BINS - 1)) {
            *count = count.saturating_add(1);
        }
    }

    /// Widens the bins to another edge, a power of two times this one.
    fn widen(&mut self, edge: f64) {
        while self.edge > 0.0 && self.edge < edge {
            let mut wider = vec![0u32; BINS];
            for (i, count) in self.counts.iter().enumerate() {
                if let Some(bin) = wider.get_mut(BINS / 4 + i / 2) {
                    *bin = bin.saturating_add(*count);
                }
            }
            (self.edge, self.counts) = (self.edge * 2.0, wider);
        }
        self.edge = self.edge.max(edge);
    }
}

/// The sums, added up piece by piece.
pub(super) struct Sums {
    cols: usize,
    done: u64,
    left_out: u64,
    tally: Tally,
    spread: Bins,
    rows: Vec<(f64, f64, u64)>,
    values: Vec<(f64, u64, f32, f32)>,
    quantizer: Option<GgmlType>,
    own: (Tally, Bins),
}

impl Sums {
    pub fn new(cols: u64, quantizer: Option<GgmlType>) -> Self {
        Self {
            cols: usize::try_from(cols).unwrap_or(usize::MAX),
            done: 0,
            left_out: 0,
            tally: Tally::default(),
            spread: Bins::new(),
            rows: Vec::new(),
            values: Vec::new(),
            quantizer,
            own: (Tally::default(), Bins::new()),
        }
    }

    /// Adds whole rows `x` of the float that are stored as `y`.
    pub fn add(&mut self, x: &[f32], y: &[f32]) -> Result<(), Error> {
        if let Some(kind) = self.quantizer {
            let finite: Vec<f32> = x.iter().map(|&x| if x.is_finite() { x } else { 0.0 }).collect();
            let own = kind.dequantize(&kind.quantize(&finite, self.cols, None)?)?;
            for (x, y) in x.chunks(self.cols).zip(own.chunks(self.cols)) {
                let mut row = Tally::default();
                for (&x, &y) in x.iter().zip(y).filter(|(x, y)| x.is_finite() && y.is_finite()) {
                    row.add(x, y, 0);
                    self.own.1.add(f64::from(y) - f64::from(x));
                }
                self.own.0.merge(&row);
            }
        }
        for (x, y) in x.chunks(self.cols).zip(y.chunks(self.cols)) {
            let mut row = Tally::default();
            for (i, (&x, &y)) in x.iter().zip(y).enumerate() {
                if !x.is_finite() || !y.is_finite() {
                    self.left_out += 1;
                    continue;
                }
                row.add(x, y, 0);
                let error = f64::from(y) - f64::from(x);
                self.spread.add(error);
                if error != 0.0 {
                    keep(&mut self.values, (error.abs(), self.done + i as u64, x, y), |one| one.0);
                }
            }
            if row.rounding > 0.0 {
                keep(&mut self.rows, (row.rounding, row.signal, self.done / self.cols.max(1) as u64), |one| one.0);
            }
            self.tally.merge(&row);
            self.done += x.len() as u64;
        }
        Ok(())
    }

    pub fn finish(mut self, bits_per_value: f64, permuted: Option<u64>) -> Result<FloatComparison, Error> {
        if self.tally.count == 0 {
            return Err(Error::Unreadable { reason: tr!("no value is finite in both files") });
        }
        let edge = self.spread.edge.max(self.own.1.edge);
        self.spread.widen(edge);
        self.own.1.widen(edge);
        let (total, cols) = (self.tally.rounding, self.cols.max(1) as u64);
        let row = |(squares, signal, row): (f64, f64, u64)| RowError {
            row: row as f64,
            share: squares / total,
            sqnr_db: Some(10.0 * libm::log10(signal / squares)),
        };
        let value = |(_, index, float, stored): (f64, u64, f32, f32)| ValueError {
            index: index as f64,
            row: (index / cols) as f64,
            column: (index % cols) as f64,
            float,
            stored,
        };
        Ok(FloatComparison {
            metrics: Metrics::from(&self.tally),
            bits_per_value,
            left_out: self.left_out as f64,
            permuted: permuted.and_then(|head| u32::try_from(head).ok()),
            rows: self.rows.into_iter().map(row).collect(),
            values: self.values.into_iter().map(value).collect(),
            edge,
            counts: self.spread.counts,
            own: self.quantizer.map(|kind| Requantized {
                name: kind.name(),
                metrics: Metrics::from(&self.own.0),
                counts: self.own.1.counts,
            }),
        })
    }
}

/// Keeps the [`WORST`] largest, the largest first, the earlier of equals first.
fn keep<T>(worst: &mut Vec<T>, one: T, size: impl Fn(&T) -> f64) {
    if worst.len() == WORST && worst.last().is_some_and(|last| size(last) >= size(&one)) {
        return;
    }
    let at = worst.partition_point(|other| size(other) >= size(&one));
    worst.insert(at, one);
    worst.truncate(WORST);
}
