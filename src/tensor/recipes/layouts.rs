//! The layouts of the recipes: shapes and types of the parts are checked here, before anything is read.

use super::decode::is_number;
use super::found::{Found, Made, bits_of, by_group, by_row, divided, expect, is_byte, is_word, matrix, odd};
use crate::tensor::readers::Dtype;
use crate::tensor::readers::packed::{CodeOrder, Meaning, NumberOrder, Packed, Part, Regions};
use serde::Deserialize;

/// The name of integers of so many bits.
fn integers(bits: u32) -> String {
    "INT".to_owned() + &bits.to_string()
}

pub(super) fn gptq_or_awq(found: &Found) -> Result<Made, String> {
    let (zeros, scales) = (found.part(".qzeros")?, found.numbers(".scales")?);
    let ([lines, words], [groups, rows]) = (found.shape()?, matrix(&scales)?);
    let [zero_groups, zero_words] = matrix(&zeros)?;
    if zero_groups != groups || !is_word(&zeros.dtype) {
        return Err(odd(&zeros));
    }
    if words != rows && words * 8 == rows {
        divided(lines, groups, &scales)?;
        expect(&zeros, &[groups, words])?;
        let with = by_group(zeros, NumberOrder::Interleaved, rows, lines, groups);
        let scales = by_group(scales, NumberOrder::Plain, rows, lines, groups);
        return Ok(Made {
            form: "AWQ INT4".into(),
            shape: vec![rows, lines],
            packed: Packed {
                codes: found.codes.clone(),
                order: CodeOrder::Interleaved,
                rows,
                cols: lines,
                meaning: Meaning::WithZeros(with),
                scales,
                tensor_scale: None,
                column_regions: None,
            },
        });
    }
    if words != rows {
        return Err(odd(&found.codes));
    }
    let bits = bits_of(divided(zero_words * 32, rows, &zeros)?, &zeros)?;
    let cols = divided(lines * 32, bits.into(), &found.codes)?;
    let index = found.maybe(".g_idx");
    if let Some(index) = &index {
        expect(index, &[cols])?;
    } else {
        divided(cols, groups, &scales)?;
    }
    let with = by_group(zeros, NumberOrder::Words(bits, 1), rows, cols, groups);
    let scales = by_group(scales, NumberOrder::Plain, rows, cols, groups);
    Ok(Made {
        form: "GPTQ ".to_owned() + &integers(bits),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::ColumnWords(bits),
            rows,
            cols,
            meaning: Meaning::WithZeros(with),
            scales,
            tensor_scale: None,
            column_regions: index,
        },
    })
}

pub(super) fn compressed_tensors(found: &Found) -> Result<Made, String> {
    let (scales, shape) = (found.numbers(".weight_scale")?, found.part(".weight_shape")?);
    let ([rows, words], [scale_rows, groups]) = (found.shape()?, matrix(&scales)?);
    let cols = match found.parts.integers(&shape).as_deref() {
        Some(&[of, cols]) if of == rows && cols > 0 => cols,
        _ => return Err(odd(&shape)),
    };
    let bits = bits_of(words * 32 / cols, &found.codes)?;
    // Codes do not go on in the next word.
    if scale_rows != rows || words != cols.div_ceil(32 / u64::from(bits)) || !cols.is_multiple_of(groups) || 32 % bits != 0 {
        return Err(odd(&scales));
    }
    let meaning = match found.maybe(".weight_zero_point") {
        Some(zeros) if is_word(&zeros.dtype) => {
            let [lines, across] = matrix(&zeros)?;
            if across != groups || lines != rows.div_ceil(32 / u64::from(bits)) {
                return Err(odd(&zeros));
            }
            Meaning::WithZeros(by_row(zeros, NumberOrder::DownWords(bits, 0), cols, groups))
        }
        _ => Meaning::Centered(1 << (bits - 1)),
    };
    Ok(Made {
        form: "compressed-tensors ".to_owned() + &integers(bits),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::RowWords(bits),
            rows,
            cols,
            meaning,
            scales: by_row(scales, NumberOrder::Plain, cols, groups),
            tensor_scale: None,
            column_regions: None,
        },
    })
}

/// Codes of E2M1, two a byte, with scales of `block` values.
fn e2m1(found: &Found, form: &str, scales: Part, block: u64, tensor_scale: Option<(Part, bool)>) -> Result<Made, String> {
    let ([rows, bytes], [scale_rows, groups]) = (found.shape()?, matrix(&scales)?);
    let cols = bytes * 2;
    if scale_rows != rows || groups * block != cols {
        return Err(odd(&scales));
    }
    if let Some((one, _)) = tensor_scale.as_ref().filter(|(one, _)| one.shape.iter().product::<u64>() != 1 || !is_number(&one.dtype)) {
        return Err(odd(one));
    }
    let order = if is_number(&scales.dtype) { NumberOrder::Plain } else { NumberOrder::E8m0 };
    Ok(Made {
        form: form.into(),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::LowHalfFirst,
            rows,
            cols,
            meaning: Meaning::E2m1,
            scales: by_row(scales, order, cols, groups),
            tensor_scale,
            column_regions: None,
        },
    })
}

