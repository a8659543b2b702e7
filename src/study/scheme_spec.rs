//! A scheme with its parameters, resolved: all that is needed to fit it to values. Knows no tensor.

use crate::Error;
use crate::num::{CodeRange, Codebook, Minifloat, Overflow, Rounding, Specials, Tie};
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::{BlockFormat, Bnb, Mx, Nvfp4};
use crate::quant::signs::Ternary;
use crate::quant::{
    Arithmetic, Convention, Element, Quantizer, Range, RangeMethod, Scaled, pact_activations, unit_activations, wrpn_weights,
};
use crate::study::Settings;
use crate::study::scheme::{Bounds, FittedLevels, Recipe, Table};
use std::sync::Arc;

/// A scheme with its parameters, resolved.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemeSpec {
    /// The quantizer of a slice follows from a range of real numbers.
    Ranged {
        /// How the range is chosen. [`RangeMethod::Hqq`] comes with asymmetric integers only.
        method: RangeMethod,
        /// The levels that follow from it.
        levels: RangedLevels,
    },
    /// The same for any data.
    Fixed(Quantizer),
    /// Found from the values of each slice.
    Fitted(Fitted),
    /// Cut into blocks.
    Blocks(BlockFormat),
    /// Cut into ggml's blocks.
    Ggml {
        /// The type.
        kind: GgmlType,
        /// Whether errors count by the inputs of the layer. Only of types that use it.
        imatrix: bool,
    },
}

/// Levels that follow from a range.
#[derive(Debug, Clone, PartialEq)]
pub enum RangedLevels {
    /// Integers with scale and zero point.
    Integer {
        /// The convention whose formulas are used.
        convention: &'static Convention,
        /// Whether the range is mirrored about 0.
        symmetric: bool,
        /// The codes.
        codes: CodeRange,
        /// The rounding rule.
        rounding: Rounding,
    },
    /// A table whose largest level stands for the range's larger end.
    Table {
        /// The table.
        element: Element,
        /// The magnitude of its largest level.
        largest: f32,
    },
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
    /// The scheme with its parameters, resolved. Fails for parameters that are not offered.
    ///
    /// Fails with the field `range` for a range method that the scheme cannot use, see [`crate::study::Scheme::range_methods`].
    pub fn spec(&self) -> Result<SchemeSpec, Error> {
        let methods = self.scheme.range_methods(self.scaled);
        if !methods.is_empty() && !methods.contains(&self.range) && self.range != RangeMethod::Weighted {
            return Err(Error::RangeNeedsZeroPoint);
        }
        match self.scheme.recipe() {
            Recipe::Integer { symmetric } => Ok(self.ranged(RangedLevels::Integer {
                convention: self.offered(symmetric)?,
                symmetric,
                codes: CodeRange::of_bits(self.bits, self.signed)?,
                rounding: self.rounding,
            })),
            Recipe::Float(format) => Ok(self.float(format)),
            Recipe::CustomFloat => {
                Ok(self.float(Minifloat::new(self.exponent, self.mantissa, self.bias, self.specials, Overflow::Saturate)?))
            }
            Recipe::Table(Table::Nf4) => Ok(self.ranged(table(Codebook::nf4()))),
            Recipe::Table(Table::Fp4) => Ok(self.ranged(table(Codebook::bnb_fp4(false)))),
            Recipe::Table(Table::PowersOfTwo) => Ok(self.ranged(table(Codebook::powers_of_two(self.bits)?))),
            Recipe::Levels => {
                let book = Codebook::from_list(&self.levels, Tie::Lower)?;
                Ok(if self.scaled { self.ranged(table(book)) } else { SchemeSpec::Fixed(unscaled_book(book)) })
            }
            Recipe::Fitted(FittedLevels::LloydMax) => Ok(SchemeSpec::Fitted(Fitted::LloydMax { bits: bits(self.bits, 1)? })),
            Recipe::Fitted(FittedLevels::Binary) => Ok(SchemeSpec::Fitted(Fitted::Binary)),
            Recipe::Fitted(FittedLevels::Ternary) => Ok(SchemeSpec::Fitted(Fitted::Ternary(Ternary::Twn))),
            Recipe::Fitted(FittedLevels::AbsMean) => Ok(SchemeSpec::Fitted(Fitted::Ternary(Ternary::AbsMean))),
            Recipe::Fitted(FittedLevels::Dorefa) => Ok(SchemeSpec::Fitted(Fitted::Dorefa { bits: bits(self.bits, 1)? })),
            Recipe::ClippedUniform(Bounds::Unit) => unit_activations(self.bits).map(SchemeSpec::Fixed),
            Recipe::ClippedUniform(Bounds::Wrpn) => wrpn_weights(self.bits).map(SchemeSpec::Fixed),
            Recipe::ClippedUniform(Bounds::Pact) => pact_activations(self.alpha, self.bits).map(SchemeSpec::Fixed),
            Recipe::Mx(element) => Ok(SchemeSpec::Blocks(BlockFormat::Mx(Mx { element, rule: self.rule }))),
            Recipe::Nvfp4 => Ok(SchemeSpec::Blocks(BlockFormat::Nvfp4(Nvfp4 { two_level: self.two_level, rule: self.nvfp4 }))),
            Recipe::Bnb(kind) => Ok(SchemeSpec::Blocks(BlockFormat::Bnb(Bnb::new(kind, self.block as usize, self.nested)?))),
            Recipe::Ggml(kind) => Ok(SchemeSpec::Ggml { kind, imatrix: self.imatrix && kind.uses_importance() }),
        }
    }

