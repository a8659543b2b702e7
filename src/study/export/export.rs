//! A study as CSV or JSON text, in chunks, so that ten million rows are never in memory as text at once.

use crate::num::StochasticRng;
use crate::quant::{ClippedUniform, Curve, Quantizer, Range};
use crate::study::export::ExportedLayer;
use crate::study::export::optional::optional;
use crate::study::{Provenance, SliceFit, Study};
use crate::tensor::Tensor;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Values in one chunk of an export.
pub const CHUNK: usize = 65_536;

/// The kind of file that a study is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum ExportKind {
    /// One line a value.
    Csv,
    /// One object, see [`Export::chunk`].
    Json,
}

/// An export of one study.
#[derive(Debug)]
pub struct Export<'a> {
    /// The tensor studied.
    pub tensor: &'a Tensor,
    /// Its study.
    pub study: &'a Study,
    /// The origin of the study, for JSON: the JSON object `{"link": ..., "settings": ...}`.
    pub about: &'a str,
    /// Where the tensor came from, when that is a file; the CSV begins with it.
    pub origin: Option<&'a Provenance>,
    /// The layer that the tensor is the weight of, where it has inputs.
    pub layer: Option<&'a ExportedLayer<'a>>,
}

impl Export<'_> {
    /// Chunk `i` of the text, `None` after the last.
    ///
    /// CSV: `index,row,column,slice,original,code,dequantized,error`, the last three empty where the original is NaN or
    /// infinite, which is written as `NaN`, `inf`, `-inf`; before it, for the tensor of a file, lines such as
    /// `# sha256: 53aa51...`, which `pandas.read_csv(..., comment="#")` and `numpy.loadtxt` skip. JSON: one object with
    /// `version`, `link`,
    /// `settings`, `shape`, `block` (values that share a block's scale, `null` without blocks), `stored_bits` and
    /// `bits_per_value` (scales and levels counted), `slices` (`qmin` and `qmax` are the codes of the lowest and the
    /// highest level; `zero_point` is `null` where codes are no integers that it is subtracted from), `metrics` of the
    /// whole tensor, `focus` (the slice in focus: its metrics, KL divergence in nats, error shares of the deciles of |x|
    /// and of the largest 0.1 %), where the layer has inputs `outputs` (their error and the `inputs` themselves), `original`, `codes`, `dequantized`; floats in the fewest digits that read back as f32,
    /// `null` where a value is infinite, and `null` for what is NaN or infinite itself, its code and what it becomes.
    pub fn chunk(&self, kind: ExportKind, i: usize) -> Option<String> {
        let parts = self.tensor.values().len().div_ceil(CHUNK);
        match kind {
            ExportKind::Csv => match i {
                0 => {
                    let lines =
                        self.origin.into_iter().flat_map(Provenance::lines).chain(self.layer.into_iter().flat_map(ExportedLayer::lines));
                    Some(
                        lines.map(|line| format!("# {line}\n")).collect::<String>()
                            + "index,row,column,slice,original,code,dequantized,error\n",
                    )
                }
                _ if i <= parts => Some(self.rows(i - 1)),
                _ => None,
            },
            ExportKind::Json => {
                if i == 0 {
                    return Some(self.head());
                }
                let (array, part) = ((i - 1) / parts, (i - 1) % parts);
                let name = ["original", "codes", "dequantized"].get(array)?;
                let mut text = String::new();
                if part == 0 {
                    write!(text, ",\n\"{name}\":[").ok()?;
                }
                self.numbers(&mut text, array, part);
                text.push_str(if part + 1 < parts { "," } else { "]" });
                if array == 2 && part + 1 == parts {
                    text.push_str("}\n");
                }
                Some(text)
            }
        }
    }

    /// The whole text.
    pub fn text(&self, kind: ExportKind) -> String {
        (0..).map_while(|i| self.chunk(kind, i)).collect()
    }

    /// All members before the arrays, which follow in the same object. Written by hand because a JSON library brings
    /// its own table of powers of ten for floats, 10 kB that every visit would download.
    fn head(&self) -> String {
        let study = self.study;
        let slice = |part: &SliceFit| {
            let (lowest, highest) = part.quantizer.ends();
            let (qmin, qmax) = (part.quantizer.code(lowest), part.quantizer.code(highest));
            let (scale, zero_point) = scale_and_zero(&part.quantizer);
            let Range { lo, hi } = part.range;
            format!(
                r#"{{"scale":{},"zero_point":{},"qmin":{qmin},"qmax":{qmax},"clip_lo":{lo},"clip_hi":{hi}}}"#,
                optional(scale.filter(|scale| scale.is_finite())),
                optional(zero_point)
            )
        };
        let metric = |(name, value): (&str, Option<f64>)| format!(r#""{name}":{}"#, optional(value.filter(|v| v.is_finite())));
        let measures = study.measures(self.tensor);
        let shares = measures.shares.as_ref();
        let stored = study.storage.codes + study.storage.overhead;
        let overhead = [
            ("version", format!("\"{}\"", env!("CARGO_PKG_VERSION"))),
            ("shape", format!("{:?}", self.tensor.shape())),
            ("block", optional(study.block())),
            ("stored_bits", stored.to_string()),
            ("bits_per_value", study.storage.bits_per_value(self.tensor.values().len()).to_string()),
            ("slices", format!("[{}]", study.slice_fits.iter().map(slice).collect::<Vec<_>>().join(","))),
            ("metrics", format!("{{{}}}", study.metrics.named().map(metric).join(","))),
            (
                "focus",
                format!(
                    r#"{{"slice":{},"metrics":{{{}}},"kl_divergence":{},"kl_bins":{},"error_shares":{},"error_share_top":{},"top_count":{}}}"#,
                    study.focus,
                    study.focus_metrics.named().map(metric).join(","),
                    optional(Some(measures.divergence).filter(|v| v.is_finite())),
                    measures.bins,
                    optional(shares.map(|s| format!("{:?}", s.deciles))),
                    optional(shares.map(|s| s.top)),
                    optional(shares.map(|s| s.top_count)),
                ),
            ),
        ];
        let layer = self.layer.map(|layer| ("outputs", layer.json()));
        let members: String = overhead.into_iter().chain(layer).map(|(name, value)| format!(",\n\"{name}\":{value}")).collect();
        self.about.strip_suffix('}').unwrap_or("{\"link\":\"\"").to_owned() + &members
    }

    /// The values of a part, with their index, level and dequantized value.
    fn values(&self, part: usize) -> impl Iterator<Item = (usize, f32, i32, f32)> {
        let mut rng = StochasticRng::new(self.study.settings.rounding_seed);
        self.tensor.values().iter().enumerate().skip(part * CHUNK).take(CHUNK).map(move |(i, &x)| {
            let (level, y) = self.study.apply(i, x, &mut rng);
            (i, x, level, y)
        })
    }

    fn rows(&self, part: usize) -> String {
        let mut text = String::new();
        for (i, x, level, y) in self.values(part) {
            let (row, column) = (i / self.tensor.cols(), i % self.tensor.cols());
            let (slice, code) = (self.study.slices.of(i), self.study.quantizer_of(i).code(level));
            // Writing to a String cannot fail.
            let _ = if let Some(missing) = self.tensor.non_finite().value(i) {
                writeln!(text, "{i},{row},{column},{slice},{missing},,,")
            } else {
                writeln!(text, "{i},{row},{column},{slice},{x},{code},{y},{}", y - x)
            };
        }
        text
    }

    fn numbers(&self, text: &mut String, array: usize, part: usize) {
        for (n, (i, x, level, y)) in self.values(part).enumerate() {
            if n > 0 {
                text.push(',');
            }
            let _ = match array {
                _ if self.tensor.non_finite().at(i) => write!(text, "null"),
                // To Python -0 is the integer 0.
                0 if x == 0.0 && x.is_sign_negative() => write!(text, "-0.0"),
                2 if y == 0.0 && y.is_sign_negative() => write!(text, "-0.0"),
                0 => write!(text, "{x}"),
                1 => write!(text, "{}", self.study.quantizer_of(i).code(level)),
                _ if y.is_finite() => write!(text, "{y}"),
                _ => write!(text, "null"),
            };
        }
    }
}

/// The factor of the codes, and the code of real 0; for tables the factor of their values, and no code.
fn scale_and_zero(quantizer: &Quantizer) -> (Option<f32>, Option<f32>) {
    match quantizer {
        Quantizer::Affine(a) => (Some(a.scale), Some(a.zero_point)),
        Quantizer::Scaled(s) => (Some(s.scale), None),
        Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Identity, steps, .. }) => (Some(1.0 / steps), Some(0.0)),
        Quantizer::ClippedUniform(_) => (None, None),
        Quantizer::GgmlAffine(l) => (Some(l.step), (l.offset == 0.0).then_some(l.zero)),
    }
}
