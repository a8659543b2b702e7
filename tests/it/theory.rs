//! Theory against tables: J. Max 1960 and Paez and Glisson 1972 as recomputed to more digits, and the constants of
//! ACIQ's authors.

#![allow(clippy::approx_constant, reason = "they stand in tables")]

use quantscope::quant::theory::Density::{self, Gauss, Laplace};
use quantscope::quant::theory::{closest, gaussian_limit_db, panter_dite_db, unclipped_sqnr_db};
use quantscope::tensor::{Distribution, Generator, Sorted};

#[test]
fn aciq_agrees_with_its_authors() {
    // submission2019/cnn-quantization, int_quantizer.py: 2 to 8 bits.
    let gauss = [1.71063519, 2.15159277, 2.55913646, 2.93620062, 3.28691474, 3.6151146, 3.92403714];
    let laplace = [2.83068299, 3.89722946, 5.02864014, 6.20476633, 7.41312622, 8.64561995, 9.89675982];
    for (density, table) in [(Gauss, gauss), (Laplace, laplace)] {
        for (bits, expected) in (2..).zip(table) {
            let alpha = density.aciq_alpha(bits);
            assert!((alpha - expected).abs() < 2e-4, "{density:?} {bits} bits: {alpha}, not {expected}");
            let (least, authors) = (density.aciq_error(alpha, bits), density.aciq_error(expected, bits));
            assert!(least <= authors * (1.0 + 1e-12), "{density:?} {bits} bits");
        }
    }
}

#[test]
fn the_error_of_the_best_clipping_is_as_tabled() {
    let gauss = [2.150104e-1, 8.714848e-2, 3.142944e-2, 1.049325e-2, 3.322594e-3, 1.012917e-3, 3.002152e-4, 8.707790e-5];
    let laplace = [5.996434e-1, 2.848778e-1, 1.197024e-1, 4.602149e-2, 1.657183e-2, 5.678767e-3, 1.872518e-3, 5.988534e-4];
    for (density, table) in [(Gauss, gauss), (Laplace, laplace)] {
        for (bits, expected) in (1..).zip(table) {
            near(density.aciq_error(density.aciq_alpha(bits), bits), expected, 1e-6 * expected);
        }
    }
}

#[test]
fn lloyd_max_agrees_with_the_tables() {
    let positive = |density: Density, n: usize, levels: &[f64], thresholds: &[f64]| {
        let found = density.lloyd_max(n);
        let (level_count, threshold_count) = (found.levels.len(), found.thresholds.len());
        assert_eq!((level_count, threshold_count), (n, n - 1));
        for (i, &expected) in levels.iter().enumerate() {
            near(found.levels[n.div_ceil(2) + i], expected, 6e-5);
            near(found.levels[n / 2 - 1 - i], -expected, 6e-5);
        }
        for (i, &expected) in thresholds.iter().enumerate() {
            near(found.thresholds[n / 2 + i], expected, 6e-5);
        }
    };
    positive(Gauss, 2, &[0.7979], &[]);
    positive(Gauss, 3, &[1.2240], &[0.6120]);
    positive(Gauss, 4, &[0.4528, 1.5104], &[0.9816]);
    positive(Gauss, 8, &[0.2451, 0.7560, 1.3439, 2.1519], &[0.5005, 1.0500, 1.7479]);
    positive(Gauss, 16, &[0.1284, 0.3880, 0.6568, 0.9423, 1.2562, 1.6180, 2.0690, 2.7326], &[]);
    positive(Gauss, 32, &[0.0659, 0.1981, 0.3314], &[]);
    positive(Laplace, 2, &[0.7071], &[]);
    positive(Laplace, 3, &[1.4142], &[0.7071]);
    positive(Laplace, 4, &[0.4198, 1.8340], &[1.1269]);
    positive(Laplace, 8, &[0.2334, 0.8330, 1.6725, 3.0867], &[0.5332, 1.2527, 2.3796]);
    positive(Laplace, 16, &[0.1240, 0.4048, 0.7287, 1.1110, 1.5778, 2.1773, 3.0169, 4.4311], &[]);
    positive(Laplace, 32, &[0.0640, 0.2004, 0.3461], &[]);

    // N, squared error of both, and the entropy of the Gaussian's codes.
    let table = [
        (2, 0.363380, 0.500000, 1.000),
        (3, 0.190174, 0.264241, 1.536),
        (4, 0.117482, 0.176195, 1.911),
        (8, 0.034548, 0.054476, 2.825),
        (16, 0.009501, 0.015373, 3.765),
        (32, 0.002505, 0.004102, 4.730),
        (64, 0.000644, 0.001061, 5.710),
    ];
    for (n, gauss, laplace, entropy) in table {
        let tolerance = if n <= 8 { 1e-5 } else { 1e-3 };
        let within = |expected: f64| if n <= 8 { tolerance } else { tolerance * expected };
        near(Gauss.lloyd_max(n).mse, gauss, within(gauss));
        near(Laplace.lloyd_max(n).mse, laplace, within(laplace));
        near(Gauss.lloyd_max(n).entropy, entropy, 6e-4);
    }
}

