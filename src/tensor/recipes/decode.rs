//! The values of a tensor that is stored in parts, some rows at a time.

use crate::Error;
use crate::num::{E8m0, Minifloat};
use crate::tensor::readers::packed::{CodeOrder, Meaning, NumberOrder, Packed, Part, Regions};
use crate::tensor::readers::{Bytes, Dtype, bytes_at};
use sha2::{Digest, Sha256};

/// The open files, in their order.
pub(crate) type Open<'a> = &'a [&'a dyn Bytes];

/// The bytes of packed codes that are read at once.
const PIECE: u64 = 4 << 20;

/// The order of the rows in a word of AWQ: the code at bits 4 n belongs to this one.
const INTERLEAVED: [usize; 8] = [0, 2, 4, 6, 1, 3, 5, 7];

/// The numbers of a packed tensor that its codes are combined with, decoded once.
pub(crate) struct Numbers {
    scales: Vec<f32>,
    seconds: Vec<f32>,
    /// The region of each column, for scales and for zeros.
    regions: Vec<u32>,
}

impl Numbers {
    /// Decodes the numbers, which are few beside the codes, and adds their bytes to the hash.
    pub fn of(packed: &Packed, open: Open, hash: &mut Sha256) -> Result<Self, Error> {
        let mut scales = numbers(&packed.scales, packed, open, hash)?;
        if let Some((part, divides)) = &packed.tensor_scale {
            let all = plain(part, open, hash)?;
            let Some(&one) = all.first() else { return Err(unfit()) };
            scales.iter_mut().for_each(|scale| *scale = if *divides { *scale / one } else { *scale * one });
        }
        let seconds = match &packed.meaning {
            Meaning::WithZeros(regions) | Meaning::WithBiases(regions) => numbers(regions, packed, open, hash)?,
            Meaning::Table(table) => plain(table, open, hash)?,
            Meaning::E2m1 => (0..16).map(|code| Minifloat::E2M1.decode(code)).collect(),
            Meaning::E4m3 => (0..256).map(|code| Minifloat::E4M3FN.decode(code)).collect(),
            Meaning::Centered(_) | Meaning::Over127 => Vec::new(),
        };
        let regions = match &packed.column_regions {
            Some(part) => plain(part, open, hash)?.into_iter().map(|region| region as u32).collect(),
            None => (0..packed.cols).map(|col| (col / packed.scales.cols) as u32).collect(),
        };
        Ok(Self { scales, seconds, regions })
    }
}

/// Values of the rows from `from` up to `to`, row by row. Adds the codes' bytes to the hash.
pub(crate) fn rows(packed: &Packed, numbers: &Numbers, from: u64, to: u64, open: Open, hash: &mut Sha256) -> Result<Vec<f32>, Error> {
    let codes = codes(packed, from, to, open, hash)?;
    let cols = packed.cols as usize;
    let mut values = Vec::with_capacity(codes.len());
    for (row, codes) in (from..to).zip(codes.chunks(cols)) {
        let at = |regions: &Regions, col: usize| {
            let along = numbers.regions.get(col).copied().unwrap_or(0);
            (row / regions.rows * regions.down + u64::from(along) * regions.along) as usize
        };
        let scale = |col: usize| numbers.scales.get(at(&packed.scales, col)).copied();
        let second = |place: usize| numbers.seconds.get(place).copied();
        for (col, &code) in codes.iter().enumerate() {
            let Some(scale) = scale(col) else { return Err(unfit()) };
            let value = match &packed.meaning {
                Meaning::Centered(zero) => Some((code - *zero as f32) * scale),
                Meaning::WithZeros(regions) => second(at(regions, col)).map(|zero| (code - zero) * scale),
                Meaning::WithBiases(regions) => second(at(regions, col)).map(|bias| scale * code + bias),
                Meaning::Table(_) | Meaning::E2m1 | Meaning::E4m3 => second(code as usize).map(|level| level * scale),
                Meaning::Over127 => Some(code * scale / 127.0),
            };
            values.push(value.ok_or_else(unfit)?);
        }
    }
    Ok(values)
}

/// The codes of some rows as numbers.
fn codes(packed: &Packed, from: u64, to: u64, open: Open, hash: &mut Sha256) -> Result<Vec<f32>, Error> {
    let (rows, cols) = ((to - from) as usize, packed.cols as usize);
    let mut out = Vec::new();
    match packed.order {
        CodeOrder::Plain => {
            let unit = packed.codes.dtype.unit().map_or(1, |(_, bytes)| bytes);
            let bytes = read(&packed.codes, from * packed.cols * unit, (to - from) * packed.cols * unit, open, hash)?;
            packed.codes.dtype.decode(&bytes, false, &mut out)?;
        }
        CodeOrder::RowWords(bits) => {
            let row = packed.codes.bytes / packed.rows;
            let bytes = read(&packed.codes, from * row, (to - from) * row, open, hash)?;
            out.reserve(rows * cols);
            for row in bytes.chunks(row.max(1) as usize) {
                out.extend((0..cols).map(|col| bits_at(row, col as u64 * u64::from(bits), bits)));
            }
        }
        CodeOrder::LowHalfFirst | CodeOrder::HighHalfFirst => {
            let (first, end) = (from * packed.cols, (to * packed.cols).min(2 * packed.codes.bytes));
            let bytes = read(&packed.codes, first / 2, end.div_ceil(2) - first / 2, open, hash)?;
            let high_first = packed.order == CodeOrder::HighHalfFirst;
            let half = |at: u64| {
                let byte = bytes.get((at / 2 - first / 2) as usize).copied().unwrap_or(0);
                if high_first == at.is_multiple_of(2) { byte >> 4 } else { byte & 15 }
            };
            out.extend((first..end).map(|at| f32::from(half(at))));
        }
        CodeOrder::ColumnWords(bits) => {
            out.resize(rows * cols, 0.0);
            let line = packed.rows * 4;
            // Codes of any width end with a word after 32 of them.
            let lines = u64::from(bits);
            let groups = (PIECE / (line * lines)).max(1);
            let (stored, all) = (packed.codes.bytes / line, (packed.codes.bytes / line).div_ceil(lines));
            for first in (0..all).step_by(groups as usize) {
                let count = groups.min(all - first);
                let taken = (count * lines).min(stored - first * lines);
                let bytes = read(&packed.codes, first * lines * line, taken * line, open, hash)?;
                for group in 0..count {
                    for code in 0..32u64 {
                        let col = ((first + group) * 32 + code) as usize;
                        if col >= cols {
                            break;
                        }
                        for row in 0..rows {
                            let column = (from as usize + row) * 4;
                            let word = |word: u64| {
                                let at = ((group * lines + word) * line) as usize + column;
                                bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_le_bytes)
                            };
                            let bit = code * lines;
                            let low = u64::from(word(bit / 32)) >> (bit % 32);
                            let high = if bit % 32 + lines > 32 { u64::from(word(bit / 32 + 1)) << (32 - bit % 32) } else { 0 };
                            out[row * cols + col] = ((low | high) & ((1 << lines) - 1)) as f32;
                        }
                    }
                }
            }
        }
        CodeOrder::Interleaved => {
            out.resize(rows * cols, 0.0);
            let line = packed.rows / 2;
            let lines = (PIECE / line.max(1)).max(1);
            for first in (0..packed.cols).step_by(lines as usize) {
                let count = lines.min(packed.cols - first);
                let bytes = read(&packed.codes, first * line, count * line, open, hash)?;
                for col in 0..count {
                    for row in 0..rows {
                        let at = from as usize + row;
                        let code = interleaved(&bytes, (col * line) as usize, at);
                        out[row * cols + (first + col) as usize] = code;
                    }
                }
            }
        }
    }
    Ok(out)
}

