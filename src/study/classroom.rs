//! The data that a teacher gives a class with a state: a lesson and its step, hidden parts, locked parts, one enlarged
//! chart. Changes no number.

use serde::{Deserialize, Serialize};

/// The language of all text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Language {
    /// The browser's language.
    #[default]
    Auto,
    /// English.
    En,
    /// Spanish.
    Es,
    /// Chinese in simplified characters.
    Zh,
}

/// The chart that is the large picture of the layout for presenting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Spotlight {
    /// None is chosen: the picture on the number line.
    #[default]
    Off,
    /// The number line.
    NumberLine,
    /// Original and dequantized values, or the staircase.
    Series,
    /// The histogram.
    Histogram,
    /// The clipping curve.
    Bench,
    /// The tensor map.
    Map,
}

/// A part of the page that a teacher can hide or lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Part {
    /// The choice of data, files and pasted text included.
    Data,
    /// The choice of the scheme.
    Scheme,
    /// Bits, and whether codes are signed.
    Bits,
    /// Which values share a scale.
    Granularity,
    /// How the range is chosen, and the clip handles.
    Range,
    /// Convention and rounding.
    Convention,
    /// The numbers beside the charts.
    Readout,
    /// The sentences about the picture.
    Words,
    /// The number line.
    NumberLine,
    /// Original and dequantized values.
    Series,
    /// The histogram.
    Histogram,
    /// The clipping curve.
    Bench,
    /// The tensor map.
    Map,
    /// The selected value's way to its code.
    Arithmetic,
    /// Undo, comparison, format comparison, error analysis, export, proof.
    Tools,
}

impl Part {
    /// Whether the part is a chart of its own in the lab alone: elsewhere the number line and the histogram are one
    /// picture, which cannot be hidden.
    #[cfg(feature = "links")]
    pub(super) fn is_only_in_lab(self) -> bool {
        matches!(self, Self::NumberLine | Self::Histogram)
    }
}

/// The classroom part of a state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Classroom {
    /// The lesson's name; empty for none.
    pub lesson: String,
    /// The lesson's step, from 0.
    pub step: u32,
    /// The hidden parts.
    pub hide: Vec<Part>,
    /// The visible parts that cannot be changed.
    pub lock: Vec<Part>,
    /// The word that a class's hand-ins are signed with; empty for none.
    pub key: String,
    /// Whether the lesson begins anew on a computer that others have used before.
    pub fresh: bool,
}

/// Lists of parts: `data,bits`.
#[cfg(feature = "links")]
pub(super) mod parts {
    use super::Part;

    pub fn write(parts: &[Part]) -> String {
        parts.iter().filter_map(|part| serde_plain::to_string(part).ok()).collect::<Vec<_>>().join(",")
    }

    pub fn read(text: &str) -> Result<Vec<Part>, String> {
        let mut parts = Vec::new();
        for word in text.split(',').filter(|word| !word.is_empty()) {
            let part = serde_plain::from_str(word).map_err(|_| tr!("it names a part that is not known."))?;
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Ok(parts)
    }
}
