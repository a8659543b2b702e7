//! ONNX's operators: `QuantizeLinear` by tensor, axis and block, and `DynamicQuantizeLinear`.

use super::affine::per_channel;
use super::sliced::Sliced;
use super::{Case, Field, Fields, Outcome, floats};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::{Affine, Convention, Degenerate, Precision, Preset, Quantizer, Range, ZeroPoint};
use serde::Deserialize;

/// The integer types of ONNX.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    Int4,
    Uint4,
    Int8,
    Uint8,
    Int16,
    Uint16,
}

impl Dtype {
    /// All codes of the type.
    pub fn codes(self) -> Result<CodeRange, String> {
        let (bits, signed) = match self {
            Self::Int4 => (4, true),
            Self::Uint4 => (4, false),
            Self::Int8 => (8, true),
            Self::Uint8 => (8, false),
            Self::Int16 => (16, true),
            Self::Uint16 => (16, false),
        };
        CodeRange::of_bits(bits, signed).map_err(|e| e.to_string())
    }
}

/// Which implementation ran.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    Onnxruntime,
    OnnxReference,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearParams {
    pub engine: Engine,
    dtype: Dtype,
    scale_bits: Vec<u32>,
    scale_shape: Vec<usize>,
    zero_point: Vec<i32>,
    axis: Option<usize>,
    block_size: Option<usize>,
}

/// `QuantizeLinear` and `DequantizeLinear` with given scales and zero points.
pub fn quantize_linear(case: &Case) -> Result<Outcome, String> {
    Ok(Outcome::Fields(linear(case, case.params()?)?))
}

/// The same with parameters that were read already.
pub fn linear(case: &Case, p: LinearParams) -> Result<Fields, String> {
    let (codes, scales) = (p.dtype.codes()?, floats(&p.scale_bits));
    let onnx = Preset::Onnx.convention();
    let sliced = match (p.axis, p.block_size) {
        (Some(axis), Some(block)) => {
            if scales.len() != p.scale_shape.iter().product::<usize>() || scales.len() != p.zero_point.len() {
                return Err(format!("{} scales do not fit the shape {:?} or the zero points", scales.len(), p.scale_shape));
            }
            let affine = |(&s, &z): (&f32, &i32)| Affine::new(onnx, s, z as f32, codes, Rounding::HalfEven);
            Sliced::new(scales.iter().zip(&p.zero_point).map(affine), blocks(&case.shape, &p.scale_shape, axis, block)?)
        }
        (axis, None) => per_channel(onnx, &case.shape, axis, &scales, &p.zero_point, codes)?,
        (None, Some(_)) => return Err("there are blocks without an axis".into()),
    };
    let values = case.input()?;
    let mut fields = vec![("dequantized_bits", Field::Floats(sliced.dequantized(&values)))];
    // onnxruntime does not hand out codes of 4 bits.
    if p.engine == Engine::OnnxReference || !matches!(p.dtype, Dtype::Int4 | Dtype::Uint4) {
        fields.push(("q", Field::Integers(sliced.codes(&values))));
    }
    Ok(fields)
}

/// The scale of each value when `block` values along `axis` share one; the last block may be short.
fn blocks(shape: &[usize], scale_shape: &[usize], axis: usize, block: usize) -> Result<Vec<usize>, String> {
    let &len = shape.get(axis).ok_or_else(|| format!("there is no axis {axis} in the shape {shape:?}"))?;
    let mut expected = shape.to_vec();
    expected[axis] = len.div_ceil(block);
    if scale_shape != expected {
        return Err(format!("scales of the shape {scale_shape:?} do not fit blocks of {block} along axis {axis} of {shape:?}"));
    }
    let after: usize = shape[axis + 1..].iter().product();
    let of = |i: usize| (i / after / len * expected[axis] + i / after % len / block) * after + i % after;
    Ok((0..shape.iter().product()).map(of).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DynamicParams {
    engine: Engine,
}

/// `DynamicQuantizeLinear`. Both engines compute in f32 and clamp; they differ on a range of zeros.
pub fn dynamic_quantize_linear(case: &Case) -> Result<Outcome, String> {
    let p: DynamicParams = case.params()?;
    let degenerate = match p.engine {
        Engine::Onnxruntime => Degenerate::ZerosOnly,
        Engine::OnnxReference => Degenerate::Range(Range { lo: 0.0, hi: 1.0 }),
    };
    let operator = Convention { precision: Precision::Single, zero_point: ZeroPoint::Clamped, degenerate, ..*Preset::Onnx.convention() };
    let values = case.input()?;
    let range = Range::of(values.iter().copied()).map_err(|e| e.to_string())?;
    let affine = Affine::fit(&operator, false, range, Dtype::Uint8.codes()?, Rounding::HalfEven).map_err(|e| e.to_string())?;
    let quantizer = Quantizer::Affine(affine);
    Ok(Outcome::Fields(vec![
        ("q", Field::Integers(values.iter().map(|&x| quantizer.level(x, 0.0)).collect())),
        ("scale_bits", Field::Floats(vec![affine.scale])),
        ("zero_point", Field::Integers(vec![affine.zero_point as i32])),
    ]))
}
