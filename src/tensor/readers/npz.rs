//! Lists the arrays of NumPy's .npz archives. Of each member, only the header of the .npy file is read.

use crate::Error;
use crate::tensor::readers::npy::{self, Header};
use crate::tensor::readers::zip::Member;
use crate::tensor::readers::{Bytes, Dtype, Entry, Location};

/// The number of bytes that are read of each member first. NumPy's headers are shorter.
const BEGINNING: u64 = 1 << 10;

/// The arrays of an archive. Other members are skipped. An array that cannot be read is listed with the reason. Fails where no
/// array can be read.
pub(crate) fn list(bytes: &dyn Bytes, file: usize, members: Vec<Member>) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let mut fault =
        Error::File { reason: tr!("it is a zip archive without arrays of NumPy or tensors of PyTorch; unpack it and open what was in it") };
    let mut readable = false;
    for member in members {
        let Some(name) = member.name.strip_suffix(".npy").map(str::to_owned) else { continue };
        let (shape, dtype, place) = match header(bytes, &member) {
            Ok((skip, Header { shape, dtype, big_endian, column_major, bytes })) => {
                readable = true;
                (shape, dtype, Location::Zipped { member, skip, bytes, big_endian, column_major })
            }
            Err(error) => {
                let reason = if let Error::File { reason } = &error { reason.clone() } else { error.to_string() };
                fault = error;
                (Vec::new(), Dtype::Other(tr!("not read")), Location::Unsupported(reason))
            }
        };
        entries.push(Entry { name, shape, dtype, file, location: place });
    }
    if readable { Ok(entries) } else { Err(fault) }
}

/// The header of a member, and where the values after it begin.
fn header(bytes: &dyn Bytes, member: &Member) -> Result<(u64, Header), Error> {
    let mut first = member.beginning(bytes, BEGINNING)?;
    let start = npy::header_end(&first)?;
    if start > BEGINNING {
        first = member.beginning(bytes, start)?;
    }
    let header = usize::try_from(start).ok().and_then(|start| first.get(..start));
    match (header, member.unpacked.checked_sub(start)) {
        (Some(header), Some(taken)) => match Header::parse(header, taken)? {
            header if header.bytes == taken => Ok((start, header)),
            _ => npy::goes_on(),
        },
        _ => Err(Error::File { reason: tr!("it ends within its header") }),
    }
}
