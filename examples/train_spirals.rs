//! Trains a small network to tell two spirals apart, rounds its weights to 2 bits, and trains them with rounding.
//!
//! `cargo run --release --example train_spirals -- 10` does it for 10 seeds and prints the accuracy on test points of each, for
//! several ways to train with rounding.

use quantscope::num::CodeRange;
use quantscope::quant::Granularity;
use quantscope::study::Scheme;
use quantscope::train::{Decay, Learning, Model, Recipe, StraightThrough, Trainer, WeightRounding};
use quantscope::{Error, Settings};

fn main() -> Result<(), Error> {
    let seeds: u32 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(3);
    println!("{:32}{}", "test accuracy", (0..seeds).map(|seed| format!("{seed:>7}")).collect::<String>());
    let mut rows: Vec<(String, Vec<f64>)> = Vec::new();
    for seed in 0..seeds {
        for (i, (name, accuracy)) in of_seed(seed)?.into_iter().enumerate() {
            if rows.len() <= i {
                rows.push((name, Vec::new()));
            }
            rows[i].1.push(accuracy);
        }
    }
    for (name, accuracies) in rows {
        println!("{name:32}{}", accuracies.iter().map(|a| format!("{a:>7.3}")).collect::<String>());
    }
    Ok(())
}

fn of_seed(seed: u32) -> Result<Vec<(String, f64)>, Error> {
    let mut recipe = Recipe { seed, ..Recipe::default() };
    recipe.data.seed = seed;
    let mut float = Trainer::float(&recipe)?;
    float.run(recipe.learning.steps)?;
    let accuracy = |model: Model| model.score(&float.test).accuracy.unwrap_or_default();
    let mut found = vec![("float".to_owned(), accuracy(float.model()?))];
    for bits in [2, 3, 4] {
        found.push((format!("rounded after training, {bits} bits"), accuracy(float.rounded(&by_row(bits), None)?)));
    }
    let plain = || WeightRounding::Fitted { settings: Box::new(by_row(2)), gradient: StraightThrough::Identity };
    let learned = || WeightRounding::LearnedScale { codes: CodeRange { qmin: -1, qmax: 1 }, by_row: true };
    let constant = Learning { rate: 0.005, decay: Decay::Constant, ..Learning::healing(800) };
    for (name, rounding, learning) in [
        ("identity, 800 steps at 0.005", plain(), constant),
        ("identity, 1500 falling from 0.02", plain(), Learning::healing(1500)),
        ("LSQ, 1500 falling from 0.02", learned(), Learning::healing(1500)),
    ] {
        let mut trainer = float.with_rounding(Some(rounding), None, learning)?;
        trainer.run(learning.steps)?;
        found.push((name.to_owned(), accuracy(trainer.model()?)));
    }
    Ok(found)
}

/// Symmetric integers with a scale for each row.
fn by_row(bits: u8) -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(bits).with_granularity(Granularity::Row)
}
