//! ggml's blocks: bytes from values, values from bytes, and what the quantizers of the runs make of the values.

use super::{Case, Field, Fields, Outcome, floats};
use quantscope::quant::block::ggml::{GgmlType, Proof};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Op {
    Quantize,
    Dequantize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    op: Op,
    #[serde(rename = "type")]
    name: String,
    bytes_hex: Option<String>,
    blocks: Option<usize>,
    importance_bits: Option<Vec<u32>>,
}

/// Quantizing followed by dequantizing, or the latter alone.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let kind = kind(&p.name)?;
    match (p.op, p.bytes_hex, p.blocks) {
        (Op::Dequantize, Some(hex), Some(blocks)) => {
            let bytes = from_hex(&hex)?;
            if bytes.len() != blocks * kind.bytes() {
                return Err(format!("{} bytes are not {blocks} blocks", bytes.len()));
            }
            Ok(Outcome::Fields(vec![("dequantized_bits", Field::Floats(kind.dequantize(&bytes).map_err(|e| e.to_string())?))]))
        }
        (Op::Quantize, None, None) => {
            let importance = p.importance_bits.as_deref().map(floats);
            Ok(Outcome::Fields(quantized(case, kind, importance.as_deref())?))
        }
        _ => Err("a case has either an input or bytes and their number of blocks".into()),
    }
}

/// The type of this name.
pub fn kind(name: &str) -> Result<GgmlType, String> {
    GgmlType::ALL.iter().copied().find(|kind| kind.name() == name).ok_or_else(|| format!("the type '{name}' is not known"))
}

/// The bytes of the case's values, and what they hold.
pub fn stored(case: &Case, kind: GgmlType, importance: Option<&[f32]>) -> Result<(Vec<u8>, Vec<f32>), String> {
    let cols = *case.shape.last().ok_or("there is no last axis")?;
    let bytes = kind.quantize(&case.input()?, cols, importance).map_err(|e| e.to_string())?;
    let dequantized = kind.dequantize(&bytes).map_err(|e| e.to_string())?;
    Ok((bytes, dequantized))
}

/// A case's stored fields.
pub fn fields((bytes, dequantized): (Vec<u8>, Vec<f32>)) -> Fields {
    vec![("bytes_hex", Field::Bytes(bytes)), ("dequantized_bits", Field::Floats(dequantized))]
}

/// The same, where the quantizers must make of the values what the bytes hold.
fn quantized(case: &Case, kind: GgmlType, importance: Option<&[f32]>) -> Result<Fields, String> {
    let values = case.input()?;
    let cols = *case.shape.last().ok_or("there is no last axis")?;
    let (bytes, dequantized) = stored(case, kind, importance)?;
    let runs = kind.fit(&values, cols, importance).map_err(|e| e.to_string())?;
    for (i, (x, decoded)) in values.iter().zip(&dequantized).enumerate() {
        let (_, applied) = runs[i / kind.run()].apply(*x, 0.0);
        // Runs whose stored scale is 0 decode as zeros, whose signs only the codes of the reference's search tell.
        let zeros = (kind.proof() == Proof::Reference || importance.is_some()) && (applied, *decoded) == (0.0, 0.0);
        if !zeros && applied.to_bits() != decoded.to_bits() {
            return Err(format!("index {i}: the quantizer makes {applied:e} of {x:e}, its bytes hold {decoded:e}"));
        }
    }
    Ok(fields((bytes, dequantized)))
}

fn from_hex(text: &str) -> Result<Vec<u8>, String> {
    let digits = text.as_bytes();
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    digits.chunks(2).map(|pair| byte(pair).ok_or_else(|| format!("'{text}' is not hexadecimal"))).collect()
}
