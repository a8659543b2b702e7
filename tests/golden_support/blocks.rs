//! What all block formats have in common: fit, encode, decode, and the quantizers' own answer.

use super::{Case, Field, Fields};
use quantscope::quant::block::{BlockFormat, Scales};

/// The fields of a case: the scales as `stored` names them, and what comes back; with the bytes of the codes.
///
/// Values must come back alike from the bytes and from the quantizers.
pub fn fields(case: &Case, format: BlockFormat, stored: impl Fn(&Scales) -> Option<Fields>) -> Result<(Vec<u8>, Fields), String> {
    let values = case.input()?;
    let cols = case.shape.last().copied().unwrap_or(values.len());
    let blocks = format.fit(&values, cols).map_err(|e| e.to_string())?;
    let bytes = format.encode(&blocks, &values);
    let back = format.decode(&bytes, &blocks.scales, values.len(), cols).map_err(|e| e.to_string())?;
    for (i, (&x, y)) in values.iter().zip(&back).enumerate() {
        let applied = blocks.of(i).apply(x, 0.0).1;
        if applied.to_bits() != y.to_bits() {
            return Err(format!("value {i}, {x:e}, becomes {applied:e} when applied and {y:e} when decoded"));
        }
    }
    let mut fields = stored(&blocks.scales).ok_or("the scales are of another kind")?;
    fields.push(("dequantized_bits", Field::Floats(back)));
    Ok((bytes, fields))
}

/// Bytes as the field of a list of integers.
pub fn integers(bytes: &[u8]) -> Field {
    Field::Integers(bytes.iter().map(|&b| b.into()).collect())
}
