//! What each scheme leaves the user to choose, so that the page need not know it twice. Knows no value of any choice.

use crate::study::Scheme;
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
    /// Whether the format has an infinity, to which what is too large can go.
    pub infinite: bool,
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
    /// What the scheme leaves to choose.
    pub fn options(self) -> SchemeOptions {
        let (least_bits, most_bits) = match self {
            Self::Asymmetric | Self::Symmetric => (2, 16),
            Self::PowersOfTwo | Self::WrpnWeights => (2, 8),
            Self::LloydMax | Self::DorefaWeights | Self::UnitActivations | Self::Pact => (1, 8),
            _ => (0, 0),
        };
        let scale = match self {
            Self::Asymmetric | Self::Symmetric | Self::Nf4 | Self::Fp4 | Self::PowersOfTwo => Scale::Ranged,
            Self::Levels | Self::CustomFloat => Scale::Chosen,
            Self::Fp16 | Self::Bf16 | Self::E4m3fn | Self::E4m3 | Self::E5m2 | Self::E3m2 | Self::E2m3 | Self::E2m1 => Scale::Chosen,
            _ => Scale::None,
        };
        let fitted = matches!(self, Self::LloydMax | Self::Binary | Self::Ternary | Self::Bitnet | Self::DorefaWeights);
        let infinite = matches!(self, Self::Fp16 | Self::Bf16 | Self::E4m3 | Self::E5m2 | Self::CustomFloat);
        let block = match self {
            Self::Nvfp4 => 16,
            Self::MxE4m3 | Self::MxE5m2 | Self::MxE3m2 | Self::MxE2m3 | Self::MxE2m1 | Self::MxInt8 => 32,
            Self::Q4_0 | Self::Q4_1 | Self::Q5_0 | Self::Q5_1 | Self::Q8_0 | Self::Iq4Nl | Self::GgmlMxfp4 => 32,
            Self::GgmlNvfp4 => 64,
            Self::Q2K | Self::Q3K | Self::Q4K | Self::Q5K | Self::Q6K | Self::Iq4Xs => 256,
            _ => 0,
        };
        SchemeOptions { scheme: self, least_bits, most_bits, scale, fitted, infinite, block }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Specials;
    use crate::study::{SchemeSpec, Settings};

    #[test]
    fn what_is_offered_is_what_the_plan_takes() {
        for scheme in Scheme::ALL {
            let offer = scheme.options();
            let with = |scaled, bits| Settings { scheme, scaled, bits, ..Settings::default() };
            let (plain, scaled) = (with(false, 4).spec().expect("a plan"), with(true, 4).spec().expect("a plan"));
            let scale = match (plain.has_range(), scaled.has_range()) {
                (true, true) => Scale::Ranged,
                (false, true) => Scale::Chosen,
                _ => Scale::None,
            };
            assert_eq!(offer.scale, scale, "{scheme:?}");
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
                SchemeSpec::Ggml(kind) => kind.block(),
                _ => 0,
            };
            assert_eq!(offer.block as usize, block, "{scheme:?}");
        }
    }
}
