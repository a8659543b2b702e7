//! Which values share a scale and a zero point. A tensor is seen as rows of its last axis.

use crate::Error;
use serde::{Deserialize, Serialize};

/// How much of a tensor shares one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Granularity {
    /// All of it.
    #[default]
    Tensor,
    /// Each row (the output channels of a weight).
    Row,
    /// Each column.
    Column,
    /// Each run of `group` values within a row.
    Group,
}

/// The slices of a tensor of `rows` x `cols` values, in row-major order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slices {
    rows: usize,
    cols: usize,
    granularity: Granularity,
    group: usize,
    /// Whether a group does not divide a row, so that the last group of each row is shorter.
    ragged: bool,
}

/// The flat indices of one slice: `start`, `start + step`, ... `len` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strided {
    /// The first index.
    pub start: usize,
    /// The distance between neighbours.
    pub step: usize,
    /// The number of values.
    pub len: usize,
}

impl Strided {
    /// The flat indices in order.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..self.len).map(move |i| self.start + i * self.step)
    }

    /// The flat index of the slice's `i`-th value.
    pub fn at(self, i: usize) -> usize {
        self.start + i * self.step
    }
}

impl Slices {
    /// Cuts `rows` x `cols` values; `group` counts for [`Granularity::Group`] only and must divide `cols`.
    pub fn new(rows: usize, cols: usize, granularity: Granularity, group: usize) -> Result<Self, Error> {
        if granularity == Granularity::Group && (group == 0 || !cols.is_multiple_of(group)) {
            return Err(Error::Group { group, cols });
        }
        Ok(Self { rows, cols, granularity, group, ragged: false })
    }

    /// Runs of `run` values of a tensor of `len`, whatever its rows; the last may be shorter. At least one value a run.
    pub fn runs(len: usize, run: usize) -> Self {
        Self { rows: 1, cols: len, granularity: Granularity::Group, group: run.max(1), ragged: false }
    }

    /// Runs of `run` values within each row; the last of a row may be shorter. At least one value a run.
    pub fn runs_in_rows(rows: usize, cols: usize, run: usize) -> Self {
        let group = run.max(1);
        Self { rows, cols, granularity: Granularity::Group, group, ragged: !cols.is_multiple_of(group) }
    }

    /// How many slices a row has, where the last of them is shorter than the others.
    pub fn ragged_row(&self) -> Option<usize> {
        self.ragged.then(|| self.cols.div_ceil(self.group))
    }

    /// The number of slices.
    pub fn count(&self) -> usize {
        match self.granularity {
            Granularity::Tensor => 1,
            Granularity::Row => self.rows,
            Granularity::Column => self.cols,
            Granularity::Group => self.rows * self.cols.div_ceil(self.group),
        }
    }

    /// The slice that holds flat index `index`.
    #[inline]
    pub fn of(&self, index: usize) -> usize {
        match self.granularity {
            Granularity::Tensor => 0,
            Granularity::Row => index / self.cols,
            Granularity::Column => index % self.cols,
            Granularity::Group if self.ragged => index / self.cols * self.cols.div_ceil(self.group) + index % self.cols / self.group,
            Granularity::Group => index / self.group,
        }
    }

    /// The flat indices of a slice.
    pub fn indices(&self, slice: usize) -> Strided {
        let (start, step, len) = match self.granularity {
            Granularity::Tensor => (0, 1, self.rows * self.cols),
            Granularity::Row => (slice * self.cols, 1, self.cols),
            Granularity::Column => (slice, self.cols, self.rows),
            Granularity::Group if self.ragged => {
                let in_row = self.cols.div_ceil(self.group);
                let first = slice % in_row * self.group;
                (slice / in_row * self.cols + first, 1, self.group.min(self.cols - first))
            }
            Granularity::Group => (slice * self.group, 1, self.group.min(self.rows * self.cols - slice * self.group)),
        };
        Strided { start, step, len }
    }

    /// A slice's name as the page says it, counted from 1: "row 3 of 4".
    pub fn name(&self, slice: usize) -> String {
        let (n, of) = (slice + 1, self.count());
        match self.granularity {
            Granularity::Tensor => tr!("whole tensor"),
            Granularity::Row => tr!("row {n} of {of}", n, of),
            Granularity::Column => tr!("column {n} of {of}", n, of),
            Granularity::Group => tr!("group {n} of {of}", n, of),
        }
    }

    /// How the values are cut.
    pub fn granularity(&self) -> Granularity {
        self.granularity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_in_exactly_the_slice_that_claims_it() {
        for (granularity, group) in [(Granularity::Tensor, 0), (Granularity::Row, 0), (Granularity::Column, 0), (Granularity::Group, 3)] {
            let slices = Slices::new(4, 6, granularity, group).expect("divides");
            let mut seen = [0; 24];
            for slice in 0..slices.count() {
                for i in slices.indices(slice).indices() {
                    seen[i] += 1;
                    assert_eq!(slices.of(i), slice, "{granularity:?} index {i}");
                }
            }
            assert_eq!(seen, [1; 24], "{granularity:?}");
        }
        assert!(matches!(Slices::new(4, 6, Granularity::Group, 4), Err(Error::Group { group: 4, cols: 6 })));
        assert!(Slices::new(4, 6, Granularity::Group, 0).is_err(), "a group of none");
        for run in [1, 2, 4, 5, 6, 7, 100] {
            let slices = Slices::runs_in_rows(4, 6, run);
            let places: Vec<_> = (0..slices.count()).flat_map(|slice| slices.indices(slice).indices().map(move |i| (slice, i))).collect();
            assert_eq!(places.iter().map(|&(_, i)| i).collect::<Vec<_>>(), (0..24).collect::<Vec<_>>(), "runs of {run}");
            assert!(places.iter().all(|&(slice, i)| slices.of(i) == slice), "runs of {run}");
            assert_eq!(slices.count(), 4 * 6usize.div_ceil(run), "runs of {run}");
        }
        let runs = Slices::runs(10, 4);
        assert_eq!((0..runs.count()).map(|slice| runs.indices(slice).len).collect::<Vec<_>>(), [4, 4, 2]);
    }
}
