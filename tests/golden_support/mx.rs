//! OCP Microscaling: the scales, the codes, and what comes back.

use super::blocks::{fields, integers};
use super::{Case, Field, Outcome};
use quantscope::quant::block::{BlockFormat, Mx, MxElement, ScaleRule, Scales};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy)]
enum Format {
    #[serde(rename = "mxfp8_e4m3")]
    E4m3,
    #[serde(rename = "mxfp8_e5m2")]
    E5m2,
    #[serde(rename = "mxfp6_e2m3")]
    E2m3,
    #[serde(rename = "mxfp6_e3m2")]
    E3m2,
    #[serde(rename = "mxfp4")]
    E2m1,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "UPPERCASE")]
enum ScaleMode {
    Floor,
    Ceil,
    Even,
    Rceil,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    format: Format,
    block_size: usize,
    scale_mode: ScaleMode,
}

/// `to_mx` and `to_dtype`.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let element = match p.format {
        Format::E4m3 => MxElement::E4m3,
        Format::E5m2 => MxElement::E5m2,
        Format::E2m3 => MxElement::E2m3,
        Format::E3m2 => MxElement::E3m2,
        Format::E2m1 => MxElement::E2m1,
    };
    let rule = match p.scale_mode {
        ScaleMode::Floor => ScaleRule::Floor,
        ScaleMode::Ceil => ScaleRule::Ceil,
        ScaleMode::Even => ScaleRule::Even,
        ScaleMode::Rceil => ScaleRule::Rceil,
    };
    if p.block_size != Mx::BLOCK {
        return Err(format!("blocks of {} values are not known", p.block_size));
    }
    let (bytes, mut fields) = fields(case, BlockFormat::Mx(Mx { element, rule }), |scales| match scales {
        Scales::E8m0(scales) => Some(vec![("scale_bytes", Field::Integers(scales.iter().map(|s| s.0.into()).collect()))]),
        _ => None,
    })?;
    fields.push(("data_bytes", integers(&bytes)));
    Ok(Outcome::Fields(fields))
}
