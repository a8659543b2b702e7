//! Which part of a file's tensor is looked at, and as which matrix. Reads nothing.

use crate::Error;

/// A part of a tensor as a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cut {
    /// The axis that becomes the rows (the channels); the other axes, in their order, are flattened to columns.
    /// `None` leaves the order as it is: rows are all axes but the last.
    pub axis: Option<usize>,
    /// The range of each axis of the file's tensor, `None` for all of it; fewer than the axes means all of the rest.
    pub ranges: Vec<Option<(u64, u64)>>,
}

impl Cut {
    /// Reads the ranges as NumPy writes them: `64:128, :, 3`. Empty for everything.
    pub fn parse(axis: Option<usize>, ranges: &str) -> Result<Self, Error> {
        if ranges.trim().is_empty() {
            return Ok(Self { axis, ranges: Vec::new() });
        }
        Err(Error::Cut { reason: "slices are not read yet".into() })
    }
}
