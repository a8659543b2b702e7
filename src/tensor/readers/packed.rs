//! A tensor that several stored ones make up: codes, scales, zero points. Plain data; reads nothing.

use crate::tensor::readers::Dtype;

/// A stored tensor that is a part of another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The index of the opened file that holds it.
    pub file: usize,
    /// The offset of its first byte in the file.
    pub start: u64,
    /// The number of its bytes.
    pub bytes: u64,
    /// How one value is stored.
    pub dtype: Dtype,
    /// The sizes of its axes.
    pub shape: Vec<u64>,
}

/// How the codes of a tensor lie in their part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeOrder {
    /// One stored number a code.
    Plain,
    /// The codes of a row follow each other, low bits first, and each row begins with a new 32-bit word. The number is the bits of a code.
    RowWords(u32),
    /// As they follow each other in bytes, low half first.
    LowHalfFirst,
    /// As they follow each other in bytes, high half first.
    HighHalfFirst,
    /// A row of words holds the same places of all rows: the codes of a row follow each other down the words (GPTQ). The number is
    /// the bits of a code.
    ColumnWords(u32),
    /// A row of words is a column, eight rows a word, of which the first holds the rows 0, 2, 4, 6, 1, 3, 5, 7 (AWQ).
    Interleaved,
}

/// The numbers that each code is combined with: one for a region of the matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Regions {
    /// The stored numbers.
    pub part: Part,
    /// How they are stored, where not as plain numbers.
    pub order: NumberOrder,
    /// Rows that share a number.
    pub rows: u64,
    /// Columns that share a number. Columns in another order have their regions in [`Packed::column_regions`].
    pub cols: u64,
    /// The distance of the numbers of two regions below each other.
    pub down: u64,
    /// The distance of the numbers of two regions beside each other.
    pub along: u64,
}

/// How the numbers of regions are stored.
#[derive(Debug, Clone, PartialEq)]
pub enum NumberOrder {
    /// As numbers.
    Plain,
    /// As powers of two, E8M0.
    E8m0,
    /// As codes of a table, which are multiplied by numbers of their own and added to another (bitsandbytes' nested statistics).
    Nested {
        /// The table.
        table: Part,
        /// The numbers.
        scales: Part,
        /// Codes that share one.
        block: u64,
        /// What is added.
        offset: f32,
    },
    /// As codes in 32-bit words, each of so many bits, low bits first, to which a number is added.
    Words(u32, i32),
    /// Eight of 4 bits in a word, as [`CodeOrder::Interleaved`].
    Interleaved,
    /// 32-bit words, each row of words below holding the codes of the next rows, of so many bits.
    DownWords(u32, i32),
}

/// What a code stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// `(code - zero) * scale`, the zero the same for all.
    Centered(i32),
    /// `(code - zero) * scale`.
    WithZeros(Regions),
    /// `scale * code + bias`.
    WithBiases(Regions),
    /// `table[code] * scale`, the table a stored one.
    Table(Part),
    /// The number of a format of 4 bits, times the scale.
    E2m1,
    /// The number of E4M3, times the scale.
    E4m3,
    /// `code * scale / 127`.
    Over127,
}

/// A tensor that several stored ones make up. Its values are those of a matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Packed {
    /// The codes.
    pub codes: Part,
    /// How they lie.
    pub order: CodeOrder,
    /// Rows of the matrix.
    pub rows: u64,
    /// Its columns.
    pub cols: u64,
    /// What a code stands for.
    pub meaning: Meaning,
    /// The scales.
    pub scales: Regions,
    /// A scale of the whole tensor, and whether it divides.
    pub tensor_scale: Option<(Part, bool)>,
    /// For each column the region it belongs to, where they are not in order (GPTQ's `g_idx`).
    pub column_regions: Option<Part>,
}

impl Packed {
    /// All parts.
    pub fn parts(&self) -> Vec<&Part> {
        let mut parts = vec![&self.codes, &self.scales.part];
        match &self.meaning {
            Meaning::WithZeros(regions) | Meaning::WithBiases(regions) => parts.push(&regions.part),
            Meaning::Table(table) => parts.push(table),
            Meaning::Centered(_) | Meaning::E2m1 | Meaning::E4m3 | Meaning::Over127 => {}
        }
        if let NumberOrder::Nested { table, scales, .. } = &self.scales.order {
            parts.extend([table, scales]);
        }
        parts.extend(self.tensor_scale.iter().map(|(part, _)| part).chain(&self.column_regions));
        parts
    }

    /// The bytes that all parts take.
    pub fn bytes(&self) -> u64 {
        self.parts().iter().fold(0, |sum, part| sum.saturating_add(part.bytes))
    }
}
