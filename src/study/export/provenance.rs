//! The origin of a file's tensor, as exports state it. Reads no file.

use crate::study::Source;
use crate::tensor::files::{Dtype, Files, Read, Sampled};

/// A tensor of a file, as it was read.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// File, tensor, axis, cut, hash, and what was changed by hand.
    pub source: Source,
    /// The kind of file, in the words of the listing.
    pub format: &'static str,
    /// How a value is stored.
    pub dtype: Dtype,
    /// The part left out, where the tensor is a sample.
    pub sampled: Option<Sampled>,
}

impl Provenance {
    /// Of what was read from the open files; `None` where no such tensor is open.
    pub fn new(source: &Source, files: &Files, read: &Read) -> Option<Self> {
        let place = files.find(&source.file, &source.tensor)?;
        Some(Self {
            source: Source { hash: read.hash.clone(), ..source.clone() },
            format: files.format(place)?,
            dtype: files.entries().get(place)?.dtype.clone(),
            sampled: read.sampled.clone(),
        })
    }

    /// One fact a line, without a comment sign and without line breaks.
    pub(super) fn lines(&self) -> Vec<String> {
        let Source { file, tensor, axis, cut, hash, edits, .. } = &self.source;
        let mut lines = vec![format!("file: {file}"), format!("tensor: {tensor}"), format!("type: {}", self.dtype.name())];
        if !cut.is_empty() {
            lines.push(format!("cut: {cut}"));
        }
        if *axis >= 0 {
            lines.push(format!("rows: axis {axis}"));
        }
        lines.push(format!("sha256: {hash}"));
        if let Some(sampled) = &self.sampled {
            lines.push(format!("sample: {}", sampled.english));
        }
        if !edits.is_empty() {
            lines.push(format!("changes by hand: {}", edits.len()));
        }
        lines.iter().map(|line| one_line(line)).collect()
    }
}

/// Names come from files: whatever they contain stays within its line.
pub(super) fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}
