//! The charts' models as bytes, sent from the worker's wasm instance to the page's: JavaScript objects would be larger and
//! converted twice. Each chart, and the cells of each map, have a part of their own with a fingerprint, so that the page reads
//! only what it draws and draws only what has changed. Must not know how a chart is drawn.

use crate::Error;
use crate::chart::{Cells, Chart, Frame, FrameCells, TensorMap};
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What has bytes of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A chart's model.
    Chart(Chart),
    /// The cells of the tensor map, or of the matrix at a place.
    Cells(Option<usize>),
}

/// The parts in the order of their bytes. Each begins with its fingerprint and its length, 8 bytes each, little-endian.
const PARTS: [Part; 12] = [
    Part::Chart(Chart::NumberLine),
    Part::Chart(Chart::Series),
    Part::Chart(Chart::Transfer),
    Part::Chart(Chart::Histogram),
    Part::Chart(Chart::ClippingCurve),
    Part::Chart(Chart::Map),
    Part::Cells(None),
    Part::Chart(Chart::Matrices),
    Part::Cells(Some(0)),
    Part::Cells(Some(1)),
    Part::Cells(Some(2)),
    Part::Cells(Some(3)),
];

fn failed(reason: impl Display) -> Error {
    Error::Draw { reason: reason.to_string() }
}

/// The charts of a frame; a part that was not built has no bytes.
pub(super) fn pack(frame: &Frame, cells: &FrameCells) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for part in PARTS {
        let packed = match part {
            Part::Chart(chart) => model(frame, chart)?,
            Part::Cells(None) => cells.map.as_ref().map(raw),
            Part::Cells(Some(place)) => cells.matrices.as_ref().map(|cells| raw(&cells[place])),
        };
        let packed = packed.unwrap_or_default();
        let map = match part {
            Part::Chart(_) => None,
            Part::Cells(None) => frame.map.as_ref(),
            Part::Cells(Some(place)) => frame.matrices.as_ref().map(|matrices| &matrices.maps[place]),
        };
        bytes.extend(hash(&packed, map).to_le_bytes());
        bytes.extend((packed.len() as u64).to_le_bytes());
        bytes.extend(packed);
    }
    Ok(bytes)
}

fn model(frame: &Frame, chart: Chart) -> Result<Option<Vec<u8>>, Error> {
    use postcard::to_allocvec;
    let model = match chart {
        Chart::NumberLine => Some(to_allocvec(&frame.number_line)),
        Chart::Series => frame.series.as_ref().map(to_allocvec),
        Chart::Transfer => frame.transfer.as_ref().map(to_allocvec),
        Chart::Histogram => frame.histogram.as_ref().map(to_allocvec),
        Chart::ClippingCurve => frame.clipping_curve.as_ref().map(to_allocvec),
        Chart::Map => frame.map.as_ref().map(to_allocvec),
        Chart::Matrices => frame.matrices.as_ref().map(to_allocvec),
    };
    model.transpose().map_err(failed)
}

/// Cells are too many to be written number by number: how many there are, their values, their places.
fn raw(cells: &Cells) -> Vec<u8> {
    let mut bytes = (cells.values.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(bytemuck::cast_slice(&cells.values));
    bytes.extend_from_slice(bytemuck::cast_slice(&cells.places));
    bytes
}

/// Of a part's bytes, and of cells' also what their colours depend on.
fn hash(bytes: &[u8], map: Option<&TensorMap>) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    if let Some(map) = map {
        (map.mode as u8, map.picture, [map.lo, map.hi, map.full].map(f32::to_bits)).hash(&mut hasher);
    }
    hasher.finish()
}

/// The bytes that `pack` wrote.
pub(super) struct Models(Vec<u8>);

impl Models {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Differs where the model or the cells of a chart do.
    pub(super) fn fingerprint(&self, chart: Chart) -> Result<u64, Error> {
        let of_chart = |part: &Part| match part {
            Part::Chart(of) => *of == chart,
            Part::Cells(None) => chart == Chart::Map,
            Part::Cells(Some(_)) => chart == Chart::Matrices,
        };
        let mut hasher = DefaultHasher::new();
        for part in PARTS.into_iter().filter(of_chart) {
            hasher.write_u64(self.part(part)?.0);
        }
        Ok(hasher.finish())
    }

    /// A chart's model, where it was built.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, chart: Chart) -> Result<Option<T>, Error> {
        let (_, part) = self.part(Part::Chart(chart))?;
        if part.is_empty() { Ok(None) } else { postcard::from_bytes(part).map(Some).map_err(failed) }
    }

    /// Differs where the cells of a map or their colours do, but for the theme; nothing for cells that were not built.
    pub(super) fn cells_fingerprint(&self, place: Option<usize>) -> Result<Option<u64>, Error> {
        let (fingerprint, part) = self.part(Part::Cells(place))?;
        Ok((!part.is_empty()).then_some(fingerprint))
    }

    /// The cells of the tensor map or of the matrix at a place, where they were built.
    pub(super) fn cells(&self, place: Option<usize>) -> Result<Option<Cells>, Error> {
        let (_, part) = self.part(Part::Cells(place))?;
        if part.is_empty() {
            return Ok(None);
        }
        let (count, rest) = word(part).ok_or_else(cut)?;
        let (values, places) = rest.split_at_checked(4 * count as usize).ok_or_else(cut)?;
        let values = values.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let places = places.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
        Ok(Some(Cells { values, places }))
    }

    fn part(&self, wanted: Part) -> Result<(u64, &[u8]), Error> {
        let mut rest = self.0.as_slice();
        for part in PARTS {
            let (fingerprint, after) = word(rest).ok_or_else(cut)?;
            let (length, after) = word(after).ok_or_else(cut)?;
            let (packed, after) = after.split_at_checked(length as usize).ok_or_else(cut)?;
            if part == wanted {
                return Ok((fingerprint, packed));
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
