//! GPTQ's walk over the columns of a weight: what rounding each of them added to the error of the outputs, in the order of the walk, and
//! how far the weights of the block on hand are from the original ones.

use super::reading::{LISTED, LayerReading, LayerRow, largest_first};
use crate::chart::number_text::{count, number, percent, short};
use crate::chart::{Axis, Table, Tick};
use std::ops::Range;

/// Pixels that a bar takes at least.
const APART: usize = 2;
/// The most rows of cells.
const CELL_ROWS: usize = 32;

/// Columns rounded so far.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnWalk {
    /// The column at each place of the walk.
    order: Vec<u32>,
    /// What each rounded column added, in the order of the walk.
    losses: Vec<f64>,
    /// Σ of the losses up to each of them.
    sums: Vec<f64>,
    /// The weights of the block on hand.
    pub block: WalkedBlock,
}

/// How far the weights of a block of columns are from the original ones.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkedBlock {
    /// The place of its first column in the walk.
    first: usize,
    rows: usize,
    columns: usize,
    /// [rows, columns] in the order of the walk, row-major.
    changes: Vec<f32>,
}

impl WalkedBlock {
    /// Of `changes`, [rows, columns] in the order of the walk, row-major; `first` is the place of its first column.
    pub fn new(first: usize, rows: usize, changes: Vec<f32>) -> Self {
        Self { first, rows, columns: changes.len().checked_div(rows).unwrap_or(0), changes }
    }

    /// Its places in the walk.
    pub fn places(&self) -> Range<usize> {
        self.first..self.first + self.columns
    }

    /// The magnitude that few changes exceed, 1 of 20: the end of a scale that one row does not decide.
    pub fn usual_most(&self) -> f32 {
        let mut sizes: Vec<f32> = self.changes.iter().map(|v| v.abs()).filter(|v| *v > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        sizes.get(sizes.len() * 19 / 20).copied().unwrap_or(0.0)
    }

    /// The largest change of some places, whatever its sign.
    fn largest_of(&self, places: Range<usize>) -> f32 {
        let (from, to) = (places.start.max(self.first) - self.first, places.end.min(self.first + self.columns).saturating_sub(self.first));
        self.changes.chunks_exact(self.columns.max(1)).filter_map(|row| row.get(from..to)).flatten().fold(0.0, |most, v| most.max(v.abs()))
    }

    /// Rows of cells, each the change of largest magnitude of some rows: from and to which share of the height, and a number a column.
    pub fn cells(&self) -> Vec<(Range<f64>, Vec<f32>)> {
        let lines = self.rows.min(CELL_ROWS);
        let line = |i: usize| {
            let rows = i * self.rows / lines..(i + 1) * self.rows / lines;
            let larger = |column: usize| {
                let changes = rows.clone().map(|row| self.changes[row * self.columns + column]);
                changes.fold(0.0, |most: f32, v| if v.abs() > most.abs() { v } else { most })
            };
            let height = self.rows as f64;
            (rows.start as f64 / height..rows.end as f64 / height, (0..self.columns).map(larger).collect())
        };
        (0..lines).map(line).collect()
    }
}

impl ColumnWalk {
    /// Of the columns in the `order` of the walk, the `losses` of those that are rounded, and the weights of the block on hand.
    pub fn new(order: Vec<u32>, losses: Vec<f64>, block: WalkedBlock) -> Self {
        let sums = losses.iter().scan(0.0, |sum, loss| {
            *sum += loss;
            Some(*sum)
        });
        Self { sums: sums.collect(), order, losses, block }
    }

    /// How many columns are rounded.
    pub fn walked(&self) -> usize {
        self.losses.len()
    }

    /// The places of the walk, from 0, for a drawing of `width` pixels.
    pub fn places(&self, width: u32) -> Axis {
        let axis = Axis::whole(0.5, self.order.len() as f64 + 0.5, (width / 90).clamp(2, 12), tr!("columns in the order of the walk"));
        let ticks = axis.ticks.into_iter().map(|t| Tick { at: t.at - 0.5, ..t }).collect();
        Axis { lo: 0.0, hi: self.order.len() as f64, ticks, title: axis.title }
    }

    /// The scale of single losses.
    pub fn scale(&self) -> Axis {
        let most = self.losses.iter().copied().fold(0.0, f64::max);
        Axis::linear(0.0, if most > 0.0 { 1.06 * most } else { 1.0 }, 3, tr!("error that a column adds"))
    }

    /// Bars of a drawing of `width` pixels: their places, and the largest loss of each.
    pub fn bars(&self, width: u32) -> Vec<(Range<usize>, f64)> {
        let n = self.order.len();
        let bars = (width as usize / APART).clamp(16, 4096).min(n);
        let most = |places: &Range<usize>| places.clone().filter_map(|i| self.losses.get(i).copied()).fold(0.0, f64::max);
        (0..bars).map(|i| i * n / bars..(i + 1) * n / bars).map(|places| (places.clone(), most(&places))).collect()
    }

    /// The error so far at a place, as a share of that of all rounded columns.
    pub fn share(&self, place: usize) -> f64 {
        let all = self.sums.last().copied().unwrap_or(0.0);
        self.sums.get(place).filter(|_| all > 0.0).map_or(0.0, |sum| sum / all)
    }

    pub(super) fn count(&self) -> usize {
        self.walked()
    }

    pub(super) fn words(&self) -> String {
        let (walked, all) = (count(self.walked() as u64), count(self.order.len() as u64));
        let sum = short(self.sums.last().copied().unwrap_or(0.0), 3);
        let errors =
            tr!("{walked} of {all} columns are rounded; they add {sum} to the squared error of a token's outputs.", walked, all, sum);
        let corrected = self.block.largest_of(self.walked()..self.order.len());
        if corrected == 0.0 {
            return errors;
        }
        let weights =
            tr!("Weights of the next columns have moved by up to {most} to make up for it.", most = short(f64::from(corrected), 3));
        format!("{errors} {weights}")
    }

    pub(super) fn table(&self) -> Table {
        let order = largest_first(self.losses.iter().copied());
        let listed = order.len().min(LISTED);
        let row = |place: usize| vec![(place + 1).to_string(), (self.order[place] + 1).to_string(), number(self.losses[place])];
        Table {
            caption: tr!("{listed} of {count} rounded columns, the largest error first", listed, count = self.walked()),
            columns: vec![tr!("place in the walk"), tr!("column"), tr!("error that a column adds")],
            rows: order[..listed].iter().map(|&place| row(place)).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        let loss = *self.losses.get(place)?;
        let mut rows = vec![
            LayerRow::new(tr!("place in the walk"), (place + 1).to_string()),
            LayerRow::new(tr!("error that a column adds"), number(loss)),
            LayerRow::new(tr!("error so far"), percent(self.share(place))),
        ];
        let change = self.block.places().contains(&place).then(|| self.block.largest_of(place..place + 1));
        rows.extend(change.map(|most| LayerRow::new(tr!("largest change of a weight"), short(f64::from(most), 3))));
        let title = tr!("column {n}", n = self.order[place] + 1);
        Some(LayerReading { plot: 0, x: place as f64 + 0.5, y: loss, title, rows })
    }

    pub(super) fn place_at(&self, x: f64) -> Option<usize> {
        Some((x.max(0.0) as usize).min(self.walked().checked_sub(1)?))
    }
}