#[test]
fn lloyd_max_is_a_fixed_point_and_beats_even_levels() {
    for density in [Gauss, Laplace] {
        let mut before = f64::INFINITY;
        for n in (1..=20).chain([33, 64, 127, 255, 256]) {
            let found = density.lloyd_max(n);
            assert!(found.levels.windows(2).all(|pair| pair[0] < pair[1]), "{density:?} {n}: the levels ascend");
            for (i, t) in found.thresholds.iter().enumerate() {
                near(*t, (found.levels[i] + found.levels[i + 1]) / 2.0, 1e-12);
            }
            assert!(found.mse < before, "{density:?} {n}: another level lessens the error");
            assert!(n % 2 == 1 || found.mse <= density.best_uniform(n).mse + 1e-12, "{density:?} {n}");
            before = found.mse;
        }
    }
}

#[test]
fn even_levels_agree_with_the_tables() {
    // N, then step and squared error of both.
    let table = [
        (2, 1.59577, 0.3633802, 1.41421, 0.5000000),
        (4, 0.99569, 0.1188461, 1.08739, 0.1963023),
        (8, 0.58602, 0.03743966, 0.73093, 0.07174780),
        (16, 0.33520, 0.01154288, 0.46100, 0.02535097),
        (32, 0.18814, 0.003495211, 0.27999, 0.008713221),
        (64, 0.10406, 0.001040045, 0.16568, 0.002913431),
        (128, 0.05687, 3.043328e-4, 0.09610, 9.485970e-4),
        (256, 0.03076, 8.768619e-5, 0.05484, 3.014203e-4),
    ];
    for (n, gauss_step, gauss, laplace_step, laplace) in table {
        for (density, step, mse) in [(Gauss, gauss_step, gauss), (Laplace, laplace_step, laplace)] {
            let found = density.best_uniform(n);
            near(found.step, step, 6e-6);
            near(found.mse, mse, 1e-6 * mse);
        }
    }
}

#[test]
fn rules_of_thumb_have_their_usual_numbers() {
    near(unclipped_sqnr_db(8, 4.0), 6.0206 * 8.0 + 4.7712 - 12.0412, 1e-3);
    near(gaussian_limit_db(4), 24.0824, 1e-4);
    near(panter_dite_db(4), 24.0824 - 4.346, 1e-3);
    // Many levels approach Panter and Dite.
    near(10.0 * libm::log10(1.0 / Gauss.lloyd_max(256).mse), panter_dite_db(8), 0.05);
}

#[test]
fn data_is_told_by_its_distribution() {
    for (distribution, expected) in
        [(Distribution::Normal, Some(Gauss)), (Distribution::Laplace, Some(Laplace)), (Distribution::Uniform, None)]
    {
        let generator = Generator { distribution, rows: 64, cols: 256, seed: 1, outliers: 0, strength: 1.0 };
        let tensor = generator.tensor(&mut |_| {}).expect("it generates");
        let sorted = Sorted::new(tensor.values());
        let (mean, std) = sorted.mean_std();
        let found = closest(sorted.values(), mean, std);
        assert_eq!(found.close, expected, "{distribution:?}: {found:?}");
    }
    assert_eq!(closest(&[], 0.0, 0.0).close, None);
    assert_eq!(closest(&[1.0; 100], 1.0, 0.0).close, None);
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not within {tolerance} of {expected}");
}
