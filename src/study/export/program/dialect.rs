//! The library a program uses, and how it writes numbers. Knows no study.

use crate::num::shortest;
use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// The most values written into the program.
pub(super) const INLINE: usize = 1024;

/// The library the program uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum Dialect {
    /// `import numpy as np`.
    Numpy,
    /// `import torch`.
    Torch,
}

impl Dialect {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Numpy => "np",
            Self::Torch => "torch",
        }
    }

    pub(super) fn array(self, data: &str) -> String {
        match self {
            Self::Numpy => format!("np.array({data}, dtype=np.float32)"),
            Self::Torch => format!("torch.tensor({data}, dtype=torch.float32)"),
        }
    }

    pub(super) fn extreme(self, which: &str) -> String {
        match self {
            Self::Numpy => format!("xs.{which}(axis=1, keepdims=True)"),
            Self::Torch => format!("torch.a{which}(xs, dim=1, keepdim=True)"),
        }
    }

    pub(super) fn round(self) -> &'static str {
        match self {
            Self::Numpy => "np.rint",
            Self::Torch => "torch.round",
        }
    }

    /// An expression in another precision.
    pub(super) fn cast(self, expression: &str, bits: u8) -> String {
        match self {
            Self::Numpy => format!("{expression}.astype(np.float{bits})"),
            Self::Torch => format!("{expression}.to(torch.float{bits})"),
        }
    }

    pub(super) fn scalar(self, value: impl Display) -> String {
        match self {
            Self::Numpy => format!("np.float32({value})"),
            Self::Torch => format!("torch.tensor({value}, dtype=torch.float32)"),
        }
    }

    /// A line written for NumPy, with names that both libraries have; the few that PyTorch names differently are replaced.
    pub(super) fn line(self, numpy: impl Into<String>) -> String {
        let numpy = numpy.into();
        match self {
            Self::Numpy => numpy,
            Self::Torch => {
                let renamed = [("np.array(", "torch.tensor("), ("np.rint(", "torch.round("), (".astype(", ".to("), ("np.", "torch.")];
                renamed.into_iter().fold(numpy, |line, (theirs, ours)| line.replace(theirs, ours))
            }
        }
    }
}

pub(super) fn float(v: f32) -> String {
    if v.is_nan() {
        return "float('nan')".into();
    }
    if v.is_infinite() {
        return if v > 0.0 { "float('inf')".into() } else { "-float('inf')".into() };
    }
    if v == 0.0 && v.is_sign_negative() {
        // To Python -0 is the integer 0.
        return "-0.0".into();
    }
    shortest(v)
}

pub(super) fn list(items: impl Iterator<Item = impl Display>) -> String {
    format!("[{}]", items.map(|item| item.to_string()).collect::<Vec<_>>().join(", "))
}
