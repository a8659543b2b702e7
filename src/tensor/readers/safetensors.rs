//! Lists the tensors of .safetensors files: a length, a header in JSON, the values. Reads no values. The crate `safetensors` is
//! not used: its offsets are usize, 32 bits in a browser, and of two tensors of one name it keeps the last silently.

use crate::Error;
use crate::i18n;
use crate::tensor::readers::text::shortened;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, bytes_at, count_of};
use crate::tensor::readers::{MAX_AXES, refuse};
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The longest header that the format allows, in bytes.
const MAX_HEADER: u64 = 100_000_000;

/// The most tensors of one file. Tensors without values take few bytes in the file and many in memory.
const MAX_TENSORS: usize = 50_000;

/// The offset of the header.
const START: u64 = 8;

/// The key of the metadata, which is no tensor.
const METADATA: &str = "__metadata__";

/// Lists the tensors in the order of the header.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let Ok(len) = bytes_at(bytes, 0, START).map(|len| len.iter().rev().fold(0u64, |n, &byte| n << 8 | u64::from(byte))) else {
        return refuse(tr!("it ends before its header"));
    };
    if len > MAX_HEADER {
        return refuse(tr!("its header claims {len} bytes; the format allows 100 million, so this is no safetensors file", len));
    }
    let Ok(header) = bytes_at(bytes, START, len) else {
        return refuse(tr!("its header claims {len} bytes, and the file has {size}", len, size = bytes.size()));
    };
    let Ok(header) = std::str::from_utf8(&header) else { return refuse(tr!("its header is not text")) };
    let start = START + len;
    let entries = parse(header)?.into_iter().map(|(name, info)| info.entry(name, file, start)).collect::<Result<Vec<_>, _>>()?;
    check_places(&entries, start, bytes.size())?;
    Ok(entries)
}

fn parse(header: &str) -> Result<Vec<(String, Info)>, Error> {
    // Counts first: nothing is allocated before all of it is known to be JSON, and then no more than needed.
    let count = serde_json::from_str(header).map(|Count(count)| count);
    if let Ok(count @ MAX_TENSORS..) = count {
        return refuse(tr!("it lists {count} tensors; fewer than {max_tensors} are read of one file", count, max_tensors = MAX_TENSORS));
    }
    let tensors = count.and_then(|count| {
        let mut reader = serde_json::Deserializer::from_str(header);
        reader.deserialize_map(Tensors(Vec::with_capacity(count)))
    });
    tensors.or_else(|error| {
        let mut words = error.to_string().replace('`', "'").replace("u64", "a whole number").replace("struct Info", "an object");
        // Removes what serde_json quotes of the header.
        if let (Some(from), Some(to)) = (words.find(" \""), words.rfind('"')) {
            words.replace_range(from..=to.max(from), "");
        }
        let fault = i18n::of_library(words, error.line(), error.column());
        refuse(tr!("its header is not what the format asks for: {fault}", fault))
    })
}

/// Checks that tensors neither overlap nor leave gaps, and that nothing follows the last one, as the format demands.
fn check_places(entries: &[Entry], start: u64, size: u64) -> Result<(), Error> {
    let mut places: Vec<(u64, u64, usize)> = Vec::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        if let Location::Raw { start, bytes, .. } = entry.location {
            places.push((start, start.saturating_add(bytes), i));
        }
    }
    places.sort_unstable();
    let mut next = start;
    for (from, to, i) in places {
        let name = entries.get(i).map(|entry| shortened(&entry.name, 60)).unwrap_or_default();
        if from != next {
            return refuse(match from < next {
                true => tr!("its tensor '{name}' overlaps the one before it", name),
                false => tr!("its tensor '{name}' begins behind bytes that belong to no tensor", name),
            });
        }
        if to > size {
            return refuse(tr!("its tensor '{name}' ends at byte {to}, and the file has {size}: it was cut short", name, to, size));
        }
        next = to;
    }
    if next == size { Ok(()) } else { refuse(tr!("{n} bytes follow its last tensor", n = size - next)) }
}

