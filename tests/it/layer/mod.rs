//! Layers with weight and inputs quantized: the six MiniLM layers with their recorded inputs, and made ones.

mod arithmetic;
mod export;
mod methods;
mod pictures;
mod products;
mod text;

use quantscope::quant::Granularity;
use quantscope::study::{InputSource, Scheme};
use quantscope::tensor::read_npy;
use quantscope::{Settings, Source, Tensor};

/// The six layers.
const NAMES: [&str; 6] = ["l0-intermediate", "l0-output", "l3-intermediate", "l3-output", "l5-intermediate", "l5-output"];

/// A built-in weight and its recorded inputs.
fn sample(name: &str) -> [Tensor; 2] {
    let read = |file: &str| std::fs::read(format!("www/public/samples/{file}")).expect("a sample");
    let source = Source::of_example(&format!("minilm-{name}-weight")).expect("an example");
    let file = InputSource::recorded_file(&source).expect("it has inputs");
    let weight = if name == "l0-output" { "w_outlier_l0_output_dense.npy".into() } else { file.replacen('x', "w", 1) };
    [source.tensor(Some(&read(&weight)), &mut |_| {}).expect("the weight"), read_npy(&read(file)).expect("the inputs")]
}

fn symmetric(bits: u8, granularity: Granularity) -> Settings {
    Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(bits).with_granularity(granularity)
}

/// A decimal, as it is printed.
fn decimal(db: Option<f64>) -> f64 {
    (10.0 * db.expect("there is an error")).round() / 10.0
}
