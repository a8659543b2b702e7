//! A study as CSV or JSON text, in parts, so that ten million rows need no second copy of themselves.

use super::{SliceStudy, Study};
use crate::num::Dither;
use crate::quant::Quantizer;
use crate::tensor::Tensor;
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

/// An export of one study.
#[derive(Debug)]
pub struct Export<'a> {
    /// The tensor studied.
    pub tensor: &'a Tensor,
    /// Its study.
    pub study: &'a Study,
    /// What the JSON says of where the study comes from: the JSON object `{"link": ..., "settings": ...}`.
    pub about: &'a str,
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

    /// All members before the arrays, which follow in the same object. Written by hand because a JSON library brings
    /// its own table of powers of ten for floats, 10 kB that every visit would download.
    fn head(&self) -> String {
        let slice = |part: &SliceStudy| {
            let (qmin, qmax) = part.quantizer.ends();
            let (scale, zero_point) = match &part.quantizer {
                Quantizer::Affine(a) => (a.scale, a.zero_point),
                Quantizer::Scaled(s) => (s.scale, 0.0),
                Quantizer::Bounded(b) => (1.0 / b.steps, 0.0),
                Quantizer::Line(l) => (l.step, l.zero),
            };
            let (lo, hi) = (part.range.lo, part.range.hi);
            format!(r#"{{"scale":{scale},"zero_point":{zero_point},"qmin":{qmin},"qmax":{qmax},"clip_lo":{lo},"clip_hi":{hi}}}"#)
        };
        let m = &self.study.metrics;
        let metrics = [
            ("mse", Some(m.mse)),
            ("mae", Some(m.mae)),
            ("max_abs", Some(m.max_abs)),
            ("sqnr_db", m.sqnr_db),
            ("cosine", m.cosine),
            ("relative_frobenius", m.relative_frobenius),
            ("share_clipped", Some(m.share_clipped)),
            ("share_zeroed", Some(m.share_zeroed)),
        ];
        let metric = |(name, value): (&str, Option<f64>)| match value.filter(|v| v.is_finite()) {
            Some(v) => format!(r#""{name}":{v}"#),
            None => format!(r#""{name}":null"#),
        };
        format!(
            "{},\n\"version\":\"{}\",\n\"shape\":{:?},\n\"slices\":[{}],\n\"metrics\":{{{}}}",
            self.about.strip_suffix('}').unwrap_or("{\"link\":\"\""),
            env!("CARGO_PKG_VERSION"),
            self.tensor.shape(),
            self.study.parts.iter().map(slice).collect::<Vec<_>>().join(","),
            metrics.map(metric).join(","),
        )
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
