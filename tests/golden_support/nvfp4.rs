//! NVFP4: the scales, the codes, and what comes back.

use super::blocks::{fields, integers};
use super::{Case, Field, Outcome};
use quantscope::quant::block::{BlockFormat, Nvfp4, Nvfp4Rule, Scales};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    block_size: usize,
    two_level: bool,
}

/// `nvfp4_quantize` and `NVFP4Tensor.dequantize`.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    if p.block_size != Nvfp4::BLOCK {
        return Err(format!("blocks of {} values are not known", p.block_size));
    }
    let (bytes, mut fields) =
        fields(case, BlockFormat::Nvfp4(Nvfp4 { two_level: p.two_level, rule: Nvfp4Rule::Torchao }), |scales| match scales {
            Scales::E4m3 { blocks, tensor } => {
                let tensor = tensor.map(|scale| ("tensor_scale_bits", Field::Floats(vec![scale])));
                Some([("scale_bytes", integers(blocks))].into_iter().chain(tensor).collect())
            }
            _ => None,
        })?;
    fields.push(("data_bytes", integers(&bytes)));
    Ok(Outcome::Fields(fields))
}
