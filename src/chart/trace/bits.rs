//! The stored code of the selected value, bit by bit, with the value of each bit.

use crate::chart::scene::Scene;
use crate::num::Minifloat;
use crate::quant::{Element, Quantizer};
use serde::{Deserialize, Serialize};

/// The meaning of a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum BitRole {
    /// The sign of a float.
    Sign,
    /// The exponent of a float.
    Exponent,
    /// The mantissa of a float.
    Mantissa,
    /// An integer, or a place in a code book.
    Code,
}

/// A bit of a stored code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bit {
    /// Its meaning.
    pub role: BitRole,
    /// Whether it is 1.
    pub set: bool,
    /// The real value of the code with this bit flipped; `None` where that is no number.
    pub flipped: Option<f32>,
}

/// The fields of a float: `(-1)^sign * 2^(exponent - bias) * (1 + mantissa / 2^mantissa_bits)`; with exponent 0,
/// `2^(1 - bias) * mantissa / 2^mantissa_bits`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FloatFields {
    /// 0 or 1.
    pub sign: u32,
    /// As stored.
    pub exponent: u32,
    /// Subtracted from it.
    pub bias: i32,
    /// As stored.
    pub mantissa: u32,
    /// Its bits.
    pub mantissa_bits: u32,
    /// The factor of the float; 1 where it is stored unscaled.
    pub scale: f32,
}

/// A stored code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bits {
    /// From the highest to the lowest.
    pub bits: Vec<Bit>,
    /// The fields of a finite float; `None` for other codes.
    pub float: Option<FloatFields>,
}

impl Bits {
    pub(super) fn of(scene: &Scene) -> Self {
        let Some(selected) = scene.selected() else { return Self { bits: Vec::new(), float: None } };
        let code = selected.code as u32;
        let (float, width) = match scene.quantizer() {
            Quantizer::Scaled(s) => match s.element {
                Element::Float(format) => (Some((format, s.scale)), format.bits()),
                Element::Book(_) => (None, scene.codes.bits.into()),
            },
            quantizer => (None, quantizer.code_bits()),
        };
        let bit = |at: u32| Bit {
            role: float.map_or(BitRole::Code, |(format, _)| role(format, at)),
            set: code >> at & 1 == 1,
            flipped: value(scene.quantizer(), code ^ 1 << at, width),
        };
        let bits = (0..width).rev().map(bit).collect();
        let float = float.filter(|(format, _)| format.decode(code as u16).is_finite());
        Self { bits, float: float.map(|(format, scale)| fields(format, code, scale)) }
    }
}

fn role(format: Minifloat, at: u32) -> BitRole {
    match at {
        _ if at < format.mantissa_bits() => BitRole::Mantissa,
        _ if at + 1 < format.bits() => BitRole::Exponent,
        _ => BitRole::Sign,
    }
}

fn fields(format: Minifloat, code: u32, scale: f32) -> FloatFields {
    let mantissa_bits = format.mantissa_bits();
    FloatFields {
        sign: code >> (format.bits() - 1) & 1,
        exponent: code >> mantissa_bits & ((1 << format.exponent_bits()) - 1),
        bias: format.bias(),
        mantissa: code & ((1 << mantissa_bits) - 1),
        mantissa_bits,
        scale,
    }
}

/// The real value of the lowest `width` bits of a code; `None` where they are no number or no code.
fn value(quantizer: &Quantizer, code: u32, width: u32) -> Option<f32> {
    let (first, last) = quantizer.ends();
    let code = code & ((1 << width) - 1);
    let integer = |lowest: i32| if lowest < 0 && code >> (width - 1) == 1 { code as i32 - (1 << width) } else { code as i32 };
    let value = match quantizer {
        Quantizer::Scaled(s) => match &s.element {
            Element::Float(format) => s.scale * format.decode(code as u16),
            Element::Book(book) => s.scale * book.level(book.place_of(code as u8)? as i32),
        },
        Quantizer::GgmlAffine(line) => {
            let code = integer(line.codes.qmin);
            (line.codes.qmin..=line.codes.qmax).contains(&code).then(|| line.value(line.code(code)))?
        }
        Quantizer::Affine(_) | Quantizer::ClippedUniform(_) => {
            let code = integer(first);
            (first..=last).contains(&code).then(|| quantizer.value(code))?
        }
    };
    value.is_finite().then_some(value)
}
