//! DoReFa, WRPN and PACT as written in torch.

use super::{Case, Field, Outcome};
use quantscope::quant::{dorefa_weights, pact_activations, unit_activations, wrpn_weights};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
enum Params {
    DorefaWeight { bits: u8 },
    DorefaActivation { bits: u8 },
    WrpnActivation { bits: u8 },
    WrpnWeight { bits: u8 },
    Pact { bits: u8, alpha_bits: u32 },
}

/// Codes and values; the code of a single bit is called its sign.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let values = case.input()?;
    let params = case.params()?;
    let quantizer = match params {
        Params::DorefaWeight { bits } => dorefa_weights(&values, bits),
        Params::DorefaActivation { bits } | Params::WrpnActivation { bits } => unit_activations(bits),
        Params::WrpnWeight { bits } => wrpn_weights(bits),
        Params::Pact { bits, alpha_bits } => pact_activations(f32::from_bits(alpha_bits), bits),
    };
    let quantizer = quantizer.map_err(|e| e.to_string())?;
    let (levels, dequantized): (Vec<i32>, Vec<f32>) = values.iter().map(|&x| quantizer.apply(x, 0.0)).unzip();
    let codes = match params {
        Params::DorefaWeight { bits: 1 } => ("sign", Field::Integers(levels.into_iter().map(|level| [-1, 1][level as usize]).collect())),
        _ => ("q", Field::Integers(levels)),
    };
    Ok(Outcome::Fields(vec![codes, ("dequantized_bits", Field::Floats(dequantized))]))
}
