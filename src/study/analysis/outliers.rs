//! Outliers: the values far from the others, and the cost of keeping them in FP16 while the rest is quantized. Knows no
//! chart.
//!
//! A matrix W is split as SqueezeLLM does it (dense and sparse): the kept values go to a separate list, 16 bits (FP16) for a
//! value and 32 for its place; in the dense part a zero takes the place of each of them, and the dense part is quantized
//! as the settings say. Where the rest of a slice does not reach zero, its value nearest to zero is used instead, so that
//! no range is widened. LLM.int8 keeps whole columns: those with a value beyond 6 standard deviations (its
//! paper takes 6.0 as a magnitude), 16 bits for each value and 32 for the column's number. The dense part keeps its shape,
//! and so its codes and scales, in both cases.

use crate::Error;
use crate::num::{Minifloat, Overflow, StochasticRng};
use crate::quant::{Metrics, Quantizer, Range, Slices, Tally};
use crate::study::analysis::quantized::Quantized;
use crate::study::analysis::spread::Spread;
use crate::study::{Settings, random_draw};
use crate::tensor::{Tensor, TensorCache};
use serde::{Deserialize, Serialize};

/// How many of the farthest values are listed.
pub const FARTHEST: usize = 20;

/// Bits of a kept value.
const KEPT_BITS: u64 = 16;
/// Bits of the place of a kept value, or of a kept column's number.
const PLACE_BITS: u64 = 32;

/// A value far out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outlier {
    /// Flat index, row-major.
    pub index: u32,
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// Original.
    pub x: f32,
    /// Its distance in standard deviations.
    pub sigmas: f64,
    /// Dequantized.
    pub y: f32,
    /// y - x.
    pub error: f64,
}

/// Error and size of one way of storing the tensor.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outcome {
    /// The errors of the whole tensor.
    pub metrics: Metrics,
    /// All bits stored over the number of values.
    pub bits_per_value: f64,
    /// How many levels the values of a slice go to, on average over the slices.
    pub levels_used: f64,
    /// Number of levels.
    pub levels: u32,
}

/// The tensor's outliers, and its errors without a remedy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outliers {
    /// The unit in which distances are measured.
    pub spread: Spread,
    /// Values beyond 6 standard deviations.
    pub beyond: u32,
    /// Columns that hold one of them.
    pub columns: u32,
    /// Columns of the tensor.
    pub all_columns: u32,
    /// The farthest values, the farthest first; of equal ones the first in the tensor.
    pub farthest: Vec<Outlier>,
    /// Without any remedy.
    pub outcome: Outcome,
}

/// The values kept in FP16.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum MixedPrecision {
    /// The largest magnitudes.
    Values {
        /// Their part of all values in percent, 0 to 100; their number is rounded up.
        percent: f64,
    },
    /// Every column with a value beyond 6 standard deviations.
    Columns,
}

/// The tensor with a remedy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MixedPrecisionResult {
    /// Values kept.
    pub values: u32,
    /// Columns kept whole; 0 where single values are.
    pub columns: u32,
    /// Error and size.
    pub outcome: Outcome,
}

/// The farthest values, and the result of the settings on all values.
pub fn outliers(cache: &TensorCache, settings: &Settings) -> Result<Outliers, Error> {
    let quantized = Quantized::new(cache, settings)?;
    let tensor = cache.tensor();
    let spread = Spread::of(tensor);
    let cols = tensor.cols();
    let mut far: Vec<(f64, usize)> = Vec::with_capacity(FARTHEST + 1);
    let mut beyond = 0;
    for (index, &x) in tensor.values().iter().enumerate().filter(|&(i, _)| !tensor.non_finite().at(i)) {
        beyond += u32::from(spread.is_outlier(x));
        let distance = (f64::from(x) - spread.centre).abs();
        if far.len() < FARTHEST || far.last().is_some_and(|&(least, _)| distance > least) {
            far.insert(far.partition_point(|&(other, _)| other >= distance), (distance, index));
            far.truncate(FARTHEST);
        }
    }
    let mut rng = StochasticRng::new(settings.rounding_seed);
    let farthest = far.into_iter().map(|(_, index)| {
        let x = tensor.values()[index];
        let y = quantized.value(index, x, &mut rng);
        let (row, column) = ((index / cols) as u32, (index % cols) as u32);
        Outlier { index: index as u32, row, column, x, sigmas: spread.sigmas(x), y, error: f64::from(y) - f64::from(x) }
    });
    let farthest = farthest.collect();
    let columns = far_columns(tensor, &spread).into_iter().filter(|&far| far).count() as u32;
    let outcome = outcome(tensor, settings, &quantized, &Chosen::None, 0);
    Ok(Outliers { spread, beyond, columns, all_columns: cols as u32, farthest, outcome })
}

