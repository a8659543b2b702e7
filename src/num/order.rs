//! Places in the order of their numbers. Knows no meaning of the numbers.

/// The places of `keys`, the largest first; equal ones in their own order. Not generic, so that it is compiled once.
pub fn descending(keys: Vec<f64>) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::descending;

    #[test]
    fn the_largest_first_and_equal_ones_in_their_order() {
        assert_eq!(descending(vec![1.0, 3.0, -2.0, 3.0, f64::INFINITY]), [4, 1, 3, 0, 2]);
        assert!(descending(Vec::new()).is_empty());
    }
}
