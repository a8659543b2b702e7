//! Lists the tensors of ONNX models: the initializers of the graph, and its constants. Values stay where they are, in the
//! file or in another one. Values in fields that cannot be read in place, which are few, are read with the list. A tensor
//! that cannot be read does not keep the others from being read. Reads no subgraphs.

mod proto;
mod protobuf;
mod values;

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, count_of};
use crate::tensor::readers::{number_equal, refuse};
use proto::{External, MAX_NAME, Proto};
use protobuf::{Span, Walk, long};

/// The most tensors that are listed. A tensor without name and values takes two bytes in the file, and a hundred times as
/// much in memory.
const MAX_LISTED: usize = 1 << 15;

/// The most values that are read with the list.
const MAX_HELD: u64 = 16 << 20;

/// Whether a file begins as models do: with the version of the format, then the producer, opset imports or the graph.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    matches!(bytes, [0x08, 1..=0x1f, 0x12 | 0x1a | 0x22 | 0x28 | 0x32 | 0x3a | 0x42, ..])
}

/// The tensors of a model.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let mut model = Model { walk: Walk::new(bytes), file, entries: Vec::new(), may_hold: MAX_HELD, fault: None };
    let mut fields = model.walk.whole();
    let mut graphs = 0;
    while let Some((number, content)) = model.walk.field(&mut fields)? {
        if number == 7 {
            graphs += 1;
            model.graph(long(content)?)?;
        }
    }
    if graphs == 0 {
        return refuse(tr!("it is no ONNX model: it has no graph"));
    }
    let Model { mut entries, fault, .. } = model;
    let is_unread = |entry: &Entry| matches!(entry.location, Location::Unsupported(_));
    if let Some(fault) = fault.filter(|_| entries.iter().all(is_unread)) {
        return refuse(fault);
    }
    for entry in entries.iter_mut().filter(|entry| entry.name.is_empty()) {
        entry.name = "data".into();
    }
    number_equal(entries.iter_mut().map(|entry| &mut entry.name).collect());
    Ok(entries)
}

struct Model<'a> {
    walk: Walk<'a>,
    file: usize,
    entries: Vec<Entry>,
    /// How many more values may be read with the list.
    may_hold: u64,
    /// The first fault of a tensor: the reason why nothing is read where no tensor can be read.
    fault: Option<String>,
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

    /// The tensor of a `Constant` node is named after the node's output.
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

    /// A sparse tensor has the name of its values.
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

    /// A tensor that contradicts itself.
    fn faulty(&mut self, reason: String) -> Location {
        self.fault.get_or_insert_with(|| reason.clone());
        Location::Unsupported(reason)
    }

    fn place(&mut self, proto: &Proto, span: Span) -> Result<Location, Error> {
        let Proto { name, shape, dtype, .. } = proto;
        if let Some(fault) = &proto.fault {
            return Ok(self.faulty(fault.clone()));
        }
        if let Dtype::Other(kind) = dtype {
            return Ok(Location::Unsupported(tr!("values of the type {kind} are not read here", kind)));
        }
        if proto.is_segment {
            return Ok(Location::Unsupported(tr!("it is stored in parts")));
        }
        let (count, bytes) = count_of(shape).and_then(|count| Some((count, dtype.bytes(count)?))).unwrap_or_default();
        let (place, held) = match (&proto.external, proto.raw, proto.packed) {
            (Some(External { file, start, bytes: held, .. }), ..) => {
                (Location::External { path: file.clone(), file: None, start: *start, bytes }, held.unwrap_or(bytes))
            }
            (None, Some(raw), _) => (plain(raw.at, bytes), raw.len()),
            // Packed floats are the bytes themselves.
            (None, None, Some((field, packed))) if proto.typed == 1 && values::are_plain(dtype, field) => {
                (plain(packed.at, bytes), packed.len())
            }
            (None, None, None) if proto.typed == 0 => (plain(span.at, bytes), 0),
            (None, None, _) => return self.held(proto, span, count),
        };
        if held != bytes {
            return Ok(self.faulty(tr!("'{name}' takes {bytes} bytes by its shape, and {held} are there", name, bytes, held)));
        }
        Ok(place)
    }

    /// Reads values that are stored as varints or one by one.
    fn held(&mut self, Proto { name, shape, dtype, .. }: &Proto, span: Span, count: u64) -> Result<Location, Error> {
        let Some(left) = self.may_hold.checked_sub(count) else {
            return Ok(Location::Unsupported(tr!("its values are stored one by one; save the model with raw data")));
        };
        let Some(values) = values::read(&mut self.walk, dtype, span, count)? else {
            return Ok(self.faulty(tr!("'{name}' has other values than the {count} of its shape", name, count)));
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

/// Values in the file itself.
fn plain(start: u64, bytes: u64) -> Location {
    Location::Raw { start, bytes, big_endian: false, column_major: false }
}
