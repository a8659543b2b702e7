//! What can be chosen for a training. Knows no link.

use crate::num::CodeRange;
use crate::quant::Granularity;
use crate::study::Scheme;
use crate::train::{Learning, OutputRounding, Recipe, StraightThrough, WeightRounding};
use crate::{Error, Settings};
use serde::{Deserialize, Serialize};

/// What stands in for the derivative of rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Estimator {
    /// Nothing: the true derivative, 0 almost everywhere.
    True,
    /// 1 everywhere.
    Identity,
    /// 1 within the codes, 0 where a weight is clipped.
    Masked,
    /// The same, and the scales learn too (LSQ).
    #[default]
    LearnedScale,
}

/// The weights that training with rounding starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Start {
    /// Those of the trained float network.
    #[default]
    Float,
    /// The random ones that the float network started from.
    Random,
}

/// Everything that is chosen for a training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TrainingSettings {
    /// The float network and its points.
    pub recipe: Recipe,
    /// Bits of a weight, 2 to 8.
    pub bits: u8,
    /// Whether each neuron's weights have a scale of their own.
    pub by_row: bool,
    /// Bits of hidden outputs, 2 to 8; `None` leaves them in float.
    pub output_bits: Option<u8>,
    /// What stands in for the derivative of rounding.
    pub estimator: Estimator,
    /// How the network learns with rounding.
    pub healing: Learning,
    /// Where training with rounding starts.
    pub start: Start,
    /// The steps of training with rounding that were made.
    pub step: u32,
    /// The layer whose weights are shown, from 0.
    pub layer: u8,
    /// The weight of that layer that is followed, row-major.
    pub weight: u32,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            recipe: Recipe::default(),
            bits: 8,
            by_row: true,
            output_bits: None,
            estimator: Estimator::LearnedScale,
            healing: Learning::healing(1500),
            start: Start::Float,
            step: 0,
            layer: 1,
            weight: 0,
        }
    }
}

impl TrainingSettings {
    /// The most steps that are offered: of the float network, and with rounding.
    pub const MOST_STEPS: u32 = 10_000;

    /// The integers that weights are rounded to: symmetric, as many below 0 as above.
    pub fn codes(&self) -> CodeRange {
        let most = (1 << (self.bits.clamp(2, 8) - 1)) - 1;
        CodeRange { qmin: -most, qmax: most }
    }

    /// The same as settings of a study: what the weights are rounded by after training.
    pub fn study(&self) -> Settings {
        let granularity = if self.by_row { Granularity::Row } else { Granularity::Tensor };
        Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(self.bits).with_granularity(granularity)
    }

    /// How weights are rounded while training.
    pub fn weight_rounding(&self) -> WeightRounding {
        let fitted = |gradient| WeightRounding::Fitted { settings: Box::new(self.study()), gradient };
        match self.estimator {
            Estimator::True => fitted(StraightThrough::Zero),
            Estimator::Identity => fitted(StraightThrough::Identity),
            Estimator::Masked => fitted(StraightThrough::Masked),
            Estimator::LearnedScale => WeightRounding::LearnedScale { codes: self.codes(), by_row: self.by_row },
        }
    }

    /// How hidden outputs are rounded.
    pub fn output_rounding(&self) -> Option<OutputRounding> {
        self.output_bits.map(|bits| OutputRounding::Observed { bits })
    }

    /// Fails for numbers outside what the fields offer.
    pub fn check(&self) -> Result<(), Error> {
        let bits = [Some(self.bits), self.output_bits].into_iter().flatten().find(|bits| !(2..=8).contains(bits));
        if let Some(bits) = bits {
            return Err(Error::SchemeBits { bits, least: 2, most: 8 });
        }
        self.recipe.check()?;
        self.healing.check()
    }
}
