//! torch's histogram observer: the histogram over batches, the range its search finds, the scale and zero point.

use super::{Case, Dtype, Field, Outcome};
use quantscope::num::Rounding;
use quantscope::quant::search::HistogramObserver;
use quantscope::quant::{Affine, Preset};
use serde::Deserialize;

#[derive(Deserialize, PartialEq)]
enum Qscheme {
    #[serde(rename = "per_tensor_affine")]
    Affine,
    #[serde(rename = "per_tensor_symmetric")]
    Symmetric,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    bins: usize,
    dtype: Dtype,
    qscheme: Qscheme,
    batches: Vec<usize>,
}

/// Observes the batches, searches, fits.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let values = case.input()?;
    let mut observer = HistogramObserver::new(p.bins);
    for batch in super::batches(&values, &p.batches)? {
        observer.observe(batch).map_err(|e| e.to_string())?;
    }
    let codes = p.dtype.codes(false)?;
    let (seen, found) = observer.range().zip(observer.search(256)).ok_or("nothing was observed")?;
    let fitted = Affine::fit(Preset::Torch.convention(), p.qscheme == Qscheme::Symmetric, found.range, codes, Rounding::HalfEven);
    let fitted = fitted.map_err(|e| e.to_string())?;
    let filled: Vec<usize> = (0..p.bins).filter(|&i| observer.histogram()[i] != 0.0).collect();
    let mut fields = vec![
        ("min_bits", Field::Floats(vec![seen.lo])),
        ("max_bits", Field::Floats(vec![seen.hi])),
        ("histogram_index", Field::Integers(filled.iter().map(|&i| i as i32).collect())),
        ("histogram_bits", Field::Floats(filled.iter().map(|&i| observer.histogram()[i]).collect())),
        ("search_min_bits", Field::Floats(vec![found.range.lo])),
        ("search_max_bits", Field::Floats(vec![found.range.hi])),
        ("scale_bits", Field::Floats(vec![fitted.scale])),
        ("zero_point", Field::Integers(vec![fitted.zero_point as i32])),
    ];
    // The generator tells the bins from the ends of the range found.
    let (lo, width) = (f64::from(seen.lo), (f64::from(seen.hi) - f64::from(seen.lo)) / p.bins as f64);
    if width > 0.0 {
        let bin = |end: f32| ((f64::from(end) - lo) / width).round_ties_even() as i32;
        fields.push(("start_bin", Field::Integer(bin(found.range.lo))));
        fields.push(("end_bin", Field::Integer(bin(found.range.hi) - 1)));
    }
    Ok(Outcome::Fields(fields))
}
