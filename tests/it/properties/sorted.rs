//! The sorted walk against the plain loop, and percentiles against their definition.

use crate::strategies::data::{adversarial, quantized, rounding};
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::{Affine, Preset, Quantizer, Range, Tally};
use quantscope::tensor::Sorted;

/// How far the walk's sums may lie from the loop's, relative to the loop's.
const RELATIVE: f64 = 1e-9;

/// Counts equal, sums close.
pub fn same(walk: &Tally, plain: &Tally) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        (walk.count, walk.clipped_low, walk.clipped_high, walk.zeroed),
        (plain.count, plain.clipped_low, plain.clipped_high, plain.zeroed)
    );
    prop_assert_eq!(walk.max_abs, plain.max_abs);
    let sums = |t: &Tally| [t.signal, t.output, t.product, t.rounding, t.clipping, t.absolute];
    for (name, (got, expected)) in
        ["signal", "output", "product", "rounding", "clipping", "absolute"].into_iter().zip(sums(walk).into_iter().zip(sums(plain)))
    {
        let close = got == expected || (got - expected).abs() <= RELATIVE * expected.abs();
        prop_assert!(close, "{name}: walk {got:e}, loop {expected:e}, off by {:e}", (got - expected).abs() / expected.abs());
    }
    Ok(())
}

pub fn plain(quantizer: &Quantizer, values: &[f32]) -> Tally {
    Tally::of(quantizer, values.iter().map(|&x| (x, 0.0)))
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn the_walk_equals_the_loop((values, quantizer) in quantized(rounding())) {
        same(&Sorted::new(&values).tally(&quantizer), &plain(&quantizer, &values))?;
    }

    #[test]
    fn runs_hold_every_value_once_and_at_its_level((values, quantizer) in quantized(rounding())) {
        let sorted = Sorted::new(&values);
        let mut next = 0;
        for run in sorted.runs(&quantizer) {
            prop_assert!(run.start == next && run.end > run.start);
            for &v in &sorted.values()[run.start..run.end] {
                prop_assert_eq!(quantizer.level(v, 0.0), run.level);
            }
            next = run.end;
        }
        prop_assert_eq!(next, sorted.values().len());
    }

    #[test]
    fn a_slice_knows_its_range_and_moments(values in adversarial()) {
        let n = values.len() as f64;
        let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
        let std = (values.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum::<f64>() / n).sqrt();
        let largest = values.iter().map(|&v| f64::from(v).abs()).fold(0.0, f64::max);
        let sorted = Sorted::new(&values);
        let (m, s) = sorted.mean_std();
        prop_assert!((m - mean).abs() <= 1e-12 * largest, "mean {m:e}, loop {mean:e}");
        prop_assert!((s - std).abs() <= 1e-9 * std + 1e-12 * largest, "std {s:e}, loop {std:e}");
        prop_assert_eq!(Ok(sorted.range()), Range::of(values));
    }

    /// numpy's definition: the place among the sorted values is a share of `n - 1`, and between two of them the value
    /// is interpolated linearly. This writes it as a weighted mean, so it may be rounded the other way.
    #[test]
    fn percentiles_follow_their_definition(values in adversarial(), keep in 50.000_001f64..=100.0) {
        let by_definition = |mut values: Vec<f32>, percent: f64| {
            values.sort_unstable_by(f32::total_cmp);
            let place = percent * (values.len() - 1) as f64 / 100.0;
            let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
            f64::from(below) * (1.0 - place.fract()) + f64::from(above) * place.fract()
        };
        let close = |got: f32, expected: f64, largest: f64| {
            // One unit in the last place of f32, and what f64 loses of the place and of the interpolation.
            (f64::from(got) - expected).abs() <= expected.abs() * 2f64.powi(-23) + 1e-11 * largest + 1e-45
        };
        let largest = values.iter().map(|&v| f64::from(v).abs()).fold(0.0, f64::max);
        let sorted = Sorted::new(&values);
        let (lower, upper) = (by_definition(values.clone(), 50.0 - keep / 2.0), by_definition(values.clone(), 50.0 + keep / 2.0));
        let range = sorted.percentile_range(keep);
        prop_assert!(close(range.lo, lower, largest) && close(range.hi, upper, largest), "{range:?}, definition {lower:e} {upper:e}");
        let magnitude = by_definition(values.iter().map(|v| v.abs()).collect(), keep);
        prop_assert!(close(sorted.percentile_magnitude(keep), magnitude, largest), "definition {magnitude:e}");

        prop_assert_eq!(sorted.percentile_range(100.0), sorted.range());
        prop_assert_eq!(sorted.percentile_magnitude(100.0), sorted.range().absmax());
        prop_assert!(range.lo <= range.hi && sorted.range().lo <= range.lo && range.hi <= sorted.range().hi);
    }
}

/// The error of 2^24 equal values beside a large one is a small difference of large sums.
#[test]
fn no_repeats_are_too_many_for_the_sums() {
    const N: usize = 1 << 24;
    let values = [vec![0.1f32; N], vec![1000.0; 3]].concat();
    let sorted = Sorted::new(&values);
    for bits in [4, 8, 16] {
        let codes = CodeRange::of_bits(bits, false).expect("2 to 16 bits");
        let affine = Affine::fit(Preset::Article.convention(), false, sorted.range(), codes, Rounding::HalfEven).expect("it fits");
        let quantizer = Quantizer::Affine(affine);
        let error = |x: f32| (f64::from(quantizer.apply(x, 0.0).1) - f64::from(x)).powi(2);
        let expected = error(0.1) * N as f64 + error(1000.0) * 3.0;
        let (tally, (rounding, clipping)) = (sorted.tally(&quantizer), sorted.squared_errors(&quantizer));
        for found in [tally.rounding + tally.clipping, rounding + clipping] {
            assert!((found - expected).abs() <= RELATIVE * expected, "{bits} bits: {found:e}, expected {expected:e}");
        }
    }
}
