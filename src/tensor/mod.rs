//! Numbers with a shape, and the ways to get them. Knows scales only through the sorted walk; knows no settings.

pub mod catalog;
pub mod files;
mod generate;
mod missing;
mod outline;
mod prepared;
mod readers;
mod sorted;

pub use files::read_npy;
pub use generate::{Distribution, Generator, MAX_GENERATED, MIN_GENERATED};
pub use missing::Missing;
pub use outline::{LOOKED_AT, Outline, Seen};
pub use prepared::Prepared;
pub use readers::{read_levels, read_number, read_text, read_text_bytes, with_decimal_points};
pub use sorted::Sorted;
pub(crate) use sorted::sorted;

use crate::Error;
use crate::quant::{Granularity, Slices, Strided};
use std::borrow::Cow;

/// The most values a tensor may have here.
pub const MAX_LEN: usize = 100_000_000;

/// f32 values in row-major order, at least one of them finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    values: Vec<f32>,
    missing: Missing,
}

impl Tensor {
    /// A tensor of `shape`; fails when it is empty, too large, of another length, or holds no finite value. Other values
    /// that are NaN or infinite become [`Tensor::missing`].
    pub fn new(shape: Vec<usize>, mut values: Vec<f32>) -> Result<Self, Error> {
        if values.is_empty() {
            return Err(Error::Empty);
        }
        if values.len() > MAX_LEN {
            return Err(Error::TooLarge { len: values.len(), max: MAX_LEN });
        }
        if shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d)) != Some(values.len()) {
            return Err(Error::Shape { len: values.len(), shape });
        }
        let missing = Missing::taken(&mut values);
        if missing.count() == values.len() {
            return Err(Error::NoneFinite { len: values.len() });
        }
        Ok(Self { shape, values, missing })
    }

    /// The sizes of the axes.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The length of the last axis.
    pub fn cols(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// The product of all axes but the last.
    pub fn rows(&self) -> usize {
        self.values.len() / self.cols()
    }

    /// The values, row-major, all finite: 0 stands where one is missing.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Which values are NaN or infinite: those count in no scale and no error.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }

    /// The value at a flat index as it was given, NaN and infinities too.
    pub fn given(&self, index: usize) -> Option<f32> {
        self.missing.value(index).or_else(|| self.values.get(index).copied())
    }

    /// The finite values at the places of `slice`, in order. Where it has none, a lone 0 stands in, so that every method
    /// finds a range; see [`Tensor::finite_count`].
    pub fn finite(&self, slice: Strided) -> Cow<'_, [f32]> {
        if self.missing.none() {
            return match slice.step {
                1 => Cow::Borrowed(&self.values[slice.start..slice.start + slice.len]),
                _ => Cow::Owned(slice.indices().map(|i| self.values[i]).collect()),
            };
        }
        let mut values: Vec<f32> = slice.indices().filter(|&i| !self.missing.at(i)).map(|i| self.values[i]).collect();
        if values.is_empty() {
            values.push(0.0);
        }
        Cow::Owned(values)
    }

    /// Calls `see` with each slice's number and its finite values; a slice without any is passed over. Columns are gathered
    /// several at a time, so that a line of memory is read once for all that it holds of them.
    pub fn each_slice(&self, slices: &Slices, mut see: impl FnMut(usize, &[f32])) {
        const GATHERED: usize = 16;
        let count = slices.count();
        if slices.granularity() != Granularity::Column || !self.missing.none() {
            for (i, places) in (0..count).map(|i| (i, slices.indices(i))).filter(|&(_, places)| self.finite_count(places) > 0) {
                see(i, &self.finite(places));
            }
            return;
        }
        let (cols, rows) = (self.cols(), self.rows());
        let mut gathered = vec![0f32; GATHERED * rows];
        for first in (0..count).step_by(GATHERED) {
            let some = GATHERED.min(count - first);
            for (row, line) in self.values.chunks_exact(cols).enumerate() {
                for (i, &v) in line[first..first + some].iter().enumerate() {
                    gathered[i * rows + row] = v;
                }
            }
            for (i, column) in gathered.chunks_exact(rows).take(some).enumerate() {
                see(first + i, column);
            }
        }
    }

    /// How many values at the places of `slice` are finite.
    pub fn finite_count(&self, slice: Strided) -> usize {
        if self.missing.none() {
            slice.len
        } else if slice.len == self.values.len() {
            slice.len - self.missing.count()
        } else {
            slice.indices().filter(|&i| !self.missing.at(i)).count()
        }
    }

    /// Replaces one value by a finite one.
    pub fn set(&mut self, index: usize, value: f32) -> Result<(), Error> {
        let len = self.values.len();
        if !value.is_finite() {
            return Err(Error::NonFinite { row: index / self.cols() + 1, column: index % self.cols() + 1, value: value.to_string() });
        }
        *self.values.get_mut(index).ok_or(Error::Index { index, len })? = value;
        if self.missing.at(index) {
            self.missing.found(index);
        }
        Ok(())
    }
}
