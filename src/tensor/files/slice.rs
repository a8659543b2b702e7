//! The slice of a file's tensor that is shown, and its shape as a matrix. Reads nothing.

use crate::Error;
use std::fmt;

/// A slice of a tensor as a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TensorSlice {
    /// The axis that becomes the rows (the channels). The other axes are flattened to columns in their order. `None` keeps the
    /// order: rows are all axes but the last.
    pub axis: Option<usize>,
    /// The part of each axis of the file's tensor that is kept. Axes after the last one given are kept whole.
    pub ranges: Vec<AxisSlice>,
}

/// The part of an axis that is kept, in NumPy's notation: `a:b`, or `i` for one index, which drops the axis. Negative
/// numbers count from the end of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the two forms are described above")]
pub enum AxisSlice {
    Range { start: Option<i64>, end: Option<i64> },
    Index(i64),
}

/// The part of an axis of a known size that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ResolvedSlice {
    pub(super) start: u64,
    /// > 0.
    pub(super) len: u64,
    /// Whether one index was given, not a range.
    pub(super) dropped: bool,
}

impl TensorSlice {
    /// Parses ranges as NumPy writes them, without steps: `64:128, :, -1`. An empty text keeps everything.
    pub fn parse(axis: Option<usize>, ranges: &str) -> Result<Self, Error> {
        let ranges = ranges.trim();
        let ranges = ranges.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(ranges).trim();
        let files = if ranges.is_empty() { None } else { Some(ranges.strip_suffix(',').unwrap_or(ranges).split(',')) };
        let ranges = files.into_iter().flatten().map(AxisSlice::parse).collect::<Result<_, _>>()?;
        Ok(Self { axis, ranges })
    }

    /// The part of each axis that is kept, for a tensor of this shape. Fails if it is empty.
    pub(super) fn of(&self, shape: &[u64]) -> Result<Vec<ResolvedSlice>, Error> {
        let axes = shape.len();
        let of_axes = || tr_n!(axes, "{n} axis", "{n} axes", n = axes);
        if let Some(axis) = self.axis.filter(|&axis| axis >= axes) {
            return refuse(tr!("there is no axis {axis}: the tensor has {axes}, numbered from 0", axis, axes = of_axes()));
        }
        if self.ranges.len() > axes {
            return refuse(tr!("{n} slices are given, and the tensor has {axes}", n = self.ranges.len(), axes = of_axes()));
        }
        let all = AxisSlice::Range { start: None, end: None };
        let keeps = self.ranges.iter().copied().chain(std::iter::repeat(all));
        shape.iter().zip(keeps).enumerate().map(|(axis, (&size, keep))| keep.of(axis, size)).collect()
    }
}

/// The ranges in the form that links use. [`TensorSlice::parse`] reads it.
impl fmt::Display for TensorSlice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, keep) in self.ranges.iter().enumerate() {
            f.write_str(if i > 0 { ", " } else { "" })?;
            match *keep {
                AxisSlice::Index(index) => write!(f, "{index}")?,
                AxisSlice::Range { start, end } => {
                    start.map_or(Ok(()), |start| write!(f, "{start}"))?;
                    f.write_str(":")?;
                    end.map_or(Ok(()), |end| write!(f, "{end}"))?;
                }
            }
        }
        Ok(())
    }
}

impl AxisSlice {
    fn parse(text: &str) -> Result<Self, Error> {
        let number = |text: &str| {
            let ascii = text.trim().replace('\u{2212}', "-");
            ascii.parse::<i64>().map_err(|_| {
                let shown: String = text.trim().chars().take(20).collect();
                unclear(tr!("'{shown}' is no whole number", shown))
            })
        };
        let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { number(text).map(Some) };
        match text.split_once(':') {
            None if text.trim().is_empty() => Err(unclear(tr!("a slice between two commas is empty"))),
            None => Ok(Self::Index(number(text)?)),
            Some((_, rest)) if rest.contains(':') => Err(unclear(tr!("steps such as ::2 are not read"))),
            Some((from, to)) => Ok(Self::Range { start: end(from)?, end: end(to)? }),
        }
    }

    fn of(self, axis: usize, size: u64) -> Result<ResolvedSlice, Error> {
        // A negative index counts from the end. `None` outside of 0 to `size`.
        let place = |at: i64| if at < 0 { size.checked_sub(at.unsigned_abs()) } else { u64::try_from(at).ok().filter(|&at| at <= size) };
        let beyond = |at: i64| {
            refuse(tr!("{at} lies outside of axis {axis}, which has the indices 0 to {last}", at, axis, last = size.saturating_sub(1)))
        };
        if size == 0 {
            return refuse(tr!("axis {axis} has size 0, so there are no values", axis));
        }
        match self {
            Self::Index(index) => match place(index).filter(|&start| start < size) {
                Some(start) => Ok(ResolvedSlice { start, len: 1, dropped: true }),
                None => beyond(index),
            },
            Self::Range { start, end } => {
                let Some(from) = start.map_or(Some(0), place) else { return beyond(start.unwrap_or(0)) };
                let Some(to) = end.map_or(Some(size), place) else { return beyond(end.unwrap_or(0)) };
                match to.checked_sub(from) {
                    None | Some(0) => {
                        refuse(tr!("nothing of axis {axis} lies between {from} and {to}; its size is {size}", axis, from, to, size))
                    }
                    Some(len) => Ok(ResolvedSlice { start: from, len, dropped: false }),
                }
            }
        }
    }
}

fn refuse<T>(reason: String) -> Result<T, Error> {
    Err(Error::Slice { reason })
}

fn unclear(fault: String) -> Error {
    Error::Slice { reason: tr!("{fault}; write slices like 64:128, :, -1", fault) }
}
