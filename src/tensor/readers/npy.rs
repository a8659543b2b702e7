//! NumPy's .npy files, versions 1 to 3. The header is read by its own small grammar, a Python dictionary of three
//! keys: a general parser of Python literals would be a fifth of the page's weight. Never unpickles anything, and
//! reads no values.

use crate::Error;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, bytes_at, count_of};
use crate::tensor::readers::{MAX_AXES, refuse};

/// What a .npy file begins with.
pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";

/// The bytes that tell how long the header is.
pub(crate) const PREFIX: u64 = 12;

/// The longest header read. NumPy's own limit is 10 000 bytes; arrays of plain numbers take 128.
const MAX_HEADER: u64 = 1 << 20;

/// Lists the one array of a .npy file of real numbers: f2, f4, f8, integers and bool, of either byte order, C or
/// Fortran order.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let prefix = bytes_at(bytes, 0, bytes.size().min(PREFIX))?;
    let start = header_end(&prefix)?;
    let Some(taken) = bytes.size().checked_sub(start) else { return cut_short() };
    let Header { dtype, big_endian, column_major, shape } = Header::parse(&bytes_at(bytes, 0, start)?, taken)?;
    let place = Location::Raw { start, bytes: taken, big_endian, column_major };
    Ok(vec![Entry { name: "data".into(), shape, dtype, file, location: place }])
}

fn cut_short<T>() -> Result<T, Error> {
    refuse(tr!("it ends within its header"))
}

/// Where the values begin, told by the first [`PREFIX`] bytes.
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

/// What stands before the values.
pub(super) struct Header {
    pub(super) dtype: Dtype,
    pub(super) big_endian: bool,
    pub(super) column_major: bool,
    pub(super) shape: Vec<u64>,
}

impl Header {
    /// Reads all up to [`header_end`]. What it says of the values must take exactly the `taken` bytes that follow.
    pub(super) fn parse(bytes: &[u8], taken: u64) -> Result<Self, Error> {
        let before = if bytes.get(6) == Some(&1) { 10 } else { 12 };
        let Some(text) = bytes.get(before..).and_then(|text| std::str::from_utf8(text).ok()) else {
            return refuse(tr!("its header is not text"));
        };
        let Dictionary { descr, fortran_order, shape } = Dictionary::parse(text)?;
        let dtype = dtype_of(descr)?;
        let count = count_of(&shape);
        match count.and_then(|count| dtype.bytes(count)) {
            Some(claimed) if claimed == taken => {}
            Some(claimed) if claimed < taken => return refuse(tr!("it goes on after its last value")),
            _ => return refuse(tr!("it ends before its last value")),
        }
        Ok(Self { dtype, big_endian: descr.starts_with('>'), column_major: fortran_order, shape })
    }
}

/// What the dictionary of the header says.
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
                Some("descr") if descr.is_none() => descr = rest.quoted(),
                Some("fortran_order") if fortran_order.is_none() => fortran_order = rest.boolean(),
                Some("shape") if shape.is_none() => shape = rest.tuple(),
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

/// What is left of a header.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    /// Skips blanks, and `token` if it comes next.
    fn skip(&mut self, token: &str) -> bool {
        self.0 = self.0.trim_start();
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn quoted(&mut self) -> Option<&'a str> {
        let quote = if self.skip("'") { '\'' } else { self.skip("\"").then_some('"')? };
        let (text, rest) = self.0.split_once(quote)?;
        self.0 = rest;
        Some(text)
    }

    fn boolean(&mut self) -> Option<bool> {
        if self.skip("True") { Some(true) } else { self.skip("False").then_some(false) }
    }

    /// Whole numbers that are not negative, in parentheses.
    fn tuple(&mut self) -> Option<Vec<u64>> {
        let mut items = Vec::new();
        let mut more = self.skip("(");
        while more && !self.0.trim_start().starts_with(')') {
            self.0 = self.0.trim_start();
            let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
            items.push(self.0[..end].parse().ok()?);
            self.0 = &self.0[end..];
            more = self.skip(",");
        }
        // To Python, (6) is a number.
        let is_tuple = items.len() != 1 || more;
        (self.skip(")") && is_tuple).then_some(items)
    }
}

fn dtype_of(descr: &str) -> Result<Dtype, Error> {
    let kind = descr.strip_prefix(['<', '>', '|', '=']).unwrap_or(descr);
    Ok(match kind {
        "f2" => Dtype::F16,
        "f4" => Dtype::F32,
        "f8" => Dtype::F64,
        "i1" => Dtype::I8,
        "i2" => Dtype::I16,
        "i4" => Dtype::I32,
        "i8" => Dtype::I64,
        "u1" => Dtype::U8,
        "u2" => Dtype::U16,
        "u4" => Dtype::U32,
        "u8" => Dtype::U64,
        "b1" => Dtype::Bool,
        _ => {
            return refuse(match kind.as_bytes().first() {
                Some(b'O') => tr!("it holds Python objects, which are never run here"),
                Some(b'c') => tr!("it holds complex numbers"),
                Some(b'S' | b'U' | b'a') => tr!("it holds text"),
                Some(b'm' | b'M') => tr!("it holds times"),
                _ => tr!("its numbers are of the unknown type '{dtype}'", dtype = descr.chars().take(20).collect::<String>()),
            });
        }
    })
}
