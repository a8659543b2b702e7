//! Which stored values a slice needs, in the order of the file, and where each goes in the result. Reads nothing.

use crate::Error;
use crate::tensor::files::axis::StoredAxis;
use crate::tensor::files::sample::Sampled;
use crate::tensor::files::slice::ResolvedSlice;
use crate::tensor::files::{Entry, Location, TensorSlice, sample};

/// How the stored values of a tensor become the matrix of a slice.
pub(super) struct ReadPlan {
    /// From the slowest stored axis to the fastest. Axes that can be read as one are merged. At least one.
    axes: Vec<StoredAxis>,
    /// The shape of the result.
    pub(super) shape: Vec<usize>,
    /// The number of its values.
    pub(super) count: usize,
    /// A description of the sample, if it is one.
    pub(super) sampled: Option<Sampled>,
}

/// Consecutive values in the file.
pub(super) struct Run {
    /// The index of the first one among all stored values.
    pub(super) start: u64,
    pub(super) len: usize,
    /// The index of the first one in the result.
    pub(super) target: usize,
}

impl ReadPlan {
    /// Above `limit` values the result is a sample.
    pub(super) fn new(entry: &Entry, cut: &TensorSlice, limit: usize) -> Result<Self, Error> {
        let kept = cut.of(&entry.shape)?;
        let column_major = match &entry.location {
            Location::Raw { column_major, .. } | Location::Zipped { column_major, .. } => *column_major,
            _ => false,
        };
        let axis = |(number, (&size, kept)): (usize, (&u64, &ResolvedSlice))| StoredAxis {
            number,
            size,
            ranges: vec![(kept.start, kept.len)],
            stride: 0,
        };
        let mut axes: Vec<StoredAxis> = entry.shape.iter().zip(&kept).enumerate().map(axis).collect();
        if column_major {
            axes.reverse();
        }
        let sampled = sample::thin(&mut axes, limit)?;
        // At most `limit` values are left, so nothing overflows from here on.
        let (mut lens, mut count) = (vec![1usize; axes.len()], 1usize);
        for axis in &axes {
            lens[axis.number] = axis.kept() as usize;
            count *= axis.kept() as usize;
        }
        let order = cut.axis.into_iter().chain((0..lens.len()).filter(|&number| Some(number) != cut.axis));
        let (mut strides, mut next) = (vec![1; lens.len()], count);
        for number in order {
            next /= lens[number];
            strides[number] = next;
        }
        for axis in &mut axes {
            axis.stride = strides[axis.number];
        }
        let shape = match cut.axis.map(|axis| lens[axis]) {
            Some(rows) => vec![rows, count / rows],
            None => lens.iter().zip(&kept).filter(|(_, kept)| !kept.dropped).map(|(&len, _)| len).collect(),
        };
        // A scalar becomes a list of one.
        let shape = if shape.is_empty() { vec![1] } else { shape };
        Ok(Self { axes: merged(axes), shape, count, sampled })
    }

    /// The index of the stored value at a place of the result.
    pub(super) fn stored_at(&self, place: usize) -> Option<u64> {
        let mut at = 0;
        for axis in self.axes.iter().filter(|_| place < self.count) {
            let mut left = (place / axis.stride) as u64 % axis.kept();
            let &(start, _) = axis.ranges.iter().find(|&&(_, len)| {
                let here = left < len;
                left -= if here { 0 } else { len };
                here
            })?;
            at = at * axis.size + start + left;
        }
        (place < self.count).then_some(at)
    }

    /// The place in the result of a stored value. `None` for one that is left out.
    pub(super) fn shown_at(&self, stored: u64) -> Option<usize> {
        let (mut rest, mut place) = (stored, 0);
        for axis in self.axes.iter().rev() {
            let index = rest % axis.size;
            rest /= axis.size;
            let mut before = 0;
            let &(start, _) = axis.ranges.iter().find(|&&(start, len)| {
                let here = (start..start + len).contains(&index);
                before += if here { 0 } else { len };
                here
            })?;
            place += (before + index - start) as usize * axis.stride;
        }
        Some(place)
    }

    /// Whether the result's order is the file's.
    pub(super) fn in_order(&self) -> bool {
        let mut next = 1;
        self.axes.iter().rev().all(|axis| {
            let (kept, own) = (axis.kept() as usize, next);
            next *= kept;
            axis.stride == own || kept == 1
        })
    }

    /// The distance in the result of neighbours of a run.
    pub(super) fn stride(&self) -> usize {
        self.axes.last().map_or(1, |axis| axis.stride)
    }

    /// All runs in the order of the file, none longer than `longest`, cut only at multiples of `unit`.
    pub(super) fn runs(&self, longest: u64, unit: u64) -> Runs<'_> {
        Runs { axes: &self.axes, places: vec![Stand::default(); self.axes.len()], longest, unit, done: false }
    }
}

/// Merges each axis that is read whole into the axis around it, where the order of the result allows it.
fn merged(axes: Vec<StoredAxis>) -> Vec<StoredAxis> {
    let mut merged: Vec<StoredAxis> = Vec::new();
    for axis in axes {
        let full = axis.ranges == [(0, axis.size)];
        match merged.last_mut() {
            Some(outer) if full && outer.stride == axis.stride * axis.size as usize => {
                for (start, len) in &mut outer.ranges {
                    (*start, *len) = (*start * axis.size, *len * axis.size);
                }
                outer.size *= axis.size;
                outer.stride = axis.stride;
            }
            _ => merged.push(axis),
        }
    }
    if merged.is_empty() {
        merged.push(StoredAxis { number: 0, size: 1, ranges: vec![(0, 1)], stride: 1 });
    }
    merged
}

/// A position on an axis.
#[derive(Clone, Copy, Default)]
struct Stand {
    /// The range.
    range: usize,
    /// The index within it.
    at: u64,
    /// The number of indices that were passed.
    passed: usize,
}

/// The runs of a plan.
pub(super) struct Runs<'a> {
    axes: &'a [StoredAxis],
    places: Vec<Stand>,
    longest: u64,
    unit: u64,
    done: bool,
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        if self.done {
            return None;
        }
        let (mut start, mut target, mut left) = (0, 0, 0);
        for (axis, place) in self.axes.iter().zip(&self.places) {
            let &(first, len) = axis.ranges.get(place.range)?;
            start = start * axis.size + first + place.at;
            target += place.passed * axis.stride;
            left = len - place.at;
        }
        let whole = start + self.longest;
        let len = if left > self.longest { whole - whole % self.unit - start } else { left };
        self.advance(len);
        Some(Run { start, len: len as usize, target })
    }
}

impl Runs<'_> {
    /// Skips `len` values of the fastest axis. At its end, the axis around it advances by one.
    fn advance(&mut self, len: u64) {
        let mut step = len;
        for (axis, place) in self.axes.iter().zip(&mut self.places).rev() {
            place.at += step;
            place.passed += step as usize;
            if axis.ranges.get(place.range).is_some_and(|&(_, len)| place.at < len) {
                return;
            }
            (place.range, place.at) = (place.range + 1, 0);
            if place.range < axis.ranges.len() {
                return;
            }
            (*place, step) = (Stand::default(), 1);
        }
        self.done = true;
    }
}
