//! A number of an export that may be missing. Knows no study.

use std::fmt::Display;

/// As JSON.
pub(super) fn optional(value: Option<impl Display>) -> String {
    value.map_or_else(|| "null".into(), |value| value.to_string())
}
