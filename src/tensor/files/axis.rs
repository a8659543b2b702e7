//! One axis of a stored tensor, and the ranges of it that are read.

/// One stored axis.
pub(super) struct StoredAxis {
    /// Its number among the axes of the file's tensor.
    pub(super) number: usize,
    pub(super) size: u64,
    /// The ranges that are read, ascending: first index, and length > 0.
    pub(super) ranges: Vec<(u64, u64)>,
    /// The distance of two neighbours in the result, in values.
    pub(super) stride: usize,
}

impl StoredAxis {
    /// The number of indices that are read.
    pub(super) fn kept(&self) -> u64 {
        self.ranges.iter().map(|&(_, len)| len).sum()
    }
}
