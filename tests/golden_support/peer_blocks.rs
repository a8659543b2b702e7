//! Blocks as other libraries have them: NVFP4 of modelopt and compressed-tensors, MX and FP8 of compressed-tensors.

use super::{Case, Field, Fields, Outcome};
use quantscope::quant::block::{BlockFormat, Mx, MxElement, Nvfp4, Nvfp4Rule, ScaleRule, Scales};
use quantscope::quant::{Granularity, Quantizer};
use quantscope::study::Scheme;
use quantscope::{Settings, Study, Tensor, TensorCache};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    format: Option<String>,
    #[serde(rename = "granularity")]
    _granularity: Option<Granularity>,
}

/// The blocks' scales, the codes and the values.
struct Fitted {
    scales: Scales,
    codes: Vec<i32>,
    elements: Vec<f32>,
    values: Vec<f32>,
}

fn fitted(case: &Case, format: BlockFormat) -> Result<Fitted, String> {
    let values = case.input()?;
    let cols = case.shape.last().copied().unwrap_or(values.len());
    let blocks = format.fit(&values, cols).map_err(|e| e.to_string())?;
    let back = |(i, &x): (usize, &f32)| blocks.of(i).apply(x, 0.0);
    let applied: Vec<(i32, f32)> = values.iter().enumerate().map(back).collect();
    let code = |(i, (level, _)): (usize, &(i32, f32))| blocks.of(i).code(*level);
    let codes: Vec<i32> = applied.iter().enumerate().map(code).collect();
    let element = |(i, (level, value)): (usize, &(i32, f32))| match blocks.of(i) {
        Quantizer::Scaled(scaled) => quantscope::quant::Scaled { scale: 1.0, ..scaled.clone() }.value(*level),
        _ => *value,
    };
    let elements = applied.iter().enumerate().map(element).collect();
    let values = applied.iter().map(|(_, value)| *value).collect();
    Ok(Fitted { scales: blocks.scales, codes, elements, values })
}

/// modelopt's `NVFP4QTensor`.
pub fn modelopt(case: &Case) -> Result<Outcome, String> {
    let _: Params = case.params()?;
    let found = fitted(case, BlockFormat::Nvfp4(Nvfp4 { two_level: true, rule: Nvfp4Rule::Modelopt }))?;
    let Scales::E4m3 { blocks, tensor: Some(tensor) } = found.scales else { return Err("the scales are of another kind".into()) };
    Ok(Outcome::Fields(vec![
        ("tensor_scale_bits", Field::Floats(vec![tensor])),
        ("scale_bytes", Field::Integers(blocks.into_iter().map(i32::from).collect())),
        ("codes", Field::Integers(found.codes)),
        ("dequantized_bits", Field::Values(found.values)),
    ]))
}

/// compressed-tensors' nvfp4, mxfp4 and mxfp8.
pub fn compressed_tensors(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let mx = |element, rule| BlockFormat::Mx(Mx { element, rule });
    let format = match p.format.as_deref() {
        Some("nvfp4") => BlockFormat::Nvfp4(Nvfp4 { two_level: true, rule: Nvfp4Rule::CompressedTensors }),
        Some("mxfp4") => mx(MxElement::E2m1, ScaleRule::Even),
        Some("mxfp8") => mx(MxElement::E4m3, ScaleRule::EvenFp4),
        other => return Err(format!("the format {other:?} is not known")),
    };
    let found = fitted(case, format)?;
    let (global, scales) = match found.scales {
        Scales::E4m3 { blocks, tensor } => {
            let decode = |byte: u8| quantscope::num::Minifloat::E4M3FN.decode(byte.into());
            (tensor.into_iter().collect(), blocks.into_iter().map(decode).collect())
        }
        Scales::E8m0(scales) => (Vec::new(), scales.into_iter().map(|scale| scale.value()).collect::<Vec<_>>()),
        _ => return Err("the scales are of another kind".into()),
    };
    Ok(Outcome::Fields(vec![
        ("global_scale_bits", Field::Floats(global)),
        ("scale_bits", Field::Floats(scales)),
        ("values_bits", Field::Values(found.elements)),
        ("dequantized_bits", Field::Values(found.values)),
    ]))
}

/// compressed-tensors' FP8 with a scale a row.
pub fn compressed_tensors_fp8(case: &Case) -> Result<Outcome, String> {
    let _: Params = case.params()?;
    let settings = Settings::default().with_scheme(Scheme::E4m3fn).with_scaled(true).with_granularity(Granularity::Row);
    let tensor = Tensor::new(case.shape.clone(), case.input()?).map_err(|e| e.to_string())?;
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, &settings, 0).map_err(|e| e.to_string())?;
    let (codes, values): (Vec<i32>, Vec<f32>) =
        study.levels(cache.tensor()).enumerate().map(|(i, (level, value))| (study.quantizer_of(i).code(level), value)).unzip();
    // compressed-tensors keeps 2^-23 for zeros; the page shows 1, and both give 0 back.
    let zeros: Vec<bool> = cache.tensor().values().chunks(cache.tensor().cols()).map(|row| row.iter().all(|&x| x == 0.0)).collect();
    let scale = |(quantizer, &zeros): (&Quantizer, &bool)| match quantizer {
        _ if zeros => f32::EPSILON,
        Quantizer::Scaled(scaled) => scaled.scale,
        _ => f32::NAN,
    };
    let fields: Fields = vec![
        ("scale_bits", Field::Floats(study.slice_fits.iter().map(|fit| &fit.quantizer).zip(&zeros).map(scale).collect())),
        ("codes", Field::Integers(codes)),
        ("dequantized_bits", Field::Values(values)),
    ];
    Ok(Outcome::Fields(fields))
}
