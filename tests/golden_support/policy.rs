//! NaN, infinities and scales that overflow: what peers do with them differs between platforms, and the crate leaves
//! values that are not finite out. Compared where the crate defines an answer; where it does otherwise, that it does.

use super::affine::per_channel;
use super::formats::{Format, Name, cast};
use super::gguf::{fields, kind, stored};
use super::onnx::{Engine, LinearParams, linear};
use super::{Case, Dtype, Field, Fields, Outcome};
use quantscope::num::{CodeRange, Overflow, Rounding, Specials};
use quantscope::quant::block::{BlockFormat, Nvfp4, Nvfp4Rule};
use quantscope::quant::{Affine, Preset, Range};
use quantscope::study::Scheme;
use quantscope::{Error, Tensor};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum Params {
    TorchQuantizePerTensor {
        dtype: Dtype,
        scale_bits: u32,
        zero_point: i32,
    },
    TorchFakeQuantize {
        scale_bits: u32,
        zero_point: i32,
        quant_min: i32,
        quant_max: i32,
    },
    TorchMinmaxObserver(IgnoredAny),
    TorchCast {
        format: Name,
    },
    MlDtypesCast {
        format: Name,
    },
    OnnxQuantizeLinear(LinearParams),
    TorchaoToMx(IgnoredAny),
    TorchaoNvfp4 {
        two_level: bool,
    },
    GgufQuantize {
        #[serde(rename = "type")]
        name: String,
    },
    ArticleZeroScale {
        mode: Scheme,
    },
}

/// One peer's answer to values that are not finite.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let values = case.input()?;
    let torch = Preset::Torch.convention();
    match case.params()? {
        Params::TorchQuantizePerTensor { dtype, scale_bits, zero_point } => {
            let scale = f32::from_bits(scale_bits);
            let sliced = per_channel(torch, &case.shape, None, &[scale], &[zero_point], dtype.codes(false)?)?;
            let fields =
                vec![("q", Field::Integers(sliced.codes(&values))), ("dequantized_bits", Field::Floats(sliced.dequantized(&values)))];
            // torch casts to a 32-bit integer before it clamps: what does not fit is the processor's choice.
            Ok(Outcome::Promised(fields, values.iter().map(|x| (x / scale).abs() < 2e9).collect()))
        }
        Params::TorchFakeQuantize { scale_bits, zero_point, quant_min, quant_max } => {
            let codes = CodeRange { qmin: quant_min, qmax: quant_max };
            let sliced = per_channel(torch, &case.shape, None, &[f32::from_bits(scale_bits)], &[zero_point], codes)?;
            Ok(Outcome::Fields(vec![("dequantized_bits", Field::Floats(sliced.dequantized(&values)))]))
        }
        Params::TorchMinmaxObserver(_) | Params::TorchaoToMx(_) => left_out(case, values),
        Params::TorchCast { format } => {
            let (fields, promised) = casts(&values, format, Overflow::Saturate);
            Ok(Outcome::Promised(fields, promised))
        }
        Params::MlDtypesCast { format } => {
            let (mut fields, promised) = casts(&values, format, Overflow::Special);
            fields.retain(|(name, _)| *name == "codes");
            Ok(Outcome::Promised(fields, promised))
        }
        Params::OnnxQuantizeLinear(p) => {
            let reference = p.engine == Engine::OnnxReference;
            // The reference evaluator casts to an integer before it clamps.
            Ok(Outcome::Promised(linear(case, p)?, values.iter().map(|x| !reference || x.is_finite()).collect()))
        }
        Params::TorchaoNvfp4 { two_level } => zeros_stay(case, BlockFormat::Nvfp4(Nvfp4 { two_level, rule: Nvfp4Rule::Torchao })),
        Params::GgufQuantize { name } => Ok(Outcome::Fields(fields(stored(case, kind(&name)?, None)?))),
        Params::ArticleZeroScale { mode } => stood_in(&values, mode),
    }
}

/// The crate takes such values as missing, and no tensor without another.
fn left_out(case: &Case, values: Vec<f32>) -> Result<Outcome, String> {
    let not_finite: Vec<usize> = (0..values.len()).filter(|&i| !values[i].is_finite()).collect();
    match Tensor::new(case.shape.clone(), values) {
        Err(Error::NoneFinite { .. }) => Ok(Outcome::Otherwise),
        Ok(tensor) if tensor.non_finite().places().eq(not_finite) && !tensor.non_finite().none() => Ok(Outcome::Otherwise),
        _ => Err("the crate does not leave out what is not finite".into()),
    }
}

/// A cast, and where it is promised. Formats have several codes for NaN, and peers choose different ones.
fn casts(values: &[f32], name: Name, overflow: Overflow) -> (Fields, Vec<bool>) {
    let format = Format::of(name, overflow);
    let any_nan = matches!(&format, Format::Mini(mini) if mini.specials() == Specials::Ieee);
    (cast(values, &format), values.iter().map(|x| !(x.is_nan() && any_nan)).collect())
}

/// The article's formulas divide by a scale of 0; the crate takes the constant's magnitude for it and keeps the values.
fn stood_in(values: &[f32], mode: Scheme) -> Result<Outcome, String> {
    let symmetric = mode == Scheme::Symmetric;
    let codes = CodeRange::of_bits(8, symmetric).map_err(|e| e.to_string())?;
    let range = Range::of(values.iter().copied()).map_err(|e| e.to_string())?;
    let affine = Affine::fit(Preset::Article.convention(), symmetric, range, codes, Rounding::HalfEven).map_err(|e| e.to_string())?;
    match values.iter().find(|&&x| affine.dequantize(affine.clamp(affine.unclamped(x, 0.0))) != x) {
        None => Ok(Outcome::Otherwise),
        Some(x) => Err(format!("{x:e} does not come back from the scale {:e}", affine.scale)),
    }
}

/// torchao divides zeros by a scale of 0 and gets NaN; the crate gets zeros.
fn zeros_stay(case: &Case, format: BlockFormat) -> Result<Outcome, String> {
    let values = case.input()?;
    let blocks = format.fit(&values, values.len()).map_err(|e| e.to_string())?;
    match (0..values.len()).find(|&i| values[i] != 0.0 || blocks.of(i).apply(values[i], 0.0).1 != 0.0) {
        None => Ok(Outcome::Otherwise),
        Some(i) => Err(format!("value {i} is not 0, or does not stay 0")),
    }
}
