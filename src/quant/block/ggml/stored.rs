//! The contents of one block as plain data. Decides nothing: the values are those of [`GgmlType::dequantize`].

use crate::Error;
use crate::quant::block::ggml::GgmlType;
use crate::quant::block::ggml::layout::{E2M1, Layout, Numbers, ScaleFormat};
use serde::Serialize;

/// The contents of a block. A value is `step number + offset` in f32, with the step and offset of its run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StoredBlock {
    /// ggml's name of the type.
    pub name: &'static str,
    /// The formula of a value, in ggml's letters: `q` is its code, `d`, `m` and `dmin` are halves of the block, `sc`
    /// and `mn` integers of the run.
    pub formula: String,
    /// The half-precision floats of the block, with their letters. None for types that have none.
    pub halves: Vec<StoredHalf>,
    /// The runs, each with a scale of its own.
    pub runs: Vec<StoredRun>,
    /// Values a run.
    pub run: u32,
    /// The code of each value; those of Q8_0 are signed.
    pub codes: Vec<i16>,
    /// The number each code stands for, before the step.
    pub numbers: Vec<f64>,
    /// The values, f32.
    pub values: Vec<f64>,
}

/// A half-precision float that a block holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StoredHalf {
    /// Its letter: `d`, `m` or `dmin`.
    pub letter: &'static str,
    /// Its value; may be infinite or NaN.
    pub value: f64,
}

/// The scale of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StoredRun {
    /// The integer stored for its scale: a small factor, or the code of a power of two or of an E4M3 float.
    pub scale: Option<i32>,
    /// The integer stored for its minimum.
    pub min: Option<i32>,
    /// The real size of one step of the numbers.
    pub step: f64,
    /// The offset that is added; 0 if there is none.
    pub offset: f64,
}

impl GgmlType {
    /// The contents of a block. Fails for bytes that are not one block.
    pub fn stored(self, block: &[u8]) -> Result<StoredBlock, Error> {
        let layout = Layout::of(self);
        if block.len() != layout.bytes {
            return Err(Error::BlockData { reason: msg!("the bytes are not one block") });
        }
        // The table holds twice the E2M1 numbers, and the scales are halved: the page shows the original numbers and
        // scales.
        let twice = if matches!(layout.numbers, Numbers::Table(table) if table == &E2M1) { 2.0 } else { 1.0 };
        let integers = !matches!(layout.scales, ScaleFormat::Half | ScaleFormat::HalfMin);
        let run = |run: usize| {
            let ((scale, min), (step, offset)) = (layout.integers(block, run), layout.step(block, run));
            let min = matches!(layout.scales, ScaleFormat::Nibbles | ScaleFormat::SixMin).then_some(min);
            StoredRun { scale: integers.then_some(scale), min, step: f64::from(step) * twice, offset: f64::from(offset) + 0.0 }
        };
        let codes: Vec<u8> = (0..layout.block).map(|i| layout.code(block, i)).collect();
        let signed = matches!(layout.numbers, Numbers::Signed);
        let mut values = Vec::with_capacity(layout.block);
        layout.decode(block, &mut values);
        let (d, m) = layout.halves(block);
        let half = |letter, value: f32| StoredHalf { letter, value: value.into() };
        Ok(StoredBlock {
            name: layout.name,
            formula: formula(layout),
            halves: match layout.scales {
                ScaleFormat::Exponent | ScaleFormat::E4m3 => Vec::new(),
                ScaleFormat::HalfMin => vec![half("d", d), half("m", m)],
                ScaleFormat::Nibbles | ScaleFormat::SixMin => vec![half("d", d), half("dmin", m)],
                ScaleFormat::Half | ScaleFormat::Six | ScaleFormat::Byte | ScaleFormat::SixApart => vec![half("d", d)],
            },
            runs: (0..layout.block / layout.run).map(run).collect(),
            run: layout.run as u32,
            numbers: codes.iter().map(|&code| f64::from(layout.numbers.of(code)) / twice).collect(),
            codes: codes.into_iter().map(|code| if signed { i16::from(code as i8) } else { code.into() }).collect(),
            values: values.into_iter().map(f64::from).collect(),
        })
    }
}

/// The formula of a value of this layout.
fn formula(layout: &Layout) -> String {
    let (step, offset) = match layout.scales {
        ScaleFormat::Half => ("d", ""),
        ScaleFormat::HalfMin => ("d", " + m"),
        ScaleFormat::Nibbles | ScaleFormat::SixMin => ("d × sc", " − dmin × mn"),
        ScaleFormat::Six | ScaleFormat::SixApart => ("d × (sc − 32)", ""),
        ScaleFormat::Byte => ("d × sc", ""),
        ScaleFormat::Exponent => ("2^(sc − 127)", ""),
        ScaleFormat::E4m3 => ("E4M3[sc]", ""),
    };
    let number = match layout.numbers {
        Numbers::From(0) | Numbers::Signed => "q".into(),
        Numbers::From(zero) => format!("(q − {zero})"),
        Numbers::Table(table) if table == &E2M1 => "E2M1[q]".into(),
        Numbers::Table(_) => "IQ4[q]".into(),
    };
    format!("{step} × {number}{offset}")
}
