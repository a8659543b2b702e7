//! Reads the headers of NumPy's .npy files, versions 1 to 3. A small parser reads the Python dictionary of three keys
//! in the header: a general parser of Python literals would be a fifth of the size of the wasm file. Never unpickles
//! anything and reads no values.

use crate::Error;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, bytes_at, count_of};
use crate::tensor::readers::{MAX_AXES, number_equal, refuse};

/// The first bytes of every .npy file.
pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";

/// The number of bytes from which the length of the header is known.
pub(crate) const PREFIX: u64 = 12;

/// The longest header that is read, in bytes. NumPy's own limit is 10 000; a plain array has a header of 128.
const MAX_HEADER: u64 = 1 << 20;

/// The most arrays of one file.
const MAX_LISTED: usize = 1 << 15;

/// Lists the arrays of a .npy file: one, or those that numpy.save wrote one after the other. They may hold floats, integers
/// or bool, in either byte order, in C or Fortran order.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let (mut entries, mut at, size) = (Vec::new(), 0, bytes.size());
    while entries.is_empty() || at < size {
        let prefix = bytes_at(bytes, at, (size - at).min(PREFIX))?;
        if !entries.is_empty() && !prefix.starts_with(MAGIC) {
            return goes_on();
        }
        if entries.len() >= MAX_LISTED {
            return refuse(tr!("it has more than {max_listed} tensors", max_listed = MAX_LISTED));
        }
        let header = header_end(&prefix)?;
        let start = at + header;
        let Some(left) = size.checked_sub(start) else { return cut_short() };
        let Header { dtype, big_endian, column_major, shape, bytes: taken } = Header::parse(&bytes_at(bytes, at, header)?, left)?;
        let location = Location::Raw { start, bytes: taken, big_endian, column_major };
        entries.push(Entry { name: "data".into(), shape, dtype, file, location });
        at = start + taken;
    }
    number_equal(entries.iter_mut().map(|entry| &mut entry.name).collect());
    Ok(entries)
}

pub(super) fn goes_on<T>() -> Result<T, Error> {
    refuse(tr!("it goes on after its last value"))
}

fn cut_short<T>() -> Result<T, Error> {
    refuse(tr!("it ends within its header"))
}

/// The offset of the first value, computed from the first [`PREFIX`] bytes.
pub(super) fn header_end(prefix: &[u8]) -> Result<u64, Error> {
    let Some(rest) = prefix.strip_prefix(MAGIC) else { return refuse(tr!("it does not begin as a .npy file does")) };
    let (before, len) = match *rest {
        [1, 0, a, b, ..] => (10, u64::from(u16::from_le_bytes([a, b]))),
        [2 | 3, 0, a, b, c, d, ..] => (12, u64::from(u32::from_le_bytes([a, b, c, d]))),
        [major, minor, ..] if !(1..=3).contains(&major) || minor != 0 => {
            return refuse(tr!("version {major}.{minor} of the format is unknown", major, minor));
        }
        _ => return cut_short(),
    };
    if len > MAX_HEADER { refuse(tr!("its header claims {len} bytes, more than any array needs", len)) } else { Ok(before + len) }
}

/// The contents of a header.
pub(super) struct Header {
    pub(super) dtype: Dtype,
    pub(super) big_endian: bool,
    pub(super) column_major: bool,
    pub(super) shape: Vec<u64>,
    /// The bytes that the values take.
    pub(super) bytes: u64,
}

impl Header {
    /// Parses the bytes before [`header_end`]. Fails where the values take more than the `left` bytes after them.
    pub(super) fn parse(bytes: &[u8], left: u64) -> Result<Self, Error> {
        let before = if bytes.get(6) == Some(&1) { 10 } else { 12 };
        let Some(text) = bytes.get(before..).and_then(|text| std::str::from_utf8(text).ok()) else {
            return refuse(tr!("its header is not text"));
        };
        let Dictionary { descr, fortran_order, shape } = Dictionary::parse(text)?;
        let dtype = dtype_of(descr)?;
        let count = count_of(&shape);
        let Some(bytes) = count.and_then(|count| dtype.bytes(count)).filter(|&bytes| bytes <= left) else {
            return refuse(tr!("it ends before its last value"));
        };
        Ok(Self { dtype, big_endian: descr.starts_with('>'), column_major: fortran_order, shape, bytes })
    }
}

/// The dictionary of a header.
struct Dictionary<'a> {
    descr: &'a str,
    fortran_order: bool,
    shape: Vec<u64>,
}

