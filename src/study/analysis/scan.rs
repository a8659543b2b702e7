//! One tensor in one line: what a scan of a file reports of each tensor. Makes two passes over the values and keeps none.

use crate::Error;
use crate::num::Sum;
use crate::study::analysis::formats::{Measured, measure};
use crate::study::{Inputs, LayerOutputs, Settings};
use crate::tensor::files::{Files, Read, TensorSlice};
use crate::tensor::{Tensor, TensorCache};
use serde::Serialize;

/// Bins of the small histogram.
pub const SCAN_BINS: usize = 24;

/// A tensor's line. Numbers of the values are in units of the data, moments in f64.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ScanResult {
    /// How many values were read.
    pub values: usize,
    /// The part left out, where the tensor is a sample of the one in the file.
    pub sampled: Option<String>,
    /// SHA-256 of the stored bytes.
    pub hash: String,
    /// How many of them are NaN. NaN and infinite values are excluded from everything below.
    pub nan: usize,
    /// How many of them are infinite.
    pub infinite: usize,
    /// Smallest value.
    pub min: f32,
    /// Largest value.
    pub max: f32,
    /// Their mean.
    pub mean: f64,
    /// Standard deviation of these values (of the whole, not of a larger one they were drawn from).
    pub std: f64,
    /// max |x| / σ; for a vector the largest |x - mean| / σ, since gains of a normalization lie about 1, not about 0.
    /// `None` when all values are equal.
    pub max_over_sigma: Option<f64>,
    /// E[(x - mean)⁴] / σ⁴: 3 for normal values, 1.8 for evenly spread ones. `None` when all values are equal.
    pub kurtosis: Option<f64>,
    /// Share of values that are 0, 0 to 1.
    pub share_zeros: f64,
    /// The value that `max_over_sigma` is about, the first of equal ones.
    pub peak: f32,
    /// Its flat index, row-major.
    pub peak_index: usize,
    /// Its row, from 0.
    pub peak_row: usize,
    /// Its column, from 0.
    pub peak_column: usize,
    /// How many values lie in each of [`SCAN_BINS`] bins of equal width from `min` to `max`.
    pub histogram: Vec<u32>,
    /// The result of the settings on the tensor, where they can be applied.
    pub measured: Option<Measured>,
    /// SQNR in dB of what comes out of the layer, of a weight whose inputs are known.
    pub outputs_db: Option<f64>,
    /// Why they cannot.
    pub refusal: Option<String>,
}

/// What the open files say of the inputs of a weight. The default is nothing.
#[derive(Debug, Clone, Default)]
pub struct ScanInputs {
    /// The inputs.
    pub inputs: Option<Tensor>,
    /// How much the errors of each column count, by an importance matrix.
    pub importance: Option<Vec<f64>>,
}

impl ScanInputs {
    /// Of the weight `tensor` of `file`. Fails where what is found cannot be read.
    pub fn of(files: &Files, file: &str, tensor: &str) -> Result<Self, Error> {
        let Some(place) = files.find(file, tensor) else { return Ok(Self::default()) };
        let read = |at| files.read(at, &TensorSlice::default(), &mut |_| {}).map(|read| read.tensor);
        let inputs = files.inputs_of(place).map(read).transpose()?;
        let importance = files.importance_of(place)?.map(|columns| columns.into_iter().map(f64::from).collect());
        Ok(Self { inputs, importance })
    }
}

