//! Layers: integer products with zero points, dynamic quantization as onnxruntime runs it, and bitsandbytes' LLM.int8().

use super::{Case, Field, Fields, Outcome, floats};
use quantscope::layer::{InputRounding, IntegerSums, Layer, LayerSettings, LayerStudy, Method, OutputArithmetic};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::{Affine, Granularity, Preset, Quantizer};
use quantscope::study::Scheme;
use quantscope::{Settings, Tensor};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Codes {
    #[serde(rename = "engine")]
    _engine: String,
    x: Vec<i32>,
    w: Vec<i32>,
    columns: usize,
    zero_x: i64,
    zero_w: i64,
}

/// Σ (q_x - z_x) (q_w - z_w) of every token with every channel.
pub fn integer_products(case: &Case) -> Result<Outcome, String> {
    let p: Codes = case.params()?;
    let mut products = Vec::new();
    for x in p.x.chunks_exact(p.columns) {
        for w in p.w.chunks_exact(p.columns) {
            let sums = IntegerSums::of(x.iter().copied().zip(w.iter().copied()));
            products.push(i32::try_from(sums.corrected(p.zero_x, p.zero_w)).map_err(|e| e.to_string())?);
        }
    }
    Ok(Outcome::Fields(vec![("products", Field::Integers(products))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DynamicParams {
    weight_bits: Vec<u32>,
    bias_bits: Option<Vec<u32>>,
}

/// onnxruntime: inputs in 8 bits with one range, the weight in symmetric 8 bits with one scale.
pub fn dynamic(case: &Case) -> Result<Outcome, String> {
    let (found, mut fields) = dynamic_of(case, Preset::Onnx, 8)?;
    fields.push(("products", Field::Integers(found.products()?)));
    Ok(Outcome::Fields(fields))
}

/// torch: the inputs in 7 bits, so that sums of two products fit 16 bits.
pub fn torch_dynamic(case: &Case) -> Result<Outcome, String> {
    Ok(Outcome::Fields(dynamic_of(case, Preset::Torch, 7)?.1))
}

fn dynamic_of(case: &Case, convention: Preset, bits: u8) -> Result<(Found, Fields), String> {
    let p: DynamicParams = case.params()?;
    let base = Settings::default().with_bits(8).with_convention(convention).with_rounding(Rounding::HalfEven);
    let weight = base.clone().with_scheme(Scheme::Symmetric).with_signed(true);
    let inputs = InputRounding::Dynamic(base.with_scheme(Scheme::Asymmetric).with_signed(false).with_bits(bits));
    let settings = LayerSettings::default().with_inputs(inputs).with_calibration(Some(0));
    let bias = p.bias_bits.as_deref().map(floats);
    let found = Found::of(case, &p.weight_bits, bias.as_deref(), &weight, &settings)?;
    let first = found.first()?;
    let (zero, scale_x, scale_w) = (first.zero_x, first.scale_x, first.scale_w);
    let fields = vec![
        ("input_codes", Field::Integers(found.input_codes()?)),
        ("input_zero", Field::Integer(zero)),
        ("input_scale_bits", Field::Floats(vec![scale_x])),
        ("weight_codes", Field::Integers(found.weight_codes()?)),
        ("weight_scale_bits", Field::Floats(vec![scale_w])),
        ("output_bits", Field::Floats(found.outputs())),
    ];
    Ok((found, fields))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequantizedParams {
    x: Vec<i32>,
    w: Vec<i32>,
    columns: usize,
    zero_x: i64,
    zero_w: i64,
    zero_y: i32,
    signed: bool,
    scale_x_bits: u32,
    scale_w_bits: u32,
    scale_y_bits: u32,
}

/// Outputs as codes of 8 bits with given scales and zero points.
pub fn requantized(case: &Case) -> Result<Outcome, String> {
    let p: RequantizedParams = case.params()?;
    let [scale_x, scale_w, scale_y] = [p.scale_x_bits, p.scale_w_bits, p.scale_y_bits].map(f32::from_bits);
    let codes = CodeRange::of_bits(8, p.signed).map_err(|e| e.to_string())?;
    let y = Affine::new(Preset::Onnx.convention(), scale_y, p.zero_y as f32, codes, Rounding::HalfEven);
    let code = |x: &[i32], w: &[i32]| {
        let sums = IntegerSums::of(x.iter().copied().zip(w.iter().copied()));
        let value = f64::from(scale_x) * f64::from(scale_w) * sums.corrected(p.zero_x, p.zero_w) as f64;
        y.clamp(y.unclamped(value as f32, 0.0)) as i32
    };
    let codes = p.x.chunks_exact(p.columns).flat_map(|x| p.w.chunks_exact(p.columns).map(move |w| (x, w)));
    Ok(Outcome::Fields(vec![("codes", Field::Integers(codes.map(|(x, w)| code(x, w)).collect()))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LlmInt8Params {
    threshold: f32,
    weight_bits: Vec<u32>,
}

/// Inputs by tokens and weights by rows in symmetric 8 bits with the divisor 127; columns with large inputs in FP16.
pub fn llm_int8(case: &Case) -> Result<Outcome, String> {
    let p: LlmInt8Params = case.params()?;
    let rows = Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_granularity(Granularity::Row);
    // bitsandbytes switches the threshold off with 0.
    let method = if p.threshold > 0.0 { Method::LlmInt8 { threshold: p.threshold } } else { Method::RoundToNearest };
    let inputs = InputRounding::Dynamic(rows.clone());
    let settings = LayerSettings::default().with_inputs(inputs).with_method(method).with_calibration(Some(0));
    let found = Found::of(case, &p.weight_bits, None, &rows, &settings)?;
    let part = &found.study.inputs[found.study.inputs.len() - 1];
    let absmax = |scales: Vec<f32>| Field::Floats(scales.into_iter().map(|scale| scale * 127.0).collect());
    let rounded = &found.study.prepared.rounded;
    let fit = part.fit.as_ref().ok_or("the inputs are not rounded")?;
    let scales = |quantizers: &[Quantizer]| quantizers.iter().map(scale_of).collect::<Result<Vec<_>, _>>();
    let mut codes = found.input_codes()?;
    let float: Vec<usize> = part.float_columns.iter().map(|&column| column as usize).collect();
    let columns = case.shape[1];
    // Where bitsandbytes multiplies in FP16, its codes are 0.
    codes.chunks_exact_mut(columns).for_each(|token| float.iter().for_each(|&column| token[column] = 0));
    Ok(Outcome::Fields(vec![
        ("outlier_columns", Field::Integers(float.iter().map(|&column| column as i32).collect())),
        ("input_codes", Field::Integers(codes)),
        ("input_absmax_bits", absmax(scales(&fit.quantizers)?)),
        ("weight_codes", Field::Integers(found.weight_codes()?)),
        ("weight_absmax_bits", absmax(scales(&rounded.quantizers)?)),
        ("products", Field::Integers(found.products()?)),
        ("output_bits", Field::Floats(found.outputs())),
    ]))
}

/// A case's layer under settings, with the arithmetic of each output.
struct Found {
    study: LayerStudy,
    outputs: Vec<OutputArithmetic>,
}

impl Found {
    fn of(case: &Case, weight_bits: &[u32], bias: Option<&[f32]>, weight: &Settings, settings: &LayerSettings) -> Result<Self, String> {
        let [tokens, columns] = case.shape[..] else { return Err("the inputs are no matrix".into()) };
        let w = floats(weight_bits);
        let w = Tensor::new(vec![w.len() / columns, columns], w).map_err(|e| e.to_string())?;
        let x = Tensor::new(vec![tokens, columns], case.input()?).map_err(|e| e.to_string())?;
        let layer = Layer::new(&w, bias, &x).map_err(|e| e.to_string())?;
        let study = LayerStudy::new(&layer, weight, settings).map_err(|e| e.to_string())?;
        let mut outputs = Vec::new();
        for (token, channel) in (0..tokens).flat_map(|token| (0..layer.channels()).map(move |channel| (token, channel))) {
            let found = study.arithmetic(&layer, token, channel).map_err(|e| e.to_string())?;
            outputs.push(found.ok_or("the layer does not multiply integers")?);
        }
        Ok(Self { study, outputs })
    }

    fn first(&self) -> Result<&quantscope::layer::RunArithmetic, String> {
        self.outputs.first().and_then(|output| output.runs.first()).ok_or("there is no output".into())
    }

    /// Each output's sum of integer products, zero points taken out.
    fn products(&self) -> Result<Vec<i32>, String> {
        let sum = |output: &OutputArithmetic| i32::try_from(output.runs.iter().map(|run| run.corrected).sum::<i64>());
        self.outputs.iter().map(sum).collect::<Result<_, _>>().map_err(|e| e.to_string())
    }

    fn outputs(&self) -> Vec<f32> {
        self.outputs.iter().map(|output| output.output as f32).collect()
    }

    fn input_codes(&self) -> Result<Vec<i32>, String> {
        let part = &self.study.inputs[self.study.inputs.len() - 1];
        let fit = part.fit.as_ref().ok_or("the inputs are not rounded")?;
        codes_of(&part.inputs, |index| fit.quantizer_of(index))
    }

    fn weight_codes(&self) -> Result<Vec<i32>, String> {
        let prepared = &self.study.prepared;
        codes_of(prepared.to_round().values(), |index| prepared.rounded.quantizer_of(index))
    }
}

/// The codes of values.
pub fn codes_of<'a>(values: &[f32], quantizer: impl Fn(usize) -> &'a Quantizer) -> Result<Vec<i32>, String> {
    Ok(values.iter().enumerate().map(|(index, &x)| quantizer(index).code(quantizer(index).level(x, 0.0))).collect())
}

fn scale_of(quantizer: &Quantizer) -> Result<f32, String> {
    match quantizer {
        Quantizer::Affine(affine) => Ok(affine.scale),
        _ => Err("the codes are no integers".into()),
    }
}
