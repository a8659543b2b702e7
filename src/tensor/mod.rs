//! Finite numbers with a shape, and the ways to get them. Knows scales only through the sorted walk; knows no settings.

pub mod catalog;
pub mod files;
mod generate;
mod prepared;
mod readers;
mod sorted;

pub use files::read_npy;
pub use generate::{Distribution, Generator, MAX_GENERATED, MIN_GENERATED};
pub use prepared::Prepared;
pub use readers::{read_text, read_text_bytes};
pub use sorted::Sorted;
pub(crate) use sorted::radix_sort;

use crate::Error;

/// The most values a tensor may have here.
pub const MAX_LEN: usize = 100_000_000;

/// Finite f32 values in row-major order. Not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    values: Vec<f32>,
}

impl Tensor {
    /// A tensor of `shape`; fails when it is empty, too large, of another length, or holds a NaN or an infinity.
    pub fn new(shape: Vec<usize>, values: Vec<f32>) -> Result<Self, Error> {
        if values.is_empty() {
            return Err(Error::Empty);
        }
        if values.len() > MAX_LEN {
            return Err(Error::TooLarge { len: values.len(), max: MAX_LEN });
        }
        if shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d)) != Some(values.len()) {
            return Err(Error::Shape { len: values.len(), shape });
        }
        let tensor = Self { shape, values };
        match tensor.values.iter().position(|v| !v.is_finite()) {
            None => Ok(tensor),
            Some(i) => Err(Error::NonFinite {
                row: i / tensor.cols() + 1,
                column: i % tensor.cols() + 1,
                value: tensor.values[i].to_string(),
                count: tensor.values.iter().filter(|v| !v.is_finite()).count(),
            }),
        }
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

    /// The values, row-major.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Replaces one value.
    pub fn set(&mut self, index: usize, value: f32) -> Result<(), Error> {
        let len = self.values.len();
        if !value.is_finite() {
            return Err(Error::NonFinite {
                row: index / self.cols() + 1,
                column: index % self.cols() + 1,
                value: value.to_string(),
                count: 1,
            });
        }
        *self.values.get_mut(index).ok_or(Error::Index { index, len })? = value;
        Ok(())
    }
}
