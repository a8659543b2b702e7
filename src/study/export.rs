//! A study as CSV or JSON text, in parts, so that ten million rows need no second copy of themselves.

use super::{State, Study};
use crate::num::Dither;
use crate::quant::{Metrics, Quantizer};
use crate::tensor::Tensor;
use serde::Serialize;
use std::fmt::Write;

/// Values in one part of an export.
pub const PART: usize = 65_536;

/// A text format of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One line a value.
    Csv,
    /// One object, see [`Export::part`].
    Json,
}

/// What the JSON export holds beside its arrays.
#[derive(Serialize)]
struct Head<'a> {
    version: &'a str,
    link: &'a str,
    settings: &'a State,
    shape: &'a [usize],
    slices: Vec<Slice>,
    metrics: &'a Metrics,
}

/// One slice's parameters. A scheme without a scale has 1 and 0 and its finite codes' ends.
#[derive(Serialize)]
struct Slice {
    scale: f32,
    zero_point: f32,
    qmin: i32,
    qmax: i32,
    clip_lo: f32,
    clip_hi: f32,
}

/// An export of one study.
#[derive(Debug)]
pub struct Export<'a> {
    /// The tensor studied.
    pub tensor: &'a Tensor,
    /// Its study.
    pub study: &'a Study,
    /// The state that led to it.
    pub state: &'a State,
    /// The link that opens it again.
    pub link: &'a str,
}

impl Export<'_> {
    /// Part `i` of the text, `None` when all is said.
    ///
    /// CSV: `index,row,column,slice,original,code,dequantized,error`. JSON: one object with `version`, `link`,
    /// `settings`, `shape`, `slices`, `metrics`, `original`, `codes`, `dequantized`; floats in the fewest digits that
    /// read back as f32, `null` where a value is infinite.
    pub fn part(&self, format: Format, i: usize) -> Option<String> {
        let parts = self.tensor.values().len().div_ceil(PART);
        match format {
            Format::Csv => match i {
                0 => Some("index,row,column,slice,original,code,dequantized,error\n".into()),
                _ if i <= parts => Some(self.rows(i - 1)),
                _ => None,
            },
            Format::Json => {
                if i == 0 {
                    return Some(self.head());
                }
                let (array, part) = ((i - 1) / parts, (i - 1) % parts);
                let name = ["original", "codes", "dequantized"].get(array)?;
                let mut text = String::new();
                if part == 0 {
                    write!(text, ",\n\"{name}\":[").ok()?;
                }
                self.numbers(&mut text, array, part);
                text.push_str(if part + 1 < parts { "," } else { "]" });
                if array == 2 && part + 1 == parts {
                    text.push_str("}\n");
                }
                Some(text)
            }
        }
    }

    /// The whole text.
    pub fn text(&self, format: Format) -> String {
        (0..).map_while(|i| self.part(format, i)).collect()
    }

    fn head(&self) -> String {
        let slices = self.study.parts.iter().map(|part| {
            let (qmin, qmax) = part.quantizer.ends();
            let (scale, zero_point) = match part.quantizer {
                Quantizer::Affine(a) => (a.scale, a.zero_point),
                Quantizer::Cast(_) => (1.0, 0.0),
            };
            Slice { scale, zero_point, qmin, qmax, clip_lo: part.range.lo, clip_hi: part.range.hi }
        });
        let head = Head {
            version: env!("CARGO_PKG_VERSION"),
            link: self.link,
            settings: self.state,
            shape: self.tensor.shape(),
            slices: slices.collect(),
            metrics: &self.study.metrics,
        };
        let mut text = serde_json::to_string(&head).unwrap_or_default();
        // The arrays follow as further members of the same object.
        text.pop();
        text
    }

    /// The values of a part, with their index, level and dequantized value.
    fn values(&self, part: usize) -> impl Iterator<Item = (usize, f32, i32, f32)> {
        let mut dither = Dither::new(self.study.settings.draw);
        self.tensor.values().iter().enumerate().skip(part * PART).take(PART).map(move |(i, &x)| {
            let (level, y) = self.study.apply(i, x, &mut dither);
            (i, x, level, y)
        })
    }

    fn rows(&self, part: usize) -> String {
        let mut text = String::new();
        for (i, x, level, y) in self.values(part) {
            let (row, column) = (i / self.tensor.cols(), i % self.tensor.cols());
            let (slice, code) = (self.study.slices.of(i), self.study.quantizer_of(i).code(level));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{i},{row},{column},{slice},{x},{code},{y},{}", y - x);
        }
        text
    }

    fn numbers(&self, text: &mut String, array: usize, part: usize) {
        for (n, (i, x, level, y)) in self.values(part).enumerate() {
            if n > 0 {
                text.push(',');
            }
            let _ = match array {
                0 => write!(text, "{x}"),
                1 => write!(text, "{}", self.study.quantizer_of(i).code(level)),
                _ if y.is_finite() => write!(text, "{y}"),
                _ => write!(text, "null"),
            };
        }
    }
}
