//! What a scheme with its parameters comes to. Knows no tensor.

use crate::Error;
use crate::num::{CodeRange, Codebook, Minifloat, Overflow, Rounding, Specials, Tie};
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Bnb, BnbType, Mx, MxElement, Nvfp4};
use crate::quant::signs::Ternary;
use crate::quant::{Affine, Arithmetic, Convention, Element, Quantizer, Range, Scaled, pact_activations, unit_activations, wrpn_weights};
use crate::study::{Scheme, Settings};
use std::sync::Arc;

/// What a scheme with its parameters comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemeSpec {
    /// Integers with scale and zero point from a range.
    Integer {
        /// Whose formulas.
        convention: &'static Convention,
        /// Whether the range is mirrored.
        symmetric: bool,
        /// The codes.
        codes: CodeRange,
        /// The rounding rule.
        rounding: Rounding,
    },
    /// A table that a range is brought to: its largest level stands for the range's larger end.
    Table {
        /// The table.
        element: Element,
        /// The magnitude of its largest level.
        largest: f32,
    },
    /// The same for any data.
    Fixed(Quantizer),
    /// Found from the values of each slice.
    Fitted(Fitted),
    /// Cut into blocks.
    Blocks(BlockFormat),
    /// Cut into ggml's blocks.
    Ggml(GgmlType),
}

/// A scheme that is found from the values themselves, not from their range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fitted {
    /// The sign times the mean magnitude.
    Binary,
    /// -1, 0 and 1 times a scale.
    Ternary(Ternary),
    /// DoReFa's weights.
    Dorefa {
        /// Bits of a code.
        bits: u8,
    },
    /// Levels of least squared error.
    LloydMax {
        /// Bits of a code.
        bits: u8,
    },
}

impl Settings {
    /// What the scheme comes to; an error for parameters that cannot be.
    pub fn spec(&self) -> Result<SchemeSpec, Error> {
        let mx = |element| Ok(SchemeSpec::Blocks(BlockFormat::Mx(Mx { element, rule: self.rule })));
        let bnb = |book| Ok(SchemeSpec::Blocks(BlockFormat::Bnb(Bnb::new(book, self.block as usize, self.nested)?)));
        let ggml = |kind| Ok(SchemeSpec::Ggml(kind));
        match self.scheme {
            Scheme::Asymmetric | Scheme::Symmetric => Ok(SchemeSpec::Integer {
                convention: self.convention.convention(),
                symmetric: self.scheme == Scheme::Symmetric,
                codes: CodeRange::of_bits(self.bits, self.signed)?,
                rounding: self.rounding,
            }),
            Scheme::Fp16 => Ok(self.float(Minifloat::FP16)),
            Scheme::Bf16 => Ok(self.float(Minifloat::BF16)),
            Scheme::E4m3fn => Ok(self.float(Minifloat::E4M3FN)),
            Scheme::E4m3 => Ok(self.float(Minifloat::E4M3)),
            Scheme::E5m2 => Ok(self.float(Minifloat::E5M2)),
            Scheme::E3m2 => Ok(self.float(Minifloat::E3M2)),
            Scheme::E2m3 => Ok(self.float(Minifloat::E2M3)),
            Scheme::E2m1 => Ok(self.float(Minifloat::E2M1)),
            Scheme::CustomFloat => {
                Ok(self.float(Minifloat::new(self.exponent, self.mantissa, self.bias, self.specials, Overflow::Saturate)?))
            }
            Scheme::Nf4 => Ok(table(Codebook::nf4())),
            Scheme::Fp4 => Ok(table(Codebook::bnb_fp4(false))),
            Scheme::PowersOfTwo => Ok(table(Codebook::powers_of_two(self.bits)?)),
            Scheme::Levels => {
                let book = Codebook::from_list(&self.levels, Tie::Lower)?;
                Ok(if self.scaled { table(book) } else { SchemeSpec::Fixed(unscaled_book(book)) })
            }
            Scheme::LloydMax => Ok(SchemeSpec::Fitted(Fitted::LloydMax { bits: bits(self.bits, 1)? })),
            Scheme::Binary => Ok(SchemeSpec::Fitted(Fitted::Binary)),
            Scheme::Ternary => Ok(SchemeSpec::Fitted(Fitted::Ternary(Ternary::Twn))),
            Scheme::Bitnet => Ok(SchemeSpec::Fitted(Fitted::Ternary(Ternary::AbsMean))),
            Scheme::DorefaWeights => Ok(SchemeSpec::Fitted(Fitted::Dorefa { bits: bits(self.bits, 1)? })),
            Scheme::UnitActivations => unit_activations(self.bits).map(SchemeSpec::Fixed),
            Scheme::WrpnWeights => wrpn_weights(self.bits).map(SchemeSpec::Fixed),
            Scheme::Pact => pact_activations(self.alpha, self.bits).map(SchemeSpec::Fixed),
            Scheme::MxE4m3 => mx(MxElement::E4m3),
            Scheme::MxE5m2 => mx(MxElement::E5m2),
            Scheme::MxE3m2 => mx(MxElement::E3m2),
            Scheme::MxE2m3 => mx(MxElement::E2m3),
            Scheme::MxE2m1 => mx(MxElement::E2m1),
            Scheme::MxInt8 => mx(MxElement::Int8),
            Scheme::Nvfp4 => Ok(SchemeSpec::Blocks(BlockFormat::Nvfp4(Nvfp4 { two_level: self.two_level }))),
            Scheme::BnbNf4 => bnb(BnbType::Nf4),
            Scheme::BnbFp4 => bnb(BnbType::Fp4),
            Scheme::Q4_0 => ggml(GgmlType::Q4_0),
            Scheme::Q4_1 => ggml(GgmlType::Q4_1),
            Scheme::Q5_0 => ggml(GgmlType::Q5_0),
            Scheme::Q5_1 => ggml(GgmlType::Q5_1),
            Scheme::Q8_0 => ggml(GgmlType::Q8_0),
            Scheme::Q2K => ggml(GgmlType::Q2K),
            Scheme::Q3K => ggml(GgmlType::Q3K),
            Scheme::Q4K => ggml(GgmlType::Q4K),
            Scheme::Q5K => ggml(GgmlType::Q5K),
            Scheme::Q6K => ggml(GgmlType::Q6K),
            Scheme::Iq4Nl => ggml(GgmlType::Iq4Nl),
            Scheme::Iq4Xs => ggml(GgmlType::Iq4Xs),
            Scheme::GgmlMxfp4 => ggml(GgmlType::Mxfp4),
            Scheme::GgmlNvfp4 => ggml(GgmlType::Nvfp4),
        }
    }

