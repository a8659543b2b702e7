//! NumPy's .npy files, versions 1 to 3. The header is read by its own small grammar, a Python dictionary of three
//! keys: a general parser of Python literals would be a fifth of the page's weight. Never unpickles anything.

use super::MAX_AXES;
use crate::Error;
use crate::tensor::{MAX_LEN, Tensor};
use half::f16;
use std::cmp::Ordering;

/// Reads a .npy file of real numbers: f2, f4, f8, integers and bool, of either byte order, C or Fortran order.
/// Every value is rounded to f32 once.
pub fn read_npy(bytes: &[u8]) -> Result<Tensor, Error> {
    let (header, data) = split(bytes)?;
    let header = Header::parse(header)?;
    let item = Item::of(header.descr)?;
    // The claim is held against the bytes that are there before anything of its size is allocated.
    let len = header.shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d));
    let claimed = len.and_then(|len| len.checked_mul(item.size));
    let len = match (len, claimed.map(|claimed| data.len().cmp(&claimed))) {
        (Some(len), Some(Ordering::Equal)) => len,
        (_, Some(Ordering::Greater)) => return refuse("it goes on after its last value"),
        _ => return refuse("it ends before its last value"),
    };
    if len > MAX_LEN {
        return Err(Error::TooLarge { len, max: MAX_LEN });
    }
    let values = item.values(data)?;
    // A lone number is a list of one here.
    let shape = if header.shape.is_empty() { vec![1] } else { header.shape };
    let values = if header.fortran_order && len > 0 { to_row_major(&shape, &values) } else { values };
    Tensor::new(shape, values)
}

fn refuse<T>(reason: impl Into<String>) -> Result<T, Error> {
    Err(Error::File { reason: reason.into() })
}

/// The header's text and the data behind it.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), Error> {
    let Some(rest) = bytes.strip_prefix(b"\x93NUMPY") else { return refuse("it does not begin as a .npy file does") };
    let (len, rest) = match *rest {
        [1, 0, a, b, ref rest @ ..] => (u32::from(u16::from_le_bytes([a, b])), rest),
        [2 | 3, 0, a, b, c, d, ref rest @ ..] => (u32::from_le_bytes([a, b, c, d]), rest),
        [major, minor, ..] if !(1..=3).contains(&major) || minor != 0 => {
            return refuse(format!("version {major}.{minor} of the format is unknown"));
        }
        _ => return refuse("it ends within its header"),
    };
    match usize::try_from(len).ok().and_then(|len| rest.split_at_checked(len)) {
        Some((header, data)) => match std::str::from_utf8(header) {
            Ok(header) => Ok((header, data)),
            Err(_) => refuse("its header is not text"),
        },
        None => refuse("it ends within its header"),
    }
}

/// What the header says.
struct Header<'a> {
    descr: &'a str,
    fortran_order: bool,
    shape: Vec<usize>,
}

impl<'a> Header<'a> {
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
                Some("descr") if rest.skip("[") => return refuse("it holds records of several fields, not single numbers"),
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
                    return refuse(format!("it has {} axes, more than {MAX_AXES}", shape.len()));
                }
                Ok(Self { descr, fortran_order, shape })
            }
            _ => refuse("its header is not the dictionary of 'descr', 'fortran_order' and 'shape' it must be"),
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
    fn tuple(&mut self) -> Option<Vec<usize>> {
        let mut items = Vec::new();
        let mut more = self.skip("(");
        while more && !self.0.trim_start().starts_with(')') {
            self.0 = self.0.trim_start();
            let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
            items.push(self.0[..end].parse().ok()?);
            self.0 = &self.0[end..];
            more = self.skip(",");
        }
        self.skip(")").then_some(items)
    }
}

/// How one value is stored.
struct Item {
    size: usize,
    big_endian: bool,
    /// From the little-endian bytes, padded to 8.
    read: fn([u8; 8]) -> f32,
    /// Whether f32 may be too narrow.
    is_f64: bool,
}

impl Item {
    fn of(descr: &str) -> Result<Self, Error> {
        let (order, kind) = match descr.strip_prefix(['<', '>', '|', '=']) {
            Some(kind) => (&descr[..1], kind),
            None => ("", descr),
        };
        let (size, read): (usize, fn([u8; 8]) -> f32) = match kind {
            "f2" => (2, |[a, b, ..]| f16::from_le_bytes([a, b]).to_f32()),
            "f4" => (4, |[a, b, c, d, ..]| f32::from_le_bytes([a, b, c, d])),
            "f8" => (8, |bytes| f64::from_le_bytes(bytes) as f32),
            "i1" => (1, |[a, ..]| f32::from(a as i8)),
            "i2" => (2, |[a, b, ..]| f32::from(i16::from_le_bytes([a, b]))),
            "i4" => (4, |[a, b, c, d, ..]| i32::from_le_bytes([a, b, c, d]) as f32),
            "i8" => (8, |bytes| i64::from_le_bytes(bytes) as f32),
            "u1" => (1, |[a, ..]| f32::from(a)),
            "u2" => (2, |[a, b, ..]| f32::from(u16::from_le_bytes([a, b]))),
            "u4" => (4, |[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]) as f32),
            "u8" => (8, |bytes| u64::from_le_bytes(bytes) as f32),
            "b1" => (1, |[a, ..]| f32::from(u8::from(a != 0))),
            _ => {
                return refuse(match kind.as_bytes().first() {
                    Some(b'O') => "it holds Python objects, which are never run here".into(),
                    Some(b'c') => "it holds complex numbers".into(),
                    Some(b'S' | b'U' | b'a') => "it holds text".into(),
                    Some(b'm' | b'M') => "it holds times".into(),
                    _ => format!("its numbers are of the unknown type '{}'", descr.chars().take(20).collect::<String>()),
                });
            }
        };
        Ok(Self { size, big_endian: order == ">", read, is_f64: kind == "f8" })
    }

    /// All values as stored.
    fn values(&self, data: &[u8]) -> Result<Vec<f32>, Error> {
        let mut values = Vec::with_capacity(data.len() / self.size);
        for stored in data.chunks_exact(self.size) {
            let mut bytes = [0; 8];
            bytes[..self.size].copy_from_slice(stored);
            if self.big_endian {
                bytes[..self.size].reverse();
            }
            let value = (self.read)(bytes);
            if self.is_f64 && value.is_infinite() && f64::from_le_bytes(bytes).is_finite() {
                return refuse(format!("it holds {:e}, more than a 32-bit float can hold", f64::from_le_bytes(bytes)));
            }
            values.push(value);
        }
        Ok(values)
    }
}

/// Column-major to row-major.
fn to_row_major(shape: &[usize], stored: &[f32]) -> Vec<f32> {
    let strides: Vec<usize> = shape.iter().scan(1, |next, &d| Some(std::mem::replace(next, *next * d))).collect();
    let mut index = vec![0; shape.len()];
    let mut place = 0;
    let mut values = Vec::with_capacity(stored.len());
    for _ in 0..stored.len() {
        values.push(stored[place]);
        for axis in (0..shape.len()).rev() {
            index[axis] += 1;
            place += strides[axis];
            if index[axis] < shape[axis] {
                break;
            }
            place -= strides[axis] * shape[axis];
            index[axis] = 0;
        }
    }
    values
}
