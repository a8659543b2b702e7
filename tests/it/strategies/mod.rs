//! What property tests draw their cases from.

pub mod data;
pub mod settings;

use proptest::test_runner::{Config, RngSeed};

/// `cases` tries of one property (or as many as the environment says).
pub fn tries(cases: u32) -> Config {
    let asked = Config::default();
    let fixed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_240_917),
        fixed => fixed,
    };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases };
    Config { cases, rng_seed: fixed, failure_persistence: None, ..asked }
}
