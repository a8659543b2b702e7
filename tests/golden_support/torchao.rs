//! torchao's integers: three mappings and two variants, by tensor, row, column and group.

use super::sliced::Sliced;
use super::{Case, Field, Outcome};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::{Affine, Convention, Granularity, Preset, Range, Slices, Tinygemm};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Op {
    Affine,
    Tinygemm,
    DontPreserveZero,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Mapping {
    Symmetric,
    SymmetricNoClippingErr,
    Asymmetric,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Dtype {
    Int8,
    Uint8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    op: Op,
    mapping: Mapping,
    block_size: [usize; 2],
    dtype: Dtype,
    quant_min: i32,
    quant_max: i32,
}

impl Params {
    fn codes(&self) -> Result<CodeRange, String> {
        let (least, most) = match self.dtype {
            Dtype::Int8 => (-128, 127),
            Dtype::Uint8 => (0, 255),
        };
        if self.quant_min < least || self.quant_max > most {
            return Err(format!("the codes {} to {} do not fit the type", self.quant_min, self.quant_max));
        }
        Ok(CodeRange { qmin: self.quant_min, qmax: self.quant_max })
    }

    fn convention(&self) -> Result<Convention, String> {
        let preset = if self.mapping == Mapping::SymmetricNoClippingErr { Preset::TorchaoNoClip } else { Preset::Torchao };
        match self.op {
            Op::DontPreserveZero if self.mapping != Mapping::Asymmetric => Err("only asymmetric codes may give up real 0".into()),
            Op::DontPreserveZero => Ok(Convention { range_includes_zero: false, ..*preset.convention() }),
            Op::Affine | Op::Tinygemm => Ok(*preset.convention()),
        }
    }
}

/// The slices of a matrix in blocks of this size.
fn slices(shape: &[usize], [rows, cols]: [usize; 2]) -> Result<Slices, String> {
    let &[all_rows, all_cols] = shape else { return Err(format!("the shape {shape:?} is not a matrix")) };
    let granularity = match (rows, cols) {
        _ if (rows, cols) == (all_rows, all_cols) => Granularity::Tensor,
        (1, _) if cols == all_cols => Granularity::Row,
        (1, _) => Granularity::Group,
        (_, 1) if rows == all_rows => Granularity::Column,
        _ => return Err(format!("blocks of {rows} x {cols} are not known")),
    };
    Slices::new(all_rows, all_cols, granularity, cols).map_err(|e| e.to_string())
}

/// Chooses the parameters of each block, quantizes and dequantizes.
pub fn affine(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let (codes, convention) = (p.codes()?, p.convention()?);
    let slices = slices(&case.shape, p.block_size)?;
    let values = case.input()?;
    let ranges = (0..slices.count()).map(|slice| Range::of(slices.indices(slice).indices().map(|i| values[i])));
    let ranges = ranges.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    if p.op == Op::Tinygemm {
        let fitted = ranges.iter().map(|&range| Tinygemm::fit(range, codes)).collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
        let q: Vec<i32> = values.iter().enumerate().map(|(i, &x)| fitted[slices.of(i)].level(x)).collect();
        let dequantized = q.iter().enumerate().map(|(i, &level)| fitted[slices.of(i)].value(level)).collect();
        return Ok(Outcome::Fields(vec![
            ("scale_bits", Field::Floats(fitted.iter().map(|t| t.scale).collect())),
            ("zero_point_bits", Field::Floats(fitted.iter().map(|t| t.zero).collect())),
            ("q", Field::Integers(q)),
            ("dequantized_bits", Field::Floats(dequantized)),
        ]));
    }
    let symmetric = p.mapping != Mapping::Asymmetric;
    let fit = |&range| Affine::fit(&convention, symmetric, range, codes, Rounding::HalfEven);
    let fitted = ranges.iter().map(fit).collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let (scales, zero_points) = fitted.iter().map(|a| (a.scale, a.zero_point as i32)).unzip();
    let sliced = Sliced::new(fitted, (0..values.len()).map(|i| slices.of(i)).collect());
    Ok(Outcome::Fields(vec![
        ("scale_bits", Field::Floats(scales)),
        ("zero_point", Field::Integers(zero_points)),
        ("q", Field::Integers(sliced.codes(&values))),
        ("dequantized_bits", Field::Floats(sliced.dequantized(&values))),
    ]))
}
