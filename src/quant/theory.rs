//! Expected results of quantizing values of a known distribution: signal to noise without clipping, the limits, the
//! best clipping (ACIQ), the best even and the best uneven levels (Lloyd-Max). Everything is computed, in f64, for a
//! standard deviation of 1 unless stated. Knows no data but the ordered values that [`closest`] compares.

use libm::{erfc, exp, expm1, log, log2, log10, sqrt};
use serde::{Deserialize, Serialize};
use std::f64::consts::{PI, SQRT_2};

/// A symmetric distribution about 0 with a standard deviation of 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Density {
    /// The normal distribution.
    Gauss,
    /// The two-sided exponential distribution; its scale b is 1/√2.
    Laplace,
}

/// Levels and the thresholds between them, both ascending.
#[derive(Debug, Clone, PartialEq)]
pub struct LloydMax {
    /// The levels, each the mean of the values that go to it.
    pub levels: Vec<f64>,
    /// The thresholds, each half way between two levels; one fewer.
    pub thresholds: Vec<f64>,
    /// Mean squared error.
    pub mse: f64,
    /// Entropy of the codes, in bits.
    pub entropy: f64,
}

/// Levels at `±step / 2, ±3 step / 2, ...`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    /// The distance of two levels.
    pub step: f64,
    /// Mean squared error.
    pub mse: f64,
}

/// How far data is from both distributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closeness {
    /// Largest difference between the share of values below a point and the share the normal distribution has there
    /// (Kolmogorov-Smirnov), 0 to 1.
    pub gauss: f64,
    /// The same for the Laplace distribution.
    pub laplace: f64,
    /// The closer one, when its distance is at most 0.02 + 0.9 / √n and there are at least 64 values.
    pub close: Option<Density>,
}

/// Signal to noise in dB of `bits` bits over ± `half_width` standard deviations when nothing is clipped and errors are
/// evenly spread over a step: 6.02 b + 4.77 - 20 log10(half_width). Math: noise Δ²/12 with Δ = 2 half_width / 2^b.
pub fn unclipped_sqnr_db(bits: u8, half_width: f64) -> f64 {
    20.0 * f64::from(bits) * log10(2.0) + 10.0 * log10(3.0) - 20.0 * log10(half_width)
}

/// The most any code of `bits` bits a value can reach for normal values, in dB: 6.02 b (rate-distortion).
pub fn gaussian_limit_db(bits: u8) -> f64 {
    20.0 * f64::from(bits) * log10(2.0)
}

/// The limit of uneven levels for normal values with many bits, in dB: 6.02 b - 4.35 (Panter and Dite).
pub fn panter_dite_db(bits: u8) -> f64 {
    gaussian_limit_db(bits) - 10.0 * log10(sqrt(3.0) * PI / 2.0)
}

impl Density {
    /// The distribution's own scale in standard deviations: σ, or b of the Laplace distribution.
    pub fn scale(self) -> f64 {
        match self {
            Self::Gauss => 1.0,
            Self::Laplace => 1.0 / SQRT_2,
        }
    }

    /// The share of values below `x`.
    pub fn below(self, x: f64) -> f64 {
        match self {
            Self::Gauss => 0.5 * erfc(-x / SQRT_2),
            Self::Laplace if x < 0.0 => 0.5 * exp(SQRT_2 * x),
            Self::Laplace => 1.0 - 0.5 * exp(-SQRT_2 * x),
        }
    }

    /// The squared error ACIQ expects of clipping at ± `alpha` and rounding to `bits` bits between, with `alpha` in the
    /// distribution's own scale (σ or b) and the error in its square. Source: math of ACIQ, Banner et al. 2018.
    pub fn aciq_error(self, alpha: f64, bits: u8) -> f64 {
        let clipping = match self {
            Self::Gauss => (alpha * alpha + 1.0) * erfc(alpha / SQRT_2) - sqrt(2.0 / PI) * alpha * exp(-alpha * alpha / 2.0),
            Self::Laplace => 2.0 * exp(-alpha),
        };
        clipping + alpha * alpha / (3.0 * quarters(bits))
    }

