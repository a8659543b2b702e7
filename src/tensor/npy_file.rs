//! A matrix as a NumPy file. Knows no reader.

use super::readers::npy::MAGIC;

/// Row-major values of a shape as a .npy file of version 1.0, little-endian f32.
///
/// ```
/// use quantscope::tensor::{read_npy, write_npy};
///
/// let tensor = read_npy(&write_npy(&[2, 2], &[1.0, -2.0, 0.5, 4.0]))?;
/// assert_eq!((tensor.shape(), tensor.values()), (&[2, 2][..], &[1.0, -2.0, 0.5, 4.0][..]));
/// # Ok::<(), quantscope::Error>(())
/// ```
pub fn write_npy(shape: &[usize], values: &[f32]) -> Vec<u8> {
    let shape: String = shape.iter().map(|n| format!("{n}, ")).collect();
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}");
    // The header ends with a line feed at a multiple of 64 bytes.
    let start = MAGIC.len() + 4;
    header.push_str(&" ".repeat(63 - (start + header.len()) % 64));
    header.push('\n');
    let mut file = [MAGIC, &[1, 0]].concat();
    file.extend((header.len() as u16).to_le_bytes());
    file.extend(header.as_bytes());
    file.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    file
}
