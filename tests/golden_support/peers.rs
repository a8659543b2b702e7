//! Integers as other libraries' conventions have them, through whole studies: what the page shows is what is compared.

use super::{Case, Field, Fields, Outcome};
use quantscope::quant::{Affine, GgmlAffine, Granularity, Preset, Quantizer, RangeMethod};
use quantscope::study::Scheme;
use quantscope::{Settings, Study, Tensor, TensorCache};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    bits: u8,
    #[serde(default)]
    symmetric: bool,
    granularity: Option<Granularity>,
    group: Option<u32>,
    #[serde(default)]
    qmin: i32,
    #[serde(rename = "qmax")]
    _qmax: Option<i32>,
    mode: Option<String>,
    #[serde(default)]
    mse: bool,
    #[serde(rename = "signed")]
    _signed: Option<bool>,
    qtype: Option<String>,
    method: Option<RangeMethod>,
    #[serde(rename = "half_range")]
    _half_range: Option<bool>,
}

impl Params {
    fn settings(&self, preset: Preset) -> Settings {
        Settings::default()
            .with_scheme(if self.symmetric { Scheme::Symmetric } else { Scheme::Asymmetric })
            .with_bits(self.bits)
            .with_signed(self.qmin < 0)
            .with_granularity(self.granularity.unwrap_or(Granularity::Group))
            .with_group(self.group.unwrap_or(32))
            .with_range(if self.mse { RangeMethod::Gptq } else { RangeMethod::MinMax })
            .with_convention(preset)
    }
}

/// The quantizers of the slices, and the stored code and the value of each number.
struct Studied {
    quantizers: Vec<Quantizer>,
    codes: Vec<i32>,
    values: Vec<f32>,
}

impl Studied {
    fn of(case: &Case, settings: &Settings) -> Result<Self, String> {
        let tensor = Tensor::new(case.shape.clone(), case.input()?).map_err(|e| e.to_string())?;
        let mut cache = TensorCache::new(tensor);
        let study = Study::new(&mut cache, settings, 0).map_err(|e| e.to_string())?;
        let (codes, values) =
            study.levels(cache.tensor()).enumerate().map(|(i, (level, value))| (study.quantizer_of(i).code(level), value)).unzip();
        Ok(Self { quantizers: study.slice_fits.into_iter().map(|fit| fit.quantizer).collect(), codes, values })
    }

    fn numbers(&self, affine: fn(&Affine) -> f32, line: fn(&GgmlAffine) -> f32) -> Vec<f32> {
        let number = |quantizer: &Quantizer| match quantizer {
            Quantizer::Affine(a) => affine(a),
            Quantizer::GgmlAffine(l) => line(l),
            Quantizer::Scaled(s) => s.scale,
            Quantizer::ClippedUniform(_) => f32::NAN,
        };
        self.quantizers.iter().map(number).collect()
    }

    fn scales(&self) -> Vec<f32> {
        self.numbers(|a| a.scale, |l| l.step)
    }

    fn zero_points(&self) -> Field {
        Field::Integers(self.numbers(|a| a.zero_point, |l| l.zero).into_iter().map(|z| z as i32).collect())
    }

    fn back(self) -> (&'static str, Field) {
        ("dequantized_bits", Field::Values(self.values))
    }
}

/// Scales, zero points, codes and values.
fn whole(case: &Case, settings: &Settings) -> Result<Outcome, String> {
    let studied = Studied::of(case, settings)?;
    Ok(Outcome::Fields(vec![
        ("scale_bits", Field::Floats(studied.scales())),
        ("zero_point", studied.zero_points()),
        ("q", Field::Integers(studied.codes.clone())),
        studied.back(),
    ]))
}

fn as_preset(case: &Case, preset: Preset) -> Result<Outcome, String> {
    whole(case, &case.params::<Params>()?.settings(preset))
}

/// compressed-tensors.
pub fn compressed_tensors(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::CompressedTensors)
}

/// coremltools.
pub fn coremltools(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::Coremltools)
}

/// NNCF.
pub fn nncf(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::Nncf)
}

/// ai-edge-quantizer.
pub fn litert(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::Litert)
}

/// qwix's integers.
pub fn qwix(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::Qwix)
}

/// GPTQ's `Quantizer`, also with its search.
pub fn gptq(case: &Case) -> Result<Outcome, String> {
    as_preset(case, Preset::Gptq)
}

