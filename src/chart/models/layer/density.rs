//! Exact outputs against those of what was rounded: how many lie where. On the diagonal nothing changes.

use super::reading::{LISTED, LayerReading, LayerRow, largest_first, median};
use crate::chart::number_text::{count, number, short};
use crate::chart::{Axis, Table, Tick};

/// Cells on each side.
const SIDE: usize = 64;

/// Outputs this many times the median magnitude would leave no room for the others on an even scale.
const FAR: f64 = 24.0;

/// Outputs as cells of a square.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputDensity {
    /// The exact outputs y, on the scale of [`OutputDensity::scaled`].
    pub x: Axis,
    /// The outputs ŷ, on the same scale.
    pub y: Axis,
    /// The magnitude below which the scale is about even; above, it is logarithmic. `None` where all of it is even.
    bend: Option<f64>,
    /// Cells with outputs, row after row from below.
    pub cells: Vec<DensityCell>,
    /// The largest count of a cell.
    pub most: u32,
    /// The output whose error is largest: its place, y and ŷ.
    pub farthest: Option<(usize, f32, f32)>,
    channels: usize,
    outputs: usize,
    /// |ŷ - y| that half, and 99 %, of the outputs are within.
    within: [f64; 2],
}

/// Outputs that lie close together.
#[derive(Debug, Clone, PartialEq)]
pub struct DensityCell {
    /// Its place from the left and from below.
    pub at: (usize, usize),
    /// How many there are.
    pub count: u32,
}

impl OutputDensity {
    /// Of row-major outputs [tokens, channels], at least one: exact, and of what was rounded. The bias is in neither.
    pub fn new(exact: &[f32], rounded: &[f32], channels: usize) -> Self {
        let both = || exact.iter().chain(rounded).map(|&v| f64::from(v)).filter(|v| v.is_finite());
        let (lo, hi) = both().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        let middle = median(both().map(f64::abs)).unwrap_or(0.0);
        let bend = (middle > 0.0 && lo.abs().max(hi.abs()) > FAR * middle).then_some(2.0 * middle);
        let [x, y] = [tr!("exact output y"), tr!("output ŷ after rounding")].map(|title| axis(lo, hi, bend, title));
        let mut counts = vec![0u32; SIDE * SIDE];
        let place = |v: f32| ((x.share(bent(v.into(), bend)) * SIDE as f64).max(0.0) as usize).min(SIDE - 1);
        for (&a, &b) in exact.iter().zip(rounded) {
            counts[place(b) * SIDE + place(a)] += 1;
        }
        let cells = counts.iter().enumerate().filter(|(_, n)| **n > 0);
        let cells = cells.map(|(i, &count)| DensityCell { at: (i % SIDE, i / SIDE), count }).collect();
        let mut errors: Vec<f64> = exact.iter().zip(rounded).map(|(&a, &b)| (f64::from(b) - f64::from(a)).abs()).collect();
        let first = largest_first(errors.iter().copied()).first().copied();
        errors.sort_by(f64::total_cmp);
        let within = [0.5, 0.99].map(|share| errors.get((share * (errors.len() - 1) as f64) as usize).copied().unwrap_or(0.0));
        Self {
            most: counts.iter().copied().max().unwrap_or(0),
            farthest: first.map(|i| (i, exact[i], rounded[i])),
            x,
            y,
            bend,
            cells,
            channels,
            outputs: exact.len(),
            within,
        }
    }

    /// Where an output stands on the scale.
    pub fn scaled(&self, output: f64) -> f64 {
        bent(output, self.bend)
    }

    /// The output at a place of the scale.
    fn output_at(&self, place: f64) -> f64 {
        self.bend.map_or(place, |bend| bend * libm::sinh(place))
    }

    /// The outputs between two places of the scale, in words.
    fn range(&self, lo: f64, size: f64) -> String {
        let [lo, hi] = [lo, lo + size].map(|place| short(self.output_at(place), 3));
        tr!("{lo} to {hi}", lo, hi)
    }

