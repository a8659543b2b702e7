//! Piles: marks that would touch their neighbours are put on top of them. Knows places on an axis, no values.

/// The smallest size of marks in pixels: smaller ones could not be told from lines.
const SMALLEST: f64 = 5.0;

/// The place of each mark in its pile, 0 at the line: the lowest where no mark nearer than `width` is. Marks stay where
/// they are along the axis.
pub(super) fn piled(places: &[f64], width: f64) -> Vec<f32> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].total_cmp(&places[b]).then(a.cmp(&b)));
    // The last mark of each row.
    let mut rows: Vec<f64> = Vec::new();
    let mut rank = vec![0.0; places.len()];
    for i in order {
        let free = rows.iter().position(|&last| places[i] - last >= width);
        let row = free.unwrap_or(rows.len());
        match rows.get_mut(row) {
            Some(last) => *last = places[i],
            None => rows.push(places[i]),
        }
        rank[i] = row as f32;
    }
    rank
}

/// The largest size of marks whose piles are not higher than `room`, and the piles. `unit` is a pixel along the axis.
pub(super) fn fitted(places: &[f64], unit: f64, largest: f64, room: f64) -> (f64, Vec<f32>) {
    let mut size = largest;
    loop {
        let ranks = piled(places, size * unit);
        let highest = f64::from(ranks.iter().copied().fold(0.0, f32::max)) + 1.0;
        if highest * size <= room || size <= SMALLEST {
            // What is still too high is drawn closer together than it is wide.
            return (size, ranks);
        }
        size -= 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_two_marks_touch(places in proptest::collection::vec(-10.0f64..10.0, 0..60), width in 0.1f64..3.0) {
            let rows = piled(&places, width);
            for (i, j) in (0..places.len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
                prop_assert!(rows[i] != rows[j] || (places[i] - places[j]).abs() >= width);
            }
            // Nothing floats: below each mark is one that it would touch.
            for i in 0..places.len() {
                let below = |j: usize| rows[j] == rows[i] - 1.0 && (places[i] - places[j]).abs() < width;
                prop_assert!(rows[i] == 0.0 || (0..places.len()).any(below));
            }
        }
    }
}
