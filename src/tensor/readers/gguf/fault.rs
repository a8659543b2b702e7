//! The faults of a file, and the names in it for error messages.

use crate::Error;
use crate::tensor::readers::text::shortened;

/// A name that is given more than once.
pub(super) fn twice(mut names: Vec<&str>) -> Option<&str> {
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// A name from the file for an error message: short, in quotes, on one line.
pub(super) fn quoted(name: &str) -> String {
    format!("'{}'", shortened(name, 60))
}

pub(super) fn refused(reason: impl Into<String>) -> Error {
    Error::File { reason: reason.into() }
}