/// Scans a tensor that was read from a file. Errors count by `about`, where settings ask for that.
pub fn scan(Read { tensor, hash, sampled }: Read, about: ScanInputs, settings: &Settings) -> ScanResult {
    let mut cache = TensorCache::new(tensor);
    // Inputs of another number of columns are none of this weight.
    let inputs = about.inputs.and_then(|inputs| Inputs::new(inputs, cache.tensor().cols()).ok());
    cache.set_importance(inputs.as_ref().map(Inputs::mean_squares).or(about.importance));
    // Of a sample of the rows these would be other outputs.
    let outputs = inputs.filter(|_| sampled.is_none()).and_then(|inputs| LayerOutputs::new(inputs).outputs(&cache, settings, None).ok());
    let (measured, refusal) = match measure(&cache, settings) {
        Ok(measured) => (Some(measured), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let tensor = cache.tensor();
    let extent = Extent::of(tensor);
    let shape = Shape::of(tensor, &extent);
    let (largest, index) = if tensor.shape().len() > 1 { extent.largest } else { shape.farthest };
    ScanResult {
        values: tensor.values().len(),
        nan: tensor.non_finite().nan(),
        infinite: tensor.non_finite().infinite(),
        sampled: sampled.map(|sampled| sampled.words),
        hash,
        min: extent.min,
        max: extent.max,
        mean: extent.mean,
        std: shape.std,
        max_over_sigma: (shape.std > 0.0).then(|| largest / shape.std),
        kurtosis: (shape.std > 0.0).then_some(shape.kurtosis),
        share_zeros: extent.zeros as f64 / extent.count as f64,
        peak: tensor.values().get(index).copied().unwrap_or_default(),
        peak_index: index,
        peak_row: index / tensor.cols(),
        peak_column: index % tensor.cols(),
        histogram: shape.bins.into(),
        measured,
        outputs_db: outputs.and_then(|outputs| outputs.sqnr_db),
        refusal,
    }
}

/// The values that count, with their flat indices.
fn values(tensor: &Tensor) -> impl Iterator<Item = (usize, f32)> {
    tensor.values().iter().copied().enumerate().filter(|&(i, _)| !tensor.non_finite().at(i))
}

/// The results of the first pass.
struct Extent {
    count: usize,
    min: f32,
    max: f32,
    mean: f64,
    zeros: usize,
    /// The largest magnitude and where it stands.
    largest: (f64, usize),
}

impl Extent {
    fn of(tensor: &Tensor) -> Self {
        let mut extent = Self { count: 0, min: f32::INFINITY, max: f32::NEG_INFINITY, mean: 0.0, zeros: 0, largest: (-1.0, 0) };
        let mut sum = Sum::default();
        for (i, v) in values(tensor) {
            extent.count += 1;
            extent.min = extent.min.min(v);
            extent.max = extent.max.max(v);
            extent.zeros += usize::from(v == 0.0);
            sum = sum.plus(f64::from(v));
            let magnitude = f64::from(v.abs());
            if magnitude > extent.largest.0 {
                extent.largest = (magnitude, i);
            }
        }
        // Of zeros of both signs min may return either; +0 is the same on every target.
        Self { min: extent.min + 0.0, max: extent.max + 0.0, mean: sum.value() / extent.count as f64, ..extent }
    }
}

/// The results of the second pass, which needs the mean and the extremes.
struct Shape {
    std: f64,
    kurtosis: f64,
    /// The largest distance from the mean and where it stands.
    farthest: (f64, usize),
    bins: [u32; SCAN_BINS],
}

impl Shape {
    fn of(tensor: &Tensor, extent: &Extent) -> Self {
        let (min, n) = (f64::from(extent.min), extent.count as f64);
        let width = f64::from(extent.max) - min;
        let (mut squares, mut fourths) = (Sum::default(), Sum::default());
        let (mut farthest, mut bins) = ((-1.0, 0), [0; SCAN_BINS]);
        for (i, v) in values(tensor) {
            let d = f64::from(v) - extent.mean;
            squares = squares.plus(d * d);
            fourths = fourths.plus(d * d * (d * d));
            if d.abs() > farthest.0 {
                farthest = (d.abs(), i);
            }
            // 0 / 0 becomes 0 as an integer: equal values are all in the first bin.
            let bin = ((f64::from(v) - min) / width * SCAN_BINS as f64) as usize;
            bins[bin.min(SCAN_BINS - 1)] += 1;
        }
        // Equal values may differ from their rounded mean in its last bit; that is no spread.
        let squares = if width > 0.0 { squares.value() } else { 0.0 };
        Self { std: (squares / n).sqrt(), kurtosis: n * fourths.value() / (squares * squares), farthest, bins }
    }
}
