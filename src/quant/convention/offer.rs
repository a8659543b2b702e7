//! The codes that a library offers: a convention is not used with others. Knows no arithmetic.

use crate::i18n::listed;
use crate::quant::Preset;

/// The codes of one kind, symmetric or asymmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodesOffered {
    /// Whether they may be unsigned.
    pub unsigned: bool,
    /// Whether they may be signed.
    pub signed: bool,
    /// The bits of a code, in rising order.
    pub bits: &'static [u8],
}

impl CodesOffered {
    fn words(&self) -> String {
        let bits = listed(self.bits.iter().map(u8::to_string));
        match (self.unsigned, self.signed) {
            (true, true) => tr!("signed and unsigned codes of {bits} bits", bits),
            (false, _) => tr!("signed codes of {bits} bits", bits),
            (true, false) => tr!("unsigned codes of {bits} bits", bits),
        }
    }
}

/// What a library offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Symmetric codes, if there are any.
    pub symmetric: Option<CodesOffered>,
    /// Asymmetric codes, if there are any.
    pub asymmetric: Option<CodesOffered>,
}

impl Offer {
    /// All of it, to complete "It has".
    pub fn words(&self) -> String {
        match (self.symmetric, self.asymmetric) {
            (Some(symmetric), Some(asymmetric)) => tr!(
                "{symmetric} for symmetric integers, and {asymmetric} for asymmetric ones",
                symmetric = symmetric.words(),
                asymmetric = asymmetric.words()
            ),
            (Some(symmetric), None) => tr!("only symmetric integers, {symmetric}", symmetric = symmetric.words()),
            (None, Some(asymmetric)) => tr!("only asymmetric integers, {asymmetric}", asymmetric = asymmetric.words()),
            (None, None) => String::new(),
        }
    }
}

const ANY: &[u8] = &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const UP_TO_8: &[u8] = &[2, 3, 4, 5, 6, 7, 8];

const fn signed(bits: &'static [u8]) -> Option<CodesOffered> {
    Some(CodesOffered { unsigned: false, signed: true, bits })
}

const fn unsigned(bits: &'static [u8]) -> Option<CodesOffered> {
    Some(CodesOffered { unsigned: true, signed: false, bits })
}

const fn either(bits: &'static [u8]) -> Option<CodesOffered> {
    Some(CodesOffered { unsigned: true, signed: true, bits })
}

impl Preset {
    /// The codes that the library quantizes to.
    pub fn offer(self) -> Offer {
        let (symmetric, asymmetric) = match self {
            Self::Article
            | Self::Torch
            | Self::Torchao
            | Self::TorchaoNoClip
            | Self::Onnx
            | Self::Tensorrt
            | Self::Distiller
            | Self::DistillerRestricted
            | Self::Gptq
            | Self::Ggml => (either(ANY), either(ANY)),
            Self::CompressedTensors => (signed(UP_TO_8), signed(UP_TO_8)),
            Self::Coremltools => (either(&[4, 8]), either(&[4, 8])),
            Self::Nncf => (signed(&[4, 8]), unsigned(&[4, 8])),
            Self::Litert => (signed(&[2, 4, 8, 16]), signed(&[2, 4, 8])),
            Self::Quanto => (signed(&[8]), unsigned(&[2, 4])),
            Self::Mlx => (None, unsigned(&[2, 3, 4, 5, 6, 8])),
            Self::Awq => (signed(UP_TO_8), unsigned(UP_TO_8)),
            Self::NeuralCompressor => (signed(UP_TO_8), unsigned(UP_TO_8)),
            Self::NeuralCompressorFull => (signed(UP_TO_8), None),
            Self::Qwix => (signed(&[4, 8]), signed(&[4, 8])),
        };
        Offer { symmetric, asymmetric }
    }

    /// Whether the library quantizes to such codes.
    pub fn offers(self, symmetric: bool, signed: bool, bits: u8) -> bool {
        let Offer { symmetric: mirrored, asymmetric } = self.offer();
        let codes = if symmetric { mirrored } else { asymmetric };
        codes.is_some_and(|codes| (if signed { codes.signed } else { codes.unsigned }) && codes.bits.contains(&bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mlx_has_no_symmetric_codes_and_no_seven_bits() {
        assert!(Preset::Mlx.offers(false, false, 6));
        assert!(!Preset::Mlx.offers(false, false, 7) && !Preset::Mlx.offers(false, true, 4) && !Preset::Mlx.offers(true, true, 4));
    }
}
