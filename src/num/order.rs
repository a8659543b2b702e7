//! Places in the order of numbers, and searches along it. Knows no meaning of the numbers.

/// The indices of `keys`, largest key first; equal keys keep their order. Not generic, so that it is compiled once.
pub fn descending(keys: Vec<f64>) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, place)| place).collect()
}

/// A float's place among all floats, -0 just below +0.
#[inline]
pub fn rank(v: f32) -> i32 {
    let bits = v.to_bits() as i32;
    bits ^ (((bits >> 31) as u32) >> 1) as i32
}

/// The float at a place, the inverse of [`rank`].
#[inline]
pub fn at_rank(rank: i32) -> f32 {
    f32::from_bits((rank ^ (((rank >> 31) as u32) >> 1) as i32) as u32)
}

/// The largest finite float for which `holds` is true; -infinity if it is true for none. `holds` is true up to some
/// number and false above it. Needs few calls when `guess` is near.
#[inline]
pub fn last_where(guess: f32, holds: impl Fn(f32) -> bool) -> f32 {
    let (lowest, highest) = (rank(f32::MIN), rank(f32::MAX));
    let start = if guess.is_nan() { 0 } else { rank(guess).clamp(lowest, highest) };
    let at = |place: i64| holds(at_rank(place as i32));
    let (lowest, highest) = (i64::from(lowest) - 1, i64::from(highest));
    // `holds` is true at `yes`, false at `no`; the interval doubles until the boundary is between them.
    let (mut yes, mut no, mut step) = (i64::from(start), i64::from(start), 1);
    if at(yes) {
        loop {
            if yes == highest {
                return f32::MAX;
            }
            no = (yes + step).min(highest);
            if !at(no) {
                break;
            }
            (yes, step) = (no, step * 2);
        }
    } else {
        loop {
            yes = (no - step).max(lowest);
            if yes == lowest || at(yes) {
                break;
            }
            (no, step) = (yes, step * 2);
        }
    }
    while no - yes > 1 {
        let middle = yes + (no - yes) / 2;
        if at(middle) { yes = middle } else { no = middle }
    }
    if yes == lowest { f32::NEG_INFINITY } else { at_rank(yes as i32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_first_and_equal_ones_in_their_order() {
        assert_eq!(descending(vec![1.0, 3.0, -2.0, 3.0, f64::INFINITY]), [4, 1, 3, 0, 2]);
        assert!(descending(Vec::new()).is_empty());
    }

    #[test]
    fn floats_keep_their_order() {
        let ascending = [f32::MIN, -1.0, -1e-45, -0.0, 0.0, 1e-45, 1.0, f32::MAX];
        assert!(ascending.windows(2).all(|w| rank(w[0]) < rank(w[1])));
        assert!(ascending.iter().all(|&v| at_rank(rank(v)).to_bits() == v.to_bits()));
    }

    #[test]
    fn the_border_is_found_from_any_guess() {
        let borders = [f32::MIN, -1.5, -1e-45, -0.0, 0.0, 1e-45, 0.3, f32::MAX];
        for border in borders {
            for guess in borders.into_iter().chain([f32::NAN, f32::INFINITY, f32::NEG_INFINITY]) {
                let found = last_where(guess, |v| rank(v) <= rank(border));
                assert_eq!(found.to_bits(), border.to_bits(), "{border:e} from {guess:e}");
            }
        }
        assert_eq!(last_where(1.0, |_| true), f32::MAX);
        assert_eq!(last_where(1.0, |_| false), f32::NEG_INFINITY);
    }
}
