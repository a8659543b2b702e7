//! Rotation by a Hadamard matrix with seeded signs: every column becomes a sum of all columns with signs, so that none is far larger
//! than the others. As QuaRot's `matmul_hadU` (fake_quant/hadamard_utils.py), but in f64. Knows no rounding.

use crate::Error;
use crate::tensor::{Draws, Stream, Tensor};

/// The largest factor of a width that is not a power of two.
const LARGEST_PALEY: usize = 256;

/// The rotation v -> v D H / √n of rows, or of each block of `n` values in them: D has signs on its diagonal, H is a Hadamard matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Rotation {
    /// Values that are rotated together.
    block: usize,
    /// H is the Kronecker product of this Hadamard matrix, row-major, with one whose size is a power of two.
    paley: Vec<f64>,
    order: usize,
    /// A sign for each column; empty for none.
    signs: Vec<f64>,
}

impl Rotation {
    /// Of rows of `columns` values: whole, or in blocks of `block`, a power of two that divides them. `seed` draws the signs; without
    /// one all are 1.
    ///
    /// Fails where there is no such block, and where no Hadamard matrix of the rows' length is known: it must be a power of two times 1,
    /// or times p + 1 for a prime p = 4 k + 3 below 256.
    ///
    /// ```
    /// use quantscope::Tensor;
    /// use quantscope::layer::Rotation;
    ///
    /// let tensor = Tensor::new(vec![1, 4], vec![0.0, 8.0, 0.0, 0.0])?;
    /// assert_eq!(Rotation::new(4, None, None)?.tensor(&tensor)?.values(), [4.0, -4.0, 4.0, -4.0]);
    /// // 1536 = 12 x 128.
    /// assert!(Rotation::new(1536, None, Some(1)).is_ok() && Rotation::new(7, None, None).is_err());
    /// # Ok::<(), quantscope::Error>(())
    /// ```
    pub fn new(columns: usize, block: Option<u32>, seed: Option<u32>) -> Result<Self, Error> {
        let (block, order) = match block.map(|block| block as usize) {
            Some(block) if block.is_power_of_two() && columns.is_multiple_of(block) => (block, 1),
            Some(block) => return Err(Error::RotationBlock { block, columns }),
            None => (columns, paley_order(columns).ok_or(Error::RotationWidth { columns })?),
        };
        let signs = seed.map_or_else(Vec::new, |seed| {
            let mut draws = Draws::new(seed, Stream::RotationSigns);
            (0..columns).map(|_| if draws.coin() { -1.0 } else { 1.0 }).collect()
        });
        Ok(Self { block, paley: paley(order), order, signs })
    }

    /// Values that are rotated together.
    pub fn block(&self) -> usize {
        self.block
    }

    /// Additions for each value: the cost of rotating inputs while the model runs.
    pub fn additions(&self) -> u32 {
        let dense = if self.order > 1 { self.order as u32 } else { 0 };
        (self.block / self.order).ilog2() + dense
    }

    /// Row-major values after it, each rounded to f32 once.
    pub fn values(&self, values: &[f32], columns: usize) -> Vec<f32> {
        let root = (self.block as f64).sqrt();
        let (mut row, mut spare) = (vec![0.0; columns], vec![0.0; self.block]);
        let mut all = Vec::with_capacity(values.len());
        for given in values.chunks_exact(columns) {
            row.iter_mut().zip(given).for_each(|(place, &v)| *place = v.into());
            row.iter_mut().zip(&self.signs).for_each(|(v, sign)| *v *= sign);
            row.chunks_exact_mut(self.block).for_each(|block| self.multiply(block, &mut spare));
            all.extend(row.iter().map(|v| (v / root) as f32));
        }
        all
    }

    /// A tensor with rotated rows; a value that is NaN or infinite counts as 0.
    pub fn tensor(&self, tensor: &Tensor) -> Result<Tensor, Error> {
        Tensor::new(tensor.shape().to_vec(), self.values(tensor.values(), tensor.cols()))
    }

    /// Multiplies a block by H.
    fn multiply(&self, block: &mut [f64], spare: &mut [f64]) {
        let power = self.block / self.order;
        let mut half = 1;
        while half < power {
            for pair in block.chunks_exact_mut(2 * half) {
                let (left, right) = pair.split_at_mut(half);
                left.iter_mut().zip(right).for_each(|(a, b)| (*a, *b) = (*a + *b, *a - *b));
            }
            half *= 2;
        }
        if self.order > 1 {
            for (out, signs) in spare.chunks_exact_mut(power).zip(self.paley.chunks_exact(self.order)) {
                out.fill(0.0);
                for (part, sign) in block.chunks_exact(power).zip(signs) {
                    out.iter_mut().zip(part).for_each(|(sum, v)| *sum += sign * v);
                }
            }
            block.copy_from_slice(spare);
        }
    }
}

/// The least order K = 1 or p + 1, for a prime p = 4 k + 3, of which `columns` is a power of two times.
fn paley_order(columns: usize) -> Option<usize> {
    let odd = columns >> columns.trailing_zeros().min(usize::BITS - 1);
    if odd == 1 {
        return Some(1);
    }
    let is_prime = |p: usize| p > 2 && (2..p).take_while(|d| d * d <= p).all(|d| !p.is_multiple_of(d));
    (2..).map(|power| odd << power).take_while(|&order| order <= LARGEST_PALEY.min(columns)).find(|order| is_prime(order - 1))
}

/// Paley's Hadamard matrix of `order` = p + 1, row-major: 1 in the first column, -1 in the rest of the first row, and otherwise the
/// quadratic character of the distance from the diagonal, with its sign turned. That of order 12 is Sloane's had.12, which QuaRot uses.
fn paley(order: usize) -> Vec<f64> {
    let p = order - 1;
    let is_square = |d: usize| (1..p).any(|x| x * x % p == d);
    let sign = |row: usize, column: usize| match (row, column) {
        (_, 0) => 1.0,
        (0, _) => -1.0,
        _ if row != column && is_square((p + column - row) % p) => -1.0,
        _ => 1.0,
    };
    (0..order * order).map(|i| sign(i / order, i % order)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_orthogonal_and_the_one_of_12_is_sloanes() {
        for order in [12, 20, 44, 224] {
            let matrix = paley(order);
            for (i, j) in (0..order).flat_map(|i| (0..order).map(move |j| (i, j))) {
                let dot: f64 = (0..order).map(|k| matrix[i * order + k] * matrix[j * order + k]).sum();
                assert_eq!(dot, if i == j { order as f64 } else { 0.0 }, "{order}: rows {i} and {j}");
            }
        }
        assert_eq!(paley(12)[12..24], [1., 1., -1., 1., -1., -1., -1., 1., 1., 1., -1., 1.]);
        let orders = [1, 64, 96, 384, 768, 1536, 640, 7, 28, 11008].map(paley_order);
        assert_eq!(orders, [Some(1), Some(1), Some(12), Some(12), Some(12), Some(12), Some(20), None, None, None]);
    }
}
