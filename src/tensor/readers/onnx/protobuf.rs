//! Walks the fields of protobuf messages in a file. Content that is not asked for is skipped without being read. Knows no
//! message.

use crate::Error;
use crate::tensor::readers::{Bytes, bytes_at};

/// The least and the most bytes read at once: the least after a skip, doubled at each further read.
const READ: (u64, u64) = (1 << 10, 256 << 10);

/// A range of bytes of the file: the content of a message, a string, or values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) at: u64,
    pub(super) end: u64,
}

impl Span {
    pub(super) fn len(self) -> u64 {
        self.end - self.at
    }
}

/// A field's content.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    Number(u64),
    /// 4 or 8 bytes.
    Fixed(Span),
    /// A message, a string, or packed numbers.
    Long(Span),
}

/// A reader that holds a piece of the file.
pub(super) struct Walk<'a> {
    bytes: &'a dyn Bytes,
    piece: Vec<u8>,
    piece_at: u64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a dyn Bytes) -> Self {
        Self { bytes, piece: Vec::new(), piece_at: 0 }
    }

    /// All of the file.
    pub(super) fn whole(&self) -> Span {
        Span { at: 0, end: self.bytes.size() }
    }

    /// The next field's number and content. Shortens `span` to what follows.
    pub(super) fn field(&mut self, span: &mut Span) -> Result<Option<(u64, Content)>, Error> {
        if span.at >= span.end {
            return Ok(None);
        }
        let tag = self.number(span)?;
        let content = match tag & 7 {
            0 => Content::Number(self.number(span)?),
            1 => Content::Fixed(split(span, 8)?),
            2 => {
                let len = self.number(span)?;
                Content::Long(split(span, len)?)
            }
            5 => Content::Fixed(split(span, 4)?),
            _ => return damaged(),
        };
        match tag >> 3 {
            0 => damaged(),
            number => Ok(Some((number, content))),
        }
    }

    /// A varint: 7 bits in each byte.
    pub(super) fn number(&mut self, span: &mut Span) -> Result<u64, Error> {
        let mut number = 0;
        for place in 0..10 {
            let byte = u64::from(self.byte(span)?);
            if place == 9 && byte > 1 {
                return damaged();
            }
            number |= (byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        damaged()
    }

    /// A string, at most its first `most` bytes.
    pub(super) fn text(&mut self, mut span: Span, most: u64) -> Result<String, Error> {
        span.end = span.end.min(span.at.saturating_add(most));
        let mut bytes = Vec::new();
        while span.len() > 0 {
            bytes.push(self.byte(&mut span)?);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The next byte.
    pub(super) fn byte(&mut self, span: &mut Span) -> Result<u8, Error> {
        let at = split(span, 1)?.at;
        let place = at.checked_sub(self.piece_at).and_then(|place| usize::try_from(place).ok());
        if let Some(&byte) = place.and_then(|place| self.piece.get(place)) {
            return Ok(byte);
        }
        let follows = place == Some(self.piece.len());
        let len = if follows { (2 * self.piece.len() as u64).clamp(READ.0, READ.1) } else { READ.0 };
        self.piece = bytes_at(self.bytes, at, len.min(self.bytes.size().saturating_sub(at)))?;
        self.piece_at = at;
        self.piece.first().copied().map_or_else(damaged, Ok)
    }
}

/// The content of a field that must be a message, a string or bytes.
pub(super) fn long(content: Content) -> Result<Span, Error> {
    if let Content::Long(span) = content { Ok(span) } else { damaged() }
}

/// Removes the first `len` bytes from a span and returns them.
fn split(span: &mut Span, len: u64) -> Result<Span, Error> {
    match span.at.checked_add(len) {
        Some(end) if end <= span.end => {
            let taken = Span { at: span.at, end };
            span.at = end;
            Ok(taken)
        }
        _ => Err(Error::File { reason: tr!("it ends early, or is no ONNX model") }),
    }
}

fn damaged<T>() -> Result<T, Error> {
    Err(Error::File { reason: tr!("it is damaged, or is no ONNX model") })
}