/// A tensor's record in the header.
#[derive(serde::Deserialize)]
struct Info {
    dtype: String,
    shape: Shape,
    data_offsets: [u64; 2],
}

impl Info {
    fn entry(self, name: String, file: usize, start: u64) -> Result<Entry, Error> {
        let Self { dtype, shape: Shape(shape), data_offsets: [from, to] } = self;
        let shown = shortened(&name, 60);
        let Some((dtype, bits)) = dtype_of(&dtype) else {
            return refuse(tr!("its tensor '{name}' is of the unknown type '{dtype}'", name = shown, dtype = shortened(&dtype, 60)));
        };
        let Some((start, bytes)) = start.checked_add(from).zip(to.checked_sub(from)) else {
            return refuse(tr!("its tensor '{name}' ends before it begins", name = shown));
        };
        let count = count_of(&shape);
        let needed = count.and_then(|count| count.checked_mul(bits)).filter(|bits| bits % 8 == 0);
        if needed.map(|bits| bits / 8) != Some(bytes) {
            return refuse(tr!(
                "its tensor '{name}' has the shape {shape} of {dtype}, which does not take the {bytes} bytes it claims",
                name = shown,
                shape = format!("{shape:?}"),
                dtype = dtype.name(),
                bytes
            ));
        }
        let place = Location::Raw { start, bytes, big_endian: false, column_major: false };
        Ok(Entry { name, shape, dtype, file, location: place })
    }
}

/// A type of the format, and the number of bits of a value.
fn dtype_of(name: &str) -> Option<(Dtype, u64)> {
    const TYPES: [Dtype; 15] = [
        Dtype::F64,
        Dtype::F32,
        Dtype::F16,
        Dtype::Bf16,
        Dtype::F8E4m3,
        Dtype::F8E5m2,
        Dtype::I64,
        Dtype::I32,
        Dtype::I16,
        Dtype::I8,
        Dtype::U64,
        Dtype::U32,
        Dtype::U16,
        Dtype::U8,
        Dtype::Bool,
    ];
    if let Some(dtype) = TYPES.into_iter().find(|dtype| dtype.name() == name) {
        return dtype.bytes(8).map(|bits| (dtype, bits));
    }
    let bits = match name {
        "F4" => 4,
        "F6_E2M3" | "F6_E3M2" => 6,
        "F8_E8M0" | "F8_E4M3FNUZ" | "F8_E5M2FNUZ" => 8,
        "C64" => 64,
        _ => return None,
    };
    Some((Dtype::Other(name.into()), bits))
}

/// The sizes of the axes. More than [`MAX_AXES`] are refused before they are allocated.
struct Shape(Vec<u64>);

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Sizes)
    }
}

struct Sizes;

impl<'de> Visitor<'de> for Sizes {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of sizes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let mut sizes = Vec::new();
        while let Some(size) = list.next_element()? {
            if sizes.len() == MAX_AXES {
                return Err(A::Error::custom(format_args!("a shape of more than {MAX_AXES} axes")));
            }
            sizes.push(size);
        }
        Ok(Shape(sizes))
    }
}

/// The number of keys of an object.
struct Count(usize);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self(0))
    }
}

impl<'de> Visitor<'de> for Count {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            self.0 += 1;
        }
        Ok(self)
    }
}

/// The tensors of a header: all keys but [`METADATA`], equal ones too.
struct Tensors(Vec<(String, Info)>);

impl<'de> Visitor<'de> for Tensors {
    type Value = Vec<(String, Info)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut told = false;
        while let Some(name) = map.next_key::<String>()? {
            if name != METADATA {
                self.0.push((name, map.next_value()?));
            } else if std::mem::replace(&mut told, true) {
                return Err(A::Error::custom("two objects of metadata"));
            } else {
                map.next_value::<Option<Texts>>()?;
            }
        }
        Ok(self.0)
    }
}

/// An object of texts. They are checked and not kept.
struct Texts;

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for Texts {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("metadata from texts to texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<String, String>()?.is_some() {}
        Ok(self)
    }
}
