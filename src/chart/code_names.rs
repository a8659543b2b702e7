//! How codes are written, and how they are ordered. Knows no picture.

use super::number_text::{integer, pattern};
use crate::quant::{Element, Quantizer, Scaled};
use serde::{Deserialize, Serialize};

/// How codes are written: integers in full, or bit patterns in their own width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CodeNames {
    /// Bits of a pattern; 0 where codes are integers.
    pub bits: u8,
    /// The code of each place of a code book; empty for other codes.
    pub book: Vec<u8>,
}

impl CodeNames {
    /// The code names of a quantizer.
    pub(super) fn of(quantizer: &Quantizer) -> Self {
        match quantizer {
            Quantizer::Scaled(Scaled { element: Element::Float(format), .. }) => Self { bits: format.bits() as u8, book: Vec::new() },
            Quantizer::Scaled(Scaled { element: Element::Book(book), .. }) => {
                let book: Vec<u8> = (0..book.levels().len() as i32).map(|at| book.code(at)).collect();
                let highest = book.iter().copied().max().unwrap_or(0);
                Self { bits: (8 - highest.leading_zeros()).max(1) as u8, book }
            }
            _ => Self { bits: 0, book: Vec::new() },
        }
    }

    /// A stored code.
    pub fn name(&self, code: i32) -> String {
        if self.bits == 0 { integer(code as f32) } else { pattern(code, self.bits.into()) }
    }

    /// The code for a value returned by [`order`].
    pub(super) fn of_order(&self, order: f32) -> String {
        let at = order as i32;
        match self.book.get(at.max(0) as usize) {
            _ if self.bits == 0 => integer(order),
            Some(&code) => self.name(code.into()),
            None if at < 0 => self.name(1 << (self.bits - 1) | (-1 - at)),
            None => self.name(at),
        }
    }
}

/// A level's place in the order of the table or of the codes, which all slices of a tensor share: a negative scale
/// reverses a quantizer's own levels.
pub(super) fn order(quantizer: &Quantizer, level: i32) -> f32 {
    match quantizer {
        Quantizer::Scaled(s) if s.factor < 0.0 => {
            let (lowest, highest) = s.ends();
            (lowest + highest).saturating_sub(level) as f32
        }
        Quantizer::GgmlAffine(line) => line.code(level) as f32,
        _ => level as f32,
    }
}
