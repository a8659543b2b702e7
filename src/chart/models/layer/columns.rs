//! The largest |x| of each input column and the largest |w| of the same column of the weight, before and after a method: how much more
//! some columns need than others. Never hides the largest.

use super::reading::{LISTED, LayerReading, LayerRow, largest_first, median};
use crate::chart::number_text::{number, short};
use crate::chart::{Axis, Table};
use std::ops::Range;

/// Pixels that a bar takes at least.
const APART: usize = 2;

/// The two sides of the picture: inputs upward, weight downward.
const SIDES: usize = 2;

/// Columns of a layer's inputs and weight.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnPeaksChart {
    /// max |x| and max |w| of each column.
    before: [Vec<f32>; SIDES],
    /// The same after the method; `None` where it changes none.
    after: Option<[Vec<f32>; SIDES]>,
}

/// A column, or the largest of several neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnBar {
    /// Its first column and past its last.
    pub places: Range<usize>,
    /// Of inputs and weight, before the method.
    pub before: [f32; SIDES],
    /// The same after it: what is rounded.
    pub after: [f32; SIDES],
}

impl ColumnPeaksChart {
    /// Of the largest |x| and |w| before and after a method, one for each column and at least one; all four equally long.
    pub fn new(before: [Vec<f32>; SIDES], after: [Vec<f32>; SIDES]) -> Self {
        let after = (after != before).then_some(after);
        Self { before, after }
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.before[0].len()
    }

    /// Whether the method changes columns.
    pub fn is_changed(&self) -> bool {
        self.after.is_some()
    }

    fn after(&self) -> &[Vec<f32>; SIDES] {
        self.after.as_ref().unwrap_or(&self.before)
    }

    /// The scale of inputs, upward from 0, and that of the weight.
    pub fn scales(&self) -> [Axis; SIDES] {
        let most = |side: usize| self.before[side].iter().chain(&self.after()[side]).fold(0f32, |most, &v| most.max(v));
        [(0, tr!("largest |x|")), (1, tr!("largest |w|"))].map(|(side, title)| Axis::linear(0.0, 1.04 * f64::from(most(side)), 3, title))
    }

    /// The columns, counted from 0 and written from 1, for a drawing of `width` pixels.
    pub fn places(&self, width: u32) -> Axis {
        let axis = Axis::whole(0.5, self.count() as f64 + 0.5, (width / 90).clamp(2, 12), tr!("column"));
        let ticks = axis.ticks.into_iter().map(|t| crate::chart::Tick { at: t.at - 0.5, ..t }).collect();
        Axis { lo: 0.0, hi: self.count() as f64, ticks, title: axis.title }
    }

    /// The bars of a drawing of `width` pixels.
    pub fn bars(&self, width: u32) -> Vec<ColumnBar> {
        let n = self.count();
        let bars = (width as usize / APART).clamp(16, 4096).min(n);
        let most = |of: &[f32], places: &Range<usize>| of[places.clone()].iter().fold(0f32, |most, &v| most.max(v));
        (0..bars)
            .map(|i| {
                let places = i * n / bars..(i + 1) * n / bars;
                let sides = |of: &[Vec<f32>; SIDES]| [0, 1].map(|side| most(&of[side], &places));
                ColumnBar { before: sides(&self.before), after: sides(self.after()), places }
            })
            .collect()
    }

    /// The column with the largest of a side before the method.
    pub fn largest(&self, side: usize) -> usize {
        largest_first(self.before[side].iter().map(|&v| v.into())).first().copied().unwrap_or(0)
    }

    /// The largest of some columns, and how many times the median of the columns that is.
    fn unevenness(of: &[f32]) -> (f64, Option<f64>) {
        let most = f64::from(of.iter().fold(0f32, |most, &v| most.max(v)));
        let middle = median(of.iter().map(|&v| v.into())).filter(|&middle| middle > 0.0);
        (most, middle.map(|middle| most / middle))
    }

    pub(super) fn words(&self) -> String {
        let sentence = |side: usize| {
            let (most, times) = Self::unevenness(&self.before[side]);
            let times = times.map_or_else(|| "∞".into(), |times| short(times, 2));
            let (most, column) = (short(most, 3), self.largest(side) + 1);
            match &self.after {
                None if side == 0 => tr!("Largest |x| {most}, in column {column}: {times} times the median column.", most, column, times),
                None => tr!("Largest |w| {most}, in column {column}: {times} times.", most, column, times),
                Some(after) => {
                    let (now, ratio) = Self::unevenness(&after[side]);
                    let (now, ratio) = (short(now, 3), ratio.map_or_else(|| "∞".into(), |times| short(times, 2)));
                    if side == 0 {
                        tr!("Largest |x| {most} → {now}, from {times} to {ratio} times the median column.", most, now, times, ratio)
                    } else {
                        tr!("Largest |w| {most} → {now}, from {times} to {ratio} times.", most, now, times, ratio)
                    }
                }
            }
        };
        [sentence(0), sentence(1)].join(" ")
    }

    pub(super) fn table(&self) -> Table {
        let order = largest_first(self.before[0].iter().map(|&v| v.into()));
        let listed = order.len().min(LISTED);
        let cell = |of: &[f32], column: usize| number(of[column].into());
        let row = |column: usize| {
            let mut row = vec![(column + 1).to_string(), cell(&self.before[0], column), cell(&self.before[1], column)];
            if let Some(after) = &self.after {
                row.extend([cell(&after[0], column), cell(&after[1], column)]);
            }
            row
        };
        let mut columns = vec![tr!("column"), tr!("largest |x|"), tr!("largest |w|")];
        if self.is_changed() {
            columns.extend([tr!("largest |x| after the method"), tr!("largest |w| after the method")]);
        }
        Table {
            caption: tr!("{listed} of {count} columns, the largest |x| first", listed, count = self.count()),
            columns,
            rows: order[..listed].iter().map(|&column| row(column)).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        let x = *self.before[0].get(place)?;
        let pair = |side: usize| {
            let before = number(self.before[side][place].into());
            match &self.after {
                Some(after) => format!("{before} → {}", number(after[side][place].into())),
                None => before,
            }
        };
        let rows = vec![LayerRow::new(tr!("largest |x|"), pair(0)), LayerRow::new(tr!("largest |w|"), pair(1))];
        let y = self.after.as_ref().map_or(x, |after| after[0][place]);
        Some(LayerReading { plot: 0, x: place as f64 + 0.5, y: y.into(), title: tr!("column {n}", n = place + 1), rows })
    }

    pub(super) fn place_at(&self, x: f64) -> Option<usize> {
        let last = self.count().checked_sub(1)?;
        Some((x.max(0.0) as usize).min(last))
    }
}
