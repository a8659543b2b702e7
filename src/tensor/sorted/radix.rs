//! Radix sort of f32 values by keys with the order of the floats, in linear time. Knows only numbers.

/// Bits of a digit. 2048 buckets still have their open cache lines in the second level; three passes cover a key.
const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;

/// Below this many values comparisons are faster.
const FEW: usize = 512;

/// The finite `values` ascending, -0 before +0. Takes room for twice the values while it runs.
pub(crate) fn sorted(values: &[f32]) -> Vec<f32> {
    if values.len() < FEW {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f32::total_cmp);
        return sorted;
    }
    let mut starts = [[0u32; BUCKETS]; 3];
    for &v in values {
        let key = key(v);
        for (pass, counts) in starts.iter_mut().enumerate() {
            counts[digit(key, pass)] += 1;
        }
    }
    for counts in &mut starts {
        let mut total = 0;
        for slot in counts {
            total += std::mem::replace(slot, total);
        }
    }
    let [first, second, third] = &mut starts;
    let mut low = vec![0u32; values.len()];
    scatter(values.iter().map(|&v| key(v)), 0, first, &mut low, |key| key);
    let mut middle = vec![0u32; values.len()];
    scatter(low.iter().copied(), 1, second, &mut middle, |key| key);
    drop(low);
    let mut sorted = vec![0f32; values.len()];
    scatter(middle.iter().copied(), 2, third, &mut sorted, unkey);
    sorted
}

/// Puts each key into the next place of its digit's bucket.
fn scatter<T>(keys: impl Iterator<Item = u32>, pass: usize, starts: &mut [u32; BUCKETS], to: &mut [T], make: impl Fn(u32) -> T) {
    for key in keys {
        let next = &mut starts[digit(key, pass)];
        to[*next as usize] = make(key);
        *next += 1;
    }
}

fn digit(key: u32, pass: usize) -> usize {
    (key >> (pass as u32 * BITS)) as usize & (BUCKETS - 1)
}

/// A key that rises with the value: the sign bit is flipped, for negative values all bits.
fn key(v: f32) -> u32 {
    let bits = v.to_bits();
    bits ^ ((bits as i32 >> 31) as u32 | 0x8000_0000)
}

fn unkey(key: u32) -> f32 {
    f32::from_bits(key ^ ((!key as i32 >> 31) as u32 | 0x8000_0000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_total_cmp() {
        let mut state = 1u32;
        let values: Vec<f32> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from_bits(state)
        })
        .filter(|v| v.is_finite())
        .take(5000)
        .chain([0.0, -0.0, f32::MAX, f32::MIN, 1e-45, -1e-45])
        .collect();
        for some in [&values[..], &values[..100]] {
            let mut expected = some.to_vec();
            expected.sort_unstable_by(f32::total_cmp);
            assert!(sorted(some).iter().zip(&expected).all(|(a, b)| a.to_bits() == b.to_bits()), "orders differ");
        }
    }
}
