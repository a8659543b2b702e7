//! The file format of the golden vectors, and the comparison of what was expected with what the crate computed.
//! Knows no operation; the adapters beside it translate cases to calls of the crate and compute nothing themselves.

pub mod affine;
pub mod blocks;
pub mod bnb;
pub mod dorefa;
pub mod formats;
pub mod gguf;
pub mod histogram_observer;
pub mod hqq;
pub mod layer;
pub mod layer_methods;
pub mod metrics;
pub mod modelopt;
pub mod mx;
pub mod nvfp4;
pub mod observers;
pub mod onnx;
pub mod ort;
pub mod peer_blocks;
pub mod peers;
pub mod policy;
pub mod proof;
pub mod sliced;
pub mod torchao;
pub mod training;

use quantscope::num::CodeRange;
use quantscope::quant::{Granularity, Slices};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;

/// One file of vectors.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    pub peer: String,
    pub version: String,
    pub operation: String,
    #[serde(rename = "compare")]
    pub tolerance: Tolerance,
    pub cases: Vec<Case>,
}

/// The word for equal bits.
#[derive(Deserialize, Serialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Exactly {
    Exact,
}

/// How far float fields may lie from what is expected. Integers are always exact.
#[derive(Deserialize, Serialize, Clone, Copy)]
#[serde(untagged)]
pub enum Tolerance {
    Exact(Exactly),
    Within(Within),
}

/// `|got - expected| <= atol + rtol |expected|`.
#[derive(Deserialize, Serialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub struct Within {
    rtol: f64,
    #[serde(default)]
    atol: f64,
}

/// One case: parameters and input in, expected fields out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    params: Map<String, Value>,
    pub shape: Vec<usize>,
    input_bits: Vec<u32>,
    expected: Map<String, Value>,
}

/// What an adapter computed, by the names the file gives its fields.
pub type Fields = Vec<(&'static str, Field)>;

/// What an adapter makes of a case.
pub enum Outcome {
    Fields(Fields),
    /// Fields with an item a value, promised only where the list says so: peers differ on the rest.
    Promised(Fields, Vec<bool>),
    /// The crate does otherwise on purpose; the adapter checked what.
    Otherwise,
}

/// One computed field.
pub enum Field {
    /// Floats, compared by their bits.
    Floats(Vec<f32>),
    /// The same, but zeros are equal whatever their sign: libraries that store integers lose it, others keep it.
    Values(Vec<f32>),
    /// One float, not in a list.
    Float(f32),
    Integers(Vec<i32>),
    /// One integer, not in a list.
    Integer(i32),
    Double(f64),
    Word(&'static str),
    /// Bytes, as hexadecimal digits in the file.
    Bytes(Vec<u8>),
}

impl Vectors {
    /// Reads a file; says what is malformed and where.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("it cannot be read: {e}"))?;
        let vectors: Self = serde_json::from_str(&text).map_err(|e| format!("it is not a file of golden vectors: {e}"))?;
        if vectors.cases.is_empty() { Err("it has no cases".into()) } else { Ok(vectors) }
    }
}

impl Case {
    /// The parameters as the adapter knows them, without those that are comments. Unknown ones are an error.
    pub fn params<P: DeserializeOwned>(&self) -> Result<P, String> {
        let known = self.params.iter().filter(|(key, _)| !matches!(key.as_str(), "k" | "note" | "peer"));
        let known = known.map(|(key, value)| (key.clone(), value.clone())).collect();
        serde_json::from_value(Value::Object(known)).map_err(|e| format!("its params are not known: {e}"))
    }

    /// The input values; as many as the shape says.
    pub fn input(&self) -> Result<Vec<f32>, String> {
        if self.shape.iter().product::<usize>() != self.input_bits.len() {
            return Err(format!("its shape {:?} does not fit its {} input values", self.shape, self.input_bits.len()));
        }
        Ok(floats(&self.input_bits))
    }

    /// An expected field.
    pub fn expected<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        parse(name, self.expected.get(name).ok_or_else(|| format!("does not expect the field '{name}'"))?)
    }

    /// All differences between the expected fields and the computed ones, as sentences; an error for a field that
    /// one side lacks or that is malformed.
    pub fn compare(&self, fields: &Fields, promised: Option<&[bool]>, tolerance: Tolerance) -> Result<Vec<String>, String> {
        if let Some(unknown) = self.expected.keys().find(|key| !fields.iter().any(|(name, _)| name == key)) {
            return Err(format!("expects a field that is not known: '{unknown}'"));
        }
        let mut found = Vec::new();
        for (name, field) in fields {
            let expected = self.expected.get(*name).ok_or_else(|| format!("does not expect the field '{name}', which it should"))?;
            field.compare(name, expected, |i| promised.is_none_or(|p| p[i]), tolerance, &mut found)?;
        }
        Ok(found)
    }
}

impl Tolerance {
    fn accepts(self, got: f64, expected: f64) -> bool {
        let Self::Within(Within { rtol, atol }) = self else { return false };
        (got - expected).abs() <= atol + rtol * expected.abs()
    }
}

