//! Seeded tensors: the same bits on every machine. Knows no settings and no quantizer.
//!
//! All arithmetic is f64 with one rounding to f32 at the end. rand_distr is not used: its logarithms come from whatever maths
//! library the platform and the other crates of a build select, so tails could differ.

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::draws::{Draws, Stream};
use std::f64::consts::{FRAC_1_SQRT_2, PI, TAU};

/// The fewest values a generated tensor has.
pub const MIN_GENERATED: usize = 16;
/// The most values a generated tensor has.
pub const MAX_GENERATED: usize = 10_000_000;

/// The spread of each mode of [`Distribution::Bimodal`].
const MODE_STD: f64 = 0.15;
/// The spread of [`Distribution::Weights`], about that of a trained linear layer.
const WEIGHT_STD: f64 = 0.05;
/// The first row of [`Distribution::Rows`] is 10^-2 times as wide as the last.
const ROW_DECADES: f64 = 2.0;

/// The distribution of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// Normal, mean 0, standard deviation 1.
    Normal,
    /// Laplace, mean 0, standard deviation 1: a sharp peak and longer tails.
    Laplace,
    /// Uniform from -√3 to √3: standard deviation 1 and no tails.
    Uniform,
    /// Two narrow normals at -1 and 1, nothing in between.
    Bimodal,
    /// Student's t with 3 degrees of freedom, not rescaled (standard deviation √3): its heavy tails give a few values
    /// far from the others.
    StudentT,
    /// Standard normal with the negative half set to 0, as after a ReLU.
    Relu,
    /// Normal with standard deviation 0.05, like the weights of a linear layer.
    Weights,
    /// Normal rows of different width: standard deviation 0.01 in the first row, 1 in the last, equal ratios between.
    Rows,
}

/// A recipe for a tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Generator {
    /// The distribution of the values.
    pub distribution: Distribution,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// Seed of all draws.
    pub seed: u32,
    /// The number of values replaced by outliers, at most half of them. A larger number keeps the places of a smaller
    /// one.
    pub outliers: usize,
    /// The outliers' magnitude in standard deviations of the distribution. Their sign is random, except that a
    /// ReLU has no negative ones.
    pub strength: f32,
}

impl Generator {
    /// Draws the tensor; `progress` is called with the share that is done, 0 to 1.
    pub fn tensor(&self, progress: &mut dyn FnMut(f64)) -> Result<Tensor, Error> {
        let len = self.checked_len()?;
        let mut draws = Draws::new(self.seed, Stream::Values);
        let mut values = Vec::with_capacity(len);
        let report_every = len.div_ceil(100);
        let mut row_std = 0.0;
        for i in 0..len {
            if i % report_every == 0 {
                progress(i as f64 / len as f64);
            }
            if i % self.cols == 0 {
                row_std = self.row_std(i / self.cols);
            }
            values.push((value(&mut draws, self.distribution) * row_std) as f32);
        }
        self.place_outliers(&mut values);
        progress(1.0);
        Tensor::new(vec![self.rows, self.cols], values)
    }

    fn checked_len(&self) -> Result<usize, Error> {
        let len = self.rows.saturating_mul(self.cols);
        if len < MIN_GENERATED {
            return Err(Error::TooSmall { len, min: MIN_GENERATED });
        }
        if len > MAX_GENERATED {
            return Err(Error::TooLarge { len, max: MAX_GENERATED });
        }
        if self.outliers > len / 2 {
            return Err(Error::Outliers { outliers: self.outliers, max: len / 2 });
        }
        if !(1.0..=100_000.0).contains(&self.strength) {
            return Err(Error::Strength { strength: self.strength });
        }
        Ok(len)
    }

    /// The factor on the draws of a row.
    fn row_std(&self, row: usize) -> f64 {
        match self.distribution {
            Distribution::Weights => WEIGHT_STD,
            Distribution::Rows if self.rows > 1 => libm::pow(10.0, ROW_DECADES * (row as f64 / (self.rows - 1) as f64 - 1.0)),
            _ => 1.0,
        }
    }

    /// The standard deviation of the distribution, over all rows.
    fn std(&self) -> f64 {
        match self.distribution {
            Distribution::Normal | Distribution::Laplace | Distribution::Uniform => 1.0,
            Distribution::Bimodal => (1.0 + MODE_STD * MODE_STD).sqrt(),
            Distribution::StudentT => 3f64.sqrt(),
            Distribution::Relu => (0.5 - 0.5 / PI).sqrt(),
            Distribution::Weights => WEIGHT_STD,
            Distribution::Rows => {
                let variances = (0..self.rows).map(|row| self.row_std(row) * self.row_std(row));
                (variances.sum::<f64>() / self.rows as f64).sqrt()
            }
        }
    }

    fn place_outliers(&self, values: &mut [f32]) {
        let magnitude = (f64::from(self.strength) * self.std()) as f32;
        let mut draws = Draws::new(self.seed, Stream::Outliers);
        let mut taken = vec![false; if self.outliers == 0 { 0 } else { values.len() }];
        let mut left = self.outliers;
        // At most half of the places are ever taken, so a draw finds a free one at least every second time.
        while left > 0 {
            let (place, negative) = (draws.below(values.len()), draws.coin());
            if !taken[place] {
                taken[place] = true;
                values[place] = if negative && self.distribution != Distribution::Relu { -magnitude } else { magnitude };
                left -= 1;
            }
        }
    }
}

/// A value before the factor of its row.
#[inline]
fn value(draws: &mut Draws, distribution: Distribution) -> f64 {
    match distribution {
        Distribution::Normal | Distribution::Weights | Distribution::Rows => draws.normal(),
        Distribution::Laplace => {
            let magnitude = -FRAC_1_SQRT_2 * libm::log(draws.unit());
            if draws.coin() { -magnitude } else { magnitude }
        }
        Distribution::Uniform => (2.0 * draws.unit() - 1.0) * 3f64.sqrt(),
        Distribution::Bimodal => {
            let centre = if draws.coin() { -1.0 } else { 1.0 };
            centre + MODE_STD * draws.normal()
        }
        Distribution::StudentT => {
            // Bailey's form: √(ν (u^(-2/ν) - 1)) cos 2πv with ν = 3.
            let root = libm::cbrt(draws.unit());
            (3.0 * (1.0 / (root * root) - 1.0)).sqrt() * libm::cos(TAU * draws.unit())
        }
        Distribution::Relu => {
            let normal = draws.normal();
            if normal > 0.0 { normal } else { 0.0 }
        }
    }
}
