//! NVIDIA's histogram calibrator: the histogram, and the largest magnitude that each method keeps.

use super::{Case, Field, Outcome};
use quantscope::quant::search::{MagnitudeHistogram, RangeSearch};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    num_bins: usize,
}

/// All methods on one batch. Eight signed bits have 128 magnitudes, unsigned ones 256.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let histogram = MagnitudeHistogram::of(&case.input()?, p.num_bins).map_err(|e| e.to_string())?;
    let amax = |found: RangeSearch| Field::Floats(vec![found.range.hi]);
    Ok(Outcome::Fields(vec![
        ("histogram", Field::Integers(histogram.counts().iter().map(|&count| count as i32).collect())),
        ("entropy_amax_bits", amax(histogram.entropy(128))),
        ("entropy_unsigned_amax_bits", amax(histogram.entropy(256))),
        ("percentile_99_9_amax_bits", amax(histogram.percentile(99.9))),
        ("percentile_99_99_amax_bits", amax(histogram.percentile(99.99))),
    ]))
}
