//! Seeded random numbers: uniform, normal, places and coins, the same bits on every machine. Knows no tensor.
//!
//! ChaCha gives the bits, `libm` the transcendental functions, in f64.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::f64::consts::TAU;

/// What a seed's random numbers are used for. Each use has a stream of its own, so that none is correlated with another.
/// Stream 0 is used by stochastic rounding ([`crate::num::StochasticRng`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// The values of a generated tensor.
    Values = 1,
    /// The places and signs of outliers.
    Outliers = 2,
    /// The points a network is trained on.
    TrainingPoints = 16,
    /// The points a network is tested on.
    TestPoints = 17,
    /// The weights a network starts from.
    InitialWeights = 18,
    /// The order of the points in mini-batches.
    Batches = 19,
    /// The signs of a rotation.
    RotationSigns = 24,
}

/// Draws of one stream of a seed.
#[derive(Debug, Clone)]
pub(crate) struct Draws {
    rng: ChaCha8Rng,
    /// The second normal of a Box-Muller pair, not yet used.
    spare: Option<f64>,
}

impl Draws {
    pub fn new(seed: u32, stream: Stream) -> Self {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(stream as u64);
        Self { rng, spare: None }
    }

    /// A multiple of 2^-53 in (0, 1]: never 0, so its logarithm is finite.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        ((self.rng.next_u64() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    #[inline]
    pub fn coin(&mut self) -> bool {
        self.rng.next_u32() >> 31 == 1
    }

    /// An index below `len`, which fits 32 bits; the bias is below `len` / 2^32.
    pub fn below(&mut self, len: usize) -> usize {
        ((u64::from(self.rng.next_u32()) * len as u64) >> 32) as usize
    }

    /// A standard normal (Box-Muller, both of each pair used).
    #[inline]
    pub fn normal(&mut self) -> f64 {
        if let Some(normal) = self.spare.take() {
            return normal;
        }
        let radius = (-2.0 * libm::log(self.unit())).sqrt();
        let (sin, cos) = libm::sincos(TAU * self.unit());
        self.spare = Some(radius * sin);
        radius * cos
    }
}
