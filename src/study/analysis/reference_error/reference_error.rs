//! A quantized tensor of a file compared with the float tensor it was made from, in another file: read a piece at a time, so that
//! the size is not limited. Knows names only to undo llama.cpp's order of rows.

use super::FloatComparison;
use super::sums::Sums;
use crate::Error;
use crate::tensor::files::{AxisSlice, Dtype, Entry, Files, Location, Read, TensorSlice, is_permuted};

/// Values read at once.
const PIECE: u64 = 1 << 18;

/// Rows a head may have, as published models have them.
const HEADS: [u64; 9] = [16, 32, 64, 80, 96, 128, 160, 192, 256];

/// A tensor of a file cut along its first axis that is not of size 1.
struct Long<'a> {
    files: &'a Files,
    number: usize,
    axis: usize,
}

impl<'a> Long<'a> {
    fn of(files: &'a Files, number: usize) -> Result<(Self, &'a Entry), Error> {
        let len = files.entries().len();
        let entry = files.entries().get(number).ok_or(Error::Index { index: number, len })?;
        let axis = entry.shape.iter().position(|&d| d != 1).unwrap_or(0);
        Ok((Self { files, number, axis }, entry))
    }

    /// The values from `from` up to `to` along the axis.
    fn read(&self, from: u64, to: u64) -> Result<Vec<f32>, Error> {
        let end = |at: u64| i64::try_from(at).ok();
        let mut ranges = vec![AxisSlice::Range { start: None, end: None }; self.axis];
        ranges.push(AxisSlice::Range { start: end(from), end: end(to) });
        let whole = self.files.entries().get(self.number).is_some_and(|entry| entry.shape.is_empty());
        let cut = if whole { TensorSlice::default() } else { TensorSlice { axis: None, ranges } };
        let tensor = match self.files.read(self.number, &cut, &mut |_| {}) {
            Ok(Read { tensor, sampled: None, .. }) => tensor,
            Ok(_) => return Err(Error::Unreadable { reason: tr!("one slice of it is larger than can be compared here") }),
            Err(Error::NoneFinite { len }) => return Ok(vec![f32::NAN; len]),
            Err(error) => return Err(error),
        };
        if tensor.non_finite().none() {
            return Ok(tensor.values().to_vec());
        }
        Ok((0..tensor.values().len()).filter_map(|i| tensor.given(i)).collect())
    }
}

/// Compares tensor `stored` with tensor `float`, two numbers of the listing. With `own`, quantizes the float here as well.
/// `progress` is called with the share done, 0 to 1.
pub fn compare_with_float(
    files: &Files,
    stored: usize,
    float: usize,
    own: bool,
    progress: &mut dyn FnMut(f64),
) -> Result<FloatComparison, Error> {
    let ((stored, entry), (float, twin)) = (Long::of(files, stored)?, Long::of(files, float)?);
    let total = entry.count().filter(|&n| n > 0).ok_or(Error::Empty)?;
    let steps = entry.shape.get(stored.axis).copied().unwrap_or(1);
    if twin.count() != Some(total) || twin.shape.get(float.axis).copied().unwrap_or(1) != steps {
        return Err(Error::Unreadable { reason: tr!("the two differ in shape") });
    }
    let cols = entry.shape.last().copied().unwrap_or(1).max(1);
    let permuted = if is_permuted(&entry.name) && steps != total { head(&stored, &float, steps)? } else { None };
    let unit = permuted.unwrap_or(1);
    // A packed tensor is unpacked from its beginning for each piece.
    let packed = [entry, twin].into_iter().any(|entry| matches!(entry.location, Location::Zipped { .. }));
    let piece = if packed { steps } else { (PIECE / (total / steps) / unit).max(1) * unit };
    let quantizer = match entry.dtype {
        Dtype::Ggml(kind) if own => Some(kind),
        _ => None,
    };
    let mut sums = Sums::new(cols, quantizer);
    let mut from = 0;
    while from < steps {
        progress(from as f64 / steps as f64);
        let to = (from + piece).min(steps);
        let (y, x) = (stored.read(from, to)?, float.read(from, to)?);
        sums.add(&turn(x, permuted, cols), &y)?;
        from = to;
    }
    let bytes = match &entry.location {
        Location::Raw { bytes, .. } | Location::Zipped { bytes, .. } | Location::External { bytes, .. } => *bytes,
        Location::Packed(packed) => packed.bytes(),
        _ => total.saturating_mul(4),
    };
    sums.finish(bytes as f64 * 8.0 / total as f64, permuted)
}

/// Rows a head has, where the second row of `stored` is not that of `float` but the first of a head's second half.
fn head(stored: &Long, float: &Long, rows: u64) -> Result<Option<u64>, Error> {
    let second = stored.read(1, 2.min(rows))?;
    let far = |row: u64| -> Result<f64, Error> {
        let row = float.read(row, row + 1)?;
        Ok(row.iter().zip(&second).map(|(&x, &y)| (f64::from(x) - f64::from(y)).powi(2)).sum())
    };
    let mut best = (far(1)? / 2.0, None);
    for head in HEADS.into_iter().filter(|&head| rows.is_multiple_of(head)) {
        let far = far(head / 2)?;
        if far < best.0 {
            best = (far, Some(head));
        }
    }
    Ok(best.1)
}

/// Rows in llama.cpp's order: the two halves of each head of `head` rows in turn.
fn turn(x: Vec<f32>, head: Option<u64>, cols: u64) -> Vec<f32> {
    let (Some(half), Ok(cols)) = (head.and_then(|head| usize::try_from(head / 2).ok()), usize::try_from(cols)) else { return x };
    let mut permuted = Vec::with_capacity(x.len());
    for head in x.chunks(2 * half * cols) {
        let (first, second) = head.split_at((half * cols).min(head.len()));
        for (a, b) in first.chunks(cols).zip(second.chunks(cols)) {
            permuted.extend_from_slice(a);
            permuted.extend_from_slice(b);
        }
    }
    permuted
}