impl Field {
    fn compare(
        &self,
        name: &str,
        expected: &Value,
        promised: impl Fn(usize) -> bool,
        tolerance: Tolerance,
        found: &mut Vec<String>,
    ) -> Result<(), String> {
        match self {
            Self::Float(got) => {
                let one = Value::Array(vec![expected.clone()]);
                return Self::Floats(vec![*got]).compare(name, &one, promised, tolerance, found);
            }
            Self::Floats(got) | Self::Values(got) => {
                let expected = floats(&parse::<Vec<u32>>(name, expected)?);
                same_length(name, got.len(), expected.len())?;
                let any_zero = matches!(self, Self::Values(_));
                for (i, (&g, &e)) in got.iter().zip(&expected).enumerate() {
                    let equal = g.to_bits() == e.to_bits()
                        || (g.is_nan() && e.is_nan())
                        || any_zero && g == e
                        || tolerance.accepts(g.into(), e.into());
                    if !equal && promised(i) {
                        found.push(format!(
                            "field {name}, index {i}: expected {:#010x} ({e:e}), got {:#010x} ({g:e})",
                            e.to_bits(),
                            g.to_bits()
                        ));
                    }
                }
            }
            Self::Integers(got) => {
                let expected: Vec<i64> = parse(name, expected)?;
                same_length(name, got.len(), expected.len())?;
                for (i, (&g, &e)) in got.iter().zip(&expected).enumerate() {
                    // The smallest i64 is a NaN that was made an integer.
                    if i64::from(g) != e && e != i64::MIN && promised(i) {
                        found.push(format!("field {name}, index {i}: expected {e:#010x} ({e}), got {g:#010x} ({g})"));
                    }
                }
            }
            Self::Integer(got) => {
                let e: i32 = parse(name, expected)?;
                if *got != e {
                    found.push(format!("field {name}, index 0: expected {e:#010x} ({e}), got {got:#010x} ({got})"));
                }
            }
            Self::Double(got) => {
                let [high, low]: [u32; 2] = parse(name, expected)?;
                let e = f64::from_bits(u64::from(high) << 32 | u64::from(low));
                if got.to_bits() != e.to_bits() && !tolerance.accepts(*got, e) {
                    found.push(format!(
                        "field {name}, index 0: expected {:#018x} ({e:e}), got {:#018x} ({got:e})",
                        e.to_bits(),
                        got.to_bits()
                    ));
                }
            }
            Self::Bytes(got) => {
                let e: String = parse(name, expected)?;
                let got: String = got.iter().map(|byte| format!("{byte:02x}")).collect();
                same_length(name, got.len(), e.len())?;
                if let Some(i) = (0..e.len()).find(|&i| got.as_bytes()[i] != e.as_bytes()[i]) {
                    found.push(format!("field {name}, digit {i}: expected {e}, got {got}"));
                }
            }
            Self::Word(got) => {
                let e: String = parse(name, expected)?;
                if *got != e {
                    found.push(format!("field {name}, index 0: expected '{e}', got '{got}'"));
                }
            }
        }
        Ok(())
    }
}

fn parse<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|e| format!("field {name} is malformed: {e}"))
}

fn same_length(name: &str, got: usize, expected: usize) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("field {name} has {expected} values, the crate computes {got}")) }
}

/// Floats from their bit patterns.
pub fn floats(bits: &[u32]) -> Vec<f32> {
    bits.iter().copied().map(f32::from_bits).collect()
}

/// The integer types of torch.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    Qint8,
    Quint8,
    Qint32,
}

impl Dtype {
    /// All codes of the type, one bit less when `reduced`.
    pub fn codes(self, reduced: bool) -> Result<CodeRange, String> {
        let bits = if reduced { 7 } else { 8 };
        match self {
            Self::Qint8 | Self::Quint8 => CodeRange::of_bits(bits, self == Self::Qint8).map_err(|e| e.to_string()),
            Self::Qint32 if reduced => Err("a reduced range of qint32 is not known".into()),
            Self::Qint32 => Ok(CodeRange { qmin: i32::MIN, qmax: i32::MAX }),
        }
    }
}

/// The channels of one axis of any shape. The values of a channel are every n-th group of the tensor, seen as rows of
/// all that lies within the axes before.
pub struct Channels {
    groups: Slices,
    count: usize,
}

impl Channels {
    /// One channel for each index of `axis`, or a single one for all values.
    pub fn new(shape: &[usize], axis: Option<usize>) -> Result<Self, String> {
        let (before, count, after) = match axis {
            None => (1, 1, shape.iter().product()),
            Some(axis) if axis < shape.len() => (shape[..axis].iter().product(), shape[axis], shape[axis + 1..].iter().product()),
            Some(axis) => return Err(format!("there is no axis {axis} in the shape {shape:?}")),
        };
        let groups = Slices::new(before, count * after, Granularity::Group, after).map_err(|e| e.to_string())?;
        Ok(Self { groups, count })
    }

    /// The number of channels.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The channel of a flat index.
    pub fn of(&self, index: usize) -> usize {
        self.groups.of(index) % self.count
    }

    /// The flat indices of a channel.
    pub fn indices(&self, channel: usize) -> impl Iterator<Item = usize> {
        (channel..self.groups.count()).step_by(self.count).flat_map(|group| self.groups.indices(group).indices())
    }
}

/// The values cut into batches of these lengths, which use them all.
pub fn batches<'a>(values: &'a [f32], lens: &[usize]) -> Result<Vec<&'a [f32]>, String> {
    let mut rest = values;
    let mut batches = Vec::new();
    for &len in lens {
        let (batch, after) = rest.split_at_checked(len).ok_or_else(|| format!("a batch of {len} is longer than what is left"))?;
        rest = after;
        batches.push(batch);
    }
    if rest.is_empty() { Ok(batches) } else { Err(format!("{} values lie beyond the batches", rest.len())) }
}
