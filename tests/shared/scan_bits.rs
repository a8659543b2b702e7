//! The bits of a scan, fixed once: called natively and in wasm.

use super::fnv1a::fnv1a;
use quantscope::Settings;
use quantscope::study::{ScanInputs, scan};
use quantscope::tensor::files::Read;
use quantscope::tensor::{Distribution, Generator};

const FIXED: u64 = 0x7d6f_8355_145b_3f96;

/// Panics where the numbers of a scan are not the fixed ones.
pub fn scan_bits_are_fixed() {
    let recipe = Generator { distribution: Distribution::StudentT, rows: 32, cols: 128, seed: 7, outliers: 5, strength: 20.0 };
    let tensor = recipe.tensor(&mut |_| {}).expect("the recipe is sound");
    let scanned = scan(Read { tensor, hash: String::new(), sampled: None }, ScanInputs::default(), &Settings::default());
    let measured = scanned.measured.expect("the settings fit");
    let [ratio, kurtosis, sqnr] = [scanned.max_over_sigma, scanned.kurtosis, measured.metrics.sqnr_db].map(|n| n.unwrap_or(f64::NAN));
    let numbers = [scanned.mean, scanned.std, ratio, kurtosis, scanned.share_zeros, sqnr, measured.metrics.mse, scanned.peak.into()];
    let bytes = numbers.into_iter().flat_map(f64::to_le_bytes).chain(scanned.histogram.into_iter().flat_map(u32::to_le_bytes));
    assert_eq!(fnv1a(bytes), FIXED, "left is what was found");
}
