//! The charts' models as bytes, sent from the worker's wasm instance to the page's: JavaScript objects would be larger and
//! converted twice. Each chart has a part of its own with a fingerprint, so that the page reads only the charts that it
//! draws and draws only those that have changed. Must not know how a chart is drawn.

use crate::Error;
use crate::chart::{Chart, Frame, FrameCells};
use std::fmt::Display;

/// The charts in the order of their bytes. Each begins with its fingerprint and its length, 8 bytes each, little-endian.
const CHARTS: [Chart; 7] =
    [Chart::NumberLine, Chart::Series, Chart::Transfer, Chart::Histogram, Chart::ClippingCurve, Chart::Map, Chart::Matrices];

fn failed(reason: impl Display) -> Error {
    Error::Draw { reason: reason.to_string() }
}

/// The charts of a frame; a chart that was not built has no bytes.
pub(super) fn pack(frame: &Frame, cells: &FrameCells) -> Result<Vec<u8>, Error> {
    use postcard::to_allocvec;
    use std::hash::{DefaultHasher, Hasher};
    let mut bytes = Vec::new();
    for chart in CHARTS {
        let part = match chart {
            Chart::NumberLine => Some(to_allocvec(&frame.number_line)),
            Chart::Series => frame.series.as_ref().map(to_allocvec),
            Chart::Transfer => frame.transfer.as_ref().map(to_allocvec),
            Chart::Histogram => frame.histogram.as_ref().map(to_allocvec),
            Chart::ClippingCurve => frame.clipping_curve.as_ref().map(to_allocvec),
            Chart::Map => frame.map.as_ref().zip(cells.map.as_ref()).map(|both| to_allocvec(&both)),
            Chart::Matrices => frame.matrices.as_ref().zip(cells.matrices.as_ref()).map(|both| to_allocvec(&both)),
        };
        let part = part.transpose().map_err(failed)?.unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        hasher.write(&part);
        bytes.extend(hasher.finish().to_le_bytes());
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part);
    }
    Ok(bytes)
}

/// The bytes that `pack` wrote.
pub(super) struct Models(Vec<u8>);

impl Models {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Differs where the models do.
    pub(super) fn fingerprint(&self, chart: Chart) -> Result<u64, Error> {
        self.part(chart).map(|(fingerprint, _)| fingerprint)
    }

    /// A chart's model, where it was built.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, chart: Chart) -> Result<Option<T>, Error> {
        let (_, part) = self.part(chart)?;
        if part.is_empty() { Ok(None) } else { postcard::from_bytes(part).map(Some).map_err(failed) }
    }

    fn part(&self, wanted: Chart) -> Result<(u64, &[u8]), Error> {
        let mut rest = self.0.as_slice();
        for chart in CHARTS {
            let (fingerprint, after) = word(rest).ok_or_else(cut)?;
            let (length, after) = word(after).ok_or_else(cut)?;
            let (part, after) = after.split_at_checked(length as usize).ok_or_else(cut)?;
            if chart == wanted {
                return Ok((fingerprint, part));
            }
            rest = after;
        }
        Err(cut())
    }
}

fn word(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (word, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*word), rest))
}

fn cut() -> Error {
    failed(tr!("the charts' models are cut short"))
}
