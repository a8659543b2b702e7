//! Which values carry the squared error: the large ones or the small ones.

use serde::{Deserialize, Serialize};

/// The number of low f32 bits that are ignored when magnitudes are compared: a precision of 1/256.
const IGNORED_BITS: u32 = 15;

/// Shares of Σ e², 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ErrorShares {
    /// The share of each tenth of the values, from the smallest magnitudes to the largest.
    pub deciles: [f64; 10],
    /// The share of the largest 0.1 % of the magnitudes.
    pub top: f64,
    /// How many values those are: a thousandth rounded up, so at least one.
    pub top_count: u64,
}

/// Values of about the same magnitude.
#[derive(Clone, Default)]
struct Class {
    count: u32,
    squares: f64,
}

impl ErrorShares {
    /// The shares for values `x` that became `y`, in any order. Magnitudes within 1/256 of each other share their error
    /// evenly, so that no order has to be kept. `None` when there is no error, or it is not finite.
    pub fn of(pairs: impl IntoIterator<Item = (f32, f32)>) -> Option<Self> {
        let mut classes = vec![Class::default(); 1 << (31 - IGNORED_BITS)];
        for (x, y) in pairs {
            let e = f64::from(y) - f64::from(x);
            let class = &mut classes[(x.abs().to_bits() >> IGNORED_BITS) as usize];
            class.count += 1;
            class.squares += e * e;
        }
        let count: u64 = classes.iter().map(|class| u64::from(class.count)).sum();
        let total: f64 = classes.iter().map(|class| class.squares).sum();
        if !(total > 0.0 && total.is_finite()) {
            return None;
        }
        let top_count = count.div_ceil(1000);
        let mut deciles = [0.0; 10];
        let mut lower = 0.0;
        for (i, decile) in deciles.iter_mut().enumerate() {
            let upper = smallest(&classes, (i + 1) as f64 / 10.0 * count as f64) / total;
            *decile = upper - lower;
            lower = upper;
        }
        Some(Self { deciles, top: 1.0 - smallest(&classes, (count - top_count) as f64) / total, top_count })
    }
}

/// Σ e² of the `count` values of the smallest magnitudes.
fn smallest(classes: &[Class], count: f64) -> f64 {
    let (mut rest, mut sum) = (count, 0.0);
    for class in classes.iter().filter(|class| class.count > 0) {
        let members = f64::from(class.count);
        if rest < members {
            return sum + class.squares * rest / members;
        }
        rest -= members;
        sum += class.squares;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_value_carries_its_share() {
        // 2000 magnitudes 1 % apart with an error of 1, but 10 at the two largest: the top 0.1 %.
        let pairs = (0..2000).map(|i| (libm::pow(1.01, -f64::from(i)) as f32, if i < 2 { 10.0 } else { 1.0 }));
        let shares = ErrorShares::of(pairs.map(|(x, e)| (x, x + e))).expect("there is an error");
        assert_eq!(shares.top_count, 2);
        assert!((shares.top - 200.0 / 2198.0).abs() < 1e-6, "{}", shares.top);
        assert!((shares.deciles[0] - 200.0 / 2198.0).abs() < 1e-6, "{}", shares.deciles[0]);
        assert!((shares.deciles.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_error_there_are_no_shares() {
        assert_eq!(ErrorShares::of([(1.0, 1.0), (0.0, -0.0)]), None);
        assert_eq!(ErrorShares::of([]), None);
    }
}