    /// The clipping for which [`Density::aciq_error`] is least, in the distribution's own scale.
    pub fn aciq_alpha(self, bits: u8) -> f64 {
        // Half the derivative, which only grows.
        let slope = |alpha: f64| {
            let clipping = match self {
                Self::Gauss => alpha * erfc(alpha / SQRT_2) - sqrt(2.0 / PI) * exp(-alpha * alpha / 2.0),
                Self::Laplace => -exp(-alpha),
            };
            clipping + alpha / (3.0 * quarters(bits))
        };
        root(0.0, 64.0, |alpha| slope(alpha) >= 0.0)
    }

    /// The even levels with the least mean squared error; `levels` is even, 2 to 65 536 (else the nearest such number).
    pub fn best_uniform(self, levels: usize) -> Uniform {
        let half = levels.clamp(2, 65_536) / 2;
        // Over the positive half: Σ c (y p - m) and Σ y (y p - 2 m), with c the level in steps.
        let sums = |step: f64| {
            (0..half).fold((0.0, 0.0), |(slope, gain), i| {
                let end = if i + 1 == half { f64::INFINITY } else { (i + 1) as f64 * step };
                let cell = self.cell(i as f64 * step, end);
                let level = (i as f64 + 0.5) * step;
                (slope + (i as f64 + 0.5) * (level - cell.mean) * cell.share, gain + level * (level - 2.0 * cell.mean) * cell.share)
            })
        };
        let step = root(0.0, 4.0, |step| sums(step).0 >= 0.0);
        Uniform { step, mse: 1.0 + 2.0 * sums(step).1 }
    }

    /// The levels with the least mean squared error; `levels` is 1 to 256 (else the nearest).
    ///
    /// Each threshold must lie half way between the means of its two cells. Newton's method on the positive thresholds,
    /// from the spacing that is right for many levels (density ∝ the cube root of the distribution's).
    pub fn lloyd_max(self, levels: usize) -> LloydMax {
        let levels = levels.clamp(1, 256);
        let odd = levels % 2;
        let count = (levels - 1) / 2;
        // With an even number, the threshold 0 comes before these; with an odd one, the level 0.
        let mut thresholds: Vec<f64> =
            (1..=count).map(|i| self.spread_quantile(0.5 + (i as f64 - 0.5 * odd as f64) / levels as f64)).collect();
        for _ in 0..100 {
            if self.newton(&mut thresholds, odd == 1) < 1e-14 {
                break;
            }
        }
        let cells = self.cells(&thresholds, odd == 1);
        let positive = cells.iter().map(|cell| cell.mean).filter(|&mean| mean > 0.0);
        let levels = positive.clone().rev().map(|y| -y).chain((odd == 1).then_some(0.0)).chain(positive);
        let zero = (odd == 0).then_some(0.0);
        // Of a middle cell, the half right of 0 is among the cells.
        let gain: f64 = cells.iter().map(|cell| 2.0 * cell.share * cell.mean * cell.mean).sum();
        let entropy = |share: f64| if share > 0.0 { -share * log2(share) } else { 0.0 };
        let (middle, outer) = cells.split_at(odd);
        let middle: f64 = middle.iter().map(|cell| entropy(2.0 * cell.share)).sum();
        LloydMax {
            levels: levels.collect(),
            mse: 1.0 - gain,
            entropy: middle + outer.iter().map(|cell| 2.0 * entropy(cell.share)).sum::<f64>(),
            thresholds: thresholds.iter().rev().map(|t| -t).chain(zero).chain(thresholds.iter().copied()).collect(),
        }
    }

    /// The cells right of 0 that the thresholds part. The first of an odd number of levels is half of the middle cell,
    /// and its level is 0.
    fn cells(self, thresholds: &[f64], odd: bool) -> Vec<Cell> {
        let starts = [0.0].into_iter().chain(thresholds.iter().copied());
        let ends = thresholds.iter().copied().chain([f64::INFINITY]);
        let mut cells: Vec<Cell> = starts.zip(ends).map(|(a, b)| self.cell(a, b)).collect();
        if odd {
            cells[0] = Cell { share: cells[0].share, ..Cell::default() };
        }
        cells
    }

