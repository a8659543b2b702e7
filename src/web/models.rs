//! The charts' models as bytes, from the worker's instance to the page's: JavaScript objects would cross twice and weigh
//! more. Each chart stands apart, with a fingerprint: the page reads what it draws, and draws what has changed.

use crate::Error;
use crate::chart::Chart;
use std::fmt::Display;

/// The charts in the order of their bytes. Before those of each stand their fingerprint and their length, 8 bytes each.
const CHARTS: [Chart; 6] = [Chart::NumberLine, Chart::Series, Chart::Transfer, Chart::Histogram, Chart::ClippingCurve, Chart::Map];

fn failed(reason: impl Display) -> Error {
    Error::Draw { reason: reason.to_string() }
}

/// All charts of a frame.
pub(super) fn pack(frame: &crate::chart::Frame, cells: &crate::chart::Cells) -> Result<Vec<u8>, Error> {
    use postcard::to_allocvec;
    use std::hash::{DefaultHasher, Hasher};
    let mut bytes = Vec::new();
    for chart in CHARTS {
        let part = match chart {
            Chart::NumberLine => to_allocvec(&frame.number_line),
            Chart::Series => to_allocvec(&frame.series),
            Chart::Transfer => to_allocvec(&frame.transfer),
            Chart::Histogram => to_allocvec(&frame.histogram),
            Chart::ClippingCurve => to_allocvec(&frame.clipping_curve),
            Chart::Map => to_allocvec(&(&frame.map, cells)),
        };
        let part = part.map_err(failed)?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&part);
        bytes.extend(hasher.finish().to_le_bytes());
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part);
    }
    Ok(bytes)
}

/// What `pack` wrote.
pub(super) struct Models(Vec<u8>);

impl Models {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Differs where the models do.
    pub(super) fn fingerprint(&self, chart: Chart) -> Result<u64, Error> {
        self.part(chart).map(|(fingerprint, _)| fingerprint)
    }

    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, chart: Chart) -> Result<T, Error> {
        postcard::from_bytes(self.part(chart)?.1).map_err(failed)
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
