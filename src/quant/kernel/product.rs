//! Dot products of many vectors with a few others, two f64 at a time. The order of every sum is fixed: the products at even and at odd
//! places are added up in two sums, and these are added last, with vector instructions and without. Knows no quantizer.

use crate::quant::kernel::lanes::F2;

/// Vectors that are multiplied together: so many stay in registers.
const BLOCK: usize = 4;

/// Pairs of a block that are multiplied by all others before the next ones: 16 kB, which stay in the nearest cache.
const NEAR: usize = 256;

/// Vectors of equal length, kept so that dot products with all of them read memory in order. Rows of a matrix, filled up with
/// zeros to whole blocks: a zero adds nothing to any sum.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// How many there are.
    count: usize,
    /// Pairs of neighbouring numbers in a vector.
    pairs: usize,
    /// For every four vectors, pair after pair: that pair of each.
    blocks: Vec<[[f64; 2]; BLOCK]>,
}

impl Vectors {
    /// The rows of `len` numbers each.
    pub fn new(values: &[f32], len: usize) -> Self {
        Self::of(values.len() / len.max(1), len, |row, i| values[row * len + i].into())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// `count` rows of `len` numbers each; `at` gives a row's number at a place.
    pub fn of(count: usize, len: usize, at: impl Fn(usize, usize) -> f64) -> Self {
        let pairs = len.div_ceil(2);
        let mut blocks = vec![[[0.0; 2]; BLOCK]; pairs * count.div_ceil(BLOCK)];
        for row in 0..count {
            let block = &mut blocks[row / BLOCK * pairs..][..pairs];
            for i in 0..len {
                block[i / 2][row % BLOCK][i % 2] = at(row, i);
            }
        }
        Self { count, pairs, blocks }
    }

    /// The sum of the squared dot products of all vectors with each of `others`, which are pairs as [`in_pairs`] makes them.
    pub fn squared_products(&self, others: &[Vec<[f64; 2]>]) -> Vec<f64> {
        let mut squares = vec![0.0; others.len()];
        self.each_block(others, |_, other, products| squares[other] += products.map(|product| product * product).iter().sum::<f64>());
        squares
    }

    /// For each of `others`, pairs as [`in_pairs`] makes them, its dot products with all vectors.
    pub fn products(&self, others: &[Vec<[f64; 2]>]) -> Vec<Vec<f64>> {
        let mut all = vec![vec![0.0; self.count]; others.len()];
        self.each_block(others, |first, other, products| {
            all[other][first..].iter_mut().zip(products).for_each(|(place, product)| *place = product);
        });
        all
    }

    /// Calls `see` with the place of a block's first vector, the place of one of `others` and their dot products.
    #[inline(always)]
    fn each_block(&self, others: &[Vec<[f64; 2]>], mut see: impl FnMut(usize, usize, [f64; BLOCK])) {
        if self.pairs == 0 {
            return;
        }
        for (first, block) in self.blocks.chunks_exact(self.pairs).enumerate() {
            let mut sums = vec![Sums::default(); others.len().div_ceil(2)];
            for (i, block) in block.chunks(NEAR).enumerate() {
                let near = |other: &'_ Vec<[f64; 2]>| i * NEAR..(i * NEAR + block.len()).min(other.len());
                for (two, sums) in others.chunks(2).zip(&mut sums) {
                    // An odd one out is multiplied twice.
                    let (a, b) = (&two[0], two.last().unwrap_or(&two[0]));
                    sums.add(block, &a[near(a)], &b[near(b)]);
                }
            }
            let products = sums.into_iter().flat_map(|sums| [sums.a, sums.b]).take(others.len());
            for (other, products) in products.enumerate() {
                see(first * BLOCK, other, products.map(|sum| sum.lanes()).map(|[even, odd]| even + odd));
            }
        }
    }
}

/// The dot products of a block's vectors with two others, as far as they are added up.
#[derive(Clone, Copy)]
struct Sums {
    a: [F2; BLOCK],
    b: [F2; BLOCK],
}

impl Default for Sums {
    fn default() -> Self {
        Self { a: [F2::splat(0.0); BLOCK], b: [F2::splat(0.0); BLOCK] }
    }
}

impl Sums {
    /// Written out, because loops over four are not unrolled where the module is kept small.
    #[inline(always)]
    fn add(&mut self, block: &[[[f64; 2]; BLOCK]], a: &[[f64; 2]], b: &[[f64; 2]]) {
        let ([mut a0, mut a1, mut a2, mut a3], [mut b0, mut b1, mut b2, mut b3]) = (self.a, self.b);
        for (&[x0, x1, x2, x3], (&a, &b)) in block.iter().zip(a.iter().zip(b)) {
            let (x0, x1, x2, x3) = (F2::of(x0), F2::of(x1), F2::of(x2), F2::of(x3));
            let (a, b) = (F2::of(a), F2::of(b));
            (a0, a1, a2, a3) = (a0 + x0 * a, a1 + x1 * a, a2 + x2 * a, a3 + x3 * a);
            (b0, b1, b2, b3) = (b0 + x0 * b, b1 + x1 * b, b2 + x2 * b, b3 + x3 * b);
        }
        (self.a, self.b) = ([a0, a1, a2, a3], [b0, b1, b2, b3]);
    }
}

/// Numbers two by two; a zero fills the last pair.
pub fn in_pairs(numbers: impl Iterator<Item = f64>) -> Vec<[f64; 2]> {
    let mut numbers = numbers.fuse();
    std::iter::from_fn(|| numbers.next().map(|first| [first, numbers.next().unwrap_or(0.0)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_plain_loop_to_the_bit() {
        for (count, len) in [(1, 1), (3, 7), (4, 8), (9, 33), (5, 1031)] {
            let value = |i: usize| ((i * 7919 + 13) % 1009) as f32 / 37.0 - 11.0;
            let rows: Vec<f32> = (0..count * len).map(value).collect();
            let others: Vec<Vec<f64>> = (0..3).map(|k| (0..len).map(|i| f64::from(value(i + 100 * k)) / 3.0).collect()).collect();
            let plain = others.iter().map(|other| {
                let dot = |row: &[f32]| {
                    let mut sums = [0.0; 2];
                    row.iter().zip(other).enumerate().for_each(|(i, (&x, &v))| sums[i % 2] += f64::from(x) * v);
                    sums[0] + sums[1]
                };
                let squares: Vec<f64> = rows.chunks_exact(len).map(|row| dot(row) * dot(row)).collect();
                // Four vectors are added up before they are added to the rest.
                squares.chunks(BLOCK).map(|four| four.iter().sum::<f64>()).fold(0.0, |sum, four| sum + four)
            });
            let pairs: Vec<_> = others.iter().map(|other| in_pairs(other.iter().copied())).collect();
            let found = Vectors::new(&rows, len).squared_products(&pairs);
            assert_eq!(found, plain.collect::<Vec<_>>(), "{count} vectors of {len}");
            let vectors = Vectors::new(&rows, len);
            let squares = |products: &Vec<f64>| products.chunks(BLOCK).map(|four| four.iter().map(|p| p * p).sum::<f64>()).sum::<f64>();
            let products = vectors.products(&pairs);
            assert!(products.iter().all(|products| products.len() == count));
            assert_eq!(products.iter().map(squares).collect::<Vec<_>>(), found, "{count} vectors of {len}");
        }
    }
}
