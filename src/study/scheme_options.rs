//! The choices that each scheme leaves to the user, so that the page need not repeat them. Knows no value of any choice.

use crate::num::Specials;
use crate::quant::RangeMethod;
use crate::quant::block::{Mx, Nvfp4};
use crate::study::Scheme;
use crate::study::scheme::{Bounds, FittedLevels, Recipe, Table};
use serde::Serialize;

/// The choices of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SchemeOptions {
    /// The scheme.
    pub scheme: Scheme,
    /// Fewest bits of a code; 0 where they are not to be chosen.
    pub least_bits: u8,
    /// Most bits of a code; 0 where they are not to be chosen.
    pub most_bits: u8,
    /// Whether a scale follows from a range.
    pub scale: Scale,
    /// Whether the levels are found from the values themselves, slice by slice.
    pub fitted: bool,
    /// Whether the format has an infinity, which values that are too large can become.
    pub infinite: bool,
    /// Whether errors can count by the inputs of the layer, see [`crate::study::Settings::imatrix`].
    pub imatrix: bool,
    /// Values in a block along a row; 0 where there are no blocks or their length is to be chosen.
    pub block: u32,
}

/// Whether a scale follows from a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Scale {
    /// Never: levels are fixed, or come from the values or blocks.
    None,
    /// As `Settings::scaled` says.
    Chosen,
    /// Always.
    Ranged,
}

impl Scheme {
    /// The range methods that the scheme can use, `scaled` or not; none where its levels follow from no range. The only
    /// place that says which schemes have a range: a [`crate::study::SchemeSpec`] and the page go by it.
    pub fn range_methods(self, scaled: bool) -> &'static [RangeMethod] {
        match (self, self.options().scale) {
            (Self::Asymmetric, _) => RangeMethod::ALL,
            (_, Scale::Ranged) => RangeMethod::FOR_ANY_SCHEME,
            (_, Scale::Chosen) if scaled => RangeMethod::FOR_ANY_SCHEME,
            (_, Scale::Chosen | Scale::None) => &[],
        }
    }

    /// The choices of the scheme.
    pub fn options(self) -> SchemeOptions {
        let recipe = self.recipe();
        let (least_bits, most_bits) = match recipe {
            Recipe::Integer { .. } => (2, 16),
            Recipe::Table(Table::PowersOfTwo) | Recipe::ClippedUniform(Bounds::Wrpn) => (2, 8),
            Recipe::Fitted(FittedLevels::LloydMax | FittedLevels::Dorefa) | Recipe::ClippedUniform(_) => (1, 8),
            _ => (0, 0),
        };
        let scale = match recipe {
            Recipe::Integer { .. } | Recipe::Table(_) => Scale::Ranged,
            Recipe::Float(_) | Recipe::CustomFloat | Recipe::Levels => Scale::Chosen,
            _ => Scale::None,
        };
        let fitted = matches!(recipe, Recipe::Fitted(_));
        let infinite = match recipe {
            Recipe::Float(format) => format.specials() == Specials::Ieee,
            recipe => recipe == Recipe::CustomFloat,
        };
        let block = match recipe {
            Recipe::Nvfp4 => Nvfp4::BLOCK,
            Recipe::Mx(_) => Mx::BLOCK,
            Recipe::Ggml(kind) => kind.block(),
            _ => 0,
        } as u32;
        let imatrix = matches!(recipe, Recipe::Ggml(kind) if kind.uses_importance());
        SchemeOptions { scheme: self, least_bits, most_bits, scale, fitted, infinite, imatrix, block }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{SchemeSpec, Settings};

    #[test]
    fn the_options_offered_are_those_the_spec_takes() {
        for &scheme in Scheme::ALL {
            let offer = scheme.options();
            let with = |scaled, bits| Settings { scheme, scaled, bits, ..Settings::default() };
            let (plain, scaled) = (with(false, 4).spec().expect("a spec"), with(true, 4).spec().expect("a spec"));
            let scale = match (plain.has_range(), scaled.has_range()) {
                (true, true) => Scale::Ranged,
                (false, true) => Scale::Chosen,
                _ => Scale::None,
            };
            assert_eq!(offer.scale, scale, "{scheme:?}");
            for (spec, scaled) in [(&plain, false), (&scaled, true)] {
                assert_eq!(spec.has_range(), !scheme.range_methods(scaled).is_empty(), "{scheme:?}");
            }
            assert_eq!(offer.fitted, plain.has_granularity() && !plain.has_range(), "{scheme:?}");
            for bits in 0..=17 {
                let taken = with(false, bits).spec();
                let offered = (offer.least_bits..=offer.most_bits).contains(&bits) || offer.most_bits == 0;
                assert_eq!(taken.is_ok(), offered, "{scheme:?} with {bits} bits");
            }
            let saturating = |saturate| Settings { specials: Specials::Ieee, saturate, ..with(false, 4) }.spec();
            assert_eq!(offer.infinite, saturating(true) != saturating(false), "{scheme:?}");
            let block = match plain {
                SchemeSpec::Blocks(format) if !matches!(scheme, Scheme::BnbNf4 | Scheme::BnbFp4) => format.block(),
                SchemeSpec::Ggml { kind, .. } => kind.block(),
                _ => 0,
            };
            assert_eq!(offer.block as usize, block, "{scheme:?}");
            let by_inputs = Settings { imatrix: true, ..with(false, 4) };
            assert_eq!(offer.imatrix, by_inputs.spec().expect("a spec") != plain, "{scheme:?}");
            assert_eq!(offer.imatrix, by_inputs.counts_by_inputs(), "{scheme:?}");
        }
    }
}
