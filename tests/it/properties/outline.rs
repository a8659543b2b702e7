//! What pictures keep of a tensor against the tensor itself.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::StochasticRng;
use quantscope::quant::Strided;
use quantscope::tensor::{LOOKED_AT, Outline};
use quantscope::{Tensor, TensorCache};

/// Each cell's extremes are those of its values, and what is seen of it are its values: all, or some.
fn holds(tensor: &Tensor, outline: &Outline, cells: &[Vec<usize>]) -> Result<(), TestCaseError> {
    prop_assert_eq!(outline.count(), cells.len());
    for (i, places) in cells.iter().enumerate() {
        let finite: Vec<usize> = places.iter().copied().filter(|&place| !tensor.non_finite().at(place)).collect();
        let value = |&place: &usize| tensor.values()[place];
        let (lo, hi) = finite.iter().map(value).fold((f32::INFINITY, f32::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        let Some(ends) = outline.ends(i) else {
            prop_assert!(finite.is_empty());
            continue;
        };
        prop_assert_eq!(ends.map(|end| end.value), [lo, hi]);
        for end in ends {
            let first = finite.iter().copied().find(|place| value(place) == end.value);
            prop_assert_eq!(Some(end.place as usize), first, "an extreme stands at its first place");
        }
        let seen: Vec<usize> = outline.seen(i).map(|seen| seen.place as usize).collect();
        prop_assert!(outline.seen(i).all(|seen| seen.value == tensor.values()[seen.place as usize]));
        if outline.complete() {
            prop_assert_eq!(seen, finite);
        } else {
            prop_assert!(seen.len() > 2 && seen.iter().all(|place| finite.contains(place)));
        }
    }
    Ok(())
}

fn along(slice: Strided, from: usize, span: usize, count: usize) -> Vec<Vec<usize>> {
    (0..count).map(|i| (from + i * span / count..from + (i + 1) * span / count).map(|at| slice.at(at)).collect()).collect()
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn of_few_values_all_are_seen(mut values in adversarial(), cols in 1usize..40, count in 1usize..60, lost in any::<bool>()) {
        let rows = values.len().div_ceil(cols);
        values.resize(rows * cols, 0.25);
        if lost && values.len() > 3 {
            values[2] = f32::NAN;
        }
        let cache = TensorCache::new(Tensor::new(vec![rows, cols], values).expect("finite values"));
        for slice in [Strided { start: 0, step: 1, len: rows * cols }, Strided { start: cols - 1, step: cols, len: rows }] {
            let (from, span) = (slice.len / 3, slice.len - slice.len / 3);
            let count = count.min(span);
            holds(cache.tensor(), &cache.outline_along(slice, from, span, count), &along(slice, from, span, count))?;
        }
        let (block_rows, block_cols) = (count % 5 + 1, count % 7 + 1);
        let mut cells = vec![Vec::new(); rows.div_ceil(block_rows) * cols.div_ceil(block_cols)];
        for place in 0..rows * cols {
            cells[place / cols / block_rows * cols.div_ceil(block_cols) + place % cols / block_cols].push(place);
        }
        holds(cache.tensor(), &cache.outline_grid(block_rows, block_cols), &cells)?;
    }
}

#[test]
fn of_many_values_some_are_seen_and_no_extreme_is_missed() {
    let (rows, cols) = (700, 500);
    let mut rng = StochasticRng::new(3);
    let values: Vec<f32> = (0..rows * cols).map(|i| rng.at(i) - 0.5).collect();
    let cache = TensorCache::new(Tensor::new(vec![rows, cols], values).expect("finite values"));
    let whole = Strided { start: 0, step: 1, len: rows * cols };
    let outline = cache.outline_along(whole, 0, rows * cols, 100);
    assert!(!outline.complete() && outline.looked_at() <= LOOKED_AT + 100, "{} are looked at", outline.looked_at());
    holds(cache.tensor(), &outline, &along(whole, 0, rows * cols, 100)).expect("of places along");
    let grid = cache.outline_grid(70, 50);
    let cell = |i: usize| (0..70 * 50).map(move |k| (i / 10 * 70 + k / 50) * cols + i % 10 * 50 + k % 50).collect();
    holds(cache.tensor(), &grid, &(0..100).map(cell).collect::<Vec<_>>()).expect("of a grid");
    let again = cache.outline_grid(70, 50);
    assert!(std::rc::Rc::ptr_eq(&grid, &again), "it is kept");
}
