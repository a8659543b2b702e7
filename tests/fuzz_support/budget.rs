//! What a file may cost at most, and how it is opened and read to find out.

use crate::reading_support::{fault_of, open};
use peak_alloc::PeakAlloc;
use quantscope::tensor::files::TensorSlice;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Counts what is allocated. One case runs at a time.
#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

const LONGEST: Duration = Duration::from_secs(1);

/// Entries of one file that are read; all are listed.
const READ: usize = 40;

/// Opens the file, lists it, reads its tensors whole and cut. Fails with what it did that no file may do.
pub fn judge(name: &str, bytes: &[u8]) -> Result<(), String> {
    let (took, peak) = once(name, bytes.to_vec())?;
    let allowed = 4 * bytes.len() + (16 << 20);
    if peak > allowed {
        return Err(format!("{} bytes made it allocate {peak}, more than {allowed}", bytes.len()));
    }
    if took > LONGEST {
        return Err(format!("{} bytes took {took:?}", bytes.len()));
    }
    Ok(())
}

/// The time this thread has computed; where the system does not tell, the time that went by.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}

fn once(name: &str, bytes: Vec<u8>) -> Result<(Duration, usize), String> {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let start = worked();
    let outcome = catch_unwind(AssertUnwindSafe(|| handle(name, bytes)));
    let (took, peak) = (worked() - start, ALLOCATED.peak_usage().saturating_sub(before));
    outcome.map_err(|_| "it panicked".to_owned())??;
    Ok((took, peak))
}

fn handle(name: &str, bytes: Vec<u8>) -> Result<(), String> {
    let sentence = |error| fault_of(&error).map_or(Ok(()), |fault| Err(format!("the complaint {fault}")));
    let files = match open(name, bytes) {
        Ok(files) => files,
        Err(error) => return sentence(error),
    };
    if files.listing().tensors.len() != files.entries().len() {
        return Err("the listing differs from the entries".into());
    }
    for (i, entry) in files.entries().iter().enumerate().take(READ) {
        let last = entry.shape.len().saturating_sub(1);
        let pieces = entry.shape.iter().map(|&d| if d > 1 { "1:" } else { ":" }).collect::<Vec<_>>().join(",");
        for cut in [
            Ok(TensorSlice::default()),
            TensorSlice::parse(Some(last), ""),
            TensorSlice::parse(None, "0"),
            TensorSlice::parse(Some(0), &pieces),
        ] {
            let mut share = 0.0;
            let mut progress = |done: f64| share = if done >= share && done <= 1.0 { done } else { f64::NAN };
            match cut.and_then(|cut| files.read(i, &cut, &mut progress)) {
                Ok(read) if share.is_nan() => return Err(format!("the progress of {} values went astray", read.tensor.values().len())),
                Ok(read) if entry.count() < Some(read.tensor.values().len() as u64) => return Err("more values than listed".into()),
                Ok(_) => {}
                Err(error) => sentence(error)?,
            }
        }
    }
    Ok(())
}
