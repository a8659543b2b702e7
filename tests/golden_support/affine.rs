//! Quantization with a scale and a zero point: the article's two functions, and torch's kernels.

use super::sliced::Sliced;
use super::{Case, Channels, Dtype, Field, Outcome, floats};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::{Affine, Convention, Granularity, Preset, Quantizer};
use quantscope::study::Scheme;
use quantscope::{Settings, Study, Tensor, TensorCache};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleParams {
    mode: Scheme,
    bits: u8,
    axis: String,
    round: String,
    qmin: i32,
    qmax: i32,
}

/// The article's functions, as a study of the tensor by rows.
pub fn article(case: &Case) -> Result<Outcome, String> {
    let p: ArticleParams = case.params()?;
    if p.axis != "row" || p.round != "half_even" {
        return Err(format!("axis '{}' with rounding '{}' is not known", p.axis, p.round));
    }
    let symmetric = p.mode == Scheme::Symmetric;
    let settings = Settings::default().with_scheme(p.mode).with_bits(p.bits).with_signed(symmetric).with_granularity(Granularity::Row);
    let tensor = Tensor::new(case.shape.clone(), case.input()?).map_err(|e| e.to_string())?;
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, &settings, 0).map_err(|e| e.to_string())?;

    let mut rows = Vec::new();
    for part in &study.slice_fits {
        let Quantizer::Affine(row) = &part.quantizer else { return Err("the study does not quantize to integers".into()) };
        if row.codes != (CodeRange { qmin: p.qmin, qmax: p.qmax }) {
            return Err(format!("codes are {:?}, expected {} to {}", row.codes, p.qmin, p.qmax));
        }
        rows.push(row);
    }
    let (q, dequantized): (Vec<i32>, Vec<f32>) = study.levels(cache.tensor()).unzip();
    let mut fields = vec![
        ("scale_bits", Field::Floats(rows.iter().map(|r| r.scale).collect())),
        ("q", Field::Integers(q)),
        ("dequantized_bits", Field::Floats(dequantized)),
    ];
    if !symmetric {
        fields.push(("zero_point", Field::Integers(rows.iter().map(|r| r.zero_point as i32).collect())));
    }
    Ok(Outcome::Fields(fields))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    PerTensor,
    PerChannel,
}

/// Checks that a per-channel case names its axis and a per-tensor case none.
fn axis_of(op: &Op, axis: Option<usize>) -> Result<Option<usize>, String> {
    match (op, axis) {
        (Op::PerTensor, None) | (Op::PerChannel, Some(_)) => Ok(axis),
        (Op::PerTensor, Some(_)) => Err("a per_tensor case has an axis".into()),
        (Op::PerChannel, None) => Err("a per_channel case has no axis".into()),
    }
}

/// Quantizers with given scales and zero points, one a channel: as many as there are channels.
pub fn per_channel(
    convention: &Convention,
    shape: &[usize],
    axis: Option<usize>,
    scales: &[f32],
    zero_points: &[i32],
    codes: CodeRange,
) -> Result<Sliced, String> {
    let channels = Channels::new(shape, axis)?;
    if scales.len() != channels.count() || zero_points.len() != channels.count() {
        return Err(format!("{} scales and {} zero points for {} channels", scales.len(), zero_points.len(), channels.count()));
    }
    let affine = |(&s, &z): (&f32, &i32)| Affine::new(convention, s, z as f32, codes, Rounding::HalfEven);
    let values = shape.iter().product();
    Ok(Sliced::new(scales.iter().zip(zero_points).map(affine), (0..values).map(|i| channels.of(i)).collect()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TorchAffineParams {
    op: Op,
    axis: Option<usize>,
    dtype: Dtype,
    scale_bits: Vec<u32>,
    zero_point: Vec<i32>,
}

/// `quantize_per_tensor`, `quantize_per_channel`, and back.
pub fn torch_affine(case: &Case) -> Result<Outcome, String> {
    let p: TorchAffineParams = case.params()?;
    let codes = p.dtype.codes(false)?;
    let quantizers =
        per_channel(Preset::Torch.convention(), &case.shape, axis_of(&p.op, p.axis)?, &floats(&p.scale_bits), &p.zero_point, codes)?;
    let values = case.input()?;
    let (q, dequantized) = (quantizers.codes(&values), quantizers.dequantized(&values));
    Ok(Outcome::Fields(vec![("q", Field::Integers(q)), ("dequantized_bits", Field::Floats(dequantized))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FakeQuantizeParams {
    op: Op,
    axis: Option<usize>,
    scale_bits: Vec<u32>,
    zero_point: Vec<i32>,
    quant_min: i32,
    quant_max: i32,
}

/// `fake_quantize_per_tensor_affine`, `fake_quantize_per_channel_affine`, and the mask of their gradient.
pub fn torch_fake_quantize(case: &Case) -> Result<Outcome, String> {
    let p: FakeQuantizeParams = case.params()?;
    let codes = CodeRange { qmin: p.quant_min, qmax: p.quant_max };
    let quantizers =
        per_channel(Preset::Torch.convention(), &case.shape, axis_of(&p.op, p.axis)?, &floats(&p.scale_bits), &p.zero_point, codes)?;
    let values = case.input()?;
    Ok(Outcome::Fields(vec![
        ("dequantized_bits", Field::Floats(quantizers.dequantized(&values))),
        ("grad_mask", Field::Integers(quantizers.within(&values))),
    ]))
}
