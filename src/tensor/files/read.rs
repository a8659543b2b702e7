//! The one way from stored bytes to a tensor: read in pieces, hashed, decoded, put in order. What is never asked for
//! is not read, or read and dropped where it lies between; memory follows the result. Knows no file format.

use super::plan::{Plan, Run};
use super::{Bytes, Cut, Dtype, Entry, Place};
use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::readers::zip::Unpacking;
use sha2::{Digest, Sha256};

/// The most bytes read at once.
const PIECE: u64 = 4 << 20;

/// The most values decoded at once.
const VALUES: u64 = 1 << 20;

/// The most runs looked at together.
const RUNS: usize = 1 << 14;

/// A shorter gap between two runs is read over: asking the browser again takes longer.
const GAP: u64 = 128 << 10;

/// What may be allocated for packed values without asking further.
const MUCH: u64 = 4 << 20;

/// What reading an entry gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The values.
    pub tensor: Tensor,
    /// SHA-256 of the stored bytes these values were decoded from, in the file's order, in hexadecimal.
    pub hash: String,
    /// What was left out, where the tensor is a sample of the one in the file.
    pub sampled: Option<String>,
}

/// Reads what `cut` asks of an entry that stands in `bytes`, a sample of it above `limit` values.
pub(crate) fn read(entry: &Entry, bytes: &dyn Bytes, cut: &Cut, limit: usize, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
    let mut stored = Stored::of(entry, bytes)?;
    let plan = Plan::new(entry, cut, limit)?;
    let unit = stored.unit;
    let mut taken = Taken::new(&plan)?;
    let longest = VALUES.min(PIECE / unit.1 * unit.0);
    let mut runs = plan.runs(longest, unit.0).peekable();
    let mut piece = Vec::new();
    while let Some(first) = runs.next() {
        let at = first.start / unit.0 * unit.1;
        let behind = |run: &Run| (run.start + run.len as u64).div_ceil(unit.0) * unit.1;
        let mut end = behind(&first);
        let mut together = vec![first];
        while let Some(run) =
            runs.next_if(|run| behind(run) - at <= PIECE && run.start / unit.0 * unit.1 <= end + GAP && together.len() < RUNS)
        {
            end = behind(&run);
            together.push(run);
        }
        piece.resize((end - at) as usize, 0);
        stored.fill(at, &mut piece)?;
        for run in &together {
            let from = (run.start / unit.0 * unit.1 - at) as usize;
            let of_run = piece.get(from..(behind(run) - at) as usize).unwrap_or_default();
            taken.take(run, of_run, (run.start % unit.0) as usize, &stored)?;
        }
        progress(taken.done as f64 / plan.count as f64);
    }
    stored.finish()?;
    let hash = taken.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Read { tensor: Tensor::new(plan.shape, taken.values)?, hash, sampled: plan.sampled })
}

/// What was read so far.
struct Taken {
    values: Vec<f32>,
    /// How many values were taken.
    done: usize,
    hash: Sha256,
    /// How far apart neighbours of a run go; `None` where values come in the order of the result.
    stride: Option<usize>,
    decoded: Vec<f32>,
}

impl Taken {
    fn new(plan: &Plan) -> Result<Self, Error> {
        let mut values = Vec::new();
        let full = |_| Error::Unread { reason: "there is not enough memory for its values; choose a smaller part".into() };
        values.try_reserve_exact(plan.count).map_err(full)?;
        let stride = (!plan.in_order()).then(|| plan.stride());
        if stride.is_some() {
            values.resize(plan.count, 0.0);
        }
        Ok(Self { values, done: 0, hash: Sha256::new(), stride, decoded: Vec::new() })
    }

    /// Takes a run from the units it stands in, of which the first `skip` values are not its own.
    fn take(&mut self, run: &Run, bytes: &[u8], skip: usize, stored: &Stored) -> Result<(), Error> {
        self.hash.update(bytes);
        self.decoded.clear();
        let whole = skip == 0 && stored.dtype.bytes(run.len as u64) == Some(bytes.len() as u64);
        if whole && self.stride.is_none() {
            stored.dtype.decode(bytes, stored.big_endian, &mut self.values)?;
        } else {
            stored.dtype.decode(bytes, stored.big_endian, &mut self.decoded)?;
            let own = self.decoded.get(skip..skip + run.len).unwrap_or_default();
            match self.stride {
                None => self.values.extend_from_slice(own),
                Some(stride) => {
                    let places = self.values.iter_mut().skip(run.target).step_by(stride);
                    places.zip(own).for_each(|(place, &value)| *place = value);
                }
            }
        }
        self.done += run.len;
        Ok(())
    }
}

