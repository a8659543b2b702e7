//! Reads a tensor's values from protobuf fields of numbers, packed or one by one.

use crate::Error;
use crate::tensor::readers::Dtype;
use crate::tensor::readers::onnx::protobuf::{Content, Span, Walk};

/// The bytes that are decoded at once.
const TOGETHER: usize = 4096;

/// The `count` values in a tensor's fields. `None` where there are more or fewer, or one that is out of the type's range.
pub(super) fn read(walk: &mut Walk, dtype: &Dtype, mut fields: Span, count: u64) -> Result<Option<Vec<f32>>, Error> {
    let (Some((_, size)), Ok(most)) = (dtype.unit(), usize::try_from(count)) else { return Ok(None) };
    // Each takes at least a byte, so nothing is allocated that the file only claims.
    if count > fields.len() {
        return Ok(None);
    }
    let mut values = Values { dtype, size: size as usize, stored: Vec::new(), decoded: Vec::with_capacity(most), most };
    while let Some((number, content)) = walk.field(&mut fields)? {
        let sound = match content {
            _ if number != field_of(dtype) => true,
            Content::Number(value) => values.number(value)?,
            Content::Fixed(mut span) => values.floats(walk, &mut span)?,
            Content::Long(mut span) if matches!(dtype, Dtype::F32 | Dtype::F64) => values.floats(walk, &mut span)?,
            Content::Long(mut span) => {
                let mut sound = true;
                while sound && span.len() > 0 {
                    sound = values.number(walk.number(&mut span)?)?;
                }
                sound
            }
        };
        if !sound {
            return Ok(None);
        }
    }
    values.flush()?;
    Ok(Some(values.decoded).filter(|decoded| decoded.len() == most))
}

/// Whether the packed content of a field is the values' bytes as they are.
pub(super) fn are_plain(dtype: &Dtype, field: u64) -> bool {
    matches!(dtype, Dtype::F32 | Dtype::F64) && field == field_of(dtype)
}

/// The field that holds values of a type.
fn field_of(dtype: &Dtype) -> u64 {
    match dtype {
        Dtype::F32 => 4,
        Dtype::I64 => 7,
        Dtype::F64 => 10,
        Dtype::U32 | Dtype::U64 => 11,
        _ => 5,
    }
}

/// The values read so far: the last ones as bytes, the others decoded.
struct Values<'a> {
    dtype: &'a Dtype,
    size: usize,
    stored: Vec<u8>,
    decoded: Vec<f32>,
    most: usize,
}

impl Values<'_> {
    /// Adds an integer, or the bits of a float of 8 or 16 bits. `false` where it is out of range.
    fn number(&mut self, value: u64) -> Result<bool, Error> {
        let bits = 8 * self.size as u32;
        let fits = bits == 64 || (-(1i64 << (bits - 1))..1i64 << bits).contains(&(value as i64));
        let float = matches!(self.dtype, Dtype::F32 | Dtype::F64);
        Ok(fits && !float && self.add(value.to_le_bytes().get(..self.size).unwrap_or_default())?)
    }

    /// Adds all floats of a span. `false` where its length is no multiple of theirs.
    fn floats(&mut self, walk: &mut Walk, span: &mut Span) -> Result<bool, Error> {
        let float = matches!(self.dtype, Dtype::F32 | Dtype::F64);
        let mut sound = float && span.len().is_multiple_of(self.size as u64);
        while sound && span.len() > 0 {
            let mut bytes = [0; 8];
            for byte in bytes.iter_mut().take(self.size) {
                *byte = walk.byte(span)?;
            }
            sound = self.add(bytes.get(..self.size).unwrap_or_default())?;
        }
        Ok(sound)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<bool, Error> {
        self.stored.extend_from_slice(bytes);
        let room = self.decoded.len() + self.stored.len() / self.size <= self.most;
        if self.stored.len() >= TOGETHER {
            self.flush()?;
        }
        Ok(room)
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.dtype.decode(&self.stored, false, &mut self.decoded)?;
        self.stored.clear();
        Ok(())
    }
}
