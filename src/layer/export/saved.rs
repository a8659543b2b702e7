//! What the JSON of a layer holds of a rounded matrix: values, and where these are integers, codes with scales and zero points.

use crate::layer::integer_sums::integers;
use crate::layer::{PreparedInput, Rounded};
use crate::quant::Quantizer;
use serde::Serialize;

/// A rounded matrix, row-major.
#[derive(Serialize, Default)]
pub(super) struct SavedMatrix {
    /// Its dequantized values.
    pub values: Vec<f32>,
    /// Codes, where all are integers with whole zero points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integers: Option<SavedIntegers>,
}

/// Codes, and the scale and zero point of each slice.
#[derive(Serialize, Default)]
pub(super) struct SavedIntegers {
    /// The codes.
    codes: Vec<i32>,
    /// The slice of each.
    slices: Vec<u32>,
    /// The scale of each slice.
    scales: Vec<f32>,
    /// The zero point of each slice.
    zero_points: Vec<i32>,
}

impl SavedMatrix {
    /// Of a weight.
    pub fn of(rounded: &Rounded) -> Self {
        let mut integers = Some(SavedIntegers::default());
        add(&mut integers, Some(rounded));
        Self { values: rounded.values.clone(), integers }
    }

    /// Of parts of the inputs, one after the other.
    pub fn of_inputs(parts: &[PreparedInput]) -> Self {
        let mut all = Self { values: Vec::new(), integers: Some(SavedIntegers::default()) };
        for part in parts {
            all.values.extend(&part.rounded);
            add(&mut all.integers, part.fit.as_ref().filter(|_| part.float_columns.is_empty()));
        }
        all
    }
}

/// Adds the codes of a matrix after those that are there; none are left where it has none.
fn add(to: &mut Option<SavedIntegers>, rounded: Option<&Rounded>) {
    let affine = |quantizer: &Quantizer| integers(quantizer).map(|affine| (affine.scale, affine.zero_point as i32));
    let slices = rounded.and_then(|rounded| rounded.quantizers.iter().map(affine).collect::<Option<Vec<_>>>());
    let (Some(saved), Some(rounded), Some(slices)) = (to.as_mut(), rounded, slices) else {
        *to = None;
        return;
    };
    let first = saved.scales.len() as u32;
    saved.codes.extend(rounded.codes());
    saved.slices.extend((0..rounded.values.len()).map(|i| first + rounded.slice_of(i) as u32));
    saved.scales.extend(slices.iter().map(|(scale, _)| *scale));
    saved.zero_points.extend(slices.iter().map(|(_, zero)| *zero));
}
