//! Quantizes a .npy file to 4-bit integers with one scale for each row, and prints what it costs.
//!
//! `cargo run --example quantize_npy -- weights.npy`; without a file it takes numbers of its own.

use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::Scheme;
use quantscope::tensor::read_npy;
use quantscope::{Error, Settings, Study, Tensor, TensorCache};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tensor = match std::env::args().nth(1) {
        Some(path) => read_npy(&std::fs::read(path)?)?,
        None => sine()?,
    };
    println!("{} values of the shape {:?}", tensor.values().len(), tensor.shape());

    let mut cache = TensorCache::new(tensor);
    for range in [RangeMethod::MinMax, RangeMethod::Mse] {
        let settings = Settings::default()
            .with_scheme(Scheme::Symmetric)
            .with_bits(4)
            .with_signed(true)
            .with_granularity(Granularity::Row)
            .with_range(range);
        let study = Study::new(&mut cache, &settings, 0)?;
        let bits = study.storage.bits_per_value(cache.tensor().values().len());
        let sqnr = study.metrics.sqnr_db.map_or("no signal".into(), |db| format!("{db:.2} dB"));
        println!("{range:?}: {bits:.3} bits a value, mean squared error {:e}, SQNR {sqnr}", study.metrics.mse);
        let codes: Vec<i32> = study.levels(cache.tensor()).take(8).map(|(code, _)| code).collect();
        println!("  the first codes: {codes:?}");
    }
    Ok(())
}

/// 8 rows of 32 values.
fn sine() -> Result<Tensor, Error> {
    Tensor::new(vec![8, 32], (0..256).map(|i| (i as f32 * 0.7).sin() * (1.0 + i as f32 / 64.0)).collect())
}
