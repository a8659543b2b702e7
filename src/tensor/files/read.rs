//! The one way from stored bytes to a tensor: read in pieces, hashed, decoded, put in order. What is never asked for
//! is not read, or read and dropped where it lies between; memory follows the result. Knows no file format.

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::files::read_plan::{ReadPlan, Run};
use crate::tensor::files::sample::Sampled;
use crate::tensor::files::{Bytes, Dtype, Entry, Location, TensorSlice};
use crate::tensor::readers::zip::Unpacking;
use sha2::{Digest, Sha256};

/// The most bytes read at once.
const PIECE: u64 = 4 << 20;

/// The most values decoded at once.
const VALUES: u64 = 1 << 20;

/// The most runs looked at together.
const RUNS: usize = 1 << 14;

/// How many neighbours of a run are put in their places at a time.
const NEAR: usize = 16;

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
    pub sampled: Option<Sampled>,
}

/// Reads what `cut` asks of an entry that stands in `bytes`, a sample of it above `limit` values.
pub(crate) fn read(
    entry: &Entry,
    bytes: &dyn Bytes,
    cut: &TensorSlice,
    limit: usize,
    progress: &mut dyn FnMut(f64),
) -> Result<Read, Error> {
    let mut stored = Decoder::of(entry, bytes)?;
    let plan = ReadPlan::new(entry, cut, limit)?;
    let unit = stored.unit;
    let mut taken = Taken::new(&plan, unit.0)?;
    let longest = VALUES.min(PIECE / unit.1 * unit.0);
    let mut runs = plan.runs(longest, unit.0).peekable();
    let mut piece = Vec::new();
    while let Some(first) = runs.next() {
        let at = first.start / unit.0 * unit.1;
        let behind = |run: &Run| (run.start + run.len as u64).div_ceil(unit.0) * unit.1;
        let (mut end, mut held) = (behind(&first), first.len as u64);
        let mut together = vec![first];
        while let Some(run) = runs.next_if(|run| {
            let is_near = behind(run) - at <= PIECE && run.start / unit.0 * unit.1 <= end + GAP;
            is_near && together.len() < RUNS && held + run.len as u64 <= VALUES
        }) {
            (end, held) = (behind(&run), held + run.len as u64);
            together.push(run);
        }
        piece.resize((end - at) as usize, 0);
        stored.fill(at, &mut piece)?;
        for run in &together {
            let from = (run.start / unit.0 * unit.1 - at) as usize;
            let of_run = piece.get(from..(behind(run) - at) as usize).unwrap_or_default();
            taken.decode(of_run, (run.start % unit.0) as usize, run.len, &stored)?;
        }
        taken.place(&together);
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
    /// Values that have no place yet.
    decoded: Vec<f32>,
}

impl Taken {
    fn new(plan: &ReadPlan, unit: u64) -> Result<Self, Error> {
        let mut values = Vec::new();
        let full = |_| Error::Unreadable { reason: tr!("there is not enough memory for its values; choose a smaller part") };
        // A unit is decoded whole, then cut.
        values.try_reserve_exact(plan.count.saturating_add(2 * unit as usize)).map_err(full)?;
        let stride = (!plan.in_order()).then(|| plan.stride());
        if stride.is_some() {
            values.resize(plan.count, 0.0);
        }
        Ok(Self { values, done: 0, hash: Sha256::new(), stride, decoded: Vec::new() })
    }

    /// Decodes `len` values from the units they stand in, of which the first `skip` values are not asked for.
    fn decode(&mut self, bytes: &[u8], skip: usize, len: usize, stored: &Decoder) -> Result<(), Error> {
        self.hash.update(bytes);
        let into = if self.stride.is_some() { &mut self.decoded } else { &mut self.values };
        let from = into.len();
        stored.dtype.decode(bytes, stored.big_endian, into)?;
        into.drain(from..into.len().min(from + skip));
        into.truncate(from + len);
        self.done += len;
        Ok(())
    }

    /// Puts what was decoded of these runs where it goes. A few neighbours of every run at a time: they often go beside
    /// those of the next run, into memory that is at hand by then.
    fn place(&mut self, runs: &[Run]) {
        let Some(stride) = self.stride else { return };
        let longest = runs.iter().map(|run| run.len).max().unwrap_or(0);
        for near in (0..longest).step_by(NEAR) {
            let mut first = 0;
            for run in runs {
                let end = run.len.min(near + NEAR);
                let own = self.decoded.get(first + near..first + end).unwrap_or_default();
                let places = self.values.iter_mut().skip(run.target + near * stride).step_by(stride);
                places.zip(own).for_each(|(place, &value)| *place = value);
                first += run.len;
            }
        }
        self.decoded.clear();
    }
}

/// Where an entry's bytes come from, and how they are decoded.
struct Decoder<'a> {
    dtype: Dtype,
    /// Values and bytes of the least that can be decoded.
    unit: (u64, u64),
    big_endian: bool,
    source: ByteSource<'a>,
}