    /// The lower ends and the width of a cell, on the scale.
    pub fn corner(&self, cell: &DensityCell) -> (f64, f64, f64) {
        let size = (self.x.hi - self.x.lo) / SIDE as f64;
        (self.x.lo + cell.at.0 as f64 * size, self.y.lo + cell.at.1 as f64 * size, size)
    }

    pub(super) fn words(&self) -> String {
        let [half, most] = self.within.map(|error| short(error, 2));
        let outputs = count(self.outputs as u64);
        let spread = tr!("Of {outputs} outputs half err by at most {half}, 99 % by at most {most}.", outputs, half, most);
        let Some((i, y, rounded)) = self.farthest.filter(|(_, y, rounded)| y != rounded) else { return spread };
        let (token, channel) = (i / self.channels + 1, i % self.channels + 1);
        let [y, rounded] = [y, rounded].map(|v| short(v.into(), 3));
        let farthest = tr!("The farthest, token {token} in channel {channel}: {y} became {rounded}.", token, channel, y, rounded);
        [spread, farthest].join(" ")
    }

    pub(super) fn table(&self) -> Table {
        let order = largest_first(self.cells.iter().map(|cell| cell.count.into()));
        let listed = order.len().min(LISTED);
        let row = |i: usize| {
            let (x, y, size) = self.corner(&self.cells[i]);
            vec![self.range(x, size), self.range(y, size), count(self.cells[i].count.into())]
        };
        Table {
            caption: tr!("{listed} of {count} cells, the most outputs first", listed, count = self.cells.len()),
            columns: vec![self.x.title.clone(), self.y.title.clone(), tr!("outputs")],
            rows: order[..listed].iter().map(|&i| row(i)).collect(),
        }
    }

    pub(super) fn reading(&self, place: usize) -> Option<LayerReading> {
        let cell = self.cells.get(place)?;
        let (x, y, size) = self.corner(cell);
        let middle = |lo: f64| lo + size / 2.0;
        let rows = vec![LayerRow::new("y".into(), self.range(x, size)), LayerRow::new("ŷ".into(), self.range(y, size))];
        let n = u64::from(cell.count);
        let title = tr_n!(n, "{n} output", "{n} outputs", n = number(n as f64));
        Some(LayerReading { plot: 0, x: middle(x), y: middle(y), title, rows })
    }

    pub(super) fn place_at(&self, x: f64, y: f64) -> Option<usize> {
        let far = |cell: &DensityCell| {
            let (left, lower, size) = self.corner(cell);
            (left + size / 2.0 - x).hypot(lower + size / 2.0 - y)
        };
        let nearest = self.cells.iter().enumerate().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
        nearest.map(|(i, _)| i)
    }
}

/// An output on a scale that is even, or even up to `bend` and logarithmic beyond.
fn bent(output: f64, bend: Option<f64>) -> f64 {
    bend.map_or(output, |bend| libm::asinh(output / bend))
}

/// The scale of outputs from `lo` to `hi`, with a little room beyond.
fn axis(lo: f64, hi: f64, bend: Option<f64>, title: String) -> Axis {
    let (from, to) = (bent(lo, bend), bent(hi, bend));
    let margin = 0.02 * (to - from);
    let even = Axis::linear(from - margin, to + margin, 4, title);
    let Some(bend) = bend else { return even };
    // Powers of ten beyond the bend, on both sides of zero.
    let first = libm::log10(bend).ceil() as i32;
    let powers = (first..first + 12).map(|power| 10f64.powi(power));
    let ticks = powers.flat_map(|v| [-v, v]).chain([0.0]).map(|v| Tick { at: bent(v, Some(bend)), label: number(v) });
    let mut ticks: Vec<_> = ticks.filter(|tick| tick.at > even.lo && tick.at < even.hi).collect();
    ticks.sort_by(|a, b| a.at.total_cmp(&b.at));
    Axis { ticks, ..even }
}