    /// One step of Newton's method; returns the largest change relative to the outermost threshold.
    fn newton(self, thresholds: &mut [f64], odd: bool) -> f64 {
        let cells = self.cells(thresholds, odd);
        // Rows of the tridiagonal system, eliminated downward: change = rest - upper × (change of the next).
        let (mut upper, mut rest) = (vec![0.0; thresholds.len()], vec![0.0; thresholds.len()]);
        for (i, &t) in thresholds.iter().enumerate() {
            let (left, right) = (&cells[i], &cells[i + 1]);
            let (above, below) = if i == 0 { (0.0, 0.0) } else { (upper[i - 1], rest[i - 1]) };
            let lower = -0.5 * left.by_start;
            let pivot = 1.0 - 0.5 * (left.by_end + right.by_start) - lower * above;
            upper[i] = -0.5 * right.by_end / pivot;
            rest[i] = (0.5 * (left.mean + right.mean) - t - lower * below) / pivot;
        }
        let (mut change, mut largest) = (0.0f64, 0.0f64);
        for (i, t) in thresholds.iter_mut().enumerate().rev() {
            change = rest[i] - upper[i] * change;
            *t += change;
            largest = largest.max(change.abs());
        }
        largest / thresholds.last().map_or(1.0, |t| t.abs())
    }

    /// The cell of values from `a` to `b`, `0 <= a < b <= ∞`.
    fn cell(self, a: f64, b: f64) -> Cell {
        let density = |x: f64| match self {
            Self::Gauss => exp(-x * x / 2.0) / sqrt(2.0 * PI),
            Self::Laplace => exp(-SQRT_2 * x) / SQRT_2,
        };
        let (share, mean) = match self {
            Self::Gauss => {
                let share = 0.5 * (erfc(a / SQRT_2) - erfc(b / SQRT_2));
                (share, -density(a) * expm1((a - b) * (a + b) / 2.0) / share)
            }
            Self::Laplace => {
                let end = if b.is_finite() { (b - a) / expm1(SQRT_2 * (b - a)) } else { 0.0 };
                (-0.5 * exp(-SQRT_2 * a) * expm1(SQRT_2 * (a - b)), a + 1.0 / SQRT_2 - end)
            }
        };
        if share <= 0.0 {
            return Cell { mean: a, ..Cell::default() };
        }
        let by_end = if b.is_finite() { (b - mean) * density(b) / share } else { 0.0 };
        Cell { share, mean, by_start: (mean - a) * density(a) / share, by_end }
    }

    /// The point below which the share `p` > 0.5 lies, for a density proportional to the cube root of this one.
    fn spread_quantile(self, p: f64) -> f64 {
        match self {
            Self::Gauss => root(0.0, 64.0, |x| self.below(x / sqrt(3.0)) >= p),
            Self::Laplace => -3.0 / SQRT_2 * log(2.0 * (1.0 - p)),
        }
    }
}

/// The values between two points.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// Their share of all values.
    share: f64,
    /// Their mean.
    mean: f64,
    /// How fast the mean moves with the first point.
    by_start: f64,
    /// How fast the mean moves with the second point.
    by_end: f64,
}

/// How close values are to both distributions with the same mean and standard deviation. `sorted` ascending; at most
/// about 4096 of them, evenly chosen, are compared.
pub fn closest(sorted: &[f32], mean: f64, std: f64) -> Closeness {
    let n = sorted.len();
    let (mut gauss, mut laplace) = (0.0f64, 0.0f64);
    if std > 0.0 {
        for i in (0..n).step_by(n.div_ceil(4096).max(1)) {
            let x = (f64::from(sorted[i]) - mean) / std;
            let (low, high) = (i as f64 / n as f64, (i + 1) as f64 / n as f64);
            let distance = |share: f64| (share - low).abs().max((high - share).abs());
            gauss = gauss.max(distance(Density::Gauss.below(x)));
            laplace = laplace.max(distance(Density::Laplace.below(x)));
        }
    }
    let (closer, distance) = if gauss <= laplace { (Density::Gauss, gauss) } else { (Density::Laplace, laplace) };
    let close = std > 0.0 && n >= 64 && distance <= 0.02 + 0.9 / sqrt(n as f64);
    Closeness { gauss, laplace, close: close.then_some(closer) }
}

/// 4 to the power of `bits`.
fn quarters(bits: u8) -> f64 {
    libm::exp2(2.0 * f64::from(bits))
}

/// The point between `lo` and `hi` from which `beyond` holds, by bisection to the precision of f64.
fn root(mut lo: f64, mut hi: f64, beyond: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..64 {
        let middle = 0.5 * (lo + hi);
        if beyond(middle) { hi = middle } else { lo = middle }
    }
    hi
}
