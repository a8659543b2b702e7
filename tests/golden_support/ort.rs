//! onnxruntime's tooling: the histogram its calibrators collect over batches, and the range they tell from it.

use super::{Case, Field, Outcome};
use quantscope::quant::search::OrtCollector;
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Op {
    ComputeScaleZp,
    Percentile,
    Entropy,
}

#[derive(Deserialize)]
struct Which {
    op: Op,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibration {
    op: Op,
    symmetric: bool,
    num_bins: usize,
    num_quantized_bins: usize,
    percentile: f64,
    batches: Vec<usize>,
}

/// One of the three operations.
pub fn run(case: &Case) -> Result<Outcome, String> {
    match case.params::<Which>()?.op {
        Op::ComputeScaleZp => Ok(Outcome::NotYet("scale and zero point in f64")),
        Op::Percentile | Op::Entropy => calibrate(case),
    }
}

/// Collects the batches and tells the range.
fn calibrate(case: &Case) -> Result<Outcome, String> {
    let p: Calibration = case.params()?;
    let values = case.input()?;
    let mut collector = OrtCollector::new(p.num_bins, p.op == Op::Percentile && p.symmetric);
    for batch in super::batches(&values, &p.batches)? {
        collector.observe(batch).map_err(|e| e.to_string())?;
    }
    let found = if p.op == Op::Entropy { collector.entropy(p.num_quantized_bins) } else { collector.percentile(p.percentile) };
    let found = found.ok_or("nothing was observed")?;
    let counts = collector.counts();
    let filled: Vec<usize> = (0..counts.len()).filter(|&i| counts[i] != 0).collect();
    let mut fields = vec![
        ("low_bits", Field::Floats(vec![found.range.lo])),
        ("high_bits", Field::Floats(vec![found.range.hi])),
        ("histogram_bins", Field::Integer(counts.len() as i32)),
        ("histogram_index", Field::Integers(filled.iter().map(|&i| i as i32).collect())),
        ("histogram_count", Field::Integers(filled.iter().map(|&i| counts[i] as i32).collect())),
    ];
    if p.op == Op::Entropy {
        fields.push(("candidates", Field::Integer(found.curve.len() as i32)));
    }
    Ok(Outcome::Fields(fields))
}
