//! HQQ: the zero points its search finds, the codes and values they give.

use super::{Case, Field, Outcome};
use quantscope::num::CodeRange;
use quantscope::quant::search::hqq;
use quantscope::quant::{Granularity, Quantizer, Slices};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    nbits: u32,
    group_size: usize,
    axis: u8,
    optimize: bool,
}

/// The groups are rows of `group_size` values (axis 1), or columns of as many rows (axis 0).
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let values = case.input()?;
    let count = values.len() / p.group_size;
    let slices = match p.axis {
        0 => Slices::new(p.group_size, count, Granularity::Column, 0),
        1 => Slices::new(count, p.group_size, Granularity::Row, 0),
        axis => return Err(format!("there is no axis {axis}")),
    };
    let slices = slices.map_err(|e| e.to_string())?;
    let codes = CodeRange { qmin: 0, qmax: (1 << p.nbits) - 1 };
    let of_slice = |slice| slices.indices(slice).indices().map(|i| values[i]).collect::<Vec<_>>().into();
    let groups: Vec<_> = (0..slices.count()).map(of_slice).collect();
    let found = hqq(&groups, codes, p.optimize).map_err(|e| e.to_string())?;
    let fitted: Vec<_> = found.groups.iter().map(|group| group.affine(codes)).collect();
    let quantizers: Vec<_> = fitted.iter().map(|&affine| Quantizer::Affine(affine)).collect();
    let (levels, dequantized): (Vec<i32>, Vec<f32>) =
        values.iter().enumerate().map(|(i, &x)| quantizers[slices.of(i)].apply(x, 0.0)).unzip();
    let codes = levels.iter().enumerate().map(|(i, &level)| quantizers[slices.of(i)].code(level));
    Ok(Outcome::Fields(vec![
        ("q", Field::Integers(codes.collect())),
        ("scale_bits", Field::Floats(fitted.iter().map(|a| a.scale).collect())),
        ("zero_bits", Field::Floats(fitted.iter().map(|a| a.zero_point).collect())),
        ("dequantized_bits", Field::Floats(dequantized)),
    ]))
}
