//! One `TensorProto`: what it says of a tensor and where its values stand. Reads no values.

use crate::Error;
use crate::tensor::readers::Dtype;
use crate::tensor::readers::MAX_AXES;
use crate::tensor::readers::onnx::protobuf::{Content, Span, Walk, long};
use crate::tensor::readers::refuse;

/// The longest name shown, and the longest text of another field that means something here, in bytes.
pub(super) const MAX_NAME: u64 = 1000;

/// A tensor of a model.
pub(super) struct Proto {
    pub(super) name: String,
    pub(super) shape: Vec<u64>,
    pub(super) dtype: Dtype,
    pub(super) raw: Option<Span>,
    /// The last field of numbers, where it is packed, and how many such fields there are.
    pub(super) packed: Option<Span>,
    pub(super) typed: u64,
    pub(super) beside: Option<Beside>,
    pub(super) in_parts: bool,
}

/// Values in another file.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) file: String,
    pub(super) start: u64,
    /// `None` for as many as the shape takes.
    pub(super) bytes: Option<u64>,
}

impl Proto {
    pub(super) fn read(walk: &mut Walk, mut fields: Span) -> Result<Self, Error> {
        let dtype = dtype_of(0);
        let (name, shape) = (String::new(), Vec::new());
        let mut proto = Self { name, shape, dtype, raw: None, packed: None, typed: 0, beside: None, in_parts: false };
        while let Some((number, content)) = walk.field(&mut fields)? {
            match (number, content) {
                (1, Content::Number(size)) => proto.shape.push(size),
                (1, Content::Long(mut sizes)) => {
                    while sizes.len() > 0 && proto.shape.len() <= MAX_AXES {
                        proto.shape.push(walk.number(&mut sizes)?);
                    }
                }
                (2, Content::Number(kind)) => proto.dtype = dtype_of(kind),
                (1 | 2, _) => return refuse(tr!("it is damaged, or is no ONNX model")),
                (3, _) => proto.in_parts = true,
                (4 | 5 | 7 | 10 | 11, content) => {
                    proto.typed += 1;
                    proto.packed = if let Content::Long(span) = content { Some(span) } else { None };
                }
                (8, content) => proto.name = walk.text(long(content)?, MAX_NAME)?,
                (9, content) => proto.raw = Some(long(content)?),
                (13, content) => proto.beside.get_or_insert_default().set(walk, long(content)?)?,
                (14, Content::Number(1)) => drop(proto.beside.get_or_insert_default()),
                _ => {}
            }
            if proto.shape.len() > MAX_AXES {
                return refuse(tr!("'{name}' has more than {max_axes} axes", name = proto.name, max_axes = MAX_AXES));
            }
        }
        if proto.shape.iter().any(|&size| size > i64::MAX as u64) {
            return refuse(tr!("'{name}' has an axis of negative length", name = proto.name));
        }
        Ok(proto)
    }
}

impl Beside {
    /// Takes one pair of key and value.
    fn set(&mut self, walk: &mut Walk, mut fields: Span) -> Result<(), Error> {
        let (mut key, mut value) = (String::new(), String::new());
        while let Some((number, content)) = walk.field(&mut fields)? {
            match number {
                1 => key = walk.text(long(content)?, MAX_NAME)?,
                2 => value = walk.text(long(content)?, MAX_NAME)?,
                _ => {}
            }
        }
        let count = || value.parse().or_else(|_| refuse(tr!("the {key} of values in another file is no number", key)));
        match key.as_str() {
            "offset" => self.start = count()?,
            "length" => self.bytes = Some(count()?),
            "location" => self.file = value,
            _ => {}
        }
        Ok(())
    }
}

/// By the number of the type.
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
