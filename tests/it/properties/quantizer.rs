//! One quantizer: order, idempotence, the bound of its error, symmetry, scale.

use crate::strategies::data::{Fit, adversarial, any_finite, extreme, fit, nearest, quantized, rounding};
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::{CodeRange, Minifloat, Rounding};
use quantscope::quant::{Affine, Preset, Quantizer, Range, Scaled, ZeroPoint};

/// Unit roundoff of f32.
const U: f64 = 1.0 / 16_777_216.0;

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn levels_rise_with_the_values((mut values, quantizer) in quantized(rounding()), more in prop::collection::vec(any_finite(), 20)) {
        values.extend(more);
        values.sort_unstable_by(f32::total_cmp);
        for pair in values.windows(2) {
            let (a, b) = (quantizer.level(pair[0], 0.0), quantizer.level(pair[1], 0.0));
            // A cast tells -0 from +0, which are equal as numbers; total_cmp has them in this order, too.
            prop_assert!(a <= b, "{:e} -> {a}, {:e} -> {b}", pair[0], pair[1]);
        }
    }

    #[test]
    fn values_rise_with_the_levels((values, quantizer) in quantized(rounding())) {
        let (low, high) = quantizer.ends();
        for x in values.into_iter().take(50) {
            let level = quantizer.level(x, 0.0).clamp(low, high - 1);
            prop_assert!(quantizer.value(level) <= quantizer.value(level + 1), "level {level}");
        }
    }

    /// Holds for casts, and for rounding to nearest while `x / s` and the zero point are far from where f32 stops
    /// telling integers apart. (A zero point of the article may lie beyond: [1e6, 1e6 + 1] has 15 million at 4 bits.)
    #[test]
    fn a_dequantized_value_goes_to_its_own_level((values, quantizer) in quantized(nearest())) {
        if let Quantizer::Affine(a) = &quantizer {
            prop_assume!(a.zero_point.abs() <= 1_048_576.0);
        }
        for &x in &values {
            let level = quantizer.level(x, 0.0);
            let again = quantizer.level(quantizer.value(level), 0.0);
            prop_assert_eq!(again, level, "x {:e}", x);
        }
    }

    /// Half a step to nearest, a step toward zero; and what f32 loses: with u = 2^-24, two roundings of x / s, one of
    /// adding the zero point (at most |q| + 1 large), one each of subtracting it and of multiplying by s (|x| + s
    /// large), and half the smallest denormal.
    #[test]
    fn the_error_within_the_codes_is_bounded((values, quantizer) in quantized(rounding())) {
        let Quantizer::Affine(a) = quantizer else { return Ok(()) };
        let s = f64::from(a.scale);
        let steps = if a.rounding == Rounding::TowardZero { 1.0 } else { 0.5 };
        for &x in values.iter().filter(|x| quantizer.clipped(**x, 0.0) == 0) {
            let q = quantizer.level(x, 0.0);
            let error = (f64::from(quantizer.value(q)) - f64::from(x)).abs();
            let lost = U * (4.0 * f64::from(x).abs() + s * (f64::from(q).abs() + 4.0)) + 2f64.powi(-150);
            prop_assert!(error <= steps * s + lost, "x {x:e}, scale {s:e}, error {error:e}");
        }
    }

    #[test]
    fn a_cast_is_off_by_half_a_unit_in_the_last_place(x in prop_oneof![any_finite(), -7e4f32..7e4, extreme()]) {
        for (format, mantissa, least) in [(Minifloat::FP16, 10, 2f64.powi(-25)), (Minifloat::BF16, 7, 2f64.powi(-134))] {
            let quantizer = Quantizer::Scaled(Scaled::cast(format));
            let y = quantizer.value(quantizer.level(x, 0.0));
            if quantizer.clipped(x, 0.0) == 0 {
                let error = (f64::from(y) - f64::from(x)).abs();
                prop_assert!(error <= (f64::from(x).abs() * 2f64.powi(-mantissa - 1)).max(least), "{format:?} {x:e} -> {y:e}");
            } else {
                prop_assert!(y.is_infinite() && y.signum() == x.signum() && x.abs() > format.max(), "{format:?} {x:e} -> {y:e}");
            }
        }
    }

    #[test]
    fn symmetric_codes_mirror(values in adversarial(), mut fit in fit(rounding())) {
        fit = Fit { symmetric: true, codes: signed(fit.codes), ..fit };
        let Some(a) = fit.affine(&values) else { return Ok(()) };
        prop_assert_eq!(a.zero_point, 0.0);
        for &x in &values {
            prop_assert_eq!(a.unclamped(-x, 0.0), -a.unclamped(x, 0.0), "x {:e}", x);
        }
    }

    #[test]
    fn a_power_of_two_changes_the_scale_alone(
        values in prop::collection::vec(prop_oneof![Just(0.0f32), -100f32..100.0], 2..200), fit in fit(rounding()), k in -30i32..30,
    ) {
        let tiny = |v: &f32| *v != 0.0 && v.abs() < 1e-20;
        prop_assume!(values.iter().any(|v| *v != 0.0) && !values.iter().any(tiny));
        let by = 2f32.powi(k);
        let moved: Vec<f32> = values.iter().map(|v| v * by).collect();
        // What stands in for a small scale is a number in most conventions, a share of the data in the article's alone.
        let small = |values: &[f32]| fit.range(values).width().min(fit.range(values).absmax()) < 0.01;
        if fit.preset != Preset::Article && (small(&values) || small(&moved)) {
            return Ok(());
        }
        let (Some(a), Some(b)) = (fit.affine(&values), fit.affine(&moved)) else { return Ok(()) };
        prop_assert_eq!(b.scale, a.scale * by);
        prop_assert_eq!(b.zero_point, a.zero_point);
        for (&x, &y) in values.iter().zip(&moved) {
            prop_assert_eq!(b.unclamped(y, 0.0), a.unclamped(x, 0.0), "x {:e}", x);
        }
    }

    #[test]
    fn a_shrunk_range_lies_within_the_whole(values in adversarial(), p in 0f32..1.0, q in 0f32..1.0) {
        let whole = Range::of(values).expect("there are values");
        prop_assert_eq!(whole.shrunk(1.0), whole);
        let (narrow, wide) = (whole.shrunk(p.min(q)), whole.shrunk(p.max(q)));
        for (outer, inner) in [(whole, wide), (wide, narrow)] {
            prop_assert!(outer.lo <= inner.lo && inner.lo <= inner.hi && inner.hi <= outer.hi, "{outer:?} {inner:?}");
        }
    }

    #[test]
    fn any_range_that_fits_gives_a_usable_scale(lo in prop_oneof![any_finite(), extreme()], hi in prop_oneof![any_finite(), extreme()], fit in fit(rounding())) {
        let range = Range { lo: lo.min(hi), hi: lo.max(hi) };
        if let Ok(a) = Affine::fit(fit.preset.convention(), fit.symmetric, range, fit.codes, fit.rounding) {
            prop_assert!(a.scale.is_finite() && a.scale > 0.0, "scale {:e}", a.scale);
            prop_assert!(a.zero_point.is_finite() && a.zero_point == a.zero_point.round(), "zero point {:e}", a.zero_point);
            let convention = fit.preset.convention();
            let is_a_code = fit.symmetric || convention.zero_point == ZeroPoint::Clamped || convention.range_includes_zero && a.scale.is_normal();
            prop_assert!(!is_a_code || (fit.codes.qmin as f32..=fit.codes.qmax as f32).contains(&a.zero_point));
        }
    }
}

fn signed(codes: CodeRange) -> CodeRange {
    let half = (codes.qmax - codes.qmin + 1) / 2;
    CodeRange { qmin: -half, qmax: half - 1 }
}