    /// A float format: scaled to the range, or a plain cast. NaN is no answer to a finite number, so formats without
    /// infinity saturate, as torch and ONNX do.
    fn float(&self, format: Minifloat) -> SchemeSpec {
        let saturates = self.saturate || format.specials() != Specials::Ieee;
        let format = format.with_overflow(if saturates { Overflow::Saturate } else { Overflow::Special });
        let element = Element::Float(format);
        if self.scaled { SchemeSpec::Table { element, largest: format.max() } } else { SchemeSpec::Fixed(unscaled(element)) }
    }
}

fn bits(bits: u8, least: u8) -> Result<u8, Error> {
    if (least..=8).contains(&bits) { Ok(bits) } else { Err(Error::SchemeBits { bits, least, most: 8 }) }
}

fn table(book: Codebook) -> SchemeSpec {
    let largest = book.levels().iter().fold(0.0, |most: f32, level| most.max(level.abs()));
    SchemeSpec::Table { element: Element::Book(Arc::new(book)), largest: if largest > 0.0 { largest } else { 1.0 } }
}

/// Levels that stand for themselves.
pub(super) fn unscaled_book(book: Codebook) -> Quantizer {
    unscaled(Element::Book(Arc::new(book)))
}

fn unscaled(element: Element) -> Quantizer {
    Quantizer::Scaled(Scaled::new(element, Arithmetic::Reciprocal, 1.0))
}

impl SchemeSpec {
    /// Whether the quantizer follows from a range, which then can be searched and set by hand.
    pub fn has_range(&self) -> bool {
        matches!(self, Self::Integer { .. } | Self::Table { .. })
    }

    /// Whether slices can be chosen: blocks have their own, and what is fixed needs none.
    pub fn has_granularity(&self) -> bool {
        self.has_range() || matches!(self, Self::Fitted(_))
    }

    /// Whether a range is mirrored about 0.
    pub fn symmetric(&self) -> bool {
        !matches!(self, Self::Integer { symmetric: false, .. })
    }

    /// The range that is really used: mirrored, or widened as a convention says.
    pub fn effective_range(&self, range: Range) -> Range {
        match self {
            Self::Integer { convention, symmetric, .. } => convention.effective_range(*symmetric, range),
            _ => range.mirrored(),
        }
    }

    /// The quantizer of a range. Schemes without a range have none.
    pub fn quantizer(&self, range: Range) -> Result<Quantizer, Error> {
        match self {
            Self::Integer { convention, symmetric, codes, rounding } => {
                Affine::fit(convention, *symmetric, range, *codes, *rounding).map(Quantizer::Affine)
            }
            Self::Table { element, largest } => {
                let scale = range.absmax() / largest;
                // A slice of zeros, or of numbers too small for any scale.
                let scale = if scale > 0.0 { scale } else { 1.0 };
                Ok(Quantizer::Scaled(Scaled::new(element.clone(), Arithmetic::Divide, scale)))
            }
            Self::Fixed(quantizer) => Ok(quantizer.clone()),
            Self::Fitted(_) | Self::Blocks(_) | Self::Ggml(_) => Err(Error::Empty),
        }
    }

    /// Bits stored for each slice beside its codes: scales, zero points where they can differ, levels of its own.
    pub fn slice_bits(&self) -> u64 {
        match self {
            Self::Integer { symmetric: false, .. } => 64,
            Self::Fitted(Fitted::LloydMax { bits }) => 32 << bits,
            Self::Integer { .. } | Self::Table { .. } | Self::Fitted(_) => 32,
            Self::Fixed(_) | Self::Blocks(_) | Self::Ggml(_) => 0,
        }
    }
}
