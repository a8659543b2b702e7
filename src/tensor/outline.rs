//! The data for pictures of many values that does not depend on the settings: the extremes of each cell, and a sample.
//! Computed once per grid; then the time of a picture grows with the number of cells, not of values. Knows no
//! quantizer.

use crate::quant::Strided;
use crate::tensor::Tensor;

/// The approximate number of values in the sample. If there are fewer, all are in it.
pub const LOOKED_AT: usize = 1 << 17;

/// Cells that divide some of a tensor's values among them.
#[derive(Debug, Clone)]
pub struct Outline {
    cells: Vec<Cell>,
    /// The sampled values, cell after cell, within each in the tensor's order; and their places.
    values: Vec<f32>,
    places: Vec<u32>,
    complete: bool,
}

/// A finite value and its flat index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The value.
    pub value: f32,
    /// Its flat index.
    pub place: u32,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Smallest and largest value, each at its first place; `None` where no value is finite.
    ends: Option<[Seen; 2]>,
    /// One past its last value in the sample.
    sampled: usize,
}

impl Outline {
    /// Of `count` cells along a slice: cell i has the places from `i * span / count` to the next cell's, after `from`.
    pub(super) fn along(tensor: &Tensor, slice: Strided, from: usize, span: usize, count: usize) -> Self {
        let cells = (0..count).map(|i| {
            let (start, end) = (from + i * span / count, from + (i + 1) * span / count);
            [Strided { start: slice.at(start), step: slice.step, len: end - start }]
        });
        Self::of(tensor, span, count, cells)
    }

    /// Of cells of `block_rows` x `block_cols` values, row after row; the last of a row or column may hold fewer.
    pub(super) fn grid(tensor: &Tensor, block_rows: usize, block_cols: usize) -> Self {
        let (rows, cols) = (tensor.rows(), tensor.cols());
        let across = cols.div_ceil(block_cols);
        let count = rows.div_ceil(block_rows) * across;
        let cells = (0..count).map(|i| {
            let (row, col) = (i / across * block_rows, i % across * block_cols);
            let len = block_cols.min(cols - col);
            (row..rows.min(row + block_rows)).map(move |row| Strided { start: row * cols + col, step: 1, len })
        });
        Self::of(tensor, rows * cols, count, cells)
    }

    /// Of cells, each some runs of places, that hold `len` values in all.
    fn of(tensor: &Tensor, len: usize, count: usize, cells: impl Iterator<Item = impl IntoIterator<Item = Strided>>) -> Self {
        let every = len.div_ceil(LOOKED_AT).max(1);
        let room = len / every + count;
        let (values, places) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut outline = Self { cells: Vec::with_capacity(count), values, places, complete: every == 1 };
        for runs in cells {
            let mut ends = None;
            // A cell's first value is always sampled, so that no cell is empty.
            let mut skip = 0;
            for run in runs {
                ends = widened(ends, tensor, run);
                for place in (skip..run.len).step_by(every).map(|i| run.at(i)).filter(|&place| !tensor.non_finite().at(place)) {
                    outline.values.push(tensor.values()[place]);
                    outline.places.push(place as u32);
                }
                skip += run.len.saturating_sub(skip).div_ceil(every) * every;
                skip -= run.len;
            }
            outline.cells.push(Cell { ends, sampled: outline.values.len() });
        }
        outline
    }

    /// How many cells there are.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Whether every finite value is in the sample.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// The number of values in the sample, without the extremes.
    pub fn looked_at(&self) -> usize {
        self.values.len()
    }

    /// Smallest and largest value of cell `i`, each at its first place; `None` where no value is finite.
    pub fn ends(&self, i: usize) -> Option<[Seen; 2]> {
        self.cells[i].ends
    }

    /// The sampled values of cell `i`: all, or its extremes and a sample.
    pub fn seen(&self, i: usize) -> impl Iterator<Item = Seen> + '_ {
        let start = if i == 0 { 0 } else { self.cells[i - 1].sampled };
        let ends = self.cells[i].ends.filter(|_| !self.complete);
        let sample = start..self.cells[i].sampled;
        let sample = self.values[sample.clone()].iter().zip(&self.places[sample]).map(|(&value, &place)| Seen { value, place });
        ends.into_iter().flatten().chain(sample)
    }
}

/// The extremes of a run and of the runs before it.
fn widened(ends: Option<[Seen; 2]>, tensor: &Tensor, run: Strided) -> Option<[Seen; 2]> {
    let values = tensor.values();
    if tensor.non_finite().none() && run.step == 1 && run.len > 0 {
        // The common case is limited by memory speed only: places are searched only if an extreme is new.
        let values = &values[run.start..run.start + run.len];
        let (lo, hi) = extremes(values);
        let seen = |value: f32| {
            let place = values.iter().position(|&v| v == value).unwrap_or(0);
            Seen { value: values[place], place: (run.start + place) as u32 }
        };
        return Some(match ends {
            None => [seen(lo), seen(hi)],
            Some([low, high]) => [if lo < low.value { seen(lo) } else { low }, if hi > high.value { seen(hi) } else { high }],
        });
    }
    run.indices().filter(|&i| !tensor.non_finite().at(i)).fold(ends, |ends, i| {
        let seen = Seen { value: values[i], place: i as u32 };
        Some(match ends {
            None => [seen, seen],
            Some([low, high]) => [if seen.value < low.value { seen } else { low }, if seen.value > high.value { seen } else { high }],
        })
    })
}

/// Smallest and largest of finite values, in lanes so that the loop becomes vector instructions.
pub(crate) fn extremes(values: &[f32]) -> (f32, f32) {
    const LANES: usize = 16;
    let (mut lo, mut hi) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            lo[lane] = if chunk[lane] < lo[lane] { chunk[lane] } else { lo[lane] };
            hi[lane] = if chunk[lane] > hi[lane] { chunk[lane] } else { hi[lane] };
        }
    }
    let least = lo.iter().chain(rest).copied().fold(f32::INFINITY, f32::min);
    let most = hi.iter().chain(rest).copied().fold(f32::NEG_INFINITY, f32::max);
    (least, most)
}
