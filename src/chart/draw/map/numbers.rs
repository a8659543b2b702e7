//! The numbers in the cells of a map: how they are written and how large, so that none is cut. Knows no colours.

use crate::chart::TensorMap;
use crate::chart::draw::pen::{TEXT, text_width};

/// A map of more cells has no numbers.
const MOST: usize = 400;
/// The smallest and the largest size of numbers.
const SMALLEST: f64 = 9.5;
const LARGEST: f64 = 32.0;
/// The ways to write them: significant digits (or as few signs as can be read), the share of a cell that the widest takes, the least size.
/// Numbers of many digits must be larger: fewer digits are read better.
const WAYS: [(Option<usize>, f64, f64); 4] = [(Some(4), 0.88, 12.0), (Some(3), 0.88, 12.0), (Some(2), 0.88, 11.0), (None, 0.93, SMALLEST)];

/// The numbers of cells `width` by `height` pixels, and their size: the first way in which all of them fit, as large as they do;
/// `None` where no way is.
pub(super) fn numbers(map: &TensorMap, cells: &[f32], (width, height): (f64, f64)) -> Option<(Vec<String>, f64)> {
    if cells.len() > MOST || height < SMALLEST + 3.0 {
        return None;
    }
    let largest = cells.iter().filter(|v| v.is_finite()).fold(0.0, |m: f32, v| m.max(v.abs()));
    let high = (height * 0.42).clamp(11.0_f64.min(height - 3.0), LARGEST);
    WAYS.into_iter().find_map(|(digits, share, least)| {
        let text = |&v: &f32| digits.map_or_else(|| map.narrow_label(v, largest), |digits| map.short_label(v, digits));
        let texts: Vec<String> = cells.iter().map(text).collect();
        let widest = texts.iter().map(|text| text_width(text)).fold(1.0, f64::max);
        let size = (TEXT * width * share / widest).min(high);
        (size >= least.min(high)).then_some((texts, size))
    })
}
