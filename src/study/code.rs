//! A study as a program in Python that computes the same codes and values and asserts it, with NumPy or PyTorch.
//!
//! Both dialects print one template: elementwise IEEE f32 operations, which both libraries round alike.
//! Up to 1024 values stand in the program; more are read from the JSON export beside it.

use super::{Scheme, Study, link};
use crate::num::Rounding;
use crate::quant::{Arithmetic, Convention, Degenerate, Granularity, Quantizer, RangeMethod, SymmetricDivisor, ZeroPointAdded};
use crate::tensor::Tensor;
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

    fn scalar(self, value: impl Display) -> String {
        match self {
            Self::Numpy => format!("np.float32({value})"),
            Self::Torch => format!("torch.tensor({value}, dtype=torch.float32)"),
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
    let dither = settings.scheme.is_integer() && settings.rounding == Rounding::Stochastic;
    if dialect == Dialect::Numpy || dither || settings.scheme == Scheme::Bf16 {
        lines.push("import numpy as np".into());
    }
    lines.push(String::new());
    lines.extend(data(dialect, tensor, study, inline));
    lines.extend(match &study.parts[0].quantizer {
        Quantizer::Affine(_) => affine(dialect, tensor, study),
        _ => cast(dialect, settings.scheme),
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
        let infinite = "[float('inf') if v is None else v for v in saved['dequantized']]";
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
    link::float::write(&v)
}

fn list(items: impl Iterator<Item = impl Display>) -> String {
    format!("[{}]", items.map(|item| item.to_string()).collect::<Vec<_>>().join(", "))
}

fn cast(dialect: Dialect, scheme: Scheme) -> Vec<String> {
    let text: &[&str] = match (dialect, scheme) {
        (Dialect::Numpy, Scheme::Fp16) => &["h = x.astype(np.float16)", "codes = h.view(np.uint16)", "y = h.astype(np.float32)"],
        (Dialect::Numpy, _) => &[
            "u = x.view(np.uint32)",
            "codes = ((u + 0x7fff + (u >> 16 & 1)) >> 16).astype(np.uint16)  # round to nearest, ties to even",
            "y = (codes.astype(np.uint32) << 16).view(np.float32)",
        ],
        (Dialect::Torch, Scheme::Fp16) => {
            &["h = x.to(torch.float16)", "codes = h.view(torch.int16).to(torch.int32) & 0xffff", "y = h.to(torch.float32)"]
        }
        (Dialect::Torch, _) => {
            &["h = x.to(torch.bfloat16)", "codes = h.view(torch.int16).to(torch.int32) & 0xffff", "y = h.to(torch.float32)"]
        }
    };
    text.iter().map(|&line| line.into()).collect()
}

fn affine(dialect: Dialect, tensor: &Tensor, study: &Study) -> Vec<String> {
    let settings = &study.settings;
    let convention = settings.convention.convention();
    let (rows, cols) = (tensor.rows(), tensor.cols());
    let (cut, back): (String, &str) = match study.slices.granularity() {
        Granularity::Tensor => ("x.reshape(1, -1)".into(), "reshape(-1)"),
        Granularity::Row => (format!("x.reshape({rows}, {cols})"), "reshape(-1)"),
        Granularity::Column => (format!("x.reshape({rows}, {cols}).T"), "T.reshape(-1)"),
        Granularity::Group => (format!("x.reshape(-1, {})", settings.group), "reshape(-1)"),
    };
    let mut lines = vec![format!("xs = {cut}  # one slice a row")];
    lines.extend(range(dialect, study, convention));
    lines.extend(params(dialect, study, convention));
    if settings.rounding == Rounding::Stochastic {
        lines.extend(draws(dialect, settings.draw, tensor.values().len(), &cut));
    }
    lines.extend(quantize(dialect, study, convention));
    let int = if dialect == Dialect::Numpy { "astype(np.int32)" } else { "to(torch.int32)" };
    lines.push(format!("codes = q.{back}.{int}"));
    lines.push(format!("y = ((q - zero_point) * scale).{back}"));
    lines
}

/// The range of each slice: computed where it is min-max, else as found.
fn range(dialect: Dialect, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    if study.settings.range != RangeMethod::MinMax {
        let how = match study.settings.range {
            RangeMethod::Percentile => format!("keeps {} %", study.settings.percentile),
            RangeMethod::Clip => "set by hand".into(),
            RangeMethod::Mse | RangeMethod::MinMax => "least mean squared error".into(),
        };
        let column =
            |pick: fn(&super::SliceStudy) -> f32| dialect.array(&list(study.parts.iter().map(|p| format!("[{}]", float(pick(p))))));
        return vec![format!("# the range: {how}"), format!("lo = {}", column(|p| p.range.lo)), format!("hi = {}", column(|p| p.range.hi))];
    }
    let mut lines = vec![format!("lo = {}", dialect.extreme("min")), format!("hi = {}", dialect.extreme("max"))];
    if study.settings.scheme == Scheme::Symmetric {
        lines.push(format!("hi = {np}.maximum({np}.abs(lo), {np}.abs(hi))"));
        lines.push("lo = -hi".into());
    } else if convention.range_includes_zero {
        let zero = dialect.scalar(0.0);
        lines.push(format!("lo = {np}.minimum(lo, {zero})"));
        lines.push(format!("hi = {np}.maximum(hi, {zero})"));
    }
    lines
}

/// Scale and zero point.
fn params(dialect: Dialect, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    let Quantizer::Affine(first) = &study.parts[0].quantizer else { return Vec::new() };
    let (steps, symmetric) = (first.codes.steps(), study.settings.scheme == Scheme::Symmetric);
    let mut lines = vec![format!("qmin, qmax = {}, {}", first.codes.qmin, first.codes.qmax)];
    lines.push(match (symmetric, convention.symmetric_divisor) {
        (true, SymmetricDivisor::Restricted) => format!("scale = hi / {}", dialect.scalar((steps / 2.0).floor())),
        (true, SymmetricDivisor::Full) => format!("scale = hi / {}", dialect.scalar(steps / 2.0)),
        (false, _) => format!("scale = (hi - lo) / {}", dialect.scalar(steps)),
    });
    match convention.degenerate {
        Degenerate::Epsilon(eps) => lines.push(format!("scale = {np}.maximum(scale, {})", dialect.scalar(float(eps)))),
        Degenerate::Magnitude => {
            lines.push(format!("size = {np}.maximum({np}.abs(lo), {np}.abs(hi))"));
            let one = dialect.scalar(1);
            lines.push(format!("scale = {np}.where(scale > 0, scale, {np}.where(size > 0, size, {one}))  # a constant slice"));
        }
    }
    if symmetric {
        lines.push(format!("zero_point = {}", dialect.scalar(first.zero_point)));
    } else {
        lines.push(format!("zero_point = {} - {}(lo / scale)", dialect.scalar("qmin"), dialect.round()));
        if convention.zero_point_clamped {
            lines.push(format!("zero_point = {np}.clip(zero_point, qmin, qmax)"));
        }
    }
    lines
}

/// The draws of stochastic rounding: ChaCha with 8 rounds, as `num::Dither` documents it.
fn draws(dialect: Dialect, seed: u32, len: usize, cut: &str) -> Vec<String> {
    let program = "\
def draws(seed, n):  # ChaCha8: one 32-bit word a value, the upper 24 bits as a fraction
    blocks = -(-n // 16)
    s = np.zeros((16, blocks), np.uint32)
    s[:4] = np.array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574], np.uint32)[:, None]
    s[4], s[12] = seed, np.arange(blocks)
    w = s.copy()
    def quarter(a, b, c, d):
        for to, by, turn, r in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            w[to] += w[by]
            w[turn] ^= w[to]
            w[turn] = w[turn] << np.uint32(r) | w[turn] >> np.uint32(32 - r)
    for _ in range(4):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return (((w + s).T.reshape(-1)[:n]) >> np.uint32(8)).astype(np.float32) / np.float32(2**24)
";
    let call = format!("draws({seed}, {len})");
    let call = if dialect == Dialect::Torch { format!("torch.from_numpy({call})") } else { call };
    program.lines().map(Into::into).chain([format!("u = {}", cut.replacen('x', &call, 1))]).collect()
}

/// The codes, in the convention's order of steps.
fn quantize(dialect: Dialect, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    let steps = match convention.arithmetic {
        Arithmetic::Divide => "xs / scale".to_owned(),
        Arithmetic::Reciprocal => format!("xs * ({} / scale)", dialect.scalar(1)),
    };
    let (before, after) = match convention.zero_point_added {
        ZeroPointAdded::BeforeRounding => (" + zero_point", ""),
        ZeroPointAdded::AfterRounding => ("", " + zero_point"),
    };
    let mut lines = vec![format!("v = {steps}{before}")];
    let rounded = match study.settings.rounding {
        Rounding::HalfEven => format!("{}(v)", dialect.round()),
        Rounding::TowardZero => format!("{np}.trunc(v)"),
        Rounding::Stochastic => format!("{np}.floor(v + u)"),
        Rounding::HalfAway => {
            lines.push(format!("t = {np}.trunc(v)"));
            format!("t + {np}.sign(v) * ({np}.abs(v - t) >= 0.5)")
        }
    };
    lines.push(format!("q = {np}.clip({rounded}{after}, qmin, qmax)"));
    lines
}
