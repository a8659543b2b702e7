//! The error of each output channel and of each token, as a share of its outputs. Never hides the largest.

use super::reading::{LISTED, LayerReading, LayerRow, largest_first, median};
use crate::chart::number_text::{decibel, percent};
use crate::chart::{Axis, Table, Tick};
use std::ops::Range;

/// Pixels that a bar takes at least.
const APART: usize = 3;

/// Channels and tokens by the error of their outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct RelativeErrors {
    /// √(Σ (ŷ - y)² / Σ y²) of each output channel, then of each token; NaN where its outputs are 0.
    parts: [Vec<f64>; 2],
}

/// One of the two rows of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorBars {
    /// Channels or tokens, counted from 0 and written from 1.
    pub x: Axis,
    /// Relative error.
    pub y: Axis,
    /// The first and past the last of each bar, and its largest error.
    pub bars: Vec<(Range<usize>, f64)>,
    /// The one with the largest error.
    pub worst: Option<usize>,
}

impl RelativeErrors {
    /// Of the relative errors of output channels and of tokens; NaN where outputs are 0.
    pub fn new(channels: Vec<f64>, tokens: Vec<f64>) -> Self {
        Self { parts: [channels, tokens] }
    }

    pub(super) fn count(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    fn worst(&self, part: usize) -> Option<usize> {
        let number = |v: f64| if v.is_nan() { f64::NEG_INFINITY } else { v };
        let at = largest_first(self.parts[part].iter().map(|&v| number(v))).first().copied()?;
        (!self.parts[part][at].is_nan()).then_some(at)
    }

    /// The rows of bars of a drawing of `width` pixels.
    pub fn rows(&self, width: u32) -> [ErrorBars; 2] {
        [0, 1].map(|part| {
            let of = &self.parts[part];
            let n = of.len();
            let bars = (width as usize / APART).clamp(16, 4096).min(n);
            let most = |places: &Range<usize>| of[places.clone()].iter().fold(0.0, |most: f64, &v| most.max(v));
            let bars: Vec<_> = (0..bars).map(|i| i * n / bars..(i + 1) * n / bars).map(|places| (places.clone(), most(&places))).collect();
            let highest = bars.iter().map(|(_, error)| *error).filter(|e| e.is_finite()).fold(0.0, f64::max);
            let y = Axis::linear(0.0, if highest > 0.0 { 1.08 * highest } else { 1.0 }, 3, tr!("error, share of the outputs"));
            let y = Axis { ticks: y.ticks.into_iter().map(|t| Tick { label: percent(t.at), ..t }).collect(), ..y };
            let title = if part == 0 { tr!("output channel") } else { tr!("token") };
            let x = Axis::whole(0.5, n as f64 + 0.5, (width / 90).clamp(2, 12), title);
            let ticks = x.ticks.into_iter().map(|t| Tick { at: t.at - 0.5, ..t }).collect();
            ErrorBars { x: Axis { lo: 0.0, hi: n as f64, ticks, title: x.title }, y, bars, worst: self.worst(part) }
        })
    }

    /// 20 log10 of signal over error.
    fn ratio(error: f64) -> f64 {
        -20.0 * libm::log10(error)
    }

    fn name(&self, part: usize, at: usize) -> String {
        if part == 0 { tr!("channel {n}", n = at + 1) } else { tr!("token {n}", n = at + 1) }
    }

    pub(super) fn words(&self) -> String {
        let sentence = |part: usize| {
            let at = self.worst(part)?;
            let (worst, middle) = (self.parts[part][at], median(self.parts[part].iter().copied())?);
            let (n, db, error, middle) = (at + 1, decibel(Self::ratio(worst)), percent(worst), percent(middle));
            Some(match part {
                0 => tr!("Worst channel {n}: it errs by {error} ({db}), the median channel by {middle}.", n, error, db, middle),
                _ => tr!("Worst token {n}: {error} ({db}), the median token {middle}.", n, error, db, middle),
            })
        };
        [sentence(0), sentence(1)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn table(&self) -> Table {
        let all = (0..2).flat_map(|part| (0..self.parts[part].len()).map(move |at| (part, at))).collect::<Vec<_>>();
        let number = |v: f64| if v.is_nan() { f64::NEG_INFINITY } else { v };
        let order = largest_first(all.iter().map(|&(part, at)| number(self.parts[part][at])));
        let listed = order.len().min(LISTED);
        let row = |(part, at): (usize, usize)| {
            let error = self.parts[part][at];
            let cells = if error.is_nan() { ["—".into(), "—".into()] } else { [percent(error), decibel(Self::ratio(error))] };
            let [share, db] = cells;
            vec![self.name(part, at), share, db]
        };
        Table {
            caption: tr!("{listed} of {count} channels and tokens, the largest error first", listed, count = all.len()),
            columns: vec![tr!("outputs"), tr!("error, share of the outputs"), tr!("SQNR in dB")],
            rows: order[..listed].iter().map(|&i| row(all[i])).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        let channels = self.parts[0].len();
        let (part, at) = if place < channels { (0, place) } else { (1, place - channels) };
        let error = *self.parts[part].get(at)?;
        let rows = if error.is_nan() {
            vec![LayerRow::new(tr!("outputs"), "0".into())]
        } else {
            vec![LayerRow::new(tr!("error"), percent(error)), LayerRow::new("SQNR".into(), decibel(Self::ratio(error)))]
        };
        let y = if error.is_nan() { 0.0 } else { error };
        Some(LayerReading { plot: part as u32, x: at as f64 + 0.5, y, title: self.name(part, at), rows })
    }

    pub(super) fn place_at(&self, plot: usize, x: f64) -> Option<usize> {
        let of = self.parts.get(plot)?;
        let at = (x.max(0.0) as usize).min(of.len().checked_sub(1)?);
        Some(if plot == 0 { at } else { self.parts[0].len() + at })
    }
}