/// Keeps values in FP16 and quantizes the rest.
pub fn mixed_precision(cache: &TensorCache, settings: &Settings, mixed_precision: MixedPrecision) -> Result<MixedPrecisionResult, Error> {
    let tensor = cache.tensor();
    let (values, cols, missing) = (tensor.values(), tensor.cols(), tensor.non_finite());
    let (chosen, columns) = match mixed_precision {
        MixedPrecision::Values { percent } if !(0.0..=100.0).contains(&percent) => return Err(Error::KeptPercent { percent }),
        MixedPrecision::Values { percent } => {
            (Chosen::largest(values, ((values.len() - missing.count()) as f64 * percent / 100.0).ceil() as usize), 0)
        }
        MixedPrecision::Columns => {
            let far = far_columns(tensor, &Spread::of(tensor));
            let count = far.iter().filter(|&&far| far).count();
            (Chosen::Columns(far), count)
        }
    };
    let kept = (0..values.len()).filter(|&i| chosen.holds(i, i % cols, values[i]) && !missing.at(i)).count();
    let bits = KEPT_BITS * kept as u64 + PLACE_BITS * if columns > 0 { columns } else { kept } as u64;
    let slices = settings.spec()?.slices(settings, tensor)?;
    let quantized = match kept {
        0 => Quantized::new(cache, settings)?,
        _ => Quantized::new(&cache.with_values(dense(tensor, &slices, &chosen)?), settings)?,
    };
    let outcome = outcome(tensor, settings, &quantized, &chosen, bits);
    Ok(MixedPrecisionResult { values: kept as u32, columns: columns as u32, outcome })
}

/// Which values are kept.
enum Chosen {
    None,
    /// Magnitudes with larger bits than `bits`, and with the same up to the flat index `last`.
    Largest {
        bits: u32,
        last: usize,
    },
    /// Whole columns.
    Columns(Vec<bool>),
}

/// An order of finite magnitudes.
fn magnitude(x: f32) -> u32 {
    x.to_bits() & 0x7fff_ffff
}

impl Chosen {
    /// The `count` largest magnitudes, of equal ones the first. Counts bits from the top down and so sorts nothing.
    fn largest(values: &[f32], count: usize) -> Self {
        const LOW: u32 = 15;
        if count == 0 {
            return Self::None;
        }
        let mut left = count.min(values.len());
        let mut highest = |bins: usize, key: &dyn Fn(u32) -> Option<u32>| -> u32 {
            let mut counts = vec![0usize; bins];
            for key in values.iter().filter_map(|&x| key(magnitude(x))) {
                counts[key as usize] += 1;
            }
            let mut bin = bins;
            loop {
                bin -= 1;
                if counts[bin] >= left || bin == 0 {
                    return bin as u32;
                }
                left -= counts[bin];
            }
        };
        let upper = highest(1 << (31 - LOW), &|bits| Some(bits >> LOW));
        let lower = highest(1 << LOW, &|bits| (bits >> LOW == upper).then_some(bits & ((1 << LOW) - 1)));
        let bits = upper << LOW | lower;
        let equal = values.iter().enumerate().filter(|(_, x)| magnitude(**x) == bits);
        let last = equal.map(|(i, _)| i).nth(left - 1).unwrap_or(0);
        Self::Largest { bits, last }
    }

