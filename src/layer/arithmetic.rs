//! The integer arithmetic of one output: codes multiplied and added up exactly, zero points as terms of their own, the scales last. Knows
//! no picture.
//!
//! y = s_x s_w (Σ q_x q_w - z_w Σ q_x - z_x Σ q_w + K z_x z_w) + b, for the columns that share scales.

use super::integer_sums::{bits_for, guaranteed_bits, integers};
use super::{IntegerSums, Layer, LayerStudy, Rounded};
use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::{Affine, Preset, Range};
use serde::Serialize;

/// One output, term by term.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OutputArithmetic {
    /// The token, from 0: the first of all.
    pub token: u32,
    /// The output channel, from 0.
    pub channel: u32,
    /// The columns that share scales; all of them where there are no groups.
    pub runs: Vec<RunArithmetic>,
    /// The columns multiplied in 16 bits, added up.
    pub float_part: f64,
    /// The bias, with what a corrected one adds.
    pub bias: f64,
    /// The output: all of it added up.
    pub output: f64,
    /// The output with exact numbers.
    pub exact: f64,
    /// Bits of an accumulator that holds this output's sums of codes.
    pub needed_bits: u32,
    /// Bits of one that holds those of any codes.
    pub guaranteed_bits: u32,
    /// Whether this output's sums of codes fit 32 bits, at every step.
    pub fits_i32: bool,
    /// The output as a code of 8 bits for the next layer; `None` without calibration tokens, which say its range.
    pub requantized: Option<Requantized>,
}

/// The terms of columns that share scales.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RunArithmetic {
    /// The first column.
    pub first: u32,
    /// The sums over its codes.
    pub sums: IntegerSums,
    /// The inputs' scale.
    pub scale_x: f32,
    /// The inputs' zero point.
    pub zero_x: i32,
    /// The weight's scale.
    pub scale_w: f32,
    /// The weight's zero point.
    pub zero_w: i32,
    /// Σ (q_x - z_x) (q_w - z_w).
    pub corrected: i64,
    /// The same times both scales.
    pub value: f64,
}

/// An output as a code of 8 bits, from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Requantized {
    /// The output's scale, for the range of the calibration tokens' exact outputs.
    pub scale: f32,
    /// Its zero point.
    pub zero_point: i32,
    /// What the corrected sum is multiplied by, s_x s_w / s_y; `None` where there are several runs or columns in 16 bits.
    pub multiplier: Option<f64>,
    /// The code.
    pub code: i32,
    /// What it stands for.
    pub value: f32,
}

impl LayerStudy {
    /// The arithmetic of the output of a token (from 0: the first of all) and an output channel; `None` where inputs or weight are not
    /// integers with whole zero points.
    ///
    /// Fails for a place that is not there.
    pub fn arithmetic(&self, layer: &Layer, token: usize, channel: usize) -> Result<Option<OutputArithmetic>, Error> {
        let (columns, channels) = (layer.columns(), layer.channels());
        if token >= layer.tokens() || channel >= channels {
            return Err(Error::Index { index: token * channels + channel, len: layer.tokens() * channels });
        }
        let (part, row) = match self.inputs.first() {
            Some(first) if self.calibration > 0 && token < self.calibration => (first, token),
            _ => (&self.inputs[self.inputs.len() - 1], token - self.calibration),
        };
        let (Some(fit), weight) = (&part.fit, &self.prepared.rounded) else { return Ok(None) };
        let float = |column: usize| part.float_columns.binary_search(&(column as u32)).is_ok();
        let place = |column: usize| (row * columns + column, channel * columns + column);
        let mut float_part = 0.0;
        let mut shared: Vec<([usize; 2], Vec<usize>)> = Vec::new();
        for column in 0..columns {
            let (x, w) = place(column);
            if float(column) {
                float_part += f64::from(part.rounded[x]) * f64::from(weight.values[w]);
                continue;
            }
            let scales = [fit.slice_of(x), weight.slice_of(w)];
            match shared.iter_mut().rfind(|(of, _)| *of == scales) {
                Some((_, columns)) => columns.push(column),
                None => shared.push((scales, vec![column])),
            }
        }
        let runs = shared.iter().map(|(_, columns)| self.run(fit, columns, place));
        let Some(runs) = runs.collect::<Option<Vec<_>>>() else { return Ok(None) };
        let shift = self.prepared.bias_shift.as_ref().map_or(0.0, |shift| shift[channel]);
        let bias = f64::from(layer.bias(channel)) + shift;
        let output = runs.iter().map(|run| run.value).sum::<f64>() + float_part + bias;
        let largest = runs.iter().map(|run| run.sums.largest).max().unwrap_or_default();
        let needed_bits = bits_for(largest);
        Ok(Some(OutputArithmetic {
            token: token as u32,
            channel: channel as u32,
            requantized: self.requantized(layer, &runs, !part.float_columns.is_empty(), output)?,
            runs,
            float_part,
            bias,
            output,
            exact: self.exact[token * channels + channel] + f64::from(layer.bias(channel)),
            needed_bits,
            guaranteed_bits: guaranteed_bits(part, weight).unwrap_or(needed_bits),
            fits_i32: needed_bits <= 32,
        }))
    }

    /// The terms of columns that share scales; `place` gives a column's flat indices.
    fn run(&self, fit: &Rounded, columns: &[usize], place: impl Fn(usize) -> (usize, usize)) -> Option<RunArithmetic> {
        let weight = &self.prepared.rounded;
        let (first, (x, w)) = (columns[0], place(columns[0]));
        let (affine_x, affine_w) = integers(fit.quantizer_of(x)).zip(integers(weight.quantizer_of(w)))?;
        let codes = columns.iter().map(|&column| place(column));
        let sums = IntegerSums::of(codes.map(|(x, w)| (fit.code(x), weight.code(w))));
        let (zero_x, zero_w) = (affine_x.zero_point as i32, affine_w.zero_point as i32);
        let corrected = sums.corrected(zero_x.into(), zero_w.into());
        let (scale_x, scale_w) = (affine_x.scale, affine_w.scale);
        let value = f64::from(scale_x) * f64::from(scale_w) * corrected as f64;
        Some(RunArithmetic { first: first as u32, sums, scale_x, zero_x, scale_w, zero_w, corrected, value })
    }

    /// The output in 8 bits, with scale and zero point as onnxruntime's tooling computes them.
    fn requantized(&self, layer: &Layer, runs: &[RunArithmetic], mixed: bool, output: f64) -> Result<Option<Requantized>, Error> {
        let seen = &self.exact[..self.calibration * layer.channels()];
        if seen.is_empty() {
            return Ok(None);
        }
        let outputs = seen.iter().enumerate().map(|(i, y)| (y + f64::from(layer.bias(i % layer.channels()))) as f32);
        let affine = Affine::fit(Preset::Onnx.convention(), false, Range::of(outputs)?, CodeRange::of_bits(8, false)?, Rounding::HalfEven)?;
        let code = affine.clamp(affine.unclamped(output as f32, 0.0));
        let multiplier = match runs {
            [run] if !mixed => Some(f64::from(run.scale_x) * f64::from(run.scale_w) / f64::from(affine.scale)),
            _ => None,
        };
        let (scale, zero_point) = (affine.scale, affine.zero_point as i32);
        Ok(Some(Requantized { scale, zero_point, multiplier, code: code as i32, value: affine.dequantize(code) }))
    }
}
