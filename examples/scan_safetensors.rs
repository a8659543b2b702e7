//! Lists the tensors of model files and how closely FP8 comes to each.
//!
//! `cargo run --release --example scan_safetensors -- model.safetensors`; also reads GGUF, ONNX, PyTorch and NumPy files. Reads
//! headers first and one tensor at a time. Without a file it writes one into memory.

use quantscope::Settings;
use quantscope::study::{ScanInputs, Scheme, scan};
use quantscope::tensor::files::{Bytes, Files, TensorSlice};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut opened: Vec<(String, Box<dyn Bytes>)> = Vec::new();
    for path in std::env::args().skip(1) {
        opened.push((path.clone(), Box::new(std::fs::read(path)?)));
    }
    if opened.is_empty() {
        opened.push(("made.safetensors".into(), Box::new(made())));
    }
    let files = Files::open(opened)?;

    let settings = Settings::default().with_scheme(Scheme::E4m3fn).with_scaled(true);
    for (place, entry) in files.entries().iter().enumerate() {
        print!("{} {:?} {}: ", entry.name, entry.shape, entry.dtype.name());
        match files.read(place, &TensorSlice::default(), &mut |_| {}).map(|read| scan(read, ScanInputs::default(), &settings)) {
            Ok(found) => println!("{} to {}, {:?}", found.min, found.max, found.measured),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}

/// A file with a tensor of 4 x 16 values.
fn made() -> Vec<u8> {
    let header = r#"{"weight":{"dtype":"F32","shape":[4,16],"data_offsets":[0,256]}}"#;
    let values = (0..64).map(|i| (i as f32 * 0.3).cos());
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(values.flat_map(f32::to_le_bytes));
    bytes
}
