//! Reads a slice of a tensor: reads its bytes in pieces, hashes and decodes them, and puts the values in order. Bytes outside of
//! the slice are not read, but for short gaps. Memory is proportional to the result. Knows no file format.

use crate::Error;
use crate::tensor::Tensor;
use crate::tensor::files::read_plan::{ReadPlan, Run};
use crate::tensor::files::sample::Sampled;
use crate::tensor::files::{Bytes, Dtype, Entry, Location, TensorSlice};
use crate::tensor::readers::zip::Unpacking;
use sha2::{Digest, Sha256};

/// The most bytes that are read at once.
const PIECE: u64 = 4 << 20;

/// The most values that are decoded at once.
const VALUES: u64 = 1 << 20;

/// The most runs that are read at once.
const RUNS: usize = 1 << 14;

/// The number of neighbours of a run that are written at a time.
const NEAR: usize = 16;

/// Gaps between two runs that are shorter, in bytes, are read: a further read of the browser's takes longer.
const GAP: u64 = 128 << 10;

/// The bytes that may be allocated for compressed values before their length is verified.
const MUCH: u64 = 4 << 20;

/// The result of reading an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The values.
    pub tensor: Tensor,
    /// SHA-256 of the stored bytes that these values were decoded from, in the file's order, in hexadecimal.
    pub hash: String,
    /// A description of the sample, if the tensor is a sample of the one in the file.
    pub sampled: Option<Sampled>,
}

/// Reads a slice of an entry whose values are in `bytes`, or a sample of it if it has more than `limit` values.
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

/// The values read so far.
struct Taken {
    values: Vec<f32>,
    /// The number of values read.
    done: usize,
    hash: Sha256,
    /// The distance in the result of neighbours of a run. `None` where values come in the order of the result.
    stride: Option<usize>,
    /// Decoded values that are not in the result yet.
    decoded: Vec<f32>,
}

impl Taken {
    fn new(plan: &ReadPlan, unit: u64) -> Result<Self, Error> {
        let mut values = Vec::new();
        let full = |_| Error::Unreadable { reason: tr!("there is not enough memory for its values; choose a smaller part") };
        // Whole units are decoded, then cut.
        values.try_reserve_exact(plan.count.saturating_add(2 * unit as usize)).map_err(full)?;
        let stride = (!plan.in_order()).then(|| plan.stride());
        if stride.is_some() {
            values.resize(plan.count, 0.0);
        }
        Ok(Self { values, done: 0, hash: Sha256::new(), stride, decoded: Vec::new() })
    }

    /// Decodes `len` values from the units that hold them, after the first `skip` values.
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

    /// Writes the decoded values of these runs to the result, a few neighbours of every run at a time: they are often
    /// adjacent to those of the next run, so the cache line is already loaded.
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

/// The source of an entry's bytes, and how they are decoded.
struct Decoder<'a> {
    dtype: Dtype,
    /// The numbers of values and of bytes of the smallest unit that can be decoded.
    unit: (u64, u64),
    big_endian: bool,
    source: ByteSource<'a>,
}

enum ByteSource<'a> {
    /// In a file, from an offset on.
    Plain(&'a dyn Bytes, u64),
    /// In a member of an archive: how many bytes were read, and how many there are.
    Packed { reader: Unpacking<'a>, next: u64, end: u64 },
    /// In memory, as little-endian F32.
    Held(&'a Tensor),
}

impl<'a> Decoder<'a> {
    /// Fails where the type is not decoded, or where the entry contradicts itself or the file.
    fn of(entry: &'a Entry, bytes: &'a dyn Bytes) -> Result<Self, Error> {
        let (dtype, big_endian, taken, source) = match &entry.location {
            &Location::Raw { start, bytes: taken, big_endian, .. } => {
                let within = start.checked_add(taken).is_some_and(|end| end <= bytes.size());
                (entry.dtype.clone(), big_endian, Some(taken).filter(|_| within), ByteSource::Plain(bytes, start))
            }
            Location::Zipped { member, skip, bytes: taken, big_endian, .. } => {
                let within = skip.checked_add(*taken).is_some_and(|end| end <= member.unpacked);
                // Before much more is allocated than the file takes, the claimed length is verified.
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
            // Files read these by their recipe.
            Location::Packed(_) => return Err(entry.dtype.undecoded()),
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

    /// Reads to the end of a member of an archive, where its CRC-32 is checked.
    fn finish(&mut self) -> Result<(), Error> {
        match &mut self.source {
            ByteSource::Packed { reader, next, end } => reader.skip(end.saturating_sub(*next)),
            ByteSource::Plain(..) | ByteSource::Held(_) => Ok(()),
        }
    }

    /// Fills `into` with the bytes from `at` on. `at` never decreases.
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
