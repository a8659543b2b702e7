//! What a file's header says of one tensor: name, shape, type, and where its values stand. Reads no values.

use crate::tensor::Tensor;
use crate::tensor::readers::Dtype;
use crate::tensor::readers::zip::Member;

/// A tensor in a file, as its header tells it; checked against the file's size, its values not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name in the file; a lone array's is `data`.
    pub name: String,
    /// The sizes of the axes as the format's own library shows them (row-major: the last axis runs fastest).
    pub shape: Vec<u64>,
    /// How one value is stored.
    pub dtype: Dtype,
    /// Which of the opened files holds it.
    pub file: usize,
    /// Where in that file.
    pub location: Location,
}

/// Where an entry's values stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// One after the other as they are.
    Raw {
        /// The first byte, counted from the beginning of the file.
        start: u64,
        /// The bytes taken.
        bytes: u64,
        /// Whether the most significant byte of a value comes first.
        big_endian: bool,
        /// Whether the first axis runs fastest (Fortran's order).
        column_major: bool,
    },
    /// One after the other in a member of a zip archive, stored or deflated.
    Zipped {
        /// The member.
        member: Member,
        /// The first byte, counted from the beginning of the unpacked member.
        skip: u64,
        /// The bytes taken, unpacked.
        bytes: u64,
        /// Whether the most significant byte of a value comes first.
        big_endian: bool,
        /// Whether the first axis runs fastest (Fortran's order).
        column_major: bool,
    },
    /// One after the other in a file beside this one.
    External {
        /// Its name, maybe with folders.
        path: String,
        /// Which of the opened files that is, where it is open.
        file: Option<usize>,
        /// The first byte, counted from its beginning.
        start: u64,
        /// The bytes taken.
        bytes: u64,
    },
    /// They are at hand already: what was text, or stood in small fields between others.
    InMemory(Tensor),
    /// They cannot be read here. The reason completes "This tensor cannot be shown: ".
    Unsupported(String),
}

impl Entry {
    /// The number of values, `None` beyond u64.
    pub fn count(&self) -> Option<u64> {
        count_of(&self.shape)
    }
}

/// How many values a shape takes, `None` beyond u64. A size of 0 makes it 0, whatever overflows before it.
pub(crate) fn count_of(shape: &[u64]) -> Option<u64> {
    if shape.contains(&0) { Some(0) } else { shape.iter().try_fold(1u64, |n, &d| n.checked_mul(d)) }
}
