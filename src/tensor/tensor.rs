//! Numbers with a shape. Knows no sources of tensors.

use super::NonFinite;
use crate::Error;
use crate::quant::{Granularity, Slices, Strided};
use std::borrow::Cow;

/// The most values a tensor may have here.
pub const MAX_LEN: usize = 100_000_000;

/// f32 values in row-major order, at least one of them finite.
///
/// ```
/// use quantscope::Tensor;
///
/// let tensor = Tensor::new(vec![2, 3], vec![1.0, 2.0, f32::NAN, 4.0, 5.0, 6.0])?;
/// assert_eq!((tensor.rows(), tensor.cols()), (2, 3));
/// // Values that are NaN or infinite count in no scale and no error.
/// assert_eq!(tensor.non_finite().count(), 1);
/// # Ok::<(), quantscope::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    values: Vec<f32>,
    non_finite: NonFinite,
}

impl Tensor {
    /// A tensor of `shape`; fails when it is empty, too large, of another length, or holds no finite value. Other values
    /// that are NaN or infinite become [`Tensor::non_finite`].
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
        let non_finite = NonFinite::taken(&mut values);
        if non_finite.count() == values.len() {
            return Err(Error::NoneFinite { len: values.len() });
        }
        Ok(Self { shape, values, non_finite })
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

    /// The values, row-major, all finite: 0 stands where one is non_finite.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The values alone, as [`Tensor::values`] gives them.
    pub(crate) fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// Which values are NaN or infinite: those count in no scale and no error.
    pub fn non_finite(&self) -> &NonFinite {
        &self.non_finite
    }

    /// The value at a flat index as it was given, NaN and infinities too.
    pub fn given(&self, index: usize) -> Option<f32> {
        self.non_finite.value(index).or_else(|| self.values.get(index).copied())
    }

    /// The finite values at the places of `slice`, in order. If it has none, a single 0, so that every method
    /// finds a range; see [`Tensor::finite_count`].
    pub fn finite(&self, slice: Strided) -> Cow<'_, [f32]> {
        if self.non_finite.none() {
            return match slice.step {
                1 => Cow::Borrowed(&self.values[slice.start..slice.start + slice.len]),
                _ => Cow::Owned(slice.indices().map(|i| self.values[i]).collect()),
            };
        }
        let mut values: Vec<f32> = slice.indices().filter(|&i| !self.non_finite.at(i)).map(|i| self.values[i]).collect();
        if values.is_empty() {
            values.push(0.0);
        }
        Cow::Owned(values)
    }

    /// Calls `see` with each slice's number and its finite values; slices without finite values are skipped. Columns
    /// are gathered several at a time, so that each cache line is read once.
    pub fn each_slice(&self, slices: &Slices, mut see: impl FnMut(usize, &[f32])) {
        const GATHERED: usize = 16;
        let count = slices.count();
        if slices.granularity() != Granularity::Column || !self.non_finite.none() {
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
        if self.non_finite.none() {
            slice.len
        } else if slice.len == self.values.len() {
            slice.len - self.non_finite.count()
        } else {
            slice.indices().filter(|&i| !self.non_finite.at(i)).count()
        }
    }

    /// Replaces one value by a finite one.
    pub fn set(&mut self, index: usize, value: f32) -> Result<(), Error> {
        let len = self.values.len();
        if !value.is_finite() {
            return Err(Error::NonFinite { row: index / self.cols() + 1, column: index % self.cols() + 1, value: value.to_string() });
        }
        *self.values.get_mut(index).ok_or(Error::Index { index, len })? = value;
        if self.non_finite.at(index) {
            self.non_finite.found(index);
        }
        Ok(())
    }
}
