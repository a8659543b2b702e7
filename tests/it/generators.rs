//! The generators: fixed bits, the moments they promise, outliers exact in number and strength, sizes refused.

use crate::shared::generated_bits;
use quantscope::tensor::{Distribution, Generator, MAX_GENERATED};
use quantscope::{Error, Tensor};

fn recipe(distribution: Distribution) -> Generator {
    Generator { distribution, rows: 100, cols: 1000, seed: 3, outliers: 0, strength: 20.0 }
}

fn draw(generator: Generator) -> Tensor {
    generator.tensor(&mut |_| {}).expect("the recipe is sound")
}

/// Mean and standard deviation each distribution promises.
fn promised(distribution: Distribution) -> (f64, f64) {
    let pi = std::f64::consts::PI;
    match distribution {
        Distribution::Normal | Distribution::Laplace | Distribution::Uniform => (0.0, 1.0),
        Distribution::Bimodal => (0.0, 1.0225f64.sqrt()),
        Distribution::StudentT => (0.0, 3f64.sqrt()),
        Distribution::Relu => ((0.5 / pi).sqrt(), (0.5 - 0.5 / pi).sqrt()),
        Distribution::Weights => (0.0, 0.05),
        Distribution::Rows => {
            let variance: f64 = (0..100).map(|row| 10f64.powf(4.0 * (f64::from(row) / 99.0 - 1.0))).sum::<f64>() / 100.0;
            (0.0, variance.sqrt())
        }
    }
}

#[test]
fn seeds_give_fixed_bits() {
    generated_bits::generated_bits_are_fixed();
}

#[test]
fn another_seed_gives_other_values() {
    let one = draw(recipe(Distribution::Normal));
    let other = draw(Generator { seed: 4, ..recipe(Distribution::Normal) });
    let equal = one.values().iter().zip(other.values()).filter(|(a, b)| a == b).count();
    assert!(equal < 10, "{equal} of 100000 values are equal");
}

#[test]
fn moments_are_as_promised() {
    for (distribution, _) in generated_bits::FIXED {
        let tensor = draw(recipe(distribution));
        let n = tensor.values().len() as f64;
        let mean = tensor.values().iter().map(|&v| f64::from(v)).sum::<f64>() / n;
        let std = (tensor.values().iter().map(|&v| (f64::from(v) - mean).powi(2)).sum::<f64>() / n).sqrt();
        let (mean_promised, std_promised) = promised(distribution);
        // The fourth moment of Student's t with 3 degrees of freedom is infinite: its sample spread is loose.
        let slack = if distribution == Distribution::StudentT { 0.2 } else { 0.02 };
        assert!((mean - mean_promised).abs() < 0.02 * std_promised, "{distribution:?}: mean {mean}, not {mean_promised}");
        assert!((std / std_promised - 1.0).abs() < slack, "{distribution:?}: standard deviation {std}, not {std_promised}");
    }
}

#[test]
fn shapes_of_the_distributions() {
    let share = |distribution, inside: fn(f32) -> bool| {
        let tensor = draw(recipe(distribution));
        tensor.values().iter().filter(|&&v| inside(v)).count() as f64 / tensor.values().len() as f64
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.01, "{found}, not {expected}");
    near(share(Distribution::Normal, |v| v.abs() < 1.0), 0.6827);
    near(share(Distribution::Laplace, |v| v.abs() < 1.0), 1.0 - (-2f64.sqrt()).exp());
    near(share(Distribution::Uniform, |v| v.abs() <= 1.732_050_8), 1.0);
    near(share(Distribution::Uniform, |v| v < -0.866_025_4), 0.25);
    near(share(Distribution::Bimodal, |v| v > 0.0), 0.5);
    near(share(Distribution::Bimodal, |v| (v.abs() - 1.0).abs() < 0.15), 0.6827);
    near(share(Distribution::StudentT, |v| v.abs() < 3.182_446), 0.95);
    near(share(Distribution::Relu, |v| v.to_bits() == 0), 0.5);
    near(share(Distribution::Relu, |v| v >= 0.0), 1.0);
}

#[test]
fn outliers_are_exact_in_number_and_strength() {
    for (distribution, _) in generated_bits::FIXED {
        let base = draw(recipe(distribution));
        for outliers in [1, 2, 50, 50_000] {
            let tensor = draw(Generator { outliers, strength: 5000.0, ..recipe(distribution) });
            let changed: Vec<f32> =
                base.values().iter().zip(tensor.values()).filter(|(a, b)| a.to_bits() != b.to_bits()).map(|(_, b)| *b).collect();
            let magnitude = (5000.0 * promised(distribution).1) as f32;
            assert_eq!(changed.len(), outliers, "{distribution:?}");
            assert!(changed.iter().all(|v| (v.abs() / magnitude - 1.0).abs() < 1e-6), "{distribution:?}");
            if outliers == 50 {
                assert_eq!(changed.iter().any(|v| *v < 0.0), distribution != Distribution::Relu, "{distribution:?}");
            }
        }
    }
}

#[test]
fn more_outliers_keep_the_places_of_fewer() {
    let few = draw(Generator { outliers: 3, ..recipe(Distribution::Uniform) });
    let more = draw(Generator { outliers: 9, ..recipe(Distribution::Uniform) });
    let kept = few.values().iter().zip(more.values()).filter(|(a, b)| a.abs() > 2.0 && a == b).count();
    assert_eq!(kept, 3);
}

#[test]
fn sizes_and_strengths_that_make_no_sense_are_refused() {
    let refused = |generator: Generator| generator.tensor(&mut |_| {}).expect_err("it is refused");
    let of_size = |rows, cols| Generator { rows, cols, ..recipe(Distribution::Normal) };
    assert_eq!(refused(of_size(3, 5)), Error::TooSmall { len: 15, min: 16 });
    assert_eq!(refused(of_size(0, 16)), Error::TooSmall { len: 0, min: 16 });
    assert_eq!(refused(of_size(1, MAX_GENERATED + 1)), Error::TooLarge { len: MAX_GENERATED + 1, max: MAX_GENERATED });
    assert!(matches!(refused(of_size(usize::MAX, 2)), Error::TooLarge { .. }));
    assert_eq!(refused(Generator { outliers: 9, ..of_size(1, 17) }), Error::Outliers { outliers: 9, max: 8 });
    for strength in [0.0, 0.99, -5.0, 100_001.0, f32::INFINITY, f32::NAN] {
        assert!(matches!(refused(Generator { strength, ..of_size(4, 4) }), Error::Strength { .. }), "{strength}");
    }
    assert_eq!(draw(of_size(1, 16)).shape(), [1, 16]);
}

#[test]
fn progress_rises_to_one_in_about_a_hundred_steps() {
    let mut heard = Vec::new();
    recipe(Distribution::Laplace).tensor(&mut |share| heard.push(share)).expect("the recipe is sound");
    assert!(heard.is_sorted());
    assert_eq!((heard.len(), heard[0], heard[100]), (101, 0.0, 1.0));
}