impl<'a> Dictionary<'a> {
    fn parse(text: &'a str) -> Result<Self, Error> {
        let mut rest = Cursor(text);
        let (mut descr, mut fortran_order, mut shape) = (None, None, None);
        let mut more = rest.skip("{");
        while more && !rest.0.trim_start().starts_with('}') {
            let key = rest.quoted();
            if !rest.skip(":") {
                break;
            }
            match key {
                Some("descr") if rest.skip("[") => return refuse(tr!("it holds records of several fields, not single numbers")),
                // Python keeps the last of two equal keys.
                Some("descr") => descr = rest.quoted(),
                Some("fortran_order") => fortran_order = rest.boolean(),
                Some("shape") => shape = rest.tuple(),
                _ => break,
            }
            more = rest.skip(",");
        }
        match (descr, fortran_order, shape) {
            (Some(descr), Some(fortran_order), Some(shape)) if rest.skip("}") && rest.0.trim().is_empty() => {
                if shape.len() > MAX_AXES {
                    return refuse(tr!("it has {axes} axes, more than {max_axes}", axes = shape.len(), max_axes = MAX_AXES));
                }
                Ok(Self { descr, fortran_order, shape })
            }
            _ => refuse(tr!("its header is not the dictionary of 'descr', 'fortran_order' and 'shape' it must be")),
        }
    }
}

/// The part of a header that is not parsed yet.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    /// Skips white space, then `token` if it comes next. Returns whether it did.
    fn skip(&mut self, token: &str) -> bool {
        self.0 = self.0.trim_start();
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A string. Python 2 wrote some with the prefix `u`.
    fn quoted(&mut self) -> Option<&'a str> {
        self.skip("u");
        let quote = if self.skip("'") { '\'' } else { self.skip("\"").then_some('"')? };
        let (text, rest) = self.0.split_once(quote)?;
        self.0 = rest;
        Some(text)
    }

    fn boolean(&mut self) -> Option<bool> {
        if self.skip("True") { Some(true) } else { self.skip("False").then_some(false) }
    }

    /// A tuple of integers >= 0. Python 2 wrote some with the suffix `L`.
    fn tuple(&mut self) -> Option<Vec<u64>> {
        let mut items = Vec::new();
        let mut more = self.skip("(");
        while more && !self.0.trim_start().starts_with(')') {
            self.0 = self.0.trim_start();
            let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
            items.push(self.0[..end].parse().ok()?);
            self.0 = &self.0[end..];
            self.skip("L");
            more = self.skip(",");
        }
        // To Python, (6) is a number.
        let is_tuple = items.len() != 1 || more;
        (self.skip(")") && is_tuple).then_some(items)
    }
}

/// The type that a `descr` names: a type string with its byte order, or one of the names that `numpy.dtype` knows (with
/// those of ml_dtypes).
fn dtype_of(descr: &str) -> Result<Dtype, Error> {
    let kind = descr.strip_prefix(['<', '>', '|', '=']).unwrap_or(descr);
    let shown = || descr.chars().take(20).collect::<String>();
    Ok(match kind {
        "f2" | "e" => Dtype::F16,
        "f4" | "f" => Dtype::F32,
        "f8" | "d" => Dtype::F64,
        "i1" | "b" => Dtype::I8,
        "i2" | "h" => Dtype::I16,
        "i4" | "i" => Dtype::I32,
        "i8" | "q" => Dtype::I64,
        "u1" | "B" => Dtype::U8,
        "u2" | "H" => Dtype::U16,
        "u4" | "I" => Dtype::U32,
        "u8" | "Q" => Dtype::U64,
        "b1" | "?" => Dtype::Bool,
        _ => match descr {
            "float16" | "half" => Dtype::F16,
            "float32" | "single" => Dtype::F32,
            "float64" | "double" | "float" => Dtype::F64,
            "bfloat16" => Dtype::Bf16,
            "float8_e4m3fn" => Dtype::F8E4m3,
            "float8_e5m2" => Dtype::F8E5m2,
            "int8" => Dtype::I8,
            "int16" => Dtype::I16,
            "int32" => Dtype::I32,
            "int64" => Dtype::I64,
            "uint8" => Dtype::U8,
            "uint16" => Dtype::U16,
            "uint32" => Dtype::U32,
            "uint64" => Dtype::U64,
            "bool" => Dtype::Bool,
            _ => {
                return refuse(match kind.as_bytes() {
                    [b'O', ..] => tr!("it holds Python objects, which are never run here"),
                    [b'c', ..] => tr!("it holds complex numbers"),
                    [b'S' | b'U' | b'a', ..] => tr!("it holds text"),
                    [b'm' | b'M', ..] => tr!("it holds times"),
                    // NumPy writes this for every type of ml_dtypes: only the number of bytes is kept.
                    b"V1" | b"V2" | b"f1" => tr!(
                        "it holds raw bytes ('{dtype}') and does not say what they are, as when NumPy saves bfloat16, float8 or \
                         int4; in Python save array.astype('float32') instead",
                        dtype = shown()
                    ),
                    _ => tr!(
                        "its numbers are of the unknown type '{dtype}'; in Python save array.astype('float32') instead",
                        dtype = shown()
                    ),
                });
            }
        },
    })
}
