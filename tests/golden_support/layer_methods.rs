//! What prepares a layer: SmoothQuant's and AWQ's scales, and the codes of GPTQ.

use super::layer::codes_of;
use super::{Case, Field, Outcome, floats};
use quantscope::layer::{AwqSearch, Calibration, ColumnOrder, GptqWalk, smooth_quant_scales};
use quantscope::quant::{Granularity, Preset};
use quantscope::study::Scheme;
use quantscope::{Settings, Tensor};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmoothQuantParams {
    alpha: f32,
    weight_bits: Vec<u32>,
}

/// The scale of each column.
pub fn smooth_quant(case: &Case) -> Result<Outcome, String> {
    let p: SmoothQuantParams = case.params()?;
    let (x, columns, w) = layer(case, &p.weight_bits)?;
    let scales = smooth_quant_scales(Calibration::new(&x, columns), &w, p.alpha).map_err(|e| e.to_string())?;
    Ok(Outcome::Fields(vec![("scale_bits", Field::Floats(scales))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AwqParams {
    bits: u8,
    zero_point: bool,
    group: u32,
    weight_bits: Vec<u32>,
}

/// The scales of the ratio whose outputs err least.
pub fn awq(case: &Case) -> Result<Outcome, String> {
    let p: AwqParams = case.params()?;
    let (x, columns, w) = layer(case, &p.weight_bits)?;
    // AutoAWQ divides a symmetric range by 2^(bits - 1) - 1, as the textbook does; with a zero point its formulas are GPTQ's.
    let settings = match p.zero_point {
        true => settings(Scheme::Asymmetric, p.bits, p.group).with_convention(Preset::Gptq),
        false => settings(Scheme::Symmetric, p.bits, p.group).with_convention(Preset::Article),
    };
    let mut search = AwqSearch::new(&w, Calibration::new(&x, columns), &settings, 20).map_err(|e| e.to_string())?;
    let found = search.advance(&w, &mut u64::MAX.clone()).map_err(|e| e.to_string())?.ok_or("the search did not end")?;
    Ok(Outcome::Fields(vec![("scale_bits", Field::Floats(found.scales))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GptqParams {
    bits: u8,
    symmetric: bool,
    group: u32,
    by_activation: bool,
    damping: f32,
    weight_bits: Vec<u32>,
}

/// The share of equal codes that is promised: the package factors H in f32, which decides some ties.
const EQUAL: f64 = 0.999;

/// The codes, equal but for ties, and the mean squared error of the outputs.
pub fn gptq(case: &Case) -> Result<Outcome, String> {
    let p: GptqParams = case.params()?;
    let (x, columns, w) = layer(case, &p.weight_bits)?;
    let scheme = if p.symmetric { Scheme::Symmetric } else { Scheme::Asymmetric };
    let settings = settings(scheme, p.bits, p.group).with_convention(Preset::Gptq);
    let order = if p.by_activation { ColumnOrder::Activation } else { ColumnOrder::Given };
    let calibration = Calibration::new(&x, columns);
    let mut walk = GptqWalk::new(&w, calibration, &settings, p.damping, order).map_err(|e| e.to_string())?;
    walk.advance(calibration, columns, &mut u64::MAX.clone()).map_err(|e| e.to_string())?;
    let (moved, rounded) = walk.rounded();
    let codes = codes_of(&moved, |index| rounded.quantizer_of(index))?;
    let expected: Vec<i32> = case.expected("codes")?;
    let equal: Vec<bool> = codes.iter().zip(&expected).map(|(code, other)| code == other).collect();
    let share = equal.iter().filter(|&&equal| equal).count() as f64 / equal.len() as f64;
    if share < EQUAL {
        return Err(format!("a share of {share} of the codes is equal, less than {EQUAL}"));
    }
    let errors: Vec<f64> = rounded.values.iter().zip(w.values()).map(|(y, w)| f64::from(*y) - f64::from(*w)).collect();
    let output = |token: &[f32], row: &[f64]| token.iter().zip(row).map(|(&x, e)| f64::from(x) * e).sum::<f64>().powi(2);
    let outputs = x.chunks_exact(columns).flat_map(|token| errors.chunks_exact(columns).map(move |row| output(token, row)));
    let mse = outputs.sum::<f64>() / (x.len() / columns * w.rows()) as f64;
    let fields = vec![("codes", Field::Integers(codes)), ("output_mse_bits", Field::Floats(vec![mse as f32]))];
    Ok(Outcome::Promised(fields, equal))
}

/// Integers of a scheme by rows or groups.
fn settings(scheme: Scheme, bits: u8, group: u32) -> Settings {
    let settings = Settings::default().with_scheme(scheme).with_signed(scheme == Scheme::Symmetric).with_bits(bits);
    if group == 0 { settings.with_granularity(Granularity::Row) } else { settings.with_granularity(Granularity::Group).with_group(group) }
}

/// A case's inputs, their columns, and its weight.
fn layer(case: &Case, weight_bits: &[u32]) -> Result<(Vec<f32>, usize, Tensor), String> {
    let [_, columns] = case.shape[..] else { return Err("the inputs are no matrix".into()) };
    let w = floats(weight_bits);
    let w = Tensor::new(vec![w.len() / columns, columns], w).map_err(|e| e.to_string())?;
    Ok((case.input()?, columns, w))
}
