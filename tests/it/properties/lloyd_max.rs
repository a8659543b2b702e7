//! Lloyd-Max levels: never worse than even ones, the best there are for few values, and those of the published tables.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::{Codebook, Tie};
use quantscope::quant::lloyd_max;
use quantscope::tensor::Sorted;

fn fitted(values: &[f32], count: usize) -> Codebook {
    let sorted = Sorted::new(values);
    lloyd_max(sorted.values(), &|a, b| sorted.mean_variance(a, b), count).expect("1 to 256 levels")
}

fn squared_error(values: &[f32], book: &Codebook) -> f64 {
    values.iter().map(|&x| (f64::from(book.level(book.place(x) as i32)) - f64::from(x)).powi(2)).sum()
}

fn sum_about_mean(run: &[f32]) -> f64 {
    let mean = run.iter().map(|&v| f64::from(v)).sum::<f64>() / run.len() as f64;
    run.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum()
}

/// The least Σ (v - mean)² of `values` cut into at most `count` runs, by trying all.
fn least(values: &[f32], count: usize) -> f64 {
    let whole = sum_about_mean(values);
    if count == 1 {
        return whole;
    }
    (1..values.len()).map(|cut| sum_about_mean(&values[..cut]) + least(&values[cut..], count - 1)).fold(whole, f64::min)
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn never_worse_than_even_levels(values in adversarial(), count in prop_oneof![2usize..20, 2usize..=256]) {
        let book = fitted(&values, count);
        prop_assert!(book.levels().len() <= count && book.levels().is_sorted());
        let found = squared_error(&values, &book);
        let (lo, hi) = values.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(lo, hi), &v| (lo.min(v), hi.max(v)));
        let (lo, width, n) = (f64::from(lo), f64::from(hi) - f64::from(lo), count as f64);
        for (first, step) in [(lo, width / (n - 1.0)), (lo + width / n / 2.0, width / n)] {
            let mut even: Vec<f32> = (0..count).map(|i| (first + step * i as f64) as f32).collect();
            even.dedup();
            let even = squared_error(&values, &Codebook::from_list(&even, Tie::Lower).expect("levels"));
            prop_assert!(found <= even * (1.0 + 1e-9), "{found:e}, even levels {even:e}");
        }
    }

    #[test]
    fn as_many_levels_as_values_leave_no_error(values in adversarial()) {
        let mut different = values.clone();
        different.sort_unstable_by(f32::total_cmp);
        different.dedup();
        different.truncate(256);
        let book = fitted(&different, 256);
        prop_assert_eq!(book.levels(), &different[..]);
    }

    #[test]
    fn the_best_levels_for_few_values(mut values in prop::collection::vec(-10f32..10.0, 1..13), count in 1usize..5, outlier in 0f32..1e6) {
        values.push(outlier);
        values.sort_unstable_by(f32::total_cmp);
        let (found, best) = (squared_error(&values, &fitted(&values, count)), least(&values, count));
        prop_assert!(found <= best * (1.0 + 1e-6) + 1e-9, "{found:e}, best {best:e}");
    }
}

/// math: a normal distribution's levels and errors, J. Max 1960 recomputed to 1e-13.
#[test]
fn a_normal_distribution_has_its_published_levels() {
    const N: usize = 100_000;
    let quantile = |p: f64| {
        let (mut lo, mut hi) = (-9.0, 9.0);
        for _ in 0..60 {
            let middle = (lo + hi) / 2.0;
            if libm::erfc(-middle / std::f64::consts::SQRT_2) / 2.0 < p { lo = middle } else { hi = middle }
        }
        lo as f32
    };
    let values: Vec<f32> = (0..N).map(|i| quantile((i as f64 + 0.5) / N as f64)).collect();
    for (count, error) in [(2, 0.363380), (3, 0.190174), (4, 0.117482), (8, 0.034548), (16, 0.009501), (32, 0.002505)] {
        let found = squared_error(&values, &fitted(&values, count)) / N as f64;
        assert!((found - error).abs() < 0.002 * error + 1e-6, "{count} levels: {found}, published {error}");
    }
    let levels = fitted(&values, 8);
    for (level, published) in levels.levels()[4..].iter().zip([0.2451, 0.7560, 1.3439, 2.1519]) {
        assert!((level - published).abs() < 1e-3, "{level}, published {published}");
    }
}
