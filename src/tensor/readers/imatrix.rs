//! Reads llama.cpp's importance matrices in the form from before GGUF (`imatrix.dat`): for each weight the sums of its inputs' squares, a
//! number a column, and how many calls they were summed over. They are listed as the GGUF form names them, `NAME.in_sum2` and
//! `NAME.counts`. Reads no sums.
//!
//! Source: llama.cpp, common/imatrix-loader.cpp.

use crate::Error;
use crate::tensor::readers::text::shortened;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location, bytes_at, refuse};

/// What the name of a weight's sums ends with, in the GGUF form too.
pub(crate) const SUMS: &str = ".in_sum2";

/// The same for the numbers of calls or tokens.
pub(crate) const COUNTS: &str = ".counts";

/// The most weights that are listed, and the longest name.
const MOST: u32 = 1 << 16;
const LONGEST_NAME: u32 = 400;

/// Whether a file can begin so: a number of weights, then a name and its length. No text and no other format that is read does.
pub(crate) fn begins(head: &[u8]) -> bool {
    let number = |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    let (Some(weights), Some(len)) = (number(0), number(4)) else { return false };
    let is_name = |name: &[u8]| name.iter().all(u8::is_ascii_graphic);
    (1..=MOST).contains(&weights) && (1..=LONGEST_NAME).contains(&len) && head.get(8..8 + len as usize).is_some_and(is_name)
}

/// The sums and numbers of calls in a file, two entries a weight.
pub(crate) fn list(bytes: &dyn Bytes, file: usize) -> Result<Vec<Entry>, Error> {
    let mut at = 0;
    let weights = number(bytes, &mut at)?;
    if !(1..=MOST).contains(&weights) {
        return refuse(tr!("it claims {weights} importance matrices", weights));
    }
    let mut entries = Vec::new();
    for _ in 0..weights {
        let len = number(bytes, &mut at)?;
        if !(1..=LONGEST_NAME).contains(&len) {
            return refuse(tr!("a name in it is {len} bytes long, which no importance matrix has", len));
        }
        let Ok(name) = String::from_utf8(bytes_at(bytes, at, len.into())?) else { return refuse(tr!("a name in it is not text")) };
        at += u64::from(len);
        let calls = at;
        number(bytes, &mut at)?;
        let columns = number(bytes, &mut at)?;
        let size = u64::from(columns) * 4;
        if columns == 0 || bytes.size() - at < size {
            return refuse(tr!("it ends before the last number of {name}", name = shortened(&name, 60)));
        }
        let raw = |start, bytes| Location::Raw { start, bytes, big_endian: false, column_major: false };
        let entry = |end: &str, columns: u32, dtype, location| Entry {
            name: format!("{name}{end}"),
            shape: vec![columns.into()],
            dtype,
            file,
            location,
        };
        entries.push(entry(SUMS, columns, Dtype::F32, raw(at, size)));
        entries.push(entry(COUNTS, 1, Dtype::I32, raw(calls, 4)));
        at += size;
    }
    Ok(entries)
}

fn number(bytes: &dyn Bytes, at: &mut u64) -> Result<u32, Error> {
    let four = bytes_at(bytes, *at, 4)?;
    *at += 4;
    Ok(four.iter().rev().fold(0, |n, &byte| n << 8 | u32::from(byte)))
}