/// neural-compressor's three modes.
pub fn neural_compressor(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let preset = if p.mode.as_deref() == Some("full") { Preset::NeuralCompressorFull } else { Preset::NeuralCompressor };
    whole(case, &p.settings(preset))
}

/// AutoAWQ returns no codes.
pub fn awq(case: &Case) -> Result<Outcome, String> {
    let studied = Studied::of(case, &case.params::<Params>()?.settings(Preset::Awq))?;
    Ok(Outcome::Fields(vec![("scale_bits", Field::Floats(studied.scales())), ("zero_point", studied.zero_points()), studied.back()]))
}

/// optimum-quanto: 8 bits with a scale, fewer with the lower end of the range.
pub fn quanto(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let settings = p.settings(Preset::Quanto);
    let float = p.qtype.as_deref() == Some("qfloat8_e4m3fn");
    let studied = Studied::of(case, &if float { settings.with_scheme(Scheme::E4m3fn).with_scaled(true) } else { settings })?;
    // quanto keeps a scale of 0 for zeros; the page shows 1, and both give 0 back.
    let zeros = case.input()?;
    let per = zeros.len() / studied.quantizers.len();
    let scales = zeros.chunks(per).zip(studied.scales()).map(|(slice, scale)| if slice.iter().all(|&x| x == 0.0) { 0.0 } else { scale });
    let mut fields: Fields = vec![("scale_bits", Field::Floats(scales.collect()))];
    if !p.symmetric {
        fields.push(("shift_bits", Field::Values(studied.numbers(|_| f32::NAN, |l| -l.offset))));
    }
    fields.push((if float { "codes" } else { "q" }, Field::Integers(studied.codes.clone())));
    fields.push(studied.back());
    Ok(Outcome::Fields(fields))
}

/// MLX's affine mode, with its packed bytes.
pub fn mlx(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let studied = Studied::of(case, &p.settings(Preset::Mlx))?;
    let bits = studied.codes.iter().flat_map(|&code| (0..p.bits).map(move |bit| (code >> bit) as u8 & 1)).collect::<Vec<_>>();
    let bytes = bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |all, bit| all << 1 | bit)).collect();
    // A line falls where its step is negative, and its level is then the negated code.
    Ok(Outcome::Fields(vec![
        ("scale_bits", Field::Floats(studied.numbers(|_| f32::NAN, |l| l.step))),
        ("bias_bits", Field::Values(studied.numbers(|_| f32::NAN, |l| l.offset))),
        ("q", Field::Integers(studied.codes.clone())),
        ("bytes_hex", Field::Bytes(bytes)),
        studied.back(),
    ]))
}

/// Distiller's four modes. Its zero point has the other sign, and the file gives it turned.
pub fn distiller(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let preset = if p.mode.as_deref() == Some("restricted") { Preset::DistillerRestricted } else { Preset::Distiller };
    let studied = Studied::of(case, &p.settings(preset))?;
    Ok(Outcome::Fields(vec![
        ("inverse_scale_bits", Field::Floats(studied.numbers(|a| a.reciprocal, |_| f32::NAN))),
        ("zero_point", studied.zero_points()),
        ("q", Field::Integers(studied.codes.clone())),
        studied.back(),
    ]))
}

/// TensorRT's `_tensor_quant`, and its affine form, whose scale is not returned.
pub fn tensorrt(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let studied = Studied::of(case, &p.settings(Preset::Tensorrt))?;
    let inverse = ("inverse_scale_bits", Field::Floats(studied.numbers(|a| a.reciprocal, |_| f32::NAN)));
    let mut fields = if p.symmetric { vec![inverse] } else { Vec::new() };
    fields.push(("q", Field::Integers(studied.codes.clone())));
    fields.push(studied.back());
    Ok(Outcome::Fields(fields))
}

/// The ranges of Distiller's ACIQ.
pub fn aciq(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let method = p.method.ok_or("it names no method")?;
    let settings = Params { granularity: Some(Granularity::Tensor), ..p }.settings(Preset::Article).with_range(method);
    let tensor = Tensor::new(case.shape.clone(), case.input()?).map_err(|e| e.to_string())?;
    let study = Study::new(&mut TensorCache::new(tensor), &settings, 0).map_err(|e| e.to_string())?;
    let range = study.slice_fits.first().ok_or("it has no slice")?.range;
    Ok(Outcome::Fields(vec![("lo_bits", Field::Float(range.lo)), ("hi_bits", Field::Float(range.hi))]))
}
