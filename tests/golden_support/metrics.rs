//! The measures of error, in f64.

use super::{Case, Field, Outcome, floats};
use quantscope::quant::{Metrics, Tally};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    dequantized_bits: Vec<u32>,
}

/// All measures of originals and what they became.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let (originals, dequantized) = (case.input()?, floats(&p.dequantized_bits));
    if originals.len() != dequantized.len() {
        return Err(format!("{} dequantized values for {} originals", dequantized.len(), originals.len()));
    }
    let mut tally = Tally::default();
    for (&x, &y) in originals.iter().zip(&dequantized) {
        tally.add(x, y, 0);
    }
    let m = Metrics::from(&tally);
    Ok(Outcome::Fields(vec![
        ("mse_bits64", Field::Double(m.mse)),
        ("mae_bits64", Field::Double(m.mae)),
        ("max_abs_bits64", Field::Double(m.max_abs)),
        measure(m.sqnr_db, "sqnr_db", "sqnr_db_bits64"),
        measure(m.cosine, "cosine", "cosine_bits64"),
        measure(m.relative_frobenius, "relative_frobenius", "relative_frobenius_bits64"),
    ]))
}

/// A measure that is a word under one name, or a number under another.
fn measure(value: Option<f64>, word: &'static str, number: &'static str) -> (&'static str, Field) {
    match value {
        None => (word, Field::Word("undefined")),
        Some(f64::INFINITY) => (word, Field::Word("infinite")),
        Some(f64::NEG_INFINITY) => (word, Field::Word("minus_infinite")),
        Some(v) => (number, Field::Double(v)),
    }
}