    fn holds(&self, index: usize, column: usize, x: f32) -> bool {
        match self {
            Self::None => false,
            Self::Largest { bits, last } => magnitude(x) > *bits || (magnitude(x) == *bits && index <= *last),
            Self::Columns(far) => far[column],
        }
    }
}

/// Which columns hold a value beyond 6 standard deviations.
fn far_columns(tensor: &Tensor, spread: &Spread) -> Vec<bool> {
    let mut far = vec![false; tensor.cols()];
    for (row, line) in tensor.values().chunks_exact(tensor.cols()).enumerate() {
        let there = |column: usize| !tensor.non_finite().at(row * tensor.cols() + column);
        far.iter_mut().zip(line).enumerate().for_each(|(column, (far, &x))| *far |= spread.is_outlier(x) && there(column));
    }
    far
}

/// The dense part: the rest, with each kept value replaced by the number of the slice's rest range that is nearest to 0.
fn dense(tensor: &Tensor, slices: &Slices, chosen: &Chosen) -> Result<Tensor, Error> {
    let (mut values, cols) = (tensor.values().to_vec(), tensor.cols());
    for slice in 0..slices.count() {
        let indices = || slices.indices(slice).indices().filter(|&i| !tensor.non_finite().at(i));
        let rest = indices().map(|i| (i, tensor.values()[i])).filter(|&(i, x)| !chosen.holds(i, i % cols, x));
        let place = Range::of(rest.map(|(_, x)| x)).map_or(0.0, |Range { lo, hi }| 0f32.clamp(lo, hi));
        for i in indices() {
            if chosen.holds(i, i % cols, values[i]) {
                values[i] = place;
            }
        }
    }
    tensor.non_finite().places().for_each(|i| values[i] = f32::NAN);
    Tensor::new(tensor.shape().to_vec(), values)
}

/// The errors of the dense part's quantizers on the values that are not kept, and of FP16 on those that are. A value too
/// large for FP16 becomes its largest number and counts as clipped.
fn outcome(tensor: &Tensor, settings: &Settings, quantized: &Quantized, chosen: &Chosen, kept_bits: u64) -> Outcome {
    let (values, cols) = (tensor.values(), tensor.cols());
    let fp16 = Minifloat::FP16.with_overflow(Overflow::Saturate);
    let mut tally = Tally::default();
    let mut rng = StochasticRng::new(settings.rounding_seed);
    let mut used = 0u64;
    // For each level, the last slice, counted from 1, in which it occurred.
    let mut met: Vec<u32> = Vec::new();
    for (slice, quantizer) in quantized.quantizers.iter().enumerate() {
        let (first, last) = quantizer.ends();
        met.resize(met.len().max((last - first) as usize + 1), 0);
        for i in quantized.slices.indices(slice).indices().filter(|&i| !tensor.non_finite().at(i)) {
            let x = values[i];
            if chosen.holds(i, i % cols, x) {
                tally.add(x, fp16.decode(fp16.encode(x)), i32::from(fp16.overflows(x)) * x.signum() as i32);
                continue;
            }
            let u = random_draw(quantizer, i, &mut rng);
            let (level, y) = quantizer.apply(x, u);
            tally.add(x, y, quantizer.clipped(x, u));
            // Infinity is no level of the format's.
            if let Some(met) = usize::try_from(i64::from(level) - i64::from(first)).ok().and_then(|at| met.get_mut(at)) {
                used += u64::from(*met != slice as u32 + 1);
                *met = slice as u32 + 1;
            }
        }
    }
    let (first, last) = quantized.quantizers.first().map_or((0, 0), Quantizer::ends);
    let n = values.len();
    Outcome {
        metrics: Metrics::from(&tally),
        bits_per_value: (quantized.stored.codes + quantized.stored.overhead + kept_bits) as f64 / n as f64,
        levels_used: used as f64 / quantized.quantizers.len() as f64,
        levels: (i64::from(last) - i64::from(first) + 1) as u32,
    }
}