/// The code of an item in words of eight, which begin at a byte.
fn interleaved(bytes: &[u8], start: usize, item: usize) -> f32 {
    let place = INTERLEAVED.iter().position(|&of| of == item % 8).unwrap_or(0);
    let byte = bytes.get(start + item / 8 * 4 + place / 2).copied().unwrap_or(0);
    f32::from(if place % 2 == 1 { byte >> 4 } else { byte & 15 })
}

/// The number in up to 16 bits from a bit on, low bits first.
fn bits_at(bytes: &[u8], bit: u64, bits: u32) -> f32 {
    let at = (bit / 8) as usize;
    let byte = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or(0));
    ((byte(0) | byte(1) << 8 | byte(2) << 16) >> (bit % 8) & ((1 << bits) - 1)) as f32
}

/// The numbers of regions.
fn numbers(regions: &Regions, packed: &Packed, open: Open, hash: &mut Sha256) -> Result<Vec<f32>, Error> {
    let part = &regions.part;
    Ok(match &regions.order {
        NumberOrder::Plain => plain(part, open, hash)?,
        NumberOrder::E8m0 => read(part, 0, part.bytes, open, hash)?.into_iter().map(|byte| E8m0(byte).value()).collect(),
        NumberOrder::Nested { table, scales, block, offset } => {
            let (table, scales) = (plain(table, open, hash)?, plain(scales, open, hash)?);
            let codes = read(part, 0, part.bytes, open, hash)?;
            let number = |(at, code): (usize, u8)| Some(table.get(usize::from(code))? * scales.get(at / *block as usize)? + offset);
            codes.into_iter().enumerate().map(number).collect::<Option<_>>().ok_or_else(unfit)?
        }
        NumberOrder::Words(bits, plus) => {
            let bytes = read(part, 0, part.bytes, open, hash)?;
            let line = part.shape.last().map_or(1, |&words| words as usize * 4);
            let count = regions.count(packed);
            let codes = |line: &[u8]| (0..count).map(|i| bits_at(line, i * u64::from(*bits), *bits) + *plus as f32).collect::<Vec<_>>();
            bytes.chunks(line.max(1)).flat_map(codes).collect()
        }
        NumberOrder::Interleaved => {
            let bytes = read(part, 0, part.bytes, open, hash)?;
            let line = part.shape.last().map_or(1, |&words| words as usize * 4);
            let lines = bytes.len() / line.max(1);
            (0..lines)
                .flat_map(|at| (0..packed.rows as usize).map(move |row| (at, row)))
                .map(|(at, row)| interleaved(&bytes, at * line, row))
                .collect()
        }
        NumberOrder::DownWords(bits, plus) => {
            let bytes = read(part, 0, part.bytes, open, hash)?;
            let across = part.shape.last().map_or(1, |&words| words as usize);
            let column = |col: usize| -> Vec<u8> { bytes.chunks(4).skip(col).step_by(across).flatten().copied().collect() };
            let columns: Vec<Vec<u8>> = (0..across).map(column).collect();
            let code =
                |row: u64, col: usize| bits_at(columns.get(col).map_or(&[], Vec::as_slice), row * u64::from(*bits), *bits) + *plus as f32;
            (0..packed.rows).flat_map(|row| (0..across).map(move |col| (row, col))).map(|(row, col)| code(row, col)).collect()
        }
    })
}

