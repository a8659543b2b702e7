//! What can be chosen for a training. Knows no link.

use crate::num::CodeRange;
use crate::quant::{Granularity, RangeMethod};
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
    /// DoReFa's weights: even steps of tanh(w); rounding passes gradients unchanged, tanh by the chain rule.
    Dorefa,
    /// WRPN's weights: even steps from -1 to 1; 1 within them, 0 beyond.
    Wrpn,
}

/// Where hidden outputs are rounded from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum OutputBounds {
    /// Their least and largest so far, by torch's moving average.
    #[default]
    Observed,
    /// 0 and a bound that learns too (PACT). For ReLU.
    Learned,
    /// 0 and 1 (DoReFa, WRPN).
    Unit,
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

/// The bound that PACT learns from, its authors'.
const PACT_START: f32 = 8.0;

/// Everything that is chosen for a training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TrainingSettings {
    /// The float network and its points.
    pub recipe: Recipe,
    /// Bits of a weight, 2 to 8.
    pub bits: u8,
    /// Whether each neuron's weights have a scale of their own. Not used by DoReFa and WRPN.
    pub by_row: bool,
    /// Whether as many codes lie below 0 as above. Not used by LSQ, DoReFa and WRPN, whose codes do.
    pub symmetric: bool,
    /// How the range of the weights is chosen. LSQ learns from another start; DoReFa and WRPN do not use it.
    pub range: RangeMethod,
    /// Bits of hidden outputs, 2 to 8; `None` leaves them in float.
    pub output_bits: Option<u8>,
    /// Where hidden outputs are rounded from and to.
    pub output_bounds: OutputBounds,
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
            symmetric: true,
            range: RangeMethod::MinMax,
            output_bits: None,
            output_bounds: OutputBounds::Observed,
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

    /// The ranges that are offered for weights.
    pub const RANGES: [RangeMethod; 3] = [RangeMethod::MinMax, RangeMethod::Percentile, RangeMethod::Mse];
    /// The share of weights within a percentile range, in percent.
    pub const PERCENTILE: f64 = 90.0;

    /// The scheme that weights are rounded by.
    pub fn scheme(&self) -> Scheme {
        match self.estimator {
            Estimator::Dorefa => Scheme::DorefaWeights,
            Estimator::Wrpn => Scheme::WrpnWeights,
            Estimator::LearnedScale => Scheme::Symmetric,
            Estimator::True | Estimator::Identity | Estimator::Masked if self.symmetric => Scheme::Symmetric,
            Estimator::True | Estimator::Identity | Estimator::Masked => Scheme::Asymmetric,
        }
    }

    /// The integers that weights are rounded to: from 0 on, or as many below 0 as above. Symmetric ones have one more below, which is of
    /// use only where the range does not reach all weights.
    pub fn codes(&self) -> CodeRange {
        let bits = self.bits.clamp(2, 8);
        let most = (1 << (bits - 1)) - 1;
        match (self.scheme(), self.estimator) {
            (Scheme::Asymmetric | Scheme::DorefaWeights, _) => CodeRange { qmin: 0, qmax: (1 << bits) - 1 },
            (Scheme::Symmetric, Estimator::True | Estimator::Identity | Estimator::Masked) if self.range != RangeMethod::MinMax => {
                CodeRange { qmin: -most - 1, qmax: most }
            }
            _ => CodeRange { qmin: -most, qmax: most },
        }
    }

    /// The same as settings of a study: what the weights are rounded by after training.
    pub fn study(&self) -> Settings {
        let granularity = if self.by_row { Granularity::Row } else { Granularity::Tensor };
        let scheme = self.scheme();
        Settings::default()
            .with_scheme(scheme)
            .with_signed(scheme == Scheme::Symmetric)
            .with_bits(self.bits)
            .with_granularity(granularity)
            .with_range(self.range)
            .with_percentile(Self::PERCENTILE)
    }

    /// How weights are rounded while training.
    pub fn weight_rounding(&self) -> WeightRounding {
        let fitted = |gradient| WeightRounding::Fitted { settings: Box::new(self.study()), gradient };
        match self.estimator {
            Estimator::True => fitted(StraightThrough::Zero),
            Estimator::Identity => fitted(StraightThrough::Identity),
            Estimator::Masked | Estimator::Wrpn => fitted(StraightThrough::Masked),
            Estimator::Dorefa => WeightRounding::Dorefa { bits: self.bits },
            Estimator::LearnedScale => WeightRounding::LearnedScale { codes: self.codes(), by_row: self.by_row },
        }
    }

    /// How hidden outputs are rounded.
    pub fn output_rounding(&self) -> Option<OutputRounding> {
        self.output_bits.map(|bits| match self.output_bounds {
            OutputBounds::Observed => OutputRounding::Observed { bits },
            OutputBounds::Learned => OutputRounding::Pact { bits, bound: PACT_START },
            OutputBounds::Unit => OutputRounding::Unit { bits },
        })
    }

    /// Fails for numbers outside what the fields offer.
    pub fn check(&self) -> Result<(), Error> {
        let bits = [Some(self.bits), self.output_bits].into_iter().flatten().find(|bits| !(2..=8).contains(bits));
        if let Some(bits) = bits {
            return Err(Error::SchemeBits { bits, least: 2, most: 8 });
        }
        if !Self::RANGES.contains(&self.range) {
            return Err(Error::TrainingRange);
        }
        self.recipe.check()?;
        self.output_rounding().map_or(Ok(()), |rounding| rounding.check(self.recipe.activation))?;
        self.healing.check()
    }
}
