//! The types of stored values, and their conversion to f32. Knows no file format.

use crate::Error;
use crate::num::Minifloat;
use crate::quant::block::ggml::GgmlType;
use half::{bf16, f16};

/// The type of stored values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types are called what they are")]
pub enum Dtype {
    F64,
    F32,
    F16,
    Bf16,
    /// OCP FP8, 4 exponent bits, no infinity.
    F8E4m3,
    F8E5m2,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
    /// Blocks of ggml.
    Ggml(GgmlType),
    /// A type that is listed and not decoded, by its name.
    Other(String),
}

impl Dtype {
    /// Its name in safetensors or ggml.
    pub fn name(&self) -> &str {
        match self {
            Self::F64 => "F64",
            Self::F32 => "F32",
            Self::F16 => "F16",
            Self::Bf16 => "BF16",
            Self::F8E4m3 => "F8_E4M3",
            Self::F8E5m2 => "F8_E5M2",
            Self::I64 => "I64",
            Self::I32 => "I32",
            Self::I16 => "I16",
            Self::I8 => "I8",
            Self::U64 => "U64",
            Self::U32 => "U32",
            Self::U16 => "U16",
            Self::U8 => "U8",
            Self::Bool => "BOOL",
            Self::Ggml(kind) => kind.name(),
            Self::Other(name) => name,
        }
    }

    /// The smallest unit that can be decoded: the numbers of its values and of its bytes. `None` for a type that is not decoded.
    pub fn unit(&self) -> Option<(u64, u64)> {
        Some(match self {
            Self::F64 | Self::I64 | Self::U64 => (1, 8),
            Self::F32 | Self::I32 | Self::U32 => (1, 4),
            Self::F16 | Self::Bf16 | Self::I16 | Self::U16 => (1, 2),
            Self::F8E4m3 | Self::F8E5m2 | Self::I8 | Self::U8 | Self::Bool => (1, 1),
            Self::Ggml(kind) => (kind.block() as u64, kind.bytes() as u64),
            Self::Other(_) => return None,
        })
    }

    /// The bytes that `values` values take. `None` where they are no whole units, or beyond u64.
    pub fn bytes(&self, values: u64) -> Option<u64> {
        let (held, taken) = self.unit()?;
        values.is_multiple_of(held).then_some(values / held)?.checked_mul(taken)
    }

    /// The error for a type that is not decoded.
    pub(crate) fn undecoded(&self) -> Error {
        Error::Unreadable { reason: tr!("{dtype} is not decoded here", dtype = self.name()) }
    }

    /// Appends the values of whole units to `into`, each rounded to f32 once. Fails for a finite number beyond f32.
    pub fn decode(&self, bytes: &[u8], big_endian: bool, into: &mut Vec<f32>) -> Result<(), Error> {
        match self {
            Self::F64 => return doubles(bytes, big_endian, into),
            Self::F32 => each(bytes, big_endian, into, f32::from_le_bytes),
            Self::F16 => each(bytes, big_endian, into, |b| f16::from_le_bytes(b).to_f32()),
            Self::Bf16 => each(bytes, big_endian, into, |b| bf16::from_le_bytes(b).to_f32()),
            Self::F8E4m3 => each(bytes, big_endian, into, |[b]| Minifloat::E4M3FN.decode(b.into())),
            Self::F8E5m2 => each(bytes, big_endian, into, |[b]| Minifloat::E5M2.decode(b.into())),
            Self::I64 => each(bytes, big_endian, into, |b| i64::from_le_bytes(b) as f32),
            Self::I32 => each(bytes, big_endian, into, |b| i32::from_le_bytes(b) as f32),
            Self::I16 => each(bytes, big_endian, into, |b| i16::from_le_bytes(b).into()),
            Self::I8 => each(bytes, big_endian, into, |b| i8::from_le_bytes(b).into()),
            Self::U64 => each(bytes, big_endian, into, |b| u64::from_le_bytes(b) as f32),
            Self::U32 => each(bytes, big_endian, into, |b| u32::from_le_bytes(b) as f32),
            Self::U16 => each(bytes, big_endian, into, |b| u16::from_le_bytes(b).into()),
            Self::U8 => each(bytes, big_endian, into, |[b]| b.into()),
            Self::Bool => each(bytes, big_endian, into, |[b]| u8::from(b != 0).into()),
            Self::Ggml(kind) => into.extend_from_slice(&kind.dequantize(bytes)?),
            Self::Other(_) => return Err(self.undecoded()),
        }
        Ok(())
    }
}

fn each<const N: usize>(bytes: &[u8], big_endian: bool, into: &mut Vec<f32>, value: impl Fn([u8; N]) -> f32) {
    let (stored, _) = bytes.as_chunks::<N>();
    if big_endian && N > 1 {
        into.extend(stored.iter().map(|&(mut b)| {
            b.reverse();
            value(b)
        }));
    } else {
        into.extend(stored.iter().map(|&b| value(b)));
    }
}

fn doubles(bytes: &[u8], big_endian: bool, into: &mut Vec<f32>) -> Result<(), Error> {
    for &stored in bytes.as_chunks().0 {
        let double = if big_endian { f64::from_be_bytes(stored) } else { f64::from_le_bytes(stored) };
        let value = double as f32;
        if value.is_infinite() && double.is_finite() {
            return Err(Error::File {
                reason: tr!("it holds {double}, more than a 32-bit float can hold", double = format!("{double:e}")),
            });
        }
        into.push(value);
    }
    Ok(())
}
