//! The description of one tensor in a file's header: name, shape, type, and the location of its values. Reads no
//! values.

use crate::tensor::Tensor;
use crate::tensor::readers::Dtype;
use crate::tensor::readers::packed::Packed;
use crate::tensor::readers::zip::Member;

/// A tensor as its file's header describes it. It is checked against the file's size; its values are not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name in the file, `data` for an array without a name.
    pub name: String,
    /// The sizes of the axes as the format's own library shows them (row-major: the last axis is the fastest).
    pub shape: Vec<u64>,
    /// How one value is stored.
    pub dtype: Dtype,
    /// The index of the opened file that holds it.
    pub file: usize,
    /// Where its values are.
    pub location: Location,
}

/// Where an entry's values are.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// In the file, one after the other.
    Raw {
        /// The offset of the first byte in the file.
        start: u64,
        /// The number of bytes.
        bytes: u64,
        /// Whether the most significant byte of a value comes first.
        big_endian: bool,
        /// Whether the first axis is the fastest (Fortran's order).
        column_major: bool,
    },
    /// In a member of a zip archive, stored or deflated.
    Zipped {
        /// The member.
        member: Member,
        /// The offset of the first byte in the unpacked member.
        skip: u64,
        /// The number of unpacked bytes.
        bytes: u64,
        /// Whether the most significant byte of a value comes first.
        big_endian: bool,
        /// Whether the first axis is the fastest (Fortran's order).
        column_major: bool,
    },
    /// In another file.
    External {
        /// Its path from the folder of this file.
        path: String,
        /// The index of that file, if it is open.
        file: Option<usize>,
        /// The offset of the first byte.
        start: u64,
        /// The number of bytes.
        bytes: u64,
    },
    /// In several stored tensors: codes, scales, zero points.
    Packed(Box<Packed>),
    /// In memory: they were read together with the list.
    InMemory(Tensor),
    /// Values that cannot be read. The reason completes "This tensor cannot be shown: ".
    Unsupported(String),
}

impl Entry {
    /// The number of values, `None` beyond u64.
    pub fn count(&self) -> Option<u64> {
        count_of(&self.shape)
    }
}

/// The number of values of a shape, `None` beyond u64. An axis of size 0 makes it 0, also where the others overflow.
pub(crate) fn count_of(shape: &[u64]) -> Option<u64> {
    if shape.contains(&0) { Some(0) } else { shape.iter().try_fold(1u64, |n, &d| n.checked_mul(d)) }
}
