//! One axis of a stored tensor, and what is kept of it.

/// One stored axis.
pub(super) struct StoredAxis {
    /// Which axis of the file's tensor it is.
    pub(super) number: usize,
    pub(super) size: u64,
    /// What is kept of it, ascending: first index and length, never 0.
    pub(super) ranges: Vec<(u64, u64)>,
    /// How far apart two neighbours lie in the result.
    pub(super) stride: usize,
}

impl StoredAxis {
    /// How much of it is kept.
    pub(super) fn kept(&self) -> u64 {
        self.ranges.iter().map(|&(_, len)| len).sum()
    }
}
