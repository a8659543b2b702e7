//! Reads a slice of a tensor that is stored in parts: some rows of codes at a time, with the scales that belong to them.

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::files::read::Read;
use crate::tensor::files::read_plan::ReadPlan;
use crate::tensor::files::{Bytes, Entry, TensorSlice};
use crate::tensor::readers::packed::{CodeOrder, Packed};
use crate::tensor::recipes::{Numbers, rows};
use sha2::{Digest, Sha256};

/// The most values that are decoded at once.
const VALUES: u64 = 1 << 22;

/// The values that are decoded at least: a further read takes longer.
const NEAR: u64 = 1 << 14;

/// Reads a slice of an entry with these parts, or a sample of it if it has more than `limit` values. `open` are the open files.
pub(super) fn read_packed(
    entry: &Entry,
    packed: &Packed,
    open: &[&dyn Bytes],
    cut: &TensorSlice,
    limit: usize,
    progress: &mut dyn FnMut(f64),
) -> Result<Read, Error> {
    let plan = ReadPlan::new(entry, cut, limit)?;
    let mut hash = Sha256::new();
    let numbers = Numbers::of(packed, open, &mut hash)?;
    let mut values = vec![0f32; plan.count];
    let (in_order, stride) = (plan.in_order(), plan.stride());
    let most = (VALUES / packed.cols).max(1);
    let least = match packed.order {
        // All codes are passed for any of the rows.
        CodeOrder::ColumnWords(_) | CodeOrder::Interleaved => most,
        _ => (NEAR / packed.cols).max(1),
    };
    let (mut held, mut first, mut end, mut done) = (Vec::new(), 0, 0, 0usize);
    for run in plan.runs(VALUES, 1) {
        let (mut at, mut left, mut target) = (run.start, run.len, if in_order { done } else { run.target });
        while left > 0 {
            let row = at / packed.cols;
            if !(first..end).contains(&row) {
                // The rows that this run still needs, and those after it that others may.
                let needed = (at + left as u64).div_ceil(packed.cols) - row;
                (first, end) = (row, (row + needed.max(least).min(most)).min(packed.rows));
                held = rows(packed, &numbers, first, end, open, &mut hash)?;
            }
            let from = (at - first * packed.cols) as usize;
            let own = held.get(from..).unwrap_or_default();
            let own = own.get(..left).unwrap_or(own);
            if own.is_empty() {
                return Err(Error::Unreadable { reason: tr!("its shape does not take the bytes it has") });
            }
            let step = if in_order { 1 } else { stride };
            values.iter_mut().skip(target).step_by(step).zip(own).for_each(|(place, &value)| *place = value);
            (at, left, target, done) = (at + own.len() as u64, left - own.len(), target + own.len() * step, done + own.len());
        }
        progress(done as f64 / plan.count as f64);
    }
    let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Read { tensor: Tensor::new(plan.shape, values)?, hash, sampled: plan.sampled })
}
