//! The upper Cholesky factor U of an inverse, H⁻¹ = Uᵀ U, in f64 and in steps. Knows no weight.
//!
//! With the order of rows and columns turned around, H = M Mᵀ for a lower M, and U is M⁻¹ turned around: one factorization and one
//! triangular inverse, where gptq.py factors, inverts and factors again.

use crate::Error;
use crate::quant::Vectors;

/// Rows and columns that are computed together.
const BLOCK: usize = 64;

/// The factor, or how far it is.
#[derive(Debug, Clone, Default)]
pub(super) struct InverseFactor {
    size: usize,
    /// Row-major and turned around. Below the diagonal and on it: H, and M where it is known. Above: the transposed M⁻¹.
    turned: Vec<f64>,
    /// The next blocks: of the factorization, then of the inverse.
    stage: Stage,
    done: u64,
}

/// What is computed next.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Stage {
    /// Columns from `column` of M, in rows from `row`.
    Factor { column: usize, row: usize },
    /// Columns from `row` of the transposed M⁻¹, in rows from `column`.
    Invert { row: usize, column: usize },
    #[default]
    Done,
}

impl InverseFactor {
    /// Of a symmetric matrix of `size` rows with rows and columns in reverse order, row-major; only what is on the diagonal and below counts.
    pub fn new(size: usize, turned: Vec<f64>) -> Self {
        Self { size, turned, stage: Stage::Factor { column: 0, row: 0 }, done: 0 }
    }

    /// The share that is computed, 0 to 1.
    pub fn share(&self) -> f64 {
        let blocks = self.size.div_ceil(BLOCK) as u64;
        self.done as f64 / (blocks * (blocks + 1)) as f64
    }

    /// Computes blocks until `left` multiplications are used up, at least one; whether all are there.
    ///
    /// Fails where the matrix is not positive definite.
    pub fn advance(&mut self, left: &mut u64) -> Result<bool, Error> {
        while self.stage != Stage::Done && *left > 0 {
            let cost = match self.stage {
                Stage::Factor { column, row } => self.factor(column, row)?,
                Stage::Invert { row, column } => self.invert(row, column),
                Stage::Done => 0,
            };
            self.done += 1;
            *left = left.saturating_sub(cost as u64);
        }
        Ok(self.stage == Stage::Done)
    }

    /// The numbers of a row of U from the diagonal on.
    pub fn row(&self, i: usize) -> impl Iterator<Item = f64> {
        let (n, last) = (self.size, self.size - 1 - i);
        let diagonal = 1.0 / self.turned[last * n + last];
        std::iter::once(diagonal).chain((i + 1..n).map(move |j| self.turned[(n - 1 - j) * n + last]))
    }

    /// The block of M with the columns from `from` and the rows from `first`.
    fn factor(&mut self, from: usize, first: usize) -> Result<usize, Error> {
        let n = self.size;
        let (columns, rows) = (from..(from + BLOCK).min(n), first..(first + BLOCK).min(n));
        let turned = &mut self.turned;
        let known = Vectors::of(columns.len(), from, |row, k| turned[(from + row) * n + k]);
        let others: Vec<_> = rows.clone().map(|i| pairs(&turned[i * n..i * n + from])).collect();
        for (i, products) in rows.clone().zip(known.products(&others)) {
            for (j, product) in columns.clone().take_while(|&j| j <= i).zip(products) {
                let inner: f64 = (from..j).map(|k| turned[i * n + k] * turned[j * n + k]).sum();
                let rest = turned[i * n + j] - product - inner;
                turned[i * n + j] = match i == j {
                    true if rest > 0.0 => rest.sqrt(),
                    true => return Err(Error::NotPositiveDefinite),
                    false => rest / turned[j * n + j],
                };
            }
        }
        self.stage = match (rows.end < n, columns.end < n) {
            (true, _) => Stage::Factor { column: from, row: rows.end },
            (false, true) => Stage::Factor { column: columns.end, row: columns.end },
            (false, false) => Stage::Invert { row: 0, column: 0 },
        };
        Ok(rows.len() * columns.len() * (from + BLOCK / 2))
    }

    /// The block of the transposed M⁻¹ with the columns from `first` (rows of M) and the rows from `from`.
    fn invert(&mut self, first: usize, from: usize) -> usize {
        let n = self.size;
        let (rows, columns) = (first..(first + BLOCK).min(n), from..(from + BLOCK).min(n));
        let turned = &mut self.turned;
        let known = Vectors::of(rows.len(), first - from, |row, k| turned[(first + row) * n + from + k]);
        // Row j of the transposed inverse, before `first`: 0 below the diagonal.
        let inverse = |turned: &[f64], j: usize, k: usize| match k.cmp(&j) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 1.0 / turned[j * n + j],
            std::cmp::Ordering::Greater => turned[j * n + k],
        };
        let others: Vec<_> = columns.clone().map(|j| pairs(&(from..first).map(|k| inverse(turned, j, k)).collect::<Vec<_>>())).collect();
        for (j, products) in columns.clone().zip(known.products(&others)) {
            for (i, product) in rows.clone().zip(products).filter(|&(i, _)| i > j) {
                let inner: f64 = (first.max(j)..i).map(|k| turned[i * n + k] * inverse(turned, j, k)).sum();
                turned[j * n + i] = -(product + inner) / turned[i * n + i];
            }
        }
        self.stage = match (columns.end < rows.end, rows.end < n) {
            (true, _) => Stage::Invert { row: first, column: columns.end },
            (false, true) => Stage::Invert { row: rows.end, column: 0 },
            (false, false) => Stage::Done,
        };
        rows.len() * columns.len() * (first - from + BLOCK / 2)
    }
}

fn pairs(numbers: &[f64]) -> Vec<[f64; 2]> {
    crate::quant::in_pairs(numbers.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_of_the_inverse_times_itself_is_the_inverse() {
        for size in [1, 2, 63, 64, 65, 150] {
            let x = |i: usize, t: usize| f64::from(((i * 31 + t * 17) % 23) as u32) / 23.0 - 0.5;
            let h = |i: usize, j: usize| (0..40).map(|t| x(i, t) * x(j, t)).sum::<f64>() + if i == j { 0.3 } else { 0.0 };
            let turned = (0..size * size).map(|i| h(size - 1 - i / size, size - 1 - i % size)).collect();
            let mut factor = InverseFactor::new(size, turned);
            while !factor.advance(&mut 1).expect("it is positive definite") {
                assert!(factor.share() < 1.0);
            }
            assert_eq!(factor.share(), 1.0);
            let mut u = vec![0.0; size * size];
            for i in 0..size {
                factor.row(i).enumerate().for_each(|(k, v)| u[i * size + i + k] = v);
            }
            // U H Uᵀ, for H⁻¹ = Uᵀ U.
            for i in 0..size {
                for j in 0..size {
                    let sum: f64 = (i..size).map(|k| u[i * size + k] * (j..size).map(|l| h(k, l) * u[j * size + l]).sum::<f64>()).sum();
                    assert!((sum - f64::from(u8::from(i == j))).abs() < 1e-9, "{size}: {i}, {j}: {sum}");
                }
            }
        }
        let mut singular = InverseFactor::new(2, vec![1.0; 4]);
        assert_eq!(singular.advance(&mut 100), Err(Error::NotPositiveDefinite));
    }
}
