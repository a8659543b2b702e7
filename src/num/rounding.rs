//! The rounding rules, and the seeded random numbers of stochastic rounding. All in f32, as the libraries compute.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// How a real number becomes an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Rounding {
    /// To nearest, ties to the even integer (IEEE 754 roundTiesToEven): torch, numpy, ONNX.
    #[default]
    HalfEven,
    /// To nearest, ties away from zero (C `roundf`).
    HalfAway,
    /// Cut the fraction off.
    TowardZero,
    /// Up with the probability of the fraction: `floor(v + u)`, u uniform in [0, 1). Unbiased.
    Stochastic,
}

impl Rounding {
    /// Rounds `v`; `u` in [0, 1) is used by [`Rounding::Stochastic`] only.
    #[inline(always)]
    pub fn round(self, v: f32, u: f32) -> f32 {
        match self {
            Self::HalfEven => v.round_ties_even(),
            Self::HalfAway => v.round(),
            Self::TowardZero => v.trunc(),
            Self::Stochastic => (v + u).floor(),
        }
    }

    /// The largest distance above `rounded` that still rounds to it. For deterministic rules only.
    pub fn tie_limit(self, rounded: f32) -> f32 {
        match self {
            Self::HalfEven | Self::HalfAway => 0.5,
            Self::TowardZero => f32::from(u8::from(rounded >= 0.0)),
            Self::Stochastic => 1.0,
        }
    }
}

/// The random numbers of stochastic rounding: element `i` of a tensor always gets the same number.
///
/// ChaCha with 8 rounds, the seed in the first 8 bytes of the key (little endian), one 32-bit word an element.
#[derive(Debug, Clone)]
pub struct StochasticRng {
    rng: ChaCha8Rng,
    next: usize,
}

impl StochasticRng {
    /// The random numbers of `seed`.
    pub fn new(seed: u32) -> Self {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        Self { rng: ChaCha8Rng::from_seed(key), next: 0 }
    }

    /// The random number of element `index`, a multiple of 2^-24 in [0, 1).
    #[inline(always)]
    pub fn at(&mut self, index: usize) -> f32 {
        if index != self.next {
            self.rng.set_word_pos(index as u128);
        }
        self.next = index + 1;
        (self.rng.next_u32() >> 8) as f32 / 16_777_216.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_follow_the_named_rule() {
        let ties = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5];
        let all = |r: Rounding| ties.map(|v| r.round(v, 0.0));
        assert_eq!(all(Rounding::HalfEven), [-2.0, -2.0, 0.0, 0.0, 2.0, 2.0]);
        assert_eq!(all(Rounding::HalfAway), [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0]);
        assert_eq!(all(Rounding::TowardZero), [-2.0, -1.0, 0.0, 0.0, 1.0, 2.0]);
        assert_eq!(Rounding::Stochastic.round(2.25, 0.75), 3.0);
        assert_eq!(Rounding::Stochastic.round(2.25, 0.74), 2.0);
    }

    #[test]
    fn a_draw_depends_on_seed_and_index_alone() {
        let in_order: Vec<f32> = {
            let mut d = StochasticRng::new(7);
            (0..100).map(|i| d.at(i)).collect()
        };
        let mut any_order = StochasticRng::new(7);
        for i in [99, 3, 4, 50, 0, 98, 16, 15] {
            assert_eq!(any_order.at(i), in_order[i], "draw {i}");
        }
        assert_ne!(StochasticRng::new(8).at(0), in_order[0]);
        let mean: f32 = (0..4096).map(|i| any_order.at(i)).sum::<f32>() / 4096.0;
        assert!((mean - 0.5).abs() < 0.02, "mean {mean}");
    }
}
