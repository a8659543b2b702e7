//! onnxruntime's quantization tooling: scale and zero point of a range; the histogram its calibrators collect over
//! batches, and the range they tell from it.

use super::onnx::Dtype;
use super::{Case, Field, Outcome};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::search::OrtCollector;
use quantscope::quant::{Affine, Preset, Range};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum Params {
    ComputeScaleZp(ScaleParams),
    Percentile(Calibration),
    Entropy(Calibration),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleParams {
    dtype: Dtype,
    symmetric: bool,
    reduce_range: bool,
    min_real_range: Option<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibration {
    symmetric: bool,
    num_bins: usize,
    num_quantized_bins: usize,
    percentile: f64,
    batches: Vec<usize>,
}

/// One operation of the tooling.
pub fn run(case: &Case) -> Result<Outcome, String> {
    match case.params()? {
        Params::ComputeScaleZp(p) => compute_scale_zp(case, &p),
        Params::Percentile(p) => calibrate(case, &p, false),
        Params::Entropy(p) => calibrate(case, &p, true),
    }
}

/// The tooling's codes of a type: its table has a reduced range for 8 bits.
fn codes(p: &ScaleParams) -> Result<CodeRange, String> {
    match (p.reduce_range, p.dtype) {
        (false, dtype) => dtype.codes(),
        (true, Dtype::Int8) => Ok(CodeRange { qmin: -64, qmax: 64 }),
        (true, Dtype::Uint8) => Ok(CodeRange { qmin: 0, qmax: 127 }),
        (true, _) => Err("a reduced range of this type is not known".into()),
    }
}

/// `compute_scale_zp` for a range that is the case's input.
fn compute_scale_zp(case: &Case, p: &ScaleParams) -> Result<Outcome, String> {
    let input = case.input()?;
    let &[lo, hi] = input.as_slice() else { return Err("the input is not a range".into()) };
    let mut range = Range { lo, hi };
    if let Some(width) = p.min_real_range {
        range = range.with_zero().at_least(width);
    }
    let fitted = Affine::fit(Preset::Onnx.convention(), p.symmetric, range, codes(p)?, Rounding::HalfEven).map_err(|e| e.to_string())?;
    Ok(Outcome::Fields(vec![
        ("quant_min", Field::Integer(fitted.codes.qmin)),
        ("quant_max", Field::Integer(fitted.codes.qmax)),
        ("scale_bits", Field::Floats(vec![fitted.scale])),
        ("zero_point", Field::Integer(fitted.zero_point as i32)),
    ]))
}

/// Collects the batches and tells the range.
fn calibrate(case: &Case, p: &Calibration, entropy: bool) -> Result<Outcome, String> {
    let values = case.input()?;
    let mut collector = OrtCollector::new(p.num_bins, !entropy && p.symmetric);
    for batch in super::batches(&values, &p.batches)? {
        collector.observe(batch).map_err(|e| e.to_string())?;
    }
    let found = if entropy { collector.entropy(p.num_quantized_bins) } else { collector.percentile(p.percentile) };
    let found = found.ok_or("nothing was observed")?;
    let counts = collector.counts();
    let filled: Vec<usize> = (0..counts.len()).filter(|&i| counts[i] != 0).collect();
    let mut fields = vec![
        ("low_bits", Field::Floats(vec![found.range.lo])),
        ("high_bits", Field::Floats(vec![found.range.hi])),
        ("histogram_bins", Field::Integer(counts.len() as i32)),
        ("histogram_index", Field::Integers(filled.iter().map(|&i| i as i32).collect())),
        ("histogram_count", Field::Integers(filled.iter().map(|&i| counts[i] as i32).collect())),
    ];
    if entropy {
        fields.push(("candidates", Field::Integer(found.curve.len() as i32)));
    }
    Ok(Outcome::Fields(fields))
}