/// Where an entry's bytes come from, and how they are decoded.
struct Stored<'a> {
    dtype: Dtype,
    /// Values and bytes of the least that can be decoded.
    unit: (u64, u64),
    big_endian: bool,
    source: Source<'a>,
}

enum Source<'a> {
    /// They stand in a file from a place on.
    Plain(&'a dyn Bytes, u64),
    /// They come out of an archive: how many of them were passed, and how many there are in all.
    Packed { reader: Unpacking<'a>, next: u64, end: u64 },
    /// The values are at hand; their bytes are those of little-endian F32.
    Held(&'a Tensor),
}

impl<'a> Stored<'a> {
    /// Fails where nothing can be decoded, or where the entry contradicts itself or the file.
    fn of(entry: &'a Entry, bytes: &'a dyn Bytes) -> Result<Self, Error> {
        let (dtype, big_endian, taken, source) = match &entry.place {
            &Place::Plain { start, bytes: taken, big_endian, .. } => {
                let within = start.checked_add(taken).is_some_and(|end| end <= bytes.size());
                (entry.dtype.clone(), big_endian, Some(taken).filter(|_| within), Source::Plain(bytes, start))
            }
            Place::Packed { member, skip, bytes: taken, big_endian, .. } => {
                let within = skip.checked_add(*taken).is_some_and(|end| end <= member.unpacked);
                // Where much more would be allocated than the file takes, what is claimed must be true.
                let much = bytes.size().saturating_mul(3).saturating_add(MUCH);
                if entry.count().is_none_or(|count| count.saturating_mul(4) > much) {
                    member.reader(bytes)?.skip(member.unpacked)?;
                }
                let mut reader = member.reader(bytes)?;
                reader.skip(*skip)?;
                (entry.dtype.clone(), *big_endian, Some(*taken).filter(|_| within), Source::Packed { reader, next: 0, end: *taken })
            }
            &Place::Beside { part: Some(_), start, bytes: taken, .. } => {
                let within = start.checked_add(taken).is_some_and(|end| end <= bytes.size());
                (entry.dtype.clone(), false, Some(taken).filter(|_| within), Source::Plain(bytes, start))
            }
            Place::Beside { file, .. } => return Err(Error::Unread { reason: format!("its values are in {file}, which is not open") }),
            Place::Held(tensor) => (Dtype::F32, false, Some(4 * tensor.values().len() as u64), Source::Held(tensor)),
            Place::Unread(reason) => return Err(Error::Unread { reason: reason.clone() }),
        };
        let Some(unit) = dtype.unit() else { return Err(dtype.undecoded()) };
        if entry.shape.contains(&0) {
            return Err(Error::Unread { reason: "it has no values".into() });
        }
        match entry.count().and_then(|count| dtype.bytes(count)) {
            Some(needed) if Some(needed) == taken => Ok(Self { dtype, unit, big_endian, source }),
            _ => Err(Error::Unread { reason: "its shape does not take the bytes it has".into() }),
        }
    }

    /// What follows in an archive is passed over: its check counts only at its end.
    fn finish(&mut self) -> Result<(), Error> {
        match &mut self.source {
            Source::Packed { reader, next, end } => reader.skip(end.saturating_sub(*next)),
            Source::Plain(..) | Source::Held(_) => Ok(()),
        }
    }

    /// Fills `into` with the bytes from `at` on, which never goes back behind what was read.
    fn fill(&mut self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        match &mut self.source {
            Source::Plain(bytes, start) => bytes.read(*start + at, into),
            Source::Packed { reader, next, .. } => {
                reader.skip(at.saturating_sub(*next))?;
                *next = at + into.len() as u64;
                reader.fill(into)
            }
            Source::Held(tensor) => {
                let held = ((at / 4) as usize..).map_while(|i| tensor.given(i));
                into.as_chunks_mut().0.iter_mut().zip(held).for_each(|(place, value)| *place = value.to_le_bytes());
                Ok(())
            }
        }
    }
}
