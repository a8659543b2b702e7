//! Chooses a seeded sample of a tensor that is too large: whole rows, or runs of values. Reads nothing.

use crate::Error;
use crate::i18n;
use crate::tensor::files::axis::StoredAxis;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// The seed of every sample. The page shows it.
const SEED: u64 = 1;

/// The shortest run that is kept, in values. A shorter one takes as long to read.
const RUN: u64 = 4096;

/// An axis that would keep fewer pieces is only sampled if there is no better one.
const ENOUGH: u64 = 64;

/// A description of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// In the language of the page.
    pub words: String,
    /// In English, for exports.
    pub english: String,
}

/// Samples one of the axes, given from the slowest to the fastest, so that at most `limit` values are left: the slowest
/// axis that is long enough. The axis is divided into equal parts, and one piece at a random place of each part is
/// kept: the sample is spread evenly, and the omitted values need no memory.
pub(super) fn thin(axes: &mut [StoredAxis], limit: usize) -> Result<Option<Sampled>, Error> {
    let limit = limit as u64;
    let Some(count) = axes.iter().try_fold(1u64, |n, axis| n.checked_mul(axis.kept())) else {
        return Err(Error::Unreadable { reason: tr!("it has more values than can be counted") });
    };
    if count <= limit {
        return Ok(None);
    }
    let pieces = |axis: &StoredAxis| limit / (count / axis.kept());
    let long = axes.iter().position(|axis| axis.kept() > 1 && pieces(axis) >= ENOUGH);
    let best = long.or_else(|| (0..axes.len()).max_by_key(|&i| axes.get(i).map(pieces)));
    let rank = axes.len();
    // The number of consecutive values for each index of that axis.
    let inner: u64 = axes.iter().skip(best.unwrap_or(0) + 1).map(StoredAxis::kept).product();
    let Some(axis) = best.and_then(|i| axes.get_mut(i)) else { return Ok(None) };
    let (size, values) = (axis.kept(), count / axis.kept());
    let step = RUN.min(limit / ENOUGH).max(1).div_ceil(inner);
    let (whole, kept) = (size / step, limit / (values * step));
    if kept == 0 {
        let (n, limit) = (grouped(count), grouped(limit));
        return Err(Error::Slice { reason: tr!("it has {n} values, and at most {limit} fit here; choose a smaller part", n, limit) });
    }
    let first = axis.ranges.first().map_or(0, |&(start, _)| start);
    let mut draws = ChaCha8Rng::seed_from_u64(SEED);
    let part = |i: u64| (u128::from(i) * u128::from(whole) / u128::from(kept)) as u64;
    axis.ranges = (0..kept).map(|i| (first + (part(i) + draws.next_u64() % (part(i + 1) - part(i))) * step, step)).collect();
    let number = axis.number;
    let tell = || {
        let along = match (rank, number) {
            (1, _) => tr!("values"),
            (2, 0) => tr!("rows"),
            (2, _) => tr!("columns"),
            (_, number) => tr!("indices of axis {number}", number),
        };
        let what = if step > 1 { tr!("runs of {n} {what}", n = grouped(step), what = along) } else { along };
        tr!("{n} of {all} {what}, chosen with seed {seed}", n = grouped(kept), all = grouped(whole), what, seed = SEED)
    };
    Ok(Some(Sampled { words: tell(), english: i18n::in_english(tell) }))
}

/// An integer with separated thousands.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(&i18n::group())
}
