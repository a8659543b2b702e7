//! A study as a program in Python that computes the same codes and values and asserts it, with NumPy or PyTorch.
//!
//! Both dialects print one template: elementwise IEEE f32 operations, which both libraries round alike.
//! Up to 1024 values stand in the program; more are read from the JSON export beside it.

mod integers;
mod lines;
mod slices;
mod tables;

use super::{Plan, Study, link};
use crate::quant::{Quantizer, RangeMethod};
use crate::tensor::Tensor;
use slices::Columns;
use std::fmt::Display;

/// The most values written into the program.
const INLINE: usize = 1024;

/// The library the program uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `import numpy as np`.
    Numpy,
    /// `import torch`.
    Torch,
}

impl Dialect {
    fn name(self) -> &'static str {
        match self {
            Self::Numpy => "np",
            Self::Torch => "torch",
        }
    }

    fn array(self, data: &str) -> String {
        match self {
            Self::Numpy => format!("np.array({data}, dtype=np.float32)"),
            Self::Torch => format!("torch.tensor({data}, dtype=torch.float32)"),
        }
    }

    fn extreme(self, which: &str) -> String {
        match self {
            Self::Numpy => format!("xs.{which}(axis=1, keepdims=True)"),
            Self::Torch => format!("torch.a{which}(xs, dim=1, keepdim=True)"),
        }
    }

    fn round(self) -> &'static str {
        match self {
            Self::Numpy => "np.rint",
            Self::Torch => "torch.round",
        }
    }

    /// An expression in another precision.
    fn cast(self, expression: &str, bits: u8) -> String {
        match self {
            Self::Numpy => format!("{expression}.astype(np.float{bits})"),
            Self::Torch => format!("{expression}.to(torch.float{bits})"),
        }
    }

    fn scalar(self, value: impl Display) -> String {
        match self {
            Self::Numpy => format!("np.float32({value})"),
            Self::Torch => format!("torch.tensor({value}, dtype=torch.float32)"),
        }
    }

    /// A line written for NumPy, of names that both libraries have, and of the few that PyTorch calls otherwise.
    fn line(self, numpy: impl Into<String>) -> String {
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

/// The program.
pub fn program(dialect: Dialect, tensor: &Tensor, study: &Study, address: &str) -> String {
    let inline = tensor.values().len() <= INLINE;
    let mut lines = vec![format!("# Quantscope: {address}")];
    if !inline {
        lines.push("import json".into());
    }
    if dialect == Dialect::Torch {
        lines.push("import torch".into());
    }
    let settings = &study.settings;
    let dither = !study.parts[0].quantizer.is_monotone();
    if dialect == Dialect::Numpy || dither {
        lines.push("import numpy as np".into());
    }
    lines.push(String::new());
    lines.extend(data(dialect, tensor, study, inline));
    let columns = || Columns::new(dialect, tensor, study);
    lines.extend(match (&study.plan, &study.parts[0].quantizer) {
        (Plan::Integer { .. }, _) if settings.range != RangeMethod::Hqq => integers::program(dialect, tensor, study),
        (_, Quantizer::Affine(affine)) => lines::affine(columns(), study, affine),
        (_, Quantizer::Scaled(scaled)) => tables::program(columns(), study, scaled),
        (_, Quantizer::Bounded(bounded)) => lines::bounded(columns(), bounded),
        (_, Quantizer::Line(line)) => lines::line(columns(), line),
    });
    lines.extend([
        "assert codes.tolist() == expected_codes, \"the codes differ\"".into(),
        format!("assert {}, \"the dequantized values differ\"", equal(dialect)),
        "print(\"same codes, same values; MSE\", float(((y - x) ** 2).mean()))".into(),
        String::new(),
    ]);
    lines.join("\n")
}

fn equal(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Numpy => "np.array_equal(y, expected)",
        Dialect::Torch => "torch.equal(y, expected)",
    }
}

fn data(dialect: Dialect, tensor: &Tensor, study: &Study, inline: bool) -> Vec<String> {
    let (x, codes, expected) = if inline {
        let (levels, values): (Vec<i32>, Vec<f32>) = study.levels(tensor).unzip();
        let codes = levels.iter().enumerate().map(|(i, &level)| study.quantizer_of(i).code(level));
        (list(tensor.values().iter().map(|&v| float(v))), list(codes), list(values.iter().map(|&v| float(v))))
    } else {
        let infinite =
            "[v if v is not None else float('inf') if o > 0 else -float('inf') for v, o in zip(saved['dequantized'], saved['original'])]";
        ("saved['original']".into(), "saved['codes']".into(), infinite.into())
    };
    let mut lines = Vec::new();
    if !inline {
        lines.push("saved = json.load(open(\"quantscope.json\"))  # export JSON beside this file".into());
    }
    lines.extend([
        format!("x = {}", dialect.array(&x)),
        format!("expected_codes = {codes}"),
        format!("expected = {}", dialect.array(&expected)),
        String::new(),
    ]);
    lines
}

fn float(v: f32) -> String {
    if v.is_infinite() {
        return if v > 0.0 { "float('inf')".into() } else { "-float('inf')".into() };
    }
    if v == 0.0 && v.is_sign_negative() {
        // To Python -0 is the integer 0.
        return "-0.0".into();
    }
    link::float::write(&v)
}

fn list(items: impl Iterator<Item = impl Display>) -> String {
    format!("[{}]", items.map(|item| item.to_string()).collect::<Vec<_>>().join(", "))
}