enum ByteSource<'a> {
    /// They stand in a file from a place on.
    Plain(&'a dyn Bytes, u64),
    /// They come out of an archive: how many of them were passed, and how many there are in all.
    Packed { reader: Unpacking<'a>, next: u64, end: u64 },
    /// The values are at hand; their bytes are those of little-endian F32.
    Held(&'a Tensor),
}

impl<'a> Decoder<'a> {
    /// Fails where nothing can be decoded, or where the entry contradicts itself or the file.
    fn of(entry: &'a Entry, bytes: &'a dyn Bytes) -> Result<Self, Error> {
        let (dtype, big_endian, taken, source) = match &entry.location {
            &Location::Raw { start, bytes: taken, big_endian, .. } => {
                let within = start.checked_add(taken).is_some_and(|end| end <= bytes.size());
                (entry.dtype.clone(), big_endian, Some(taken).filter(|_| within), ByteSource::Plain(bytes, start))
            }
            Location::Zipped { member, skip, bytes: taken, big_endian, .. } => {
                let within = skip.checked_add(*taken).is_some_and(|end| end <= member.unpacked);
                // Where much more would be allocated than the file takes, what is claimed must be true.
                let much = bytes.size().saturating_mul(3).saturating_add(MUCH);
                if entry.count().is_none_or(|count| count.saturating_mul(4) > much) {
                    member.reader(bytes)?.skip(member.unpacked)?;
                }
                let mut reader = member.reader(bytes)?;
                reader.skip(*skip)?;
                (entry.dtype.clone(), *big_endian, Some(*taken).filter(|_| within), ByteSource::Packed { reader, next: 0, end: *taken })
            }
            &Location::External { file: Some(_), start, bytes: taken, .. } => {
                let within = start.checked_add(taken).is_some_and(|end| end <= bytes.size());
                (entry.dtype.clone(), false, Some(taken).filter(|_| within), ByteSource::Plain(bytes, start))
            }
            Location::External { path, .. } => {
                return Err(Error::Unreadable { reason: tr!("its values are in {file}, which is not open", file = path) });
            }
            Location::InMemory(tensor) => (Dtype::F32, false, Some(4 * tensor.values().len() as u64), ByteSource::Held(tensor)),
            Location::Unsupported(reason) => return Err(Error::Unreadable { reason: reason.clone() }),
        };
        let Some(unit) = dtype.unit() else { return Err(dtype.undecoded()) };
        if entry.shape.contains(&0) {
            return Err(Error::Unreadable { reason: tr!("it has no values") });
        }
        match entry.count().and_then(|count| dtype.bytes(count)) {
            Some(needed) if Some(needed) == taken => Ok(Self { dtype, unit, big_endian, source }),
            _ => Err(Error::Unreadable { reason: tr!("its shape does not take the bytes it has") }),
        }
    }

    /// What follows in an archive is passed over: its check counts only at its end.
    fn finish(&mut self) -> Result<(), Error> {
        match &mut self.source {
            ByteSource::Packed { reader, next, end } => reader.skip(end.saturating_sub(*next)),
            ByteSource::Plain(..) | ByteSource::Held(_) => Ok(()),
        }
    }

    /// Fills `into` with the bytes from `at` on, which never goes back behind what was read.
    fn fill(&mut self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        match &mut self.source {
            ByteSource::Plain(bytes, start) => bytes.read(*start + at, into),
            ByteSource::Packed { reader, next, .. } => {
                reader.skip(at.saturating_sub(*next))?;
                *next = at + into.len() as u64;
                reader.fill(into)
            }
            ByteSource::Held(tensor) => {
                let held = ((at / 4) as usize..).map_while(|i| tensor.given(i));
                into.as_chunks_mut().0.iter_mut().zip(held).for_each(|(place, value)| *place = value.to_le_bytes());
                Ok(())
            }
        }
    }
}
