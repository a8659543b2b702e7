//! ONNX models: the initializers of the graph, and its constants. Values stay where they stand, in the file or in one
//! beside it; those in fields of other numbers, which are few, are read with the list. Reads no subgraphs.

mod proto;
mod protobuf;
mod values;

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::readers::refuse;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, count_of};
use proto::{Beside, MAX_NAME, Proto};
use protobuf::{Span, Walk, long};

/// The most tensors listed. One without a name or values takes two bytes of a file and a hundred times as much here.
const MAX_LISTED: usize = 1 << 15;

/// The most values read with the list.
const MAX_HELD: u64 = 16 << 20;

/// Whether a file begins as models do: with the version of the format, then its maker, sets of operators or the graph.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    matches!(bytes, [0x08, 1..=0x1f, 0x12 | 0x1a | 0x22 | 0x28 | 0x32 | 0x3a | 0x42, ..])
}

/// The tensors of a model.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let mut model = Model { walk: Walk::new(bytes), file, entries: Vec::new(), may_hold: MAX_HELD };
    let mut fields = model.walk.whole();
    let mut graphs = 0;
    while let Some((number, content)) = model.walk.field(&mut fields)? {
        if number == 7 {
            graphs += 1;
            model.graph(long(content)?)?;
        }
    }
    if graphs == 0 { refuse(tr!("it is no ONNX model: it has no graph")) } else { Ok(model.entries) }
}

struct Model<'a> {
    walk: Walk<'a>,
    file: usize,
    entries: Vec<Entry>,
    /// How many more values may be read with the list.
    may_hold: u64,
}

impl Model<'_> {
    fn graph(&mut self, mut fields: Span) -> Result<(), Error> {
        while let Some((number, content)) = self.walk.field(&mut fields)? {
            match number {
                1 => self.node(long(content)?)?,
                5 => self.tensor(long(content)?, None)?,
                15 => self.sparse(long(content)?)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A constant's value is a tensor, called as the node's output.
    fn node(&mut self, mut fields: Span) -> Result<(), Error> {
        let (mut output, mut attribute, mut constant) = (None, None, false);
        while let Some((number, content)) = self.walk.field(&mut fields)? {
            match number {
                2 => output = output.or(Some(long(content)?)),
                4 => constant = self.walk.text(long(content)?, 9)? == "Constant",
                5 => attribute = attribute.or(Some(long(content)?)),
                _ => {}
            }
        }
        let (true, Some(mut fields), Some(output)) = (constant, attribute, output) else { return Ok(()) };
        while let Some((number, content)) = self.walk.field(&mut fields)? {
            if number == 5 {
                let name = self.walk.text(output, MAX_NAME)?;
                self.tensor(long(content)?, Some(name))?;
            }
        }
        Ok(())
    }

    /// A sparse tensor is listed by the name of its values.
    fn sparse(&mut self, mut fields: Span) -> Result<(), Error> {
        while let Some((number, content)) = self.walk.field(&mut fields)? {
            if number == 1 {
                let Proto { name, dtype, .. } = Proto::read(&mut self.walk, long(content)?)?;
                self.push(name, Vec::new(), dtype, Location::Unsupported(tr!("it is sparse")))?;
            }
        }
        Ok(())
    }

    fn tensor(&mut self, span: Span, name: Option<String>) -> Result<(), Error> {
        let proto = Proto::read(&mut self.walk, span)?;
        let place = self.place(&proto, span)?;
        self.push(name.unwrap_or(proto.name), proto.shape, proto.dtype, place)
    }

    fn push(&mut self, name: String, shape: Vec<u64>, dtype: Dtype, place: Location) -> Result<(), Error> {
        if self.entries.len() >= MAX_LISTED {
            return refuse(tr!("it has more than {max_listed} tensors", max_listed = MAX_LISTED));
        }
        self.entries.push(Entry { name, shape, dtype, file: self.file, location: place });
        Ok(())
    }

    fn place(&mut self, proto: &Proto, span: Span) -> Result<Location, Error> {
        let Proto { name, shape, dtype, .. } = proto;
        if let Dtype::Other(kind) = dtype {
            return Ok(Location::Unsupported(tr!("values of the type {kind} are not read here", kind)));
        }
        if proto.in_parts {
            return Ok(Location::Unsupported(tr!("it is stored in parts")));
        }
        let count = count_of(shape);
        let Some((count, bytes)) = count.and_then(|count| Some((count, dtype.bytes(count)?))) else {
            return refuse(tr!("the shape of '{name}' is too large for any file", name));
        };
        let here = |start, held| match held == bytes {
            true => Ok(Location::Raw { start, bytes, big_endian: false, column_major: false }),
            false => refuse(tr!("'{name}' takes {bytes} bytes by its shape, and {held} are there", name, bytes, held)),
        };
        if let Some(Beside { file, start, bytes: held }) = &proto.beside {
            here(*start, held.unwrap_or(bytes))?;
            return Ok(Location::External { path: file.clone(), file: None, start: *start, bytes });
        }
        match (proto.raw, proto.packed) {
            (Some(raw), _) => here(raw.at, raw.len()),
            // Packed floats are the bytes themselves.
            (None, Some(packed)) if proto.typed == 1 && matches!(dtype, Dtype::F32 | Dtype::F64) => here(packed.at, packed.len()),
            (None, None) if proto.typed == 0 => here(span.at, 0),
            _ => self.held(proto, span, count),
        }
    }

    /// Values that stand in fields of other numbers.
    fn held(&mut self, Proto { name, shape, dtype, .. }: &Proto, span: Span, count: u64) -> Result<Location, Error> {
        let Some(left) = self.may_hold.checked_sub(count) else {
            return Ok(Location::Unsupported(tr!("its values are stored one by one; save the model with raw data")));
        };
        let Some(values) = values::read(&mut self.walk, dtype, span, count)? else {
            return refuse(tr!("'{name}' has other values than the {count} of its shape", name, count));
        };
        self.may_hold = left;
        if count == 0 {
            return Ok(Location::Unsupported(tr!("it has no values")));
        }
        let sizes = shape.iter().map(|&d| d as usize);
        let shape = if shape.is_empty() { vec![1] } else { sizes.collect() };
        Ok(Tensor::new(shape, values).map_or_else(|error| Location::Unsupported(error.to_string()), Location::InMemory))
    }
}
