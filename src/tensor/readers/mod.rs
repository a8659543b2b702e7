//! Readers: they turn text into tensors, and files into lists of their tensors. For no input do they panic, take more
//! than linear time, or allocate memory that the file only claims to need. They know no settings.

mod bytes;
mod dtype;
mod entry;
pub(super) mod gguf;
pub(super) mod imatrix;
pub(super) mod npy;
pub(super) mod npz;
pub(super) mod onnx;
pub mod packed;
pub(super) mod safetensors;
mod text;
pub(super) mod torch;
pub(super) mod zip;

pub use bytes::Bytes;
pub(crate) use bytes::bytes_at;
pub use dtype::Dtype;
pub(crate) use entry::count_of;
pub use entry::{Entry, Location};
pub use text::{read_levels, read_number, read_text, read_text_bytes, with_decimal_points};

use crate::Error;

/// The most axes of a tensor, NumPy's limit before version 2. It also bounds the nesting of brackets.
const MAX_AXES: usize = 32;

/// Numbers equal names: of three tensors called `w`, the second becomes `w (2)`, the third `w (3)`. A number that another
/// name has already is left out.
fn number_equal(mut names: Vec<&mut String>) {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|&a, &b| names[a].cmp(&names[b]));
    let is_taken = |name: &str| order.binary_search_by(|&at| names[at].as_str().cmp(name)).is_ok();
    let (mut number, mut renamed) = (1, Vec::new());
    for pair in order.windows(2) {
        let name = &*names[pair[1]];
        number = if *names[pair[0]] == *name { number } else { 1 };
        if *names[pair[0]] == *name {
            number += 1;
            while is_taken(&format!("{name} ({number})")) {
                number += 1;
            }
            renamed.push((pair[1], format!("{name} ({number})")));
        }
    }
    for (at, name) in renamed {
        *names[at] = name;
    }
}

/// An error about the whole file. The reason completes "The file cannot be read: ".
pub(super) fn refuse<T>(reason: impl Into<String>) -> Result<T, Error> {
    Err(Error::File { reason: reason.into() })
}
