//! Float formats and E8M0: tables and casts of ml_dtypes, numpy and torch.

use super::{Case, Field, Fields, Outcome};
use quantscope::num::{E8m0, Minifloat, Overflow};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    Float16,
    Bfloat16,
    Float8E4m3fn,
    Float8E5m2,
    Float6E2m3fn,
    Float6E3m2fn,
    Float4E2m1fn,
    Float8E8m0fnu,
}

/// A format as one of the peers has it.
pub enum Format {
    Mini(Minifloat),
    E8m0,
}

impl Format {
    /// The format of this name where E4M3FN overflows by `overflow`.
    pub fn of(name: Name, overflow: Overflow) -> Self {
        Self::Mini(match name {
            Name::Float16 => Minifloat::FP16,
            Name::Bfloat16 => Minifloat::BF16,
            Name::Float8E4m3fn => Minifloat::E4M3FN.with_overflow(overflow),
            Name::Float8E5m2 => Minifloat::E5M2,
            Name::Float6E2m3fn => Minifloat::E2M3,
            Name::Float6E3m2fn => Minifloat::E3M2,
            Name::Float4E2m1fn => Minifloat::E2M1,
            Name::Float8E8m0fnu => return Self::E8m0,
        })
    }

    pub fn encode(&self, x: f32) -> u16 {
        match self {
            Self::Mini(format) => format.encode(x),
            Self::E8m0 => u16::from(E8m0::nearest(x).0),
        }
    }

    pub fn decode(&self, code: u16) -> f32 {
        match self {
            Self::Mini(format) => format.decode(code),
            Self::E8m0 => E8m0(code as u8).value(),
        }
    }
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
enum Params {
    Decode { format: Name, codes: Vec<u16> },
    Encode { format: Name },
}

/// Tables of codes, and casts.
pub fn ml_dtypes(case: &Case) -> Result<Outcome, String> {
    Ok(Outcome::Fields(match case.params()? {
        Params::Decode { format, codes } => {
            let format = Format::of(format, Overflow::Special);
            let values: Vec<f32> = codes.iter().map(|&code| format.decode(code)).collect();
            let those = |which: fn(f32) -> bool| {
                Field::Integers(codes.iter().zip(&values).filter(|(_, v)| which(**v)).map(|(&code, _)| code.into()).collect())
            };
            let (nan_codes, inf_codes) = (those(f32::is_nan), those(f32::is_infinite));
            vec![("nan_codes", nan_codes), ("inf_codes", inf_codes), ("decoded_bits", Field::Floats(values))]
        }
        Params::Encode { format } => {
            let format = Format::of(format, Overflow::Special);
            vec![("codes", Field::Integers(case.input()?.into_iter().map(|x| format.encode(x).into()).collect()))]
        }
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TorchParams {
    format: Name,
}

/// Casts there and back.
pub fn torch(case: &Case) -> Result<Outcome, String> {
    let TorchParams { format } = case.params()?;
    Ok(Outcome::Fields(cast(&case.input()?, &Format::of(format, Overflow::Saturate))))
}

/// The codes of values and what they stand for.
pub fn cast(values: &[f32], format: &Format) -> Fields {
    let codes: Vec<u16> = values.iter().map(|&x| format.encode(x)).collect();
    let decoded = codes.iter().map(|&code| format.decode(code)).collect();
    vec![("codes", Field::Integers(codes.into_iter().map(i32::from).collect())), ("decoded_bits", Field::Floats(decoded))]
}
