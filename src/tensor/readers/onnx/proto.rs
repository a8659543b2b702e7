//! Reads one `TensorProto`: name, type and shape of a tensor, and where its values are. Reads no values.

use crate::Error;
use crate::tensor::readers::MAX_AXES;
use crate::tensor::readers::onnx::protobuf::{Content, Span, Walk, long};
use crate::tensor::readers::refuse;
use crate::tensor::readers::{Dtype, count_of};

/// The longest name shown, and the longest text of another field that means something here, in bytes.
pub(super) const MAX_NAME: u64 = 1000;

/// A tensor of a model.
pub(super) struct Proto {
    pub(super) name: String,
    pub(super) shape: Vec<u64>,
    pub(super) dtype: Dtype,
    pub(super) raw: Option<Span>,
    /// The last field of numbers, where it is packed: its number and its content.
    pub(super) packed: Option<(u64, Span)>,
    /// How many fields of numbers there are.
    pub(super) typed: u64,
    /// Where the values are, if they are in another file.
    pub(super) external: Option<External>,
    /// Whether it is a segment of a larger tensor.
    pub(super) is_segment: bool,
    /// Why it cannot be read.
    pub(super) fault: Option<String>,
}

/// Values in another file.
#[derive(Default)]
pub(super) struct External {
    pub(super) file: String,
    pub(super) start: u64,
    /// `None` for as many as the shape takes.
    pub(super) bytes: Option<u64>,
    /// The key of a number that is none.
    no_number: Option<String>,
}

impl Proto {
    pub(super) fn read(walk: &mut Walk, mut fields: Span) -> Result<Self, Error> {
        let (mut name, mut shape, mut dtype, mut raw) = (String::new(), Vec::new(), dtype_of(0), None);
        let (mut packed, mut typed, mut is_segment) = (None, 0, false);
        let (mut location, mut is_external) = (None::<External>, false);
        while let Some((number, content)) = walk.field(&mut fields)? {
            match (number, content) {
                (1, Content::Number(size)) if shape.len() <= MAX_AXES => shape.push(size),
                (1, Content::Number(_)) => {}
                (1, Content::Long(mut sizes)) => {
                    while sizes.len() > 0 && shape.len() <= MAX_AXES {
                        shape.push(walk.number(&mut sizes)?);
                    }
                }
                (2, Content::Number(kind)) => dtype = dtype_of(kind),
                (1 | 2, _) => return refuse(tr!("it is damaged, or is no ONNX model")),
                (3, _) => is_segment = true,
                (4 | 5 | 7 | 10 | 11, content) => {
                    typed += 1;
                    packed = if let Content::Long(span) = content { Some((number, span)) } else { None };
                }
                (8, content) => name = walk.text(long(content)?, MAX_NAME)?,
                (9, content) => raw = Some(long(content)?),
                (13, content) => location.get_or_insert_default().set(walk, long(content)?)?,
                (14, Content::Number(kind)) => is_external = kind == 1,
                _ => {}
            }
        }
        // Without the flag, a location counts only where there is nothing else.
        let external = match location {
            Some(location) if is_external || raw.is_none() && typed == 0 => Some(location),
            _ => is_external.then(External::default),
        };
        let mut fault = match &external {
            Some(External { no_number: Some(key), .. }) => Some(tr!("the {key} of values in another file is no number", key)),
            Some(External { file, .. }) if file.is_empty() => {
                Some(tr!("the values of '{name}' are in another file, and the model does not say in which", name))
            }
            _ => None,
        };
        if shape.len() > MAX_AXES {
            fault = Some(tr!("'{name}' has more than {max_axes} axes", name, max_axes = MAX_AXES));
        } else if shape.iter().any(|&size| size > i64::MAX as u64) {
            fault = Some(tr!("'{name}' has an axis of negative length", name));
        } else if count_of(&shape).is_none_or(|count| dtype.unit().is_some() && dtype.bytes(count).is_none()) {
            fault = Some(tr!("the shape of '{name}' is too large for any file", name));
        }
        Ok(Self { name, shape, dtype, raw, packed, typed, external, is_segment, fault })
    }
}

impl External {
    /// Reads one pair of key and value.
    fn set(&mut self, walk: &mut Walk, mut fields: Span) -> Result<(), Error> {
        let (mut key, mut value) = (String::new(), String::new());
        while let Some((number, content)) = walk.field(&mut fields)? {
            match number {
                1 => key = walk.text(long(content)?, MAX_NAME)?,
                2 => value = walk.text(long(content)?, MAX_NAME)?,
                _ => {}
            }
        }
        match (key.as_str(), value.parse()) {
            ("offset", Ok(start)) => self.start = start,
            ("length", Ok(bytes)) => self.bytes = Some(bytes),
            ("offset" | "length", Err(_)) => self.no_number = Some(key),
            ("location", _) => self.file = value,
            _ => {}
        }
        Ok(())
    }
}

/// The type by its number in `TensorProto.DataType`.
fn dtype_of(kind: u64) -> Dtype {
    let other = match kind {
        1 => return Dtype::F32,
        2 => return Dtype::U8,
        3 => return Dtype::I8,
        4 => return Dtype::U16,
        5 => return Dtype::I16,
        6 => return Dtype::I32,
        7 => return Dtype::I64,
        9 => return Dtype::Bool,
        10 => return Dtype::F16,
        11 => return Dtype::F64,
        12 => return Dtype::U32,
        13 => return Dtype::U64,
        16 => return Dtype::Bf16,
        17 => return Dtype::F8E4m3,
        19 => return Dtype::F8E5m2,
        8 => "STRING",
        14 => "COMPLEX64",
        15 => "COMPLEX128",
        18 => "FLOAT8E4M3FNUZ",
        20 => "FLOAT8E5M2FNUZ",
        21 => "UINT4",
        22 => "INT4",
        23 => "FLOAT4E2M1",
        24 => "FLOAT8E8M0",
        25 => "UINT2",
        26 => "INT2",
        27 => "FLOAT6E2M3",
        28 => "FLOAT6E3M2",
        _ => return Dtype::Other(tr!("number {kind}", kind)),
    };
    Dtype::Other(other.into())
}