    /// The convention for integers. Fails where its library has no such codes.
    fn offered(&self, symmetric: bool) -> Result<&'static Convention, Error> {
        if !self.convention.offers(symmetric, self.signed, self.bits) {
            // Bits that no integers have are told first.
            CodeRange::of_bits(self.bits, self.signed)?;
            return Err(Error::ConventionCodes { codes: self.convention.offer().words() });
        }
        Ok(self.convention.convention_for(self.granularity))
    }

    /// Whether the result depends on how much the errors of each column count: the inputs of the layer or an importance matrix.
    pub fn counts_by_inputs(&self) -> bool {
        match self.spec() {
            Ok(SchemeSpec::Ranged { method, .. }) => method == RangeMethod::Weighted,
            Ok(SchemeSpec::Ggml { imatrix, .. }) => imatrix,
            _ => false,
        }
    }

    fn ranged(&self, levels: RangedLevels) -> SchemeSpec {
        SchemeSpec::Ranged { method: self.range, levels }
    }

    /// A float format: scaled to the range, or a plain cast. A finite number must not become NaN, so formats without
    /// infinity saturate, as torch and ONNX do.
    fn float(&self, format: Minifloat) -> SchemeSpec {
        let saturates = self.saturate || format.specials() != Specials::Ieee;
        let format = format.with_overflow(if saturates { Overflow::Saturate } else { Overflow::Special });
        let element = Element::Float(format);
        if self.scaled { self.ranged(RangedLevels::Table { element, largest: format.max() }) } else { SchemeSpec::Fixed(unscaled(element)) }
    }
}

fn bits(bits: u8, least: u8) -> Result<u8, Error> {
    if (least..=8).contains(&bits) { Ok(bits) } else { Err(Error::SchemeBits { bits, least, most: 8 }) }
}

fn table(book: Codebook) -> RangedLevels {
    let largest = book.levels().iter().fold(0.0, |most: f32, level| most.max(level.abs()));
    RangedLevels::Table { element: Element::Book(Arc::new(book)), largest: if largest > 0.0 { largest } else { 1.0 } }
}

/// Levels that are used unscaled.
pub(super) fn unscaled_book(book: Codebook) -> Quantizer {
    unscaled(Element::Book(Arc::new(book)))
}

fn unscaled(element: Element) -> Quantizer {
    Quantizer::Scaled(Scaled::new(element, Arithmetic::Reciprocal, 1.0))
}

impl SchemeSpec {
    /// The levels, where they follow from a range, which then can be searched and set by hand.
    pub fn ranged(&self) -> Option<&RangedLevels> {
        match self {
            Self::Ranged { levels, .. } => Some(levels),
            Self::Fixed(_) | Self::Fitted(_) | Self::Blocks(_) | Self::Ggml { .. } => None,
        }
    }

    /// How the range is chosen; `None` for schemes without a range.
    pub fn range_method(&self) -> Option<RangeMethod> {
        match self {
            Self::Ranged { method, .. } => Some(*method),
            Self::Fixed(_) | Self::Fitted(_) | Self::Blocks(_) | Self::Ggml { .. } => None,
        }
    }

    /// Whether the quantizer follows from a range.
    pub fn has_range(&self) -> bool {
        self.ranged().is_some()
    }

    /// Whether the codes are integers with scale and zero point.
    pub fn is_integer(&self) -> bool {
        matches!(self.ranged(), Some(RangedLevels::Integer { .. }))
    }

    /// Whether slices can be chosen: blocks have their own, and fixed levels need none.
    pub fn has_granularity(&self) -> bool {
        self.has_range() || matches!(self, Self::Fitted(_))
    }

    /// Whether a range is mirrored about 0.
    pub fn symmetric(&self) -> bool {
        self.ranged().is_none_or(RangedLevels::symmetric)
    }

    /// Bits stored for each slice in addition to its codes: scales, zero points where they can differ, levels of its own.
    pub fn slice_bits(&self) -> u64 {
        match self {
            Self::Ranged { levels, .. } if !levels.symmetric() => 64,
            Self::Fitted(Fitted::LloydMax { bits }) => 32 << bits,
            Self::Ranged { .. } | Self::Fitted(_) => 32,
            Self::Fixed(_) | Self::Blocks(_) | Self::Ggml { .. } => 0,
        }
    }
}

impl RangedLevels {
    /// Whether a range is mirrored about 0.
    pub fn symmetric(&self) -> bool {
        !matches!(self, Self::Integer { symmetric: false, .. })
    }

    /// The range that is really used: mirrored, or widened as a convention says.
    pub fn effective_range(&self, range: Range) -> Range {
        match self {
            Self::Integer { convention, symmetric, .. } => convention.effective_range(*symmetric, range),
            Self::Table { .. } => range.mirrored(),
        }
    }

    /// The quantizer of a range. Fails where a code would stand for more than f32 can hold.
    pub fn quantizer(&self, range: Range) -> Result<Quantizer, Error> {
        match self {
            Self::Integer { convention, symmetric, codes, rounding } => convention.quantizer(*symmetric, range, *codes, *rounding),
            Self::Table { element, largest } => {
                let scale = range.absmax() / largest;
                // A slice of zeros, or of numbers too small for any scale.
                let scale = if scale > 0.0 { scale } else { 1.0 };
                Ok(Quantizer::Scaled(Scaled::new(element.clone(), Arithmetic::Divide, scale)))
            }
        }
    }
}
