//! bitsandbytes' 4-bit blocks: magnitudes, packed codes, and what comes back.

use super::blocks::{fields, integers};
use super::{Case, Field, Outcome, floats};
use quantscope::quant::block::{BlockFormat, Bnb, BnbType, Nested, Scales};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Type {
    Nf4,
    Fp4,
}

impl Type {
    fn book(self) -> BnbType {
        match self {
            Self::Nf4 => BnbType::Nf4,
            Self::Fp4 => BnbType::Fp4,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(rename = "type")]
    book: Type,
    block_size: usize,
}

/// `quantize_4bit` and `dequantize_4bit`.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let bnb = Bnb::new(p.book.book(), p.block_size, false).map_err(|e| e.to_string())?;
    let (bytes, mut fields) = fields(case, BlockFormat::Bnb(bnb), |scales| match scales {
        Scales::Absmax(magnitudes) => Some(vec![("absmax_bits", Field::Floats(magnitudes.clone()))]),
        _ => None,
    })?;
    fields.push(("packed_hex", Field::Bytes(bytes)));
    Ok(Outcome::Fields(fields))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NestedParams {
    offset_bits: u32,
}

/// `quantize_blockwise` of magnitudes less a given offset, and back. The offset is given because the peer's own sum
/// depends on the machine.
pub fn nested(case: &Case) -> Result<Outcome, String> {
    let p: NestedParams = case.params()?;
    let magnitudes = case.input()?;
    let [offset] = floats(&[p.offset_bits])[..] else { return Err("one offset".into()) };
    let nested = Nested::with_offset(&magnitudes, offset);
    let own = Nested::new(&magnitudes).offset;
    if (own - offset).abs() > offset.abs() * 1e-6 {
        return Err(format!("the offset is {own:e}, the peer's {offset:e}"));
    }
    Ok(Outcome::Fields(vec![
        ("codes", integers(&nested.codes)),
        ("absmax_bits", Field::Floats(nested.absmax.clone())),
        ("dequantized_bits", Field::Floats(nested.magnitudes())),
    ]))
}