impl Regions {
    /// Numbers in a line of words: one for each row.
    fn count(&self, packed: &Packed) -> u64 {
        packed.rows
    }
}

/// All values of a part, which is small.
fn plain(part: &Part, open: Open, hash: &mut Sha256) -> Result<Vec<f32>, Error> {
    let bytes = read(part, 0, part.bytes, open, hash)?;
    let mut values = Vec::new();
    part.dtype.decode(&bytes, false, &mut values)?;
    Ok(values)
}

fn read(part: &Part, at: u64, len: u64, open: Open, hash: &mut Sha256) -> Result<Vec<u8>, Error> {
    let bytes = *open.get(part.file).ok_or_else(unfit)?;
    if at.checked_add(len).is_none_or(|end| end > part.bytes) {
        return Err(unfit());
    }
    let read = bytes_at(bytes, part.start + at, len)?;
    hash.update(&read);
    Ok(read)
}

/// The parts do not hold what their shapes say.
fn unfit() -> Error {
    Error::Unreadable { reason: tr!("its codes, scales and zero points do not fit each other") }
}

/// Whether numbers of this type can be scales.
pub(super) fn is_number(dtype: &Dtype) -> bool {
    matches!(dtype, Dtype::F64 | Dtype::F32 | Dtype::F16 | Dtype::Bf16 | Dtype::F8E4m3 | Dtype::F8E5m2)
}