pub(super) fn nvfp4_packed(found: &Found) -> Result<Made, String> {
    e2m1(found, "compressed-tensors NVFP4", found.numbers(".weight_scale")?, 16, Some((found.part(".weight_global_scale")?, true)))
}

pub(super) fn nvfp4_modelopt(found: &Found) -> Result<Made, String> {
    e2m1(found, "modelopt NVFP4", found.numbers(".weight_scale")?, 16, Some((found.part(".weight_scale_2")?, false)))
}

pub(super) fn mxfp4_packed(found: &Found) -> Result<Made, String> {
    let scales = found.part(".weight_scale")?;
    if is_byte(&scales.dtype) { e2m1(found, "compressed-tensors MXFP4", scales, 32, None) } else { Err(odd(&scales)) }
}

/// GPT-OSS: blocks of 16 bytes, and a power of two for each.
pub(super) fn gpt_oss(found: &Found) -> Result<Made, String> {
    let scales = found.part("_scales")?;
    let (outer, block) = match found.codes.shape.split_last() {
        Some((&16, outer)) if !outer.is_empty() && !found.codes.shape.contains(&0) => (outer, 32u64),
        _ => return Err(odd(&found.codes)),
    };
    if !is_byte(&scales.dtype) {
        return Err(odd(&scales));
    }
    expect(&scales, outer)?;
    let (&groups, before) = outer.split_last().unwrap_or((&1, &[]));
    let (rows, cols) = (before.iter().product(), groups * block);
    Ok(Made {
        form: "GPT-OSS MXFP4".into(),
        shape: before.iter().copied().chain([cols]).collect(),
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::LowHalfFirst,
            rows,
            cols,
            meaning: Meaning::E2m1,
            scales: by_row(scales, NumberOrder::E8m0, cols, groups),
            tensor_scale: None,
            column_regions: None,
        },
    })
}

pub(super) fn mlx_affine(found: &Found) -> Result<Made, String> {
    let (scales, biases) = (found.numbers(".scales")?, found.numbers(".biases")?);
    let ([rows, words], [scale_rows, groups]) = (found.shape()?, matrix(&scales)?);
    expect(&biases, &scales.shape)?;
    let bits_of_group = divided(words * 32, groups, &scales)?;
    // The group is 64 unless that gives no bits that MLX has: neither shapes nor names tell.
    let fits = |group: u64| bits_of_group.is_multiple_of(group) && matches!(bits_of_group / group, 2..=6 | 8);
    let group = [64, 32, 128].into_iter().find(|&group| fits(group)).filter(|_| scale_rows == rows).ok_or_else(|| odd(&scales))?;
    let (bits, cols) = ((bits_of_group / group) as u32, groups * group);
    Ok(Made {
        form: "MLX ".to_owned() + &integers(bits),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::RowWords(bits),
            rows,
            cols,
            meaning: Meaning::WithBiases(by_row(biases, NumberOrder::Plain, cols, groups)),
            scales: by_row(scales, NumberOrder::Plain, cols, groups),
            tensor_scale: None,
            column_regions: None,
        },
    })
}

/// MLX's modes of floats, which the bits of a group tell apart. Scales are powers of two, or E4M3 in nvfp4.
pub(super) fn mlx_float(found: &Found) -> Result<Made, String> {
    let mut scales = found.part(".scales")?;
    let ([rows, words], [scale_rows, groups]) = (found.shape()?, matrix(&scales)?);
    let (form, group, bits) = match divided(words * 32, groups, &scales)? {
        64 => ("MLX NVFP4", 16, 4),
        128 => ("MLX MXFP4", 32, 4),
        256 => ("MLX MXFP8", 32, 8),
        _ => return Err(odd(&scales)),
    };
    if scales.dtype != Dtype::U8 || scale_rows != rows {
        return Err(odd(&scales));
    }
    let order = if group == 16 {
        scales.dtype = Dtype::F8E4m3;
        NumberOrder::Plain
    } else {
        NumberOrder::E8m0
    };
    let cols = groups * group;
    Ok(Made {
        form: form.into(),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::RowWords(bits),
            rows,
            cols,
            meaning: if bits == 4 { Meaning::E2m1 } else { Meaning::E4m3 },
            scales: by_row(scales, order, cols, groups),
            tensor_scale: None,
            column_regions: None,
        },
    })
}

