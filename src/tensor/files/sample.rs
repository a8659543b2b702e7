//! What is kept of a tensor that is too large: whole rows, seeded. Reads nothing.

use crate::Error;
use crate::i18n;
use crate::tensor::files::axis::StoredAxis;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// The seed, which the page tells.
const SEED: u64 = 1;

/// The least that is kept together, in values: less costs as much to read.
const RUN: u64 = 4096;

/// An axis of which fewer pieces would remain is only thinned when there is no better one.
const ENOUGH: u64 = 64;

/// What is left of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// As the page says it.
    pub words: String,
    /// As exports do.
    pub english: String,
}

/// Thins one of the axes, given from the slowest to the fastest, until at most `limit` values are left; tells what is
/// left of what. The slowest is taken that is long enough. One piece is kept of each of as many equal parts, at a
/// random place in it: the sample is spread evenly and needs no memory for what it leaves out.
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
    // What stands together for each index of that axis.
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

/// A whole number with its thousands apart.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(&i18n::group())
}
