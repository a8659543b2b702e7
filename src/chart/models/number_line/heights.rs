//! How high bars are: densities of both sides, on one scale where they are alike.

use super::bands::Band;
use crate::chart::Bin;
use serde::{Deserialize, Serialize};

/// Both sides have one scale where the lower of them would still be this high.
const ALIKE: f64 = 0.6;
/// Logarithms begin at this share of the highest bar.
const LEAST: f64 = 1e-3;

/// The densities, in values a unit of the axis, of bars as high as their side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Heights {
    /// Of the originals.
    pub above: f64,
    /// Of the dequantized values.
    pub below: f64,
    /// Whether heights are logarithms of the density.
    pub log: bool,
}

impl Heights {
    pub(in crate::chart::models) fn of(bins: &[Bin], bands: &[Band], log: bool) -> Self {
        let usable = |most: f64| if most > 0.0 && most.is_finite() { most } else { 1.0 };
        let above = usable(bins.iter().map(Bin::density).fold(0.0, f64::max));
        let below = usable(bands.iter().map(Band::density).fold(0.0, f64::max));
        let alike = above.min(below) >= ALIKE * above.max(below);
        let (above, below) = if alike { (above.max(below), above.max(below)) } else { (above, below) };
        Self { above, below, log }
    }

    /// Whether both sides have one scale.
    pub fn alike(&self) -> bool {
        self.above == self.below
    }

    /// How high the originals' bar of a density is, as a share of their side.
    pub fn up(&self, density: f64) -> f64 {
        self.share(density / self.above)
    }

    /// How high the dequantized values' bar of a density is, as a share of their side.
    pub fn down(&self, density: f64) -> f64 {
        self.share(density / self.below)
    }

    fn share(&self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        if self.log { libm::log1p(share / LEAST) / libm::log1p(1.0 / LEAST) } else { share }
    }
}