/// The JSON in `quant_state.bitsandbytes__*`.
#[derive(Deserialize)]
struct QuantState {
    blocksize: u64,
    shape: Vec<u64>,
    nested_blocksize: Option<u64>,
    nested_offset: Option<f32>,
}

pub(super) fn bitsandbytes(found: &Found) -> Result<Made, String> {
    let table = found.numbers(".weight.quant_map")?;
    let (state, form) = [("nf4", "bitsandbytes NF4"), ("fp4", "bitsandbytes FP4")]
        .into_iter()
        .find_map(|(kind, form)| Some((found.maybe(&format!(".weight.quant_state.bitsandbytes__{kind}"))?, form)))
        .ok_or_else(|| tr!("its {end} is missing", end = ".weight.quant_state"))?;
    let read = found.parts.text(&state).and_then(|text| serde_json::from_str::<QuantState>(&text).ok());
    let Some(QuantState { blocksize, shape, nested_blocksize, nested_offset }) = read else { return Err(odd(&state)) };
    let count = shape.iter().try_fold(1u64, |n, &d| n.checked_mul(d)).filter(|&n| n > 0 && n.div_ceil(2) == found.codes.bytes);
    let count = count.filter(|_| blocksize > 0 && blocksize.is_multiple_of(2)).ok_or_else(|| odd(&found.codes))?;
    let blocks = count.div_ceil(blocksize);
    let magnitudes = found.part(".weight.absmax")?;
    expect(&magnitudes, &[blocks])?;
    expect(&table, &[16])?;
    let order = match (nested_blocksize, nested_offset) {
        (Some(block), Some(offset)) if magnitudes.dtype == Dtype::U8 && block > 0 => {
            let (table, scales) = (found.numbers(".weight.nested_quant_map")?, found.numbers(".weight.nested_absmax")?);
            expect(&table, &[256])?;
            expect(&scales, &[blocks.div_ceil(block)])?;
            NumberOrder::Nested { table, scales, block, offset }
        }
        _ if is_number(&magnitudes.dtype) => NumberOrder::Plain,
        _ => return Err(odd(&magnitudes)),
    };
    Ok(Made {
        form: form.into(),
        shape,
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::HighHalfFirst,
            rows: blocks,
            cols: blocksize,
            meaning: Meaning::Table(table),
            scales: by_row(magnitudes, order, blocksize, 1),
            tensor_scale: None,
            column_regions: None,
        },
    })
}

pub(super) fn llm_int8(found: &Found) -> Result<Made, String> {
    let scales = found.numbers(".SCB")?;
    let [rows, cols] = found.shape()?;
    expect(&scales, &[rows])?;
    let scales = by_row(scales, NumberOrder::Plain, cols, 1);
    Ok(plain(found, "bitsandbytes INT8", [rows, cols], scales, Meaning::Over127))
}

fn plain(found: &Found, form: &str, [rows, cols]: [u64; 2], scales: Regions, meaning: Meaning) -> Made {
    Made {
        form: form.into(),
        shape: vec![rows, cols],
        packed: Packed {
            codes: found.codes.clone(),
            order: CodeOrder::Plain,
            rows,
            cols,
            meaning,
            scales,
            tensor_scale: None,
            column_regions: None,
        },
    }
}

/// Numbers of 8 bits with a scale for the tensor, each row, or each tile.
pub(super) fn scaled(found: &Found) -> Result<Made, String> {
    /// Sides of a tile: DeepSeek's, and others that are in use.
    const TILES: [u64; 4] = [128, 64, 256, 32];
    let scales = found.numbers(".weight_scale").or_else(|_| found.numbers(".weight_scale_inv"))?;
    let [rows, cols] = found.shape()?;
    let regions = |part, height, width, down, along| Regions { part, order: NumberOrder::Plain, rows: height, cols: width, down, along };
    let region = match scales.shape[..] {
        [] | [1] | [1, 1] => regions(scales.clone(), rows, cols, 0, 0),
        [of] | [of, 1] if of == rows => regions(scales.clone(), 1, cols, 1, 0),
        [down, along] => {
            let tile = TILES.into_iter().find(|side| rows.div_ceil(*side) == down && cols.div_ceil(*side) == along);
            let side = tile.ok_or_else(|| odd(&scales))?;
            regions(scales.clone(), side, side, along, 1)
        }
        _ => return Err(odd(&scales)),
    };
    let form = format!("{} × {}", found.codes.dtype.name(), tr!("scale"));
    Ok(plain(found, &form, [rows, cols], region, Meaning::Centered(0)))
}
